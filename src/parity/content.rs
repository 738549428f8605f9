//! Where aligned texts say different things: the work, the paragraph that calls a note, symbols, dates.
//!
//! In: outlines and their tables. Out: one difference a row and subject, with the readings of all versions. A version
//! that lacks the paragraph itself has no reading: that is told elsewhere (see `structure`).

use super::outline::{Mention, Mentions, Outline, Unit, numbers};
use super::table::Table;
use super::{Difference, Kind, Place, Side, Subject, list};
use crate::link::iri;
use crate::model::{EId, Mark};
use std::collections::{BTreeMap, BTreeSet};

/// Versions by their reading, the most frequent first; of equally frequent ones, that with the first version.
fn readings<R: Ord>(all: impl IntoIterator<Item = (usize, R)>) -> Vec<(R, Vec<usize>)> {
    let mut versions: BTreeMap<R, Vec<usize>> = BTreeMap::new();
    for (version, reading) in all {
        versions.entry(reading).or_default().push(version);
    }
    let mut readings: Vec<_> = versions.into_iter().collect();
    readings.sort_by_key(|(_, versions)| (std::cmp::Reverse(versions.len()), versions.first().copied()));
    readings
}

fn languages(outlines: &[Outline<'_>], versions: &[usize]) -> Vec<&'static str> {
    versions.iter().filter_map(|&version| outlines.get(version)).map(|outline| outline.version.language()).collect()
}

fn side(outlines: &[Outline<'_>], versions: &[usize], reading: String, places: impl Fn(usize) -> Vec<Place>) -> Side {
    Side {
        languages: languages(outlines, versions),
        majority: versions.len() * 2 > outlines.len(),
        reading,
        places: versions.iter().flat_map(|&version| places(version)).collect(),
    }
}

/// Whether the texts name the same work.
pub(super) fn works(outlines: &[Outline<'_>]) -> Option<Difference> {
    let fact = |draw: &dyn Fn(&Outline<'_>) -> Option<String>| {
        readings(outlines.iter().enumerate().map(|(version, outline)| (version, draw(outline))))
    };
    let named = fact(&|outline| outline.version.metadata().work_iri.as_ref().map(|fact| fact.value.clone()));
    if named.len() < 2 {
        return None;
    }
    let class = fact(&|outline| Some(iri::class_path(outline.version.metadata().class.value).to_owned()));
    let author = fact(&|outline| outline.version.metadata().author.as_ref().map(|fact| fact.value.id.clone()));
    let date = fact(&|outline| outline.version.metadata().date.as_ref().map(|fact| fact.value.clone()));
    let number = fact(&|outline| outline.version.metadata().number.as_ref().map(|fact| fact.value.clone()));
    let facts = [("class", class), ("author", author), ("date", date), ("number", number)];
    let words = facts.iter().filter(|(_, readings)| readings.len() > 1).map(|(name, readings)| {
        let told = readings.iter().map(|(value, versions)| {
            format!("{} in {}", value.as_deref().unwrap_or("none"), list(&languages(outlines, versions)))
        });
        format!("{name}: {}", told.collect::<Vec<_>>().join("; "))
    });
    let words: Vec<String> = words.collect();
    let sides = named.iter().map(|(iri, versions)| {
        let start =
            |version: usize| outlines.get(version).map(|outline| Place::start(outline.version)).into_iter().collect();
        side(outlines, versions, iri.clone().unwrap_or_else(|| "none".to_owned()), start)
    });
    Some(Difference {
        subject: Subject::Work,
        kind: Kind::Identity,
        message: "the texts name different works".to_owned(),
        cause: (!words.is_empty()).then(|| words.join("; ")),
        sides: sides.collect(),
    })
}

/// Where a note is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Host<'a> {
    /// In a row of the blocks.
    Row(usize),
    /// Elsewhere: in a title, a formula, another note.
    Other(&'a str),
    Nowhere,
}

/// Notes that are called in different paragraphs.
pub(super) fn calls(outlines: &[Outline<'_>], blocks: &Table<'_, '_>, notes: &Table<'_, '_>) -> Vec<Difference> {
    let ids: Vec<BTreeMap<&EId, usize>> =
        blocks.units.iter().map(|units| units.iter().enumerate().map(|(at, unit)| (&unit.eid, at)).collect()).collect();
    let unit_of = |version: usize, eid: &EId| ids.get(version).and_then(|ids| ids.get(eid)).copied();
    let host = |version: usize, note: &Unit<'_>| match note.host {
        None => Host::Nowhere,
        Some(eid) => unit_of(version, eid).and_then(|at| blocks.row(version, at)).map_or(Host::Nowhere, Host::Row),
    };
    let mut found = Vec::new();
    for row in 0..notes.height {
        let note = |version: usize| notes.cell(version, row).first();
        let hosts = (0..outlines.len()).filter_map(|version| {
            let note = note(version)?;
            let other = note.host.filter(|eid| unit_of(version, eid).is_none());
            Some((version, other.map_or_else(|| host(version, note), |eid| Host::Other(eid.as_str()))))
        });
        let readings = readings(hosts);
        let Some(named) = note(notes.reference).filter(|_| readings.len() > 1) else { continue };
        let reading = |versions: &[usize]| {
            let first = versions.first().copied().unwrap_or_default();
            note(first).and_then(|note| note.host).map_or_else(|| "nowhere".to_owned(), ToString::to_string)
        };
        let places = |version: usize| {
            let Some((outline, note)) = outlines.get(version).zip(note(version)) else { return Vec::new() };
            let host = note.host.and_then(|eid| unit_of(version, eid)).and_then(|at| outline.blocks.get(at));
            let call = host.and_then(|host| Some((call(host, &note.eid)?, host)));
            vec![call.map_or_else(
                || Place::unit(outline.version, note),
                |(at, host)| Place::byte(outline.version, at, host),
            )]
        };
        let told = readings
            .iter()
            .map(|(_, versions)| format!("{} in {}", reading(versions), list(&languages(outlines, versions))));
        found.push(Difference {
            subject: Subject::Notes,
            kind: Kind::Called,
            message: format!("{} is called in another paragraph: {}", named.eid, told.collect::<Vec<_>>().join("; ")),
            cause: readings
                .iter()
                .any(|(host, _)| *host == Host::Nowhere)
                .then(|| format!("no call of note {} is read there", named.label.as_deref().unwrap_or_default())),
            sides: readings.iter().map(|(_, versions)| side(outlines, versions, reading(versions), places)).collect(),
        });
    }
    found
}

/// The byte at which a unit calls a note.
fn call(host: &Unit<'_>, wanted: &EId) -> Option<usize> {
    host.passage.spans.iter().find_map(|span| {
        let Mark::NoteCall { marker, note } = &span.mark else { return None };
        (note.as_ref() == Some(wanted)).then(|| marker.source.start())
    })
}

/// Symbols and dates that not all versions mention, paragraph by paragraph.
pub(super) fn mentions(outlines: &[Outline<'_>], tables: &[&Table<'_, '_>]) -> Vec<Difference> {
    let mut found = Vec::new();
    for (subject, kind) in [(Subject::Symbols, Kind::Cited), (Subject::Dates, Kind::Dated)] {
        let outside = |version: usize| outlines.get(version).map(|outline| vec![(None, pick(&outline.outside, kind))]);
        found.extend(Row { outlines, subject, kind, name: "outside the paragraphs" }.difference(&outside));
        for table in tables {
            for row in 0..table.height {
                let cell = |version: usize| {
                    let units = table.cell(version, row);
                    let mentions = units.iter().map(|unit| (Some(unit), pick(&unit.mentions, kind))).collect();
                    (!units.is_empty()).then_some(mentions)
                };
                let name = table.cell(table.reference, row).first().map_or("", |unit| unit.eid.as_str());
                found.extend(Row { outlines, subject, kind, name }.difference(&cell));
            }
        }
    }
    found
}

/// The symbols or the dates of a text.
fn pick<'m, 'a>(mentions: &'m Mentions<'a>, kind: Kind) -> &'m BTreeMap<&'a str, Mention<'a>> {
    if kind == Kind::Dated { &mentions.dates } else { &mentions.symbols }
}

/// What the units of a version in a row mention.
type Cell<'m, 'a> = Vec<(Option<&'m Unit<'a>>, &'m BTreeMap<&'a str, Mention<'a>>)>;

/// A row of which the mentions are compared.
struct Row<'o, 'a> {
    outlines: &'o [Outline<'a>],
    subject: Subject,
    kind: Kind,
    name: &'o str,
}

impl<'o, 'a: 'o> Row<'o, 'a> {
    fn difference(&self, cell: &dyn Fn(usize) -> Option<Cell<'o, 'a>>) -> Option<Difference> {
        let sets = (0..self.outlines.len()).filter_map(|version| Some((version, keys(&cell(version)?))));
        let readings = readings(sets);
        let (usual, _) = readings.first().filter(|_| readings.len() > 1)?;
        let common = readings.iter().fold(usual.clone(), |common, (set, _)| &common & set);
        let mut told = Vec::new();
        let mut causes = Vec::new();
        for (set, versions) in readings.iter().skip(1) {
            let (lacks, adds): (BTreeSet<&str>, BTreeSet<&str>) = (usual - set, set - usual);
            let languages = list(&languages(self.outlines, versions));
            told.extend((!lacks.is_empty()).then(|| format!("not in {languages}: {}", join(&lacks))));
            told.extend((!adds.is_empty()).then(|| format!("only in {languages}: {}", join(&adds))));
            let first = versions.first().copied().unwrap_or_default();
            let main = readings.first().and_then(|(_, versions)| versions.first()).copied().unwrap_or_default();
            causes.extend(lacks.iter().filter_map(|key| self.why(key, &adds, first, cell)));
            causes.extend(adds.iter().filter(|_| lacks.is_empty()).filter_map(|key| self.why(key, &lacks, main, cell)));
        }
        causes.dedup();
        let sides = readings.iter().map(|(set, versions)| {
            let differing = set - &common;
            let places = |version: usize| self.places(version, &differing, cell);
            side(self.outlines, versions, join(&differing), places)
        });
        Some(Difference {
            subject: self.subject,
            kind: self.kind,
            message: format!("{}: {}", self.name, told.join("; ")),
            cause: (!causes.is_empty()).then(|| causes.join("; ")),
            sides: sides.collect(),
        })
    }

    /// The places of some mentions in a version; where it has none of them, its paragraph.
    fn places(
        &self,
        version: usize,
        keys: &BTreeSet<&str>,
        cell: &dyn Fn(usize) -> Option<Cell<'o, 'a>>,
    ) -> Vec<Place> {
        let (Some(outline), Some(units)) = (self.outlines.get(version), cell(version)) else { return Vec::new() };
        let mentioned = keys.iter().filter_map(|key| {
            let (unit, mention) = units.iter().find_map(|(unit, map)| Some((*unit, map.get(key)?)))?;
            Some(Place::mention(outline.version, unit, mention))
        });
        let places: Vec<Place> = mentioned.collect();
        let whole = || match units.first() {
            Some((Some(unit), _)) => Place::unit(outline.version, unit),
            _ => Place::start(outline.version),
        };
        if places.is_empty() { vec![whole()] } else { places }
    }

    /// Why a version does not mention `key`, where it mentions `instead`.
    fn why(
        &self,
        key: &str,
        instead: &BTreeSet<&str>,
        version: usize,
        cell: &dyn Fn(usize) -> Option<Cell<'o, 'a>>,
    ) -> Option<String> {
        let outline = self.outlines.get(version)?;
        let language = list(&[outline.version.language()]);
        let digits = numbers(key);
        if let Some(other) = instead.iter().find(|other| self.kind == Kind::Cited && numbers(other) == digits) {
            return Some(format!("{language} takes the number of {key} for {other}"));
        }
        let printed: BTreeSet<u64> =
            cell(version)?.iter().filter_map(|(unit, _)| *unit).flat_map(|unit| numbers(&unit.passage.text)).collect();
        // Of a date the year and the day; of a symbol its last two numbers, which are session and number, or number and
        // year. A month may be a word.
        let telling: Vec<u64> = if self.kind == Kind::Dated {
            digits.iter().enumerate().filter(|(at, _)| at % 3 != 1).map(|(_, n)| *n).collect()
        } else {
            digits.iter().rev().take(2).copied().collect()
        };
        if !telling.is_empty() && telling.iter().all(|number| printed.contains(number)) {
            return Some(format!("the numbers of {key} stand in the text of {language}, but are not read so"));
        }
        let elsewhere =
            outline.blocks.iter().chain(&outline.notes).find(|unit| pick(&unit.mentions, self.kind).contains_key(key));
        elsewhere.map(|unit| format!("{language} has {key} in {}", unit.eid))
    }
}

fn keys<'a>(cell: &Cell<'_, 'a>) -> BTreeSet<&'a str> {
    cell.iter().flat_map(|(_, map)| map.keys().copied()).collect()
}

fn join(keys: &BTreeSet<&str>) -> String {
    if keys.is_empty() { "none".to_owned() } else { keys.iter().copied().collect::<Vec<_>>().join(", ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_frequent_reading_comes_first() {
        let found = readings([(0, "b"), (1, "a"), (2, "a"), (3, "c")]);
        assert_eq!(found, [("a", vec![1, 2]), ("b", vec![0]), ("c", vec![3])]);
    }
}
