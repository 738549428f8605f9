//! All works in, the page of pictures out: who cites whom, how paragraphs open, how many each pillar has.
//!
//! A work counts once, in the version that the language of the page shows.

use super::catalogue::Work;
use super::chart::{self, Bar, Cell, Moment, Node, Scale};
use super::entry::{Ask, Entry};
use super::frame::{self, Page, Release};
use super::html::{Html, segment};
use super::words::{Words, direction};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Names at each side of the network at most.
const NODES: usize = 30;
/// Phrases that are shown at most.
const PHRASES: usize = 12;
/// Works whose pillars are shown at most.
const PILLARS: usize = 12;

/// Deadlines that are shown at most, the latest.
const DEADLINES: usize = 400;
/// The General Assembly, and the year before that of its first session: a session opens in September.
const ASSEMBLY: (&str, u32) = ("unga", 1945);

/// The page in one language of the site.
pub(super) fn page(release: &Release, words: &Words, entries: &[Entry], groups: &[Vec<usize>]) -> String {
    let list: Vec<Work<'_>> = groups.iter().filter_map(|work| Work::of(work, entries, words)).collect();
    let mut html = Html::default();
    html.open("main", &[("id", "ui-main")]).line().leaf("h1", &[], words.overview).line();
    picture(&mut html, words, words.network, words.network_text, |html| network(html, words, &list));
    picture(&mut html, words, words.phrases, words.phrases_text, |html| phrases(html, words, &list));
    picture(&mut html, words, words.pillars, words.pillars_text, |html| pillars(html, words, &list));
    picture(&mut html, words, words.deadlines, words.deadlines_text, |html| deadlines(html, words, &list));
    html.close("main").line();
    let page = Page {
        words,
        language: words.tag,
        title: words.overview,
        root: "",
        kind: "overview",
        file: Some("overview"),
        scripts: &[],
        data: &[],
    };
    frame::framed(release, &page, &html)
}

/// A section with its heading; `draw` says whether there was anything to draw.
fn picture(html: &mut Html, words: &Words, head: &str, text: &str, draw: impl FnOnce(&mut Html) -> bool) {
    html.open("section", &[("class", "picture")]).line().leaf("h2", &[], head).leaf("p", &[], text).line();
    if !draw(html) {
        html.leaf("p", &[("class", "none")], words.nothing_to_show).line();
    }
    html.close("section").line();
}

/// Whether the page runs from right to left, and its pictures with it.
fn is_rtl(words: &Words) -> bool {
    direction(words.tag) == "rtl"
}

