//! `declc rules` and `declc explain`: the manual of the rules, on the terminal, as JSON and as the page `docs/rules.md`.

use super::exit::Exit;
use super::{console, pages, suggestion};
use declc::check;
use declc::diagnostic::fix::Safety;
use declc::diagnostic::page::{self, Example, Page};
use declc::source::Source;
use serde::Serialize;
use std::fmt::Write as _;

/// Every page, those about files first, by code.
pub(super) fn pages() -> Vec<Page> {
    let mut pages: Vec<Page> = pages::PAGES.iter().copied().chain(check::rules().map(|rule| rule.page)).collect();
    pages.sort_by_key(|page| page.code);
    pages
}

/// List the rules
#[derive(Debug, clap::Args)]
pub(super) struct Rules {
    /// How they are listed
    #[arg(long, value_enum, default_value_t = Listing::Text)]
    format: Listing,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Listing {
    /// A line a rule.
    Text,
    /// An array with everything that the manual says.
    Json,
    /// The page docs/rules.md.
    Markdown,
}

#[derive(Serialize)]
struct Entry {
    #[serde(flatten)]
    page: Page,
    example: Option<Example>,
    /// Whether its findings carry edits, and what these may change.
    fix: Option<Safety>,
}

impl Rules {
    /// Prints the rules.
    pub(super) fn run(self) -> Exit {
        let pages = pages();
        let text = match self.format {
            Listing::Text => pages.iter().map(line).collect(),
            Listing::Json => {
                let entries = pages.iter().map(|page| Entry {
                    page: *page,
                    example: check::example(page.code),
                    fix: fix(page.code),
                });
                let entries: Vec<Entry> = entries.collect();
                serde_json::to_string_pretty(&entries).expect("bug: a page holds only texts") + "\n"
            }
            Listing::Markdown => manual(&pages),
        };
        console::data(&text)
    }
}

fn line(page: &Page) -> String {
    format!("{} {:<9} {:<14} {}: {}\n", page.code, page.severity.name(), page.family.name(), page.name, page.what)
}

/// What the edits are that findings of a rule carry, as its example shows.
fn fix(code: &str) -> Option<Safety> {
    let source = Source::from_text("example.txt", check::example(code)?.bad);
    let found = declc::compile(&source, None).diagnostics;
    found.into_iter().filter(|found| found.code == code).find_map(|found| Some(found.fix?.safety))
}

fn manual(pages: &[Page]) -> String {
    let mut out = String::from(
        "# The rules of declc\n\nWhat `declc check` reports, by code; `declc explain CODE` prints one page. This page \
         is made by\n`declc rules --format markdown`: a rule is described in the code, and nowhere else.\n\n",
    );
    out += "| code | name | family | severity | fix |\n|---|---|---|---|---|\n";
    for page @ Page { code, name, family, severity, .. } in pages {
        let fix = fix(code).map_or("", Safety::name);
        let _ = writeln!(
            out,
            "| [{code}](#{}) | {name} | {} | {} | {fix} |",
            page.anchor(),
            family.name(),
            severity.name()
        );
    }
    for page in pages {
        out += "\n";
        out += &page::markdown(page, check::example(page.code).as_ref());
    }
    out
}

/// Print the manual page of a rule
#[derive(Debug, clap::Args)]
pub(super) struct Explain {
    /// Its code or its name: DC301, number-gap
    rule: String,
}

impl Explain {
    /// Prints the page.
    pub(super) fn run(self) -> Exit {
        let pages = pages();
        let asked = |page: &&Page| page.code.eq_ignore_ascii_case(&self.rule) || page.name == self.rule;
        if let Some(page) = pages.iter().find(asked) {
            return console::data(&page::text(page, check::example(page.code).as_ref()));
        }
        let known: Vec<&str> = pages.iter().flat_map(|page| [page.name, page.code]).collect();
        let meant = suggestion::nearest(&self.rule, &known);
        let hint = meant.map_or("`declc rules` lists them".to_owned(), |meant| format!("did you mean `{meant}`?"));
        console::message(&format!("error: no rule is called `{}`; {hint}\n", self.rule));
        Exit::Usage
    }
}
