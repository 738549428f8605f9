//! A compiled document in, its page out, with the scripts beside it: its texts for other pages, its source.

use super::article::{self, Heading};
use super::chart::{self, Cell};
use super::entry::{self, Entry};
use super::frame::{self, Page, Release};
use super::html::{Html, segment};
use super::lines::Lines;
use super::words::Words;
use super::{script, units};
use crate::check::ledger::{FaultKind, Ledger};
use crate::diagnostic::Diagnostic;
use crate::link::iri;
use crate::model::Document;
use crate::release::{File, Published};
use crate::source::is_visible;

/// The folders of a release beside the site, with the ending of their files, and what a reader calls them.
const DOWNLOADS: [(&str, &str, &str); 3] =
    [("akn", "akn.xml", "Akoma Ntoso"), ("json", "json", "JSON"), ("yaml", "yaml", "YAML")];

/// The page of a document and its scripts.
pub(super) fn files(release: &Release, published: &Published<'_>, entry: &Entry) -> Vec<File> {
    let stem = published.stem;
    let lines = published.source.map(Lines::of);
    let mut files = vec![
        super::file(&format!("documents/{stem}.html"), page(release, published, entry, lines.as_ref())),
        super::file(&format!("units/{stem}.js"), units::script(stem, published.linked.document(), &entry.title)),
    ];
    if let Some(lines) = &lines {
        let texts: Vec<&str> = lines.texts().collect();
        files.push(super::file(&format!("source/{stem}.js"), script::give(&format!("source:{stem}"), &texts)));
    }
    files
}

fn page(release: &Release, published: &Published<'_>, entry: &Entry, lines: Option<&Lines<'_>>) -> String {
    let words = Words::of(&entry.language);
    let article = article::article(published.linked, lines, words);
    let mut html = Html::default();
    html.open("div", &[("class", "columns")]).line();
    contents(&mut html, words, &article.headings);
    html.open("main", &[("id", "ui-main")]).line();
    header(&mut html, words, published, entry, article.titled);
    html.open("article", &[("id", "ui-text"), ("class", "text")]).line();
    html.append(&article.html).close("article").line();
    html.open("section", &[("id", "ui-cited-by"), ("class", "ui after"), ("hidden", "")]);
    html.leaf("h2", &[], words.cited_by).close("section").line();
    asks(&mut html, words, published.linked.document());
    account(&mut html, words, published);
    findings(&mut html, words, published.diagnostics, lines);
    html.close("main").line();
    if lines.is_some() {
        let label = [("id", "ui-source"), ("class", "ui"), ("aria-label", words.source), ("hidden", "")];
        html.open("aside", &label).close("aside").line();
    }
    html.close("div").line();
    let title = if entry.title.is_empty() { entry.name.clone() } else { format!("{} {}", entry.name, entry.title) };
    let page = Page {
        words,
        language: &entry.language,
        title: &title,
        root: "../",
        kind: "document",
        file: None,
        scripts: &["document.js"],
        data: &[("data-stem", published.stem)],
    };
    frame::framed(release, &page, &html)
}

fn contents(html: &mut Html, words: &Words, headings: &[Heading]) {
    if headings.is_empty() {
        return;
    }
    html.open("nav", &[("class", "contents ui"), ("aria-label", words.contents)]).line();
    html.leaf("h2", &[], words.contents).open("ul", &[]).line();
    for heading in headings {
        html.open("li", &[("class", &format!("degree-{}", heading.depth.min(4)))]);
        html.leaf("a", &[("href", &format!("#{}", heading.eid))], &heading.text);
        if heading.paragraphs > 0 {
            let label = format!("{}: {}", words.paragraphs, heading.paragraphs);
            html.text(" ").leaf("small", &[("title", &label)], &heading.paragraphs.to_string());
        }
        html.close("li").line();
    }
    html.close("ul").close("nav").line();
}

/// What stands above the text: what the document is, and what can be done with it.
fn header(html: &mut Html, words: &Words, published: &Published<'_>, entry: &Entry, titled: bool) {
    let metadata = &published.linked.document().metadata;
    html.open("header", &[("class", "about ui")]).line().open("p", &[("class", "facts")]);
    html.leaf("bdi", &[("class", "symbol")], &entry.name).leaf("span", &[], words.class(entry.class));
    if let Some((_, author)) = &entry.author {
        html.leaf("span", &[], author);
    }
    if let Some(date) = &metadata.date {
        html.leaf("bdi", &[], &date.value.replace('/', " – "));
    }
    if let Some(symbol) = &metadata.symbol {
        let url = iri::url(&symbol.value, published.linked.language());
        html.leaf("a", &[("href", &url), ("rel", "external")], words.at_un);
    }
    html.close("p").line();
    if !titled {
        let title = if entry.title.is_empty() { words.no_title } else { &entry.title };
        html.leaf("h1", &[], title).line();
    }
    html.open("div", &[("class", "tools")]).line();
    html.open("nav", &[("id", "ui-versions"), ("aria-label", words.languages), ("hidden", "")]).close("nav").line();
    html.open("label", &[("id", "ui-beside"), ("hidden", "")]).text(words.beside).text(" ");
    html.open("select", &[]).leaf("option", &[("value", "")], words.nothing_beside);
    html.close("select").close("label").line();
    if published.source.is_some() {
        let button = [("type", "button"), ("id", "ui-source-button"), ("aria-expanded", "false")];
        let controls = [("aria-controls", "ui-source"), ("hidden", "")];
        html.leaf("button", &[&button[..], &controls].concat(), words.source).line();
    }
    html.open("span", &[("class", "downloads")]).leaf("span", &[], words.download);
    let stem = segment(published.stem);
    for (folder, ending, name) in DOWNLOADS {
        html.text(" ").leaf("a", &[("href", &format!("../../{folder}/{stem}.{ending}")), ("download", "")], name);
    }
    if published.source.is_some() {
        let href = format!("../../source/{stem}.txt");
        html.text(" ").leaf("a", &[("href", &href), ("download", "")], words.plain_text);
    }
    html.close("span").line().close("div").line().close("header").line();
}

