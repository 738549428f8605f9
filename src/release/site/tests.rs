//! What holds of every site: ids are eIds, links lead somewhere, texts stay texts, same bytes.

use super::{Site, leaf};
use crate::compile;
use crate::link::sidecar::Sidecar;
use crate::release::{Descriptor, File, Published};
use crate::source::Source;
use crate::{Compilation, diagnostic::Diagnostic};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::LazyLock;

/// Elements without end tag.
const VOID: [&str; 4] = ["meta", "link", "br", "input"];

fn descriptor() -> Descriptor {
    Descriptor {
        name: "texts".to_owned(),
        title: "Texts & more".to_owned(),
        title_zh: "文件".to_owned(),
        version: "1".to_owned(),
        date: "2026-11-22".to_owned(),
        base: Some("https://example.org/x/".to_owned()),
        publisher: "Somebody".to_owned(),
    }
}

/// The documents of `input`, a work in three languages that cites one of them, and a text with mark-up in it.
static DOCUMENTS: LazyLock<Vec<(String, Source, Compilation)>> = LazyLock::new(documents);

fn documents() -> Vec<(String, Source, Compilation)> {
    const EN: &str = "Resolution adopted by the General Assembly on 16 December 2021\n\n76/108. Report of \
        <script>alert(1)</script>\n\nThe General Assembly,\n\nRecalling its resolution 75/291 of 30 June 2021,¹\n\n\
        Part one: <b>Names</b> & \"signs\"\n\n1. Requests the Secretary-General to report on paragraph 2 below;¹\n\n\
        2. Decides to end.\n\n¹ See https://example.org/?a=1&b=<i>.\n";
    const AR: &str = "قرار اتخذته الجمعية العامة في 16 كانون الأول/ديسمبر 2021\n\n76/108 - التقرير\n\nإن الجمعية العامة،\n\n\
        1 - تطلب إلى الأمين العام أن يقدم تقريرا؛\n\n2 - تقرر الانتهاء.\n";
    const ZH: &str = "2021年12月16日大会决议\n\n76/108. 报告\n\n大会，\n\n1. 请秘书长提出报告；\n\n2. 决定结束。\n";
    let inputs = [
        ("a-75-729.zh", include_str!("../../../input/a-75-729.zh.txt"), None),
        ("a-res-75-291.zh", include_str!("../../../input/a-res-75-291.zh.txt"), Some(r#"{"symbol": "A/RES/75/291"}"#)),
        ("delhi-declaration.zh", include_str!("../../../input/delhi-declaration.zh.txt"), None),
        ("letter-17-20774.zh", include_str!("../../../input/letter-17-20774.zh.txt"), None),
        ("a-res-76-108.en", EN, None),
        ("a-res-76-108.ar", AR, None),
        ("a-res-76-108.zh", ZH, None),
        ("strange name #1? 反.zh", "大会，\n\n1. <img src=x onerror=alert(1)>；\n", None),
    ];
    inputs
        .into_iter()
        .map(|(stem, text, sidecar)| {
            let source = Source::from_text(&format!("{stem}.txt"), text);
            let sidecar = sidecar.map(|yaml| Sidecar::from_yaml(yaml).unwrap());
            let compilation = compile(&source, sidecar.as_ref());
            (stem.to_owned(), source, compilation)
        })
        .collect()
}

fn site_of(documents: &[(String, Source, Compilation)], descriptor: &Descriptor) -> BTreeMap<String, String> {
    let mut site = Site::new(descriptor);
    let mut files = Vec::new();
    for (stem, source, compilation) in documents {
        let published = Published {
            stem,
            linked: &compilation.linked,
            source: Some(source),
            ledger: Some(&compilation.ledger),
            diagnostics: &compilation.diagnostics,
        };
        files.extend(site.add(leaf(descriptor, &published)));
    }
    files.extend(site.finish());
    let count = files.len();
    let text = |file: File| (file.path, String::from_utf8(file.bytes).unwrap());
    let files: BTreeMap<String, String> = files.into_iter().map(text).collect();
    assert_eq!(files.len(), count, "no path is given twice");
    files
}

/// The site of [`documents`], made once.
fn site() -> &'static BTreeMap<String, String> {
    static SITE: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| site_of(&DOCUMENTS, &descriptor()));
    &SITE
}

