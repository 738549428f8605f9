//! Symbols and facts in, Akoma Ntoso IRIs and web addresses out.
//!
//! `/akn/un/{type}/{subtype}/{actor}/{date}/{number}`, by the AKN4UN guidelines, part 1, sections 2.3 and 6, in the
//! form that the United Nations itself publishes, without the trailing slash: `A/RES/60/288` of 2006-09-08 is
//! `/akn/un/statement/deliberation/unga/2006-09-08/60-288`.
//!
//! Not here: where the date comes from (see `registry`).

use crate::language::Language;
use crate::model::DocumentClass;

/// The date of a work whose date nobody states, as the United Nations itself writes it in such files.
pub const UNKNOWN_DATE: &str = "0001-01-01";

/// Type and subtype segments of a class of documents.
pub fn class_path(class: DocumentClass) -> &'static str {
    match class {
        DocumentClass::Resolution | DocumentClass::Decision | DocumentClass::Statement => "statement/deliberation",
        DocumentClass::Report => "doc/paper",
        DocumentClass::Declaration | DocumentClass::Letter | DocumentClass::Unstructured => "doc/communication",
    }
}

/// IRI of a work.
pub fn work(class: DocumentClass, actor: &str, date: &str, number: &str) -> String {
    format!("/akn/un/{}/{actor}/{date}/{number}", class_path(class))
}

/// A symbol as the number of a work: `A/75/729` is `A-75-729`. What an IRI segment cannot hold becomes a hyphen.
pub fn number(symbol: &str) -> String {
    let mut out = String::new();
    for c in symbol.chars() {
        match c {
            c if c.is_alphanumeric() || c == '.' => out.push(c),
            '[' | ']' => {}
            _ if out.ends_with('-') || out.is_empty() => {}
            _ => out.push('-'),
        }
    }
    out.trim_matches('-').to_owned()
}

/// The actor of an author: the Secretary-General is `un-sg`, an organ is itself.
pub fn actor(author: &str) -> &str {
    match author {
        "secretaryGeneral" => "un-sg",
        other => other,
    }
}

/// IRI of the work with this symbol, adopted on `date`. Resolutions, decisions and presidential statements are
/// deliberations of their organ; any other symbol is a paper.
///
/// ```
/// use declc::link::iri::symbol_work;
/// assert_eq!(
///     symbol_work("S/RES/1373(2001)", "2001-09-28"),
///     "/akn/un/statement/deliberation/unsc/2001-09-28/1373-2001"
/// );
/// ```
pub fn symbol_work(symbol: &str, date: &str) -> String {
    const SERIES: [(&str, &str); 11] = [
        ("A/HRC/RES/", "unga-hrc"),
        ("A/HRC/DEC/", "unga-hrc"),
        ("A/RES/", "unga"),
        ("A/DEC/", "unga"),
        ("S/RES/", "unsc"),
        ("S/PRST/", "unsc"),
        ("E/CN.4/RES/", "unecosoc-chr"),
        ("E/CN.4/DEC/", "unecosoc-chr"),
        ("E/RES/", "unecosoc"),
        ("E/DEC/", "unecosoc"),
        ("E/PRST/", "unecosoc"),
    ];
    if let Some((series, actor)) = SERIES.iter().find(|s| symbol.starts_with(s.0)) {
        let tail = symbol.get(series.len()..).unwrap_or("");
        return work(DocumentClass::Resolution, actor, date, &number(tail));
    }
    let actor = match symbol.split('/').next() {
        Some("A") if symbol.starts_with("A/HRC/") => "unga-hrc",
        Some("A") => "unga",
        Some("S") => "unsc",
        Some("E") => "unecosoc",
        _ => "un",
    };
    work(DocumentClass::Report, actor, date, &number(symbol))
}

/// Where a document with this symbol can be read.
///
/// ```
/// use declc::link::iri::url;
/// use declc::language::ZH;
/// assert_eq!(url("A/RES/2200(XXI)[A]", &ZH), "https://docs.un.org/zh/A/RES/2200(XXI)");
/// ```
pub fn url(symbol: &str, language: &Language) -> String {
    let path = super::registry::published(symbol).replace(' ', "%20");
    format!("https://docs.un.org/{}/{path}", language.link_path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_symbol_becomes_one_segment() {
        for (symbol, segment) in [
            ("A/75/729", "A-75-729"),
            ("S/RES/2515 (2020)", "S-RES-2515-2020"),
            ("A/76/852–S/2022/448", "A-76-852-S-2022-448"),
            ("A/RES/75/101[B]", "A-RES-75-101B"),
            ("(A/75/L.1)", "A-75-L.1"),
        ] {
            assert_eq!(number(symbol), segment);
        }
    }
}