/// What the operative part asks: who, what, by when.
fn asks(html: &mut Html, words: &Words, document: &Document) {
    let asks = entry::asks(document);
    if asks.is_empty() {
        return;
    }
    let rows: Vec<Vec<Cell>> = asks
        .into_iter()
        .map(|ask| {
            let place = Cell::Link(ask.label, format!("#{}", ask.eid));
            let texts = [ask.addressee, ask.action, ask.deadline].map(|text| Cell::Text(text, None));
            std::iter::once(place).chain(texts).collect()
        })
        .collect();
    let heads = [words.paragraph, words.addressee, words.action, words.deadline];
    html.open("section", &[("class", "ui after")]).line().leaf("h2", &[], words.asks).line();
    chart::table(html, words.as_table, words.asks, &heads, &rows);
    html.close("section").line();
}

/// The loss ledger.
fn account(html: &mut Html, words: &Words, published: &Published<'_>) {
    let document = published.linked.document();
    let open = published.ledger.is_some_and(|ledger| !ledger.closes());
    html.open("section", &[("class", "ui after account")]).line();
    html.leaf("h2", &[], if open { words.account_open } else { words.account }).line();
    if published.ledger.is_some() && !open {
        html.leaf("p", &[], words.account_text).line();
    }
    html.open("table", &[]).line().open("tbody", &[]).line();
    let mut row = |label: &str, value: &str| {
        html.open("tr", &[]).leaf("th", &[("scope", "row")], label);
        html.open("td", &[]).leaf("bdi", &[], value).close("td").close("tr").line();
    };
    if let Some(ledger) = published.ledger {
        row(words.visible, &ledger.visible.to_string());
        row(words.accounted, &ledger.accounted.to_string());
        row(words.furniture, &furniture(document).to_string());
        row(words.faults, &faults(ledger, published));
    }
    row(words.sha256, &document.source.sha256);
    html.close("tbody").close("table").line().close("section").line();
}

/// Visible characters that were set aside.
fn furniture(document: &Document) -> usize {
    let visible = |text: &str| text.chars().filter(|&c| is_visible(c)).count();
    document.furniture.iter().map(|piece| visible(&piece.text) * piece.occurrences.len()).sum()
}

/// How many faults there are, and the lines of the first.
fn faults(ledger: &Ledger, published: &Published<'_>) -> String {
    let line = |at: usize| published.source.map_or(0, |source| source.position(at).line);
    let shown: Vec<String> = ledger
        .faults
        .iter()
        .take(20)
        .map(|fault| {
            let kind = match fault.kind {
                FaultKind::Lost => "lost",
                FaultKind::Doubled => "doubled",
                FaultKind::Invented => "invented",
            };
            format!("{kind}:{}", line(fault.span.start()))
        })
        .collect();
    let count = ledger.faults.len().to_string();
    if shown.is_empty() { count } else { format!("{count} ({})", shown.join(", ")) }
}

fn findings(html: &mut Html, words: &Words, diagnostics: &[Diagnostic], lines: Option<&Lines<'_>>) {
    html.open("section", &[("class", "ui after findings")]).line();
    html.leaf("h2", &[], words.findings).line();
    if diagnostics.is_empty() {
        html.leaf("p", &[], words.no_findings).line();
    } else {
        html.open("ul", &[]).line();
        let mut sorted: Vec<&Diagnostic> = diagnostics.iter().collect();
        sorted.sort_by_key(|diagnostic| diagnostic.span);
        for diagnostic in sorted {
            html.open("li", &[("class", diagnostic.severity.name())]).open("p", &[]);
            html.leaf("b", &[("lang", "en")], &format!("{} {}", diagnostic.severity.name(), diagnostic.code)).text(" ");
            if let (Some(lines), Some(span)) = (lines, diagnostic.span) {
                let label = format!("{} {}", words.line, lines.line(span.start()));
                html.leaf("span", &[("class", "place"), ("data-at", &lines.places([span]))], &label).text(" ");
            }
            html.leaf("span", &[("lang", "en"), ("dir", "ltr")], &diagnostic.message).close("p");
            html.leaf("p", &[("class", "help"), ("lang", "en"), ("dir", "ltr")], &diagnostic.help).close("li").line();
        }
        html.close("ul").line();
    }
    html.close("section").line();
}