/// A start tag with its attributes.
type Tag = (String, HashMap<String, String>);

/// Reads a page as strictly as XML is read, but for elements without end tag, and gives its start tags.
fn tags(page: &str) -> Vec<Tag> {
    let page = page.strip_prefix("<!DOCTYPE html>\n").expect("a doctype");
    let (mut found, mut open) = (Vec::new(), Vec::<String>::new());
    let mut rest = page;
    while let Some(at) = rest.find('<') {
        assert!(!rest[..at].contains('>'), "a bare > in {:?}", &rest[..at]);
        let end = rest[at..].find('>').expect("a tag ends") + at;
        let tag = &rest[at + 1..end];
        rest = &rest[end + 1..];
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop().as_deref(), Some(name), "before {:?}", rest.get(..80));
            continue;
        }
        let (name, mut attributes) = tag.split_once(' ').unwrap_or((tag, ""));
        let mut map = HashMap::new();
        while !attributes.is_empty() {
            let (key, value) = attributes.split_once("=\"").expect("a quoted value");
            let (value, after) = value.split_once('"').expect("a closed value");
            assert!(map.insert(key.to_owned(), unescaped(value)).is_none(), "{key} twice in {tag}");
            attributes = after.trim_start();
        }
        if !VOID.contains(&name) {
            open.push(name.to_owned());
        }
        found.push((name.to_owned(), map));
    }
    assert!(open.is_empty(), "{open:?} stay open");
    found
}

fn unescaped(text: &str) -> String {
    let pairs = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
    pairs.iter().fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
}

fn is_of(ending: &str, path: &str) -> bool {
    path.rsplit('.').next() == Some(ending)
}

fn pages(files: &BTreeMap<String, String>) -> impl Iterator<Item = (&String, &String)> {
    files.iter().filter(|(path, _)| is_of("html", path))
}

/// A relative address from a page to a file of the release, without what comes after `#` and `?`.
fn resolved(page: &str, address: &str) -> String {
    let mut parts: Vec<String> = page.split('/').map(str::to_owned).collect();
    parts.pop();
    for part in address.split('/') {
        match part {
            ".." => drop(parts.pop().expect("within the release")),
            part => parts.push(percent_decoded(part)),
        }
    }
    parts.join("/")
}

fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        rest = tail;
        if *first == b'%' {
            bytes.push(u8::from_str_radix(&String::from_utf8_lossy(&tail[..2]), 16).unwrap());
            rest = &tail[2..];
        } else {
            bytes.push(*first);
        }
    }
    String::from_utf8(bytes).unwrap()
}

#[test]
fn every_eid_is_an_id_and_no_id_stands_twice() {
    fn eids(value: &serde_json::Value, into: &mut BTreeSet<String>) {
        match value {
            serde_json::Value::Object(map) => {
                into.extend(map.get("eid").and_then(|eid| eid.as_str()).map(str::to_owned));
                map.values().for_each(|value| eids(value, into));
            }
            serde_json::Value::Array(values) => values.iter().for_each(|value| eids(value, into)),
            serde_json::Value::String(_)
            | serde_json::Value::Number(_)
            | serde_json::Value::Bool(_)
            | serde_json::Value::Null => {}
        }
    }
    let files = site();
    for (stem, _, compilation) in DOCUMENTS.iter() {
        let tags = tags(&files[&format!("site/documents/{stem}.html")]);
        let ids: Vec<&String> = tags.iter().filter_map(|(_, attributes)| attributes.get("id")).collect();
        let unique: BTreeSet<&String> = ids.iter().copied().collect();
        assert_eq!(ids.len(), unique.len(), "{stem}");
        let mut wanted = BTreeSet::new();
        eids(&serde_json::to_value(compilation.linked.document()).unwrap(), &mut wanted);
        let lacking: Vec<&String> = wanted.iter().filter(|eid| !unique.contains(eid)).collect();
        assert!(!wanted.is_empty() && lacking.is_empty(), "{stem}: {lacking:?}");
    }
}

