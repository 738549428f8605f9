//! Compiled documents in, a reading site out: files under `site/` that need no server, no network and no build.
//!
//! `document` sets the page of a document; `index` makes the search, `catalogue` the list of works, `overview` the
//! pictures, `feed` the sitemap and the feed. What a page cannot know when it is written, which other documents there
//! are, comes in a small script of its own at the end (`links`): its versions, what it cites here, who cites it.
//!
//! Invariants: everything from a document is escaped; the same documents in the same order give the same bytes.

mod article;
mod catalogue;
mod chart;
mod document;
mod entry;
mod feed;
mod frame;
mod html;
mod index;
mod lines;
mod links;
mod overview;
mod script;
#[cfg(test)]
mod tests;
mod units;
mod words;

use super::{Descriptor, File, Published};
use crate::model::unit;
use entry::Entry;
use frame::{Page, Release};
use html::Html;
use index::{Fold, Index, Terms};
use serde::Serialize;
use words::Words;

/// Files that every page uses, as they stand.
const ASSETS: [(&str, &str); 7] = [
    ("site.css", include_str!("site/assets/site.css")),
    ("icon.svg", include_str!("site/assets/icon.svg")),
    ("theme.js", include_str!("site/assets/theme.js")),
    ("common.js", include_str!("site/assets/common.js")),
    ("document.js", include_str!("site/assets/document.js")),
    ("catalogue.js", include_str!("site/assets/catalogue.js")),
    ("search.js", include_str!("site/assets/search.js")),
];

/// A reading site while its documents come.
#[derive(Debug, Default)]
pub(super) struct Site {
    release: Release,
    entries: Vec<Entry>,
    index: Index,
}

/// What one document gives to the site. Knows nothing of other documents, so that it can be made on any thread.
#[derive(Debug)]
pub(super) struct Leaf {
    files: Vec<File>,
    entry: Entry,
    terms: Terms,
}

/// The pages of a document, and what the pages about all documents need of it.
pub(super) fn leaf(descriptor: &Descriptor, published: &Published<'_>) -> Leaf {
    let entry = Entry::of(published);
    let units = unit::units(published.linked.document());
    let texts = units.iter().map(|unit| unit.passage.text.as_str());
    let terms = index::terms(texts.chain([entry.name.as_str()]));
    Leaf { files: document::files(&Release::of(descriptor), published, &entry), entry, terms }
}

/// What the search page knows before it searches.
#[derive(Debug, Serialize)]
struct Search {
    fold: &'static Fold,
    /// First term of each shard.
    shards: Vec<String>,
    /// Name of files, language and date of each document, by its number.
    documents: Vec<(String, String, String)>,
}

impl Site {
    /// A site without documents.
    pub(super) fn new(descriptor: &Descriptor) -> Self {
        Site { release: Release::of(descriptor), ..Site::default() }
    }

    /// Takes the next document and gives its pages.
    pub(super) fn add(&mut self, leaf: Leaf) -> Vec<File> {
        self.index.enter(self.entries.len(), leaf.terms);
        self.entries.push(leaf.entry);
        leaf.files
    }

    /// The pages about all documents, the search index, and the files that every page uses.
    pub(super) fn finish(self) -> Vec<File> {
        let Site { release, entries, index } = self;
        let works = entry::works(&entries);
        let mut files = links::files(&entries, &works);
        let (firsts, shards) = index.finish();
        files.extend(shards.into_iter().enumerate().map(|(at, shard)| file(&format!("search/{at}.js"), shard)));
        let documents = entries
            .iter()
            .map(|entry| (entry.stem.clone(), entry.language.clone(), entry.date.clone().unwrap_or_default()));
        let search = Search { fold: &index::FOLD, shards: firsts, documents: documents.collect() };
        files.push(file("search/documents.js", script::give("search", &search)));
        for words in words::ALL {
            files.push(file(&frame::file("index", words), catalogue::page(&release, words, &entries, &works)));
            files.push(file(&frame::file("overview", words), overview::page(&release, words, &entries, &works)));
            files.push(file(&frame::file("search", words), search_page(&release, words)));
            let speech = format!("const declcWords = {};\n", script::literal(words));
            files.push(file(&format!("assets/words.{}.js", words.tag), speech));
        }
        files.extend(feed::files(&release, &entries, &works));
        files.extend(ASSETS.iter().map(|(name, text)| file(&format!("assets/{name}"), (*text).to_owned())));
        files
    }
}

/// A file of the site.
fn file(path: &str, text: String) -> File {
    File { path: format!("site/{path}"), bytes: text.into_bytes() }
}

fn search_page(release: &Release, words: &Words) -> String {
    let mut html = Html::default();
    html.open("main", &[("id", "ui-main")]).line();
    html.leaf("h1", &[], words.search).line();
    html.open("div", &[("id", "ui-languages"), ("class", "ui"), ("role", "group"), ("aria-label", words.languages)]);
    html.close("div").line();
    html.open("p", &[("id", "ui-status"), ("class", "ui"), ("role", "status")]).close("p").line();
    html.open("ol", &[("id", "ui-results")]).close("ol").line();
    html.leaf("button", &[("type", "button"), ("id", "ui-more"), ("class", "ui"), ("hidden", "")], words.more).line();
    html.close("main").line();
    let page = Page {
        words,
        language: words.tag,
        title: words.search,
        root: "",
        kind: "search",
        file: Some("search"),
        scripts: &["search.js"],
        data: &[],
    };
    frame::framed(release, &page, &html)
}
