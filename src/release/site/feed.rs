//! All documents in, a sitemap and an Atom feed out, where the address is known that the release is published under.

use super::entry::Entry;
use super::frame::Release;
use super::html::{escaped, segment};
use super::{file, frame, words};
use crate::release::File;
use std::fmt::Write as _;

/// Entries of the feed at most.
const NEWEST: usize = 50;
/// Addresses of a sitemap at most, by the protocol.
const ADDRESSES: usize = 50_000;

/// The files, or none.
pub(super) fn files(release: &Release, entries: &[Entry], works: &[Vec<usize>]) -> Vec<File> {
    let Some(base) = &release.base else { return Vec::new() };
    let address = |entry: &Entry| format!("{base}/site/documents/{}.html", segment(&entry.stem));
    vec![
        file("sitemap.xml", sitemap(base, entries, works, &address)),
        file("feed.xml", feed(release, base, entries, works, &address)),
    ]
}

/// Every page; the versions of a work name each other.
fn sitemap(base: &str, entries: &[Entry], works: &[Vec<usize>], address: &dyn Fn(&Entry) -> String) -> String {
    let mut out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset \
                   xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" \
                   xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n"
        .to_owned();
    let pages = words::ALL.iter().flat_map(|words| ["index", "overview"].map(|page| frame::file(page, words)));
    let mut left = ADDRESSES;
    for page in pages.take(left) {
        let _ = writeln!(out, "<url><loc>{}</loc></url>", escaped(&format!("{base}/site/{page}")));
        left -= 1;
    }
    for work in works {
        let versions: Vec<&Entry> = work.iter().filter_map(|&at| entries.get(at)).collect();
        for entry in versions.iter().take(left) {
            let _ = write!(out, "<url><loc>{}</loc>", escaped(&address(entry)));
            for other in versions.iter().filter(|_| versions.len() > 1) {
                let (language, href) = (escaped(&other.language), escaped(&address(other)));
                let _ = write!(out, "<xhtml:link rel=\"alternate\" hreflang=\"{language}\" href=\"{href}\"/>");
            }
            out.push_str("</url>\n");
        }
        left = left.saturating_sub(versions.len());
    }
    out + "</urlset>\n"
}

/// The newest works, each with a link to each of its versions.
fn feed(
    release: &Release,
    base: &str,
    entries: &[Entry],
    works: &[Vec<usize>],
    address: &dyn Fn(&Entry) -> String,
) -> String {
    let updated = |date: &str| if date.len() == 10 { format!("{date}T00:00:00Z") } else { String::new() };
    let of_release = updated(&release.date);
    let home = escaped(&format!("{base}/site/index.html"));
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n\
         <id>{home}</id>\n<title>{}</title>\n<updated>{of_release}</updated>\n<link href=\"{home}\"/>\n\
         <link rel=\"self\" href=\"{}\"/>\n<author><name>{}</name></author>\n",
        escaped(&release.title),
        escaped(&format!("{base}/site/feed.xml")),
        escaped(&release.title),
    );
    for work in works.iter().take(NEWEST) {
        let versions: Vec<&Entry> = work.iter().filter_map(|&at| entries.get(at)).collect();
        let Some(first) = versions.iter().find(|entry| entry.language == "en").or(versions.first()) else { continue };
        let date = first.date.as_deref().map(updated).filter(|date| !date.is_empty());
        let _ = write!(
            out,
            "<entry>\n<id>{}</id>\n<title>{}</title>\n<updated>{}</updated>\n",
            escaped(&address(first)),
            escaped(format!("{} {}", first.name, first.title).trim()),
            date.unwrap_or_else(|| of_release.clone()),
        );
        for entry in &versions {
            let (language, href) = (escaped(&entry.language), escaped(&address(entry)));
            let _ = writeln!(out, "<link rel=\"alternate\" hreflang=\"{language}\" href=\"{href}\"/>");
        }
        out.push_str("</entry>\n");
    }
    out + "</feed>\n"
}