#[test]
fn every_link_leads_to_a_file_and_a_place_that_are_there() {
    let files = site();
    let ids: HashMap<&String, BTreeSet<String>> = pages(files)
        .map(|(path, page)| (path, tags(page).into_iter().filter_map(|(_, a)| a.get("id").cloned()).collect()))
        .collect();
    let mut followed = 0;
    for (path, page) in pages(files) {
        for (tag, attributes) in tags(page) {
            for key in ["href", "src", "action"] {
                let Some(address) = attributes.get(key).filter(|address| !address.contains("://")) else { continue };
                let (file, place) = address.split_once('#').unwrap_or((address, ""));
                let target = if file.is_empty() { path.clone() } else { resolved(path, file) };
                followed += 1;
                if ["akn/", "json/", "yaml/", "source/"].iter().any(|folder| target.starts_with(folder)) {
                    continue;
                }
                assert!(files.contains_key(&target), "{path}: {tag} {address}");
                assert!(place.is_empty() || ids[&target].contains(place), "{path}: {address}");
            }
            // Within a page: labels, descriptions, controls.
            for key in ["aria-labelledby", "aria-controls"] {
                assert!(attributes.get(key).is_none_or(|id| ids[path].contains(id)), "{path}: {key}");
            }
        }
    }
    assert!(followed > 900, "{followed}");
}

#[test]
fn notes_and_their_calls_lead_to_each_other() {
    let page = &site()["site/documents/a-res-76-108.en.html"];
    for part in [
        "<a class=\"call\" id=\"call--authorialNote_1--1\" href=\"#authorialNote_1\" role=\"doc-noteref\"",
        "<a class=\"call\" id=\"call--authorialNote_1--2\" href=\"#authorialNote_1\"",
        "<div class=\"note\" id=\"authorialNote_1\">",
        "<a class=\"back\" href=\"#call--authorialNote_1--1\"",
        "<a class=\"back\" href=\"#call--authorialNote_1--2\"",
    ] {
        assert!(page.contains(part), "{part}\n{page}");
    }
}

