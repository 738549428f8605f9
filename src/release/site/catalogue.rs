//! All works in, the front page out: what the release holds, and a works of works that can be narrowed down.
//!
//! The works is whole without a script; `assets/catalogue.js` hides what a filter excludes.

use super::entry::Entry;
use super::frame::{self, Page, Release};
use super::html::{Html, segment};
use super::words::{CLASSES, Words, direction};
use std::collections::{BTreeMap, BTreeSet};

/// The front page in one language of the site.
pub(super) fn page(release: &Release, words: &Words, entries: &[Entry], groups: &[Vec<usize>]) -> String {
    let list: Vec<Work<'_>> = groups.iter().filter_map(|work| Work::of(work, entries, words)).collect();
    let mut html = Html::default();
    html.open("main", &[("id", "ui-main")]).line();
    html.leaf("h1", &[], release.title(words)).line();
    figures(&mut html, words, entries, list.len());
    filters(&mut html, words, entries, &list);
    html.open("ul", &[("class", "works")]).line();
    for work in &list {
        item(&mut html, words, work);
    }
    html.close("ul").line().close("main").line();
    let page = Page {
        words,
        language: words.tag,
        title: "",
        root: "",
        kind: "catalogue",
        file: Some("index"),
        scripts: &["catalogue.js"],
        data: &[],
    };
    frame::framed(release, &page, &html)
}

/// A work as one language shows it.
pub(super) struct Work<'a> {
    /// The version in that language; otherwise the English one, otherwise the first.
    pub(super) shown: &'a Entry,
    /// All of them.
    pub(super) versions: Vec<&'a Entry>,
}

impl<'a> Work<'a> {
    pub(super) fn of(versions: &[usize], entries: &'a [Entry], words: &Words) -> Option<Self> {
        let versions: Vec<&Entry> = versions.iter().filter_map(|&at| entries.get(at)).collect();
        let of = |tag: &str| versions.iter().find(|entry| entry.language == tag);
        let shown = of(words.tag).or_else(|| of("en")).or(versions.first()).copied()?;
        Some(Work { shown, versions })
    }
}

/// What the release holds, in numbers.
fn figures(html: &mut Html, words: &Words, entries: &[Entry], count: usize) {
    let languages: BTreeSet<&str> = entries.iter().map(|entry| entry.language.as_str()).collect();
    let sum = |count: fn(&Entry) -> usize| entries.iter().map(count).sum::<usize>();
    html.open("dl", &[("class", "figures ui")]).line();
    for (label, number) in [
        (words.works, count),
        (words.documents, entries.len()),
        (words.languages, languages.len()),
        (words.paragraphs, sum(|entry| entry.paragraphs)),
        (words.citations, sum(|entry| entry.cites.values().sum())),
        (words.characters, sum(|entry| entry.characters)),
    ] {
        html.open("div", &[]).leaf("dt", &[], label).leaf("dd", &[], &grouped(number)).close("div").line();
    }
    html.close("dl").line();
}

/// A number with a narrow space between thousands, which all six languages read.
pub(super) fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, c) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push('\u{202f}');
        }
        out.push(c);
    }
    out
}

fn filters(html: &mut Html, words: &Words, entries: &[Entry], list: &[Work<'_>]) {
    let years: BTreeSet<&str> = entries.iter().map(Entry::year).filter(|year| !year.is_empty()).collect();
    let tags: BTreeSet<&str> = entries.iter().map(|entry| entry.language.as_str()).collect();
    // An author as the version that is shown prints it.
    let mut names: BTreeMap<&str, &str> = BTreeMap::new();
    for (id, name) in list.iter().filter_map(|work| work.shown.author.as_ref()) {
        names.entry(id).or_insert(name);
    }
    let mut authors: Vec<(&str, &str)> = names.into_iter().collect();
    authors.sort_by_key(|&(_, name)| name);
    let present = CLASSES.into_iter().filter(|class| list.iter().any(|work| work.shown.class == *class));
    let classes: Vec<(&str, &str)> = present.map(|class| (words.class(class), words.class(class))).collect();
    let languages: Vec<(&str, &str)> = tags.into_iter().map(|tag| (tag, name_of(tag))).collect();
    let years: Vec<(&str, &str)> = years.into_iter().rev().map(|year| (year, year)).collect();
    html.open("form", &[("id", "ui-filters"), ("class", "ui"), ("hidden", "")]).line();
    for (name, label, options) in [
        ("author", words.author, authors),
        ("year", words.year, years),
        ("language", words.language, languages),
        ("class", words.class, classes),
    ] {
        html.open("label", &[]).text(label).text(" ").open("select", &[("name", name)]);
        html.leaf("option", &[("value", "")], words.any);
        for (value, text) in options {
            html.leaf("option", &[("value", value)], text);
        }
        html.close("select").close("label").line();
    }
    html.open("label", &[]).text(words.title).text(" ");
    html.open("input", &[("type", "search"), ("name", "title"), ("dir", "auto"), ("autocomplete", "off")]);
    html.close("label").line();
    html.open("output", &[("id", "ui-shown")]).close("output").close("form").line();
}

/// A language by its own name.
fn name_of(tag: &str) -> &str {
    let words = Words::of(tag);
    if words.tag == tag { words.name } else { tag }
}

fn item(html: &mut Html, words: &Words, work: &Work<'_>) {
    let shown = work.shown;
    let languages: Vec<&str> = work.versions.iter().map(|entry| entry.language.as_str()).collect();
    let author = shown.author.as_ref().map_or("", |(id, _)| id);
    let data = [
        ("data-author", author),
        ("data-year", shown.year()),
        ("data-language", &languages.join(" ")),
        ("data-class", words.class(shown.class)),
    ];
    html.open("li", &data);
    html.open("p", &[("class", "facts ui")]).leaf("bdi", &[("class", "symbol")], &shown.name);
    html.leaf("span", &[], words.class(shown.class));
    if let Some(date) = &shown.date {
        html.leaf("bdi", &[], date);
    }
    html.close("p").open("p", &[("class", "title")]);
    let title = if shown.title.is_empty() { words.no_title } else { &shown.title };
    link(html, shown, title, &[]);
    html.close("p").open("p", &[("class", "versions ui")]);
    for entry in &work.versions {
        link(html, entry, name_of(&entry.language), &[("hreflang", &entry.language)]);
        html.text(" ");
    }
    html.close("p").close("li").line();
}

fn link(html: &mut Html, entry: &Entry, text: &str, attributes: &[(&str, &str)]) {
    let href = format!("documents/{}.html", segment(&entry.stem));
    let own: [(&str, &str); 3] = [("href", &href), ("lang", &entry.language), ("dir", direction(&entry.language))];
    html.leaf("a", &[&own, attributes].concat(), text);
}

#[cfg(test)]
mod tests {
    use super::grouped;

    #[test]
    fn thousands_stand_apart() {
        assert_eq!(
            [grouped(7), grouped(123), grouped(1234), grouped(1_234_567)].join(" "),
            "7 123 1\u{202f}234 1\u{202f}234\u{202f}567"
        );
    }
}