fn network(html: &mut Html, words: &Words, list: &[Work<'_>]) -> bool {
    // What is cited, with the works that cite it and how often each does.
    let mut cited: BTreeMap<&str, Vec<(usize, usize)>> = BTreeMap::new();
    for (at, work) in list.iter().enumerate() {
        for (symbol, times) in work.shown.cites.iter().filter(|(symbol, _)| !work.shown.symbols.contains(symbol)) {
            cited.entry(symbol).or_default().push((at, *times));
        }
    }
    let mut most: Vec<(&str, Vec<(usize, usize)>)> = cited.into_iter().collect();
    most.sort_by_key(|(symbol, by)| (Reverse(by.len()), Reverse(by.iter().map(|b| b.1).sum::<usize>()), *symbol));
    let top = most.get(..NODES).unwrap_or(&most);
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    top.iter().flat_map(|(_, by)| by).for_each(|(at, times)| *counts.entry(*at).or_default() += times);
    let mut ranked: Vec<(usize, usize)> = counts.into_iter().collect();
    ranked.sort_by_key(|&(at, times)| (Reverse(times), at));
    let citing: BTreeSet<usize> = ranked.into_iter().take(NODES).map(|(at, _)| at).collect();
    if top.is_empty() {
        return false;
    }
    let here: BTreeMap<&str, &Entry> = list
        .iter()
        .flat_map(|work| work.versions.iter().flat_map(|entry| &entry.symbols).map(|s| (s.as_str(), work.shown)))
        .collect();
    let place: BTreeMap<usize, usize> = citing.iter().enumerate().map(|(row, &at)| (at, row)).collect();
    let from: Vec<Node> = citing.iter().filter_map(|&at| list.get(at)).map(|work| node(work.shown)).collect();
    let to: Vec<Node> = top
        .iter()
        .map(|(symbol, _)| match here.get(symbol) {
            Some(entry) => node(entry),
            None => Node { name: (*symbol).to_owned(), title: (*symbol).to_owned(), href: None },
        })
        .collect();
    let edges: Vec<_> = top
        .iter()
        .enumerate()
        .flat_map(|(row, (_, by))| by.iter().filter_map(|(at, n)| Some((*place.get(at)?, row, *n))).collect::<Vec<_>>())
        .collect();
    chart::network(html, is_rtl(words), words.network, [&from, &to], &edges);
    let rows: Vec<Vec<Cell>> = top
        .iter()
        .map(|(symbol, by)| {
            let names: Vec<&str> =
                by.iter().filter_map(|&(at, _)| list.get(at)).map(|w| w.shown.name.as_str()).collect();
            let cited = Cell::Text((*symbol).to_owned(), None);
            vec![cited, Cell::Number(by.len()), Cell::Text(names.join(", "), None)]
        })
        .collect();
    chart::table(html, words.as_table, words.network, &[words.cites, words.times, words.cited_by], &rows);
    true
}

fn node(entry: &Entry) -> Node {
    let href = Some(format!("documents/{}.html", segment(&entry.stem)));
    Node { name: entry.name.clone(), title: format!("{} {}", entry.name, entry.title), href }
}

fn phrases(html: &mut Html, words: &Words, list: &[Work<'_>]) -> bool {
    let names = [words.declaratory, words.directive, words.commissive, words.unclassed];
    let mut by_author: BTreeMap<&str, (&Entry, [usize; 4])> = BTreeMap::new();
    for entry in list.iter().map(|work| work.shown).filter(|entry| entry.classes.iter().sum::<usize>() > 0) {
        let author = entry.author.as_ref().map_or("", |(id, _)| id);
        let (_, sums) = by_author.entry(author).or_insert((entry, [0; 4]));
        sums.iter_mut().zip(entry.classes).for_each(|(sum, count)| *sum += count);
    }
    if by_author.is_empty() {
        return false;
    }
    let mut sums: Vec<(&Entry, [usize; 4])> = by_author.into_values().collect();
    sums.sort_by_key(|(entry, sums)| (Reverse(sums.iter().sum::<usize>()), &entry.author));
    let author = |entry: &Entry| entry.author.as_ref().map_or("—", |(_, name)| name).to_owned();
    let segments = |sums: &[usize; 4]| {
        let classes = ["declaratory", "directive", "commissive", "unclassed"].into_iter().zip(names);
        classes.zip(sums).map(|((class, name), &sum)| (class.to_owned(), name.to_owned(), sum)).collect()
    };
    let bars: Vec<Bar> = sums
        .iter()
        .map(|(entry, sums)| Bar { name: author(entry), language: entry.language.clone(), segments: segments(sums) })
        .collect();
    html.open("ul", &[("class", "legend ui")]);
    for (class, name) in ["declaratory", "directive", "commissive", "unclassed"].into_iter().zip(names) {
        html.leaf("li", &[("class", class)], name);
    }
    html.close("ul").line();
    chart::bars(html, is_rtl(words), words.phrases, &bars, Scale::Share);
    let rows: Vec<Vec<Cell>> = sums
        .iter()
        .map(|(entry, sums)| {
            let name = Cell::Text(author(entry), Some(entry.language.clone()));
            std::iter::once(name).chain(sums.iter().map(|&sum| Cell::Number(sum))).collect()
        })
        .collect();
    chart::table(html, words.as_table, words.phrases, &[&[words.author][..], &names].concat(), &rows);
    most_used(html, words, list);
    true
}

/// The phrases that open most paragraphs, in the language that most of the shown versions are in.
fn most_used(html: &mut Html, words: &Words, list: &[Work<'_>]) {
    let mut by_language: BTreeMap<&str, BTreeMap<&str, usize>> = BTreeMap::new();
    for entry in list.iter().map(|work| work.shown) {
        let counts = by_language.entry(&entry.language).or_default();
        entry.phrases.iter().for_each(|(phrase, n)| *counts.entry(phrase).or_default() += n);
    }
    let most = by_language.into_iter().max_by_key(|(_, counts)| counts.values().sum::<usize>());
    let Some((language, counts)) = most else { return };
    let mut counts: Vec<(&str, usize)> = counts.into_iter().collect();
    counts.sort_by_key(|&(phrase, n)| (Reverse(n), phrase));
    counts.truncate(PHRASES);
    let bar = |&(phrase, n): &(&str, usize)| Bar {
        name: phrase.to_owned(),
        language: language.to_owned(),
        segments: vec![("plain".to_owned(), phrase.to_owned(), n)],
    };
    html.leaf("h3", &[], words.most_used).line();
    chart::bars(html, is_rtl(words), words.most_used, &counts.iter().map(bar).collect::<Vec<_>>(), Scale::Sum);
    let row =
        |&(phrase, n): &(&str, usize)| vec![Cell::Text(phrase.to_owned(), Some(language.to_owned())), Cell::Number(n)];
    let rows: Vec<Vec<Cell>> = counts.iter().map(row).collect();
    chart::table(html, words.as_table, words.most_used, &[words.phrase, words.count], &rows);
}

fn pillars(html: &mut Html, words: &Words, list: &[Work<'_>]) -> bool {
    let headed = |entry: &&Entry| entry.pillars.iter().filter(|(heading, _)| heading.is_some()).count() > 1;
    let mut shown: Vec<&Entry> = list.iter().map(|work| work.shown).filter(headed).collect();
    let sum = |entry: &Entry| entry.pillars.iter().map(|(_, n)| n).sum::<usize>();
    shown.sort_by_key(|entry| (Reverse(sum(entry)), &entry.stem));
    shown.truncate(PILLARS);
    if shown.is_empty() {
        return false;
    }
    let heading = |heading: &Option<String>| heading.clone().unwrap_or_else(|| words.no_heading.to_owned());
    let bar = |entry: &&Entry| Bar {
        name: format!("{} {}", entry.name, entry.title),
        language: entry.language.clone(),
        segments: entry
            .pillars
            .iter()
            .enumerate()
            .map(|(at, (name, n))| (format!("pillar-{}", at % 6 + 1), heading(name), *n))
            .collect(),
    };
    chart::bars(html, is_rtl(words), words.pillars, &shown.iter().map(bar).collect::<Vec<_>>(), Scale::Sum);
    let rows: Vec<Vec<Cell>> = shown
        .iter()
        .flat_map(|entry| {
            entry.pillars.iter().map(|(name, n)| {
                let name = Cell::Text(heading(name), Some(entry.language.clone()));
                vec![Cell::Text(entry.name.clone(), None), name, Cell::Number(*n)]
            })
        })
        .collect();
    chart::table(html, words.as_table, words.pillars, &[words.symbol, words.title, words.paragraphs], &rows);
    true
}

/// Where a deadline stands on the time line.
fn time_of(entry: &Entry, ask: &Ask) -> Option<String> {
    let is_assembly = entry.author.as_ref().is_some_and(|(id, _)| id == ASSEMBLY.0);
    let opening =
        ask.session.filter(|_| is_assembly).map(|session| format!("{}-09", ASSEMBLY.1.saturating_add(session)));
    ask.date.clone().or(opening)
}

fn deadlines(html: &mut Html, words: &Words, list: &[Work<'_>]) -> bool {
    let asks = list.iter().flat_map(|work| work.shown.asks.iter().map(|ask| (work.shown, ask)));
    let mut timed: Vec<(String, &Entry, &Ask)> =
        asks.filter_map(|(entry, ask)| Some((time_of(entry, ask)?, entry, ask))).collect();
    // The latest are those that readers still wait for.
    timed.sort_by(|a, b| b.0.cmp(&a.0));
    timed.truncate(DEADLINES);
    timed.reverse();
    if timed.is_empty() {
        return false;
    }
    let href = |entry: &Entry, ask: &Ask| format!("documents/{}.html#{}", segment(&entry.stem), ask.eid);
    let place = |entry: &Entry, ask: &Ask| format!("{} {}", entry.name, ask.label);
    let moment = |(time, entry, ask): &(String, &Entry, &Ask)| Moment {
        date: time.clone(),
        class: if ask.date.is_some() { "dated" } else { "at-session" },
        title: format!("{}: {}, {}", place(entry, ask), ask.addressee, ask.deadline),
        href: href(entry, ask),
    };
    let moments: Vec<Moment> = timed.iter().map(moment).collect();
    chart::timeline(html, is_rtl(words), words.deadlines, &moments);
    let rows: Vec<Vec<Cell>> = timed
        .iter()
        .map(|(time, entry, ask)| {
            let text = |text: &str| Cell::Text(text.to_owned(), Some(entry.language.clone()));
            let paragraph = Cell::Link(place(entry, ask), href(entry, ask));
            let when = Cell::Text(time.clone(), None);
            vec![when, text(&ask.deadline), text(&ask.addressee), text(&ask.action), paragraph]
        })
        .collect();
    let heads = [words.date, words.deadline, words.addressee, words.action, words.paragraph];
    chart::table(html, words.as_table, words.deadlines, &heads, &rows);
    true
}