#[test]
fn a_text_stays_text_and_no_page_runs_code_of_its_own() {
    let files = site();
    for (path, page) in pages(files) {
        for (tag, attributes) in tags(page) {
            assert!(attributes.keys().all(|key| !key.starts_with("on") && key != "style"), "{path}: {tag}");
            assert!(tag != "style" && tag != "img" && tag != "iframe", "{path}: {tag}");
            assert!(tag != "script" || attributes["src"].contains("assets/"), "{path}");
        }
        assert!(!page.contains("alert(1)</script>"), "{path}");
    }
    assert!(files["site/documents/a-res-76-108.en.html"].contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
    for (path, script) in files.iter().filter(|(path, _)| is_of("js", path)) {
        assert!(path.contains("/assets/") || !script.contains('<'), "{path}");
    }
}

#[test]
fn a_reference_leads_to_the_paragraph_to_the_release_and_to_the_un() {
    let files = site();
    let page = &files["site/documents/a-res-76-108.en.html"];
    assert!(page.contains("href=\"#para_2\">paragraph 2 below</a>"), "{page}");
    assert!(page.contains("href=\"https://docs.un.org/en/A/RES/75/291\" data-cites=\"A/RES/75/291\""), "{page}");
    let links = &files["site/links/a-res-76-108.en.js"];
    assert!(links.contains("\"cited\":{\"A/RES/75/291\":\"a-res-75-291.zh\"}"), "{links}");
    for version in ["a-res-76-108.ar", "a-res-76-108.en", "a-res-76-108.zh"] {
        assert!(links.contains(&format!("\"stem\":\"{version}\"")), "{links}");
    }
    let back = &files["site/links/a-res-75-291.zh.js"];
    // Who cites it is named in the language of the page.
    assert!(back.contains("\"citedBy\":[{\"name\":\"A/RES/76/108\",\"stem\":\"a-res-76-108.zh\""), "{back}");
}

#[test]
fn languages_run_their_way() {
    let files = site();
    assert!(files["site/documents/a-res-76-108.ar.html"].contains("<html lang=\"ar\" dir=\"rtl\">"));
    assert!(files["site/documents/a-res-76-108.zh.html"].contains("<html lang=\"zh\" dir=\"ltr\">"));
    assert!(files["site/index.ar.html"].contains("<html lang=\"ar\" dir=\"rtl\">"));
    assert!(files["site/units/a-res-76-108.ar.js"].contains("\"lang\":\"ar\",\"dir\":\"rtl\""));
}

#[test]
fn rows_say_where_they_come_from() {
    let files = site();
    let page = &files["site/documents/a-res-76-108.zh.html"];
    assert!(page.contains("<div class=\"row\" data-key=\"para_1\" data-at=\"7.0-7.2 7.3-7.12\">"), "{page}");
    let source = &files["site/source/a-res-76-108.zh.js"];
    assert!(source.starts_with("declc.give(\"source:a-res-76-108.zh\",[\"2021年12月16日大会决议\",\"\","), "{source}");
}

#[test]
fn findings_and_the_account_are_told() {
    let (stem, source, mut compilation) = documents().swap_remove(4);
    compilation.diagnostics.push(Diagnostic {
        message: "<i>odd</i>".to_owned(),
        ..compilation.diagnostics.first().cloned().unwrap_or_else(|| panic!("the text has findings"))
    });
    compilation.ledger.accounted -= 1;
    let files = site_of(&[(stem, source, compilation)], &descriptor());
    let page = &files["site/documents/a-res-76-108.en.html"];
    for part in ["The account does not close", "&lt;i&gt;odd&lt;/i&gt;"] {
        assert!(page.contains(part), "{part}\n{page}");
    }
}

#[test]
fn a_document_from_json_alone_has_its_page() {
    let (stem, _, compilation) = documents().swap_remove(4);
    let linked = &compilation.linked;
    let published = Published { stem: &stem, linked, source: None, ledger: None, diagnostics: &[] };
    let files = leaf(&descriptor(), &published).files;
    let paths: Vec<&str> = files.iter().map(|file| file.path.as_str()).collect();
    assert_eq!(paths, ["site/documents/a-res-76-108.en.html", "site/units/a-res-76-108.en.js"]);
    let page = String::from_utf8(files[0].bytes.clone()).unwrap();
    tags(&page);
    assert!(!page.contains("data-at") && !page.contains("ui-source") && !page.contains(".txt"), "{page}");
}

#[test]
fn feed_and_sitemap_need_an_address() {
    let files = site();
    for path in ["site/feed.xml", "site/sitemap.xml"] {
        let xml = roxmltree::Document::parse(&files[path]).unwrap();
        let text: Vec<&str> = xml.descendants().filter_map(|node| node.text()).collect();
        assert!(text.contains(&"https://example.org/x/site/documents/a-res-76-108.en.html"), "{path}: {text:?}");
    }
    let nowhere = site_of(&DOCUMENTS, &Descriptor { base: None, ..descriptor() });
    assert!(!nowhere.contains_key("site/feed.xml") && !nowhere.contains_key("site/sitemap.xml"));
    assert!(!nowhere["site/index.html"].contains("feed.xml"));
}

#[test]
fn the_same_documents_give_the_same_bytes() {
    assert_eq!(site_of(&DOCUMENTS, &descriptor()), *site());
}

#[test]
fn an_empty_site_has_its_pages() {
    let files = site_of(&[], &descriptor());
    pages(&files).for_each(|(_, page)| drop(tags(page)));
    assert!(files["site/overview.html"].contains("There is nothing to show."));
}
