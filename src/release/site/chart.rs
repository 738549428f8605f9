//! Numbers with names in, pictures out: inline SVG that a style sheet colours, and the table of the same numbers.
//!
//! A picture shows what a table says; the table is the one that a screen reader and a copying hand get.

use super::html::Html;

/// Width of every picture, in its own units.
const WIDTH: usize = 720;
/// Height of a row.
const ROW: usize = 24;

/// A row of a bar chart: its name and its segments, each a class of the style sheet, a name and a number.
pub(super) struct Bar {
    pub(super) name: String,
    /// Language of the name, by its BCP 47 tag.
    pub(super) language: String,
    pub(super) segments: Vec<(String, String, usize)>,
}

impl Bar {
    fn sum(&self) -> usize {
        self.segments.iter().map(|(_, _, number)| number).sum()
    }
}

/// How long bars are.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Scale {
    /// As their sums are.
    Sum,
    /// All alike: segments are shares.
    Share,
}

/// Opens an SVG of a height; `label` is its name for those who do not see it. One with links is a `group`, since an
/// `img` has no parts.
fn open(html: &mut Html, role: &str, height: usize, label: &str) {
    let view = format!("0 0 {WIDTH} {height}");
    html.open("svg", &[("viewBox", &view), ("role", role), ("aria-label", label), ("class", "chart")]).line();
}

/// Horizontal bars, one under the other, with their names over them. They begin where a line of the page does.
pub(super) fn bars(html: &mut Html, rtl: bool, label: &str, bars: &[Bar], scale: Scale) {
    let longest = bars.iter().map(Bar::sum).max().unwrap_or(0).max(1);
    let numbers = 56;
    let flipped = |x: usize| if rtl { WIDTH - x } else { x };
    let anchor = if rtl { "to-left" } else { "to-right" };
    open(html, "img", bars.len() * ROW * 2, label);
    for (row, bar) in bars.iter().enumerate() {
        let sum = bar.sum().max(1);
        let room = WIDTH - numbers;
        let whole = if scale == Scale::Share { room } else { room * sum / longest };
        let top = row * ROW * 2;
        let y = (top + 15).to_string();
        let name = [("x", &*flipped(0).to_string()), ("y", &y), ("class", anchor), ("lang", &bar.language)];
        html.leaf("text", &name, &shortened(&bar.name, 88)).line();
        let (mut done, mut x) = (0, 0);
        for (class, name, number) in &bar.segments {
            done += number;
            let end = whole * done / sum;
            if *number > 0 {
                let width = (end - x).saturating_sub(1).max(1);
                let left = if rtl { WIDTH - x - width } else { x }.to_string();
                let (class, top, width) = (format!("segment {class}"), (top + 21).to_string(), width.to_string());
                html.open("rect", &[("class", &class), ("x", &left), ("y", &top), ("width", &width), ("height", "16")]);
                html.leaf("title", &[], &format!("{name}: {number}")).close("rect").line();
            }
            x = end;
        }
        let (x, y, class) = (flipped(whole + 8).to_string(), (top + 34).to_string(), format!("number {anchor}"));
        html.leaf("text", &[("x", &x), ("y", &y), ("class", &class)], &bar.sum().to_string()).line();
    }
    html.close("svg").line();
}

/// A name at one side of the network, with a link where it leads anywhere.
pub(super) struct Node {
    pub(super) name: String,
    pub(super) title: String,
    pub(super) href: Option<String>,
}

/// Two columns of names with lines between those that belong together: `edges` are places in `from` and `to`, with
/// how often. The first column stands where a line of the page begins.
pub(super) fn network(
    html: &mut Html,
    rtl: bool,
    label: &str,
    [from, to]: [&[Node]; 2],
    edges: &[(usize, usize, usize)],
) {
    let (left, right) = (WIDTH * 3 / 10, WIDTH * 7 / 10);
    let (first, second) = if rtl { (right, left) } else { (left, right) };
    let rows = from.len().max(to.len());
    let place = |at: usize, of: usize| {
        // The shorter column is spread over the height of the longer.
        (2 * at + 1) * rows * ROW / (2 * of.max(1))
    };
    open(html, "group", rows * ROW, label);
    for &(a, b, times) in edges {
        let (y1, y2) = (place(a, from.len()), place(b, to.len()));
        let (x1, x2, middle) = if rtl { (right - 6, left + 6, WIDTH / 2) } else { (left + 6, right - 6, WIDTH / 2) };
        let path = format!("M{x1} {y1}C{middle} {y1} {middle} {y2} {x2} {y2}");
        let class = format!("edge weight-{}", times.min(4));
        html.open("path", &[("class", &class), ("d", &path)]).close("path").line();
    }
    for (nodes, x) in [(from, first), (to, second)] {
        let class = if x == left { "to-left" } else { "to-right" };
        for (at, node) in nodes.iter().enumerate() {
            let y = (place(at, nodes.len()) + 5).to_string();
            if let Some(href) = &node.href {
                html.open("a", &[("href", href)]);
            }
            html.open("text", &[("x", &x.to_string()), ("y", &y), ("class", class)]);
            html.text(&shortened(&node.name, 26)).leaf("title", &[], &node.title).close("text");
            if node.href.is_some() {
                html.close("a");
            }
            html.line();
        }
    }
    html.close("svg").line();
}

/// A text of at most `most` columns; an ideograph takes two.
fn shortened(text: &str, most: usize) -> String {
    let mut used = 0;
    let mut out = String::new();
    for c in text.chars() {
        used += if u32::from(c) >= 0x2e80 { 2 } else { 1 };
        if used > most {
            out.push('…');
            break;
        }
        out.push(c);
    }
    out
}

/// A cell of a table.
pub(super) enum Cell {
    /// Text, with its language where that is not the one of the page.
    Text(String, Option<String>),
    Number(usize),
}

/// The table of the picture `label`, under a line that opens it.
pub(super) fn table(html: &mut Html, summary: &str, label: &str, heads: &[&str], rows: &[Vec<Cell>]) {
    html.open("details", &[]).leaf("summary", &[("class", "ui")], summary).line();
    // The wide ones scroll within themselves, by keyboard too.
    let frame = [("class", "scroll"), ("tabindex", "0"), ("role", "region"), ("aria-label", label)];
    html.open("div", &frame).open("table", &[]).line().open("thead", &[]).open("tr", &[]);
    for head in heads {
        html.leaf("th", &[("scope", "col")], head);
    }
    html.close("tr").close("thead").line().open("tbody", &[]).line();
    for row in rows {
        html.open("tr", &[]);
        for cell in row {
            match cell {
                Cell::Text(text, Some(language)) => {
                    html.leaf("td", &[("lang", language), ("dir", super::words::direction(language))], text)
                }
                Cell::Text(text, None) => html.open("td", &[]).leaf("bdi", &[], text).close("td"),
                Cell::Number(number) => html.leaf("td", &[("class", "number")], &number.to_string()),
            };
        }
        html.close("tr").line();
    }
    html.close("tbody").close("table").close("div").close("details").line();
}
