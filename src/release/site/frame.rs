//! What every page has around its content: head, header with search, footer.
//!
//! Nothing is loaded but files beside the page: the content security policy says so to the browser. It names `file:`
//! since a page from disk has no origin of its own; over the web that source matches nothing.

use super::html::Html;
use super::words::{self, Words, direction};
use crate::release::Descriptor;

const POLICY: &str = "default-src 'none'; script-src 'self' file:; style-src 'self' file:; \
                      img-src 'self' file:; form-action 'self' file:; base-uri 'none'";

/// What the pages say of the release.
#[derive(Debug, Clone, Default)]
pub(super) struct Release {
    /// In English.
    pub(super) title: String,
    /// In Chinese.
    pub(super) title_zh: String,
    pub(super) version: String,
    pub(super) date: String,
    /// Without `/` at its end.
    pub(super) base: Option<String>,
}

impl Release {
    pub(super) fn of(descriptor: &Descriptor) -> Self {
        Release {
            title: descriptor.title.clone(),
            title_zh: descriptor.title_zh.clone(),
            version: descriptor.version.clone(),
            date: descriptor.date.clone(),
            base: descriptor.base.as_ref().map(|base| base.trim_end_matches('/').to_owned()),
        }
    }

    /// Its title for pages in a language.
    pub(super) fn title(&self, words: &Words) -> &str {
        if words.tag == "zh" { &self.title_zh } else { &self.title }
    }
}

/// A page to be framed.
#[derive(Debug)]
pub(super) struct Page<'a> {
    pub(super) words: &'a Words,
    /// Language of the page, by its BCP 47 tag.
    pub(super) language: &'a str,
    /// Name of the page before that of the release.
    pub(super) title: &'a str,
    /// The way to the folder of the site: empty, or `../`.
    pub(super) root: &'a str,
    /// What the style sheet and the scripts know it by.
    pub(super) kind: &'a str,
    /// Its file, where the page stands once for each language of the site: `search`.
    pub(super) file: Option<&'a str>,
    /// Scripts of `assets` that it needs besides those of all pages.
    pub(super) scripts: &'a [&'a str],
    /// Further attributes of `body`.
    pub(super) data: &'a [(&'a str, &'a str)],
}

/// The file of a page that stands once for each language: `search.html`, `search.zh.html`.
pub(super) fn file(page: &str, words: &Words) -> String {
    let first = words::ALL.first().is_some_and(|first| first.tag == words.tag);
    if first { format!("{page}.html") } else { format!("{page}.{}.html", words.tag) }
}

/// The whole page; `main` is what stands between header and footer.
pub(super) fn framed(release: &Release, page: &Page<'_>, main: &Html) -> String {
    let words = page.words;
    let mut html = Html::default();
    let link = |name: &str| format!("{}{}", page.root, file(name, words));
    html.open("html", &[("lang", page.language), ("dir", direction(page.language))]).line();
    head(&mut html, release, page);
    let mut attributes = vec![("class", page.kind), ("data-root", page.root)];
    attributes.extend(page.data);
    html.open("body", &attributes).line();
    html.leaf("a", &[("class", "skip ui"), ("href", "#ui-main")], words.skip).line();
    html.open("header", &[("class", "site ui")]).line();
    html.leaf("a", &[("class", "home"), ("href", &link("index"))], release.title(words)).line();
    html.open("nav", &[("aria-label", release.title(words))]).line();
    for (name, label) in [("index", words.documents), ("overview", words.overview)] {
        let mut attributes = vec![("href", link(name))];
        attributes.extend((page.file == Some(name)).then(|| ("aria-current", "page".to_owned())));
        let attributes: Vec<_> = attributes.iter().map(|(name, value)| (*name, value.as_str())).collect();
        html.leaf("a", &attributes, label).line();
    }
    html.close("nav").line();
    html.open("form", &[("role", "search"), ("action", &link("search")), ("method", "get")]);
    let field = [
        ("type", "search"),
        ("name", "q"),
        ("id", "ui-q"),
        ("dir", "auto"),
        ("autocomplete", "off"),
        ("aria-label", words.search),
        ("placeholder", words.search_hint),
    ];
    html.open("input", &field).leaf("button", &[], words.search).close("form").line();
    html.leaf("button", &[("type", "button"), ("id", "ui-theme"), ("hidden", "")], words.theme).line();
    html.close("header").line();
    html.append(main);
    foot(&mut html, release, page);
    html.close("body").line().close("html").line();
    format!("<!DOCTYPE html>\n{}", html.into_string())
}

fn head(html: &mut Html, release: &Release, page: &Page<'_>) {
    let assets = format!("{}assets", page.root);
    html.open("head", &[]).line();
    html.open("meta", &[("charset", "utf-8")]).line();
    html.open("meta", &[("http-equiv", "Content-Security-Policy"), ("content", POLICY)]).line();
    html.open("meta", &[("name", "viewport"), ("content", "width=device-width, initial-scale=1")]).line();
    html.open("meta", &[("name", "color-scheme"), ("content", "light dark")]).line();
    let name = release.title(page.words);
    let title = if page.title.is_empty() { name.to_owned() } else { format!("{} · {name}", page.title) };
    html.leaf("title", &[], &title).line();
    html.open("link", &[("rel", "icon"), ("href", &format!("{assets}/icon.svg")), ("type", "image/svg+xml")]).line();
    html.open("link", &[("rel", "stylesheet"), ("href", &format!("{assets}/site.css"))]).line();
    if release.base.is_some() {
        let feed = format!("{}feed.xml", page.root);
        let attributes = [("rel", "alternate"), ("type", "application/atom+xml"), ("href", &feed), ("title", name)];
        html.open("link", &attributes).line();
    }
    // Before anything is drawn, so that a dark page does not flash.
    html.leaf("script", &[("src", &format!("{assets}/theme.js"))], "").line();
    let speech = format!("words.{}.js", page.words.tag);
    for script in [speech.as_str(), "common.js"].iter().chain(page.scripts) {
        html.leaf("script", &[("src", &format!("{assets}/{script}")), ("defer", "")], "").line();
    }
    html.close("head").line();
}

fn foot(html: &mut Html, release: &Release, page: &Page<'_>) {
    let words = page.words;
    html.open("footer", &[("class", "site ui")]).line();
    if let Some(name) = page.file {
        html.open("nav", &[("aria-label", words.site_language)]).line();
        for other in words::ALL {
            let href = file(name, other);
            let current: &[(&str, &str)] = if other.tag == words.tag { &[("aria-current", "page")] } else { &[] };
            let attributes = [("href", href.as_str()), ("lang", other.tag), ("hreflang", other.tag)];
            html.leaf("a", &[&attributes, current].concat(), other.name).line();
        }
        html.close("nav").line();
    }
    html.leaf("p", &[], words.unofficial).line();
    html.open("p", &[]).text(words.release).text(" ");
    html.leaf("bdi", &[], &release.version).text(" · ").leaf("time", &[("datetime", &release.date)], &release.date);
    html.close("p").line().open("noscript", &[]).leaf("p", &[], words.no_script).close("noscript").line();
    html.close("footer").line();
}
