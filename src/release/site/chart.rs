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

/// A point in time: its date by ISO 8601, as exact as known, a class of the style sheet, what it is, where it leads.
pub(super) struct Moment {
    pub(super) date: String,
    pub(super) class: &'static str,
    pub(super) title: String,
    pub(super) href: String,
}

/// A day of a calendar of months of 31 days, which is exact enough for a picture; of a month its middle. The end of a
/// range counts.
fn day(date: &str) -> Option<usize> {
    let mut parts = date.rsplit('/').next()?.split('-').map(|part| part.parse::<usize>().ok());
    let year = parts.next()??;
    let month = parts.next().flatten();
    let day = parts.next().flatten();
    let of_month = |month: usize| (month.max(1) - 1) * 31 + day.unwrap_or(16);
    Some(year * 372 + month.map_or(186, of_month))
}

/// Moments along an axis of years; those that fall together stand one over the other.
pub(super) fn timeline(html: &mut Html, rtl: bool, label: &str, moments: &[Moment]) {
    const STEP: usize = 10;
    let placed: Vec<(usize, &Moment)> = moments.iter().filter_map(|m| Some((day(&m.date)?, m))).collect();
    let years = placed.iter().map(|(day, _)| day / 372);
    let (Some(first), Some(last)) = (years.clone().min(), years.max()) else { return };
    let span = (last + 1 - first) * 372;
    // Room for half a year's name at each end.
    let along = |day: usize| (day - first * 372) * (WIDTH - 5 * STEP) / span + 2 * STEP;
    let flipped = |x: usize| if rtl { WIDTH - x } else { x };
    let mut piles: Vec<usize> = vec![0; WIDTH / STEP + 1];
    let mut dots = Vec::new();
    for (day, moment) in placed {
        let slot = along(day) / STEP;
        let Some(pile) = piles.get_mut(slot) else { continue };
        dots.push((slot * STEP + STEP / 2, *pile, moment));
        *pile += 1;
    }
    let floor = piles.iter().max().copied().unwrap_or(0) * STEP + STEP;
    open(html, "group", floor + ROW, label);
    let axis = [("class", "axis"), ("d", &*format!("M0 {floor}H{WIDTH}"))];
    html.open("path", &axis).close("path").line();
    // At most a dozen years are named.
    for year in (first..=last + 1).step_by((last + 1 - first) / 12 + 1) {
        let x = flipped(along(year * 372));
        let tick = format!("M{x} {floor}v5");
        html.open("path", &[("class", "axis"), ("d", &tick)]).close("path");
        let (x, y) = (x.to_string(), (floor + 18).to_string());
        html.leaf("text", &[("class", "tick"), ("x", &x), ("y", &y)], &year.to_string()).line();
    }
    for (x, up, moment) in dots {
        let (x, y) = (flipped(x).to_string(), (floor - STEP / 2 - up * STEP - 1).to_string());
        // The table has the same links for the keyboard.
        html.open("a", &[("href", &moment.href), ("tabindex", "-1"), ("aria-label", &moment.title)]);
        html.open("circle", &[("class", moment.class), ("cx", &x), ("cy", &y), ("r", "4")]);
        html.leaf("title", &[], &moment.title).close("circle").close("a").line();
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
    /// Text that leads somewhere.
    Link(String, String),
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
                Cell::Link(text, href) => html.open("td", &[]).leaf("a", &[("href", href)], text).close("td"),
                Cell::Number(number) => html.leaf("td", &[("class", "number")], &number.to_string()),
            };
        }
        html.close("tr").line();
    }
    html.close("tbody").close("table").close("div").close("details").line();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_stand_in_order_however_exact_they_are() {
        let days = ["2022-12-31", "2023-02", "2023-02-28", "2023", "2023-09", "2023-10/2023-12", "2024-01-01"];
        let days: Vec<usize> = days.iter().filter_map(|date| day(date)).collect();
        assert_eq!(days.len(), 7);
        assert!(days.is_sorted(), "{days:?}");
        assert_eq!([day("--08-21"), day("soon")], [None, None]);
    }

    #[test]
    fn moments_of_one_time_are_piled_up() {
        let moment = |date: &str| Moment {
            date: date.to_owned(),
            class: "dated",
            title: "<T>".to_owned(),
            href: "#p".to_owned(),
        };
        let mut html = Html::default();
        timeline(&mut html, false, "L", &[moment("2023-06"), moment("2023-06"), moment("2024")]);
        let svg = html.into_string();
        let heights: Vec<&str> = svg.split("cy=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        assert_eq!(heights, ["24", "14", "24"], "{svg}");
        assert!(svg.contains(">2023</text>") && svg.contains(">2025</text>") && svg.contains("&lt;T&gt;"), "{svg}");
    }

    #[test]
    fn a_name_is_cut_by_columns() {
        assert_eq!([shortened("大会决议", 4), shortened("abcd", 4)], ["大会…", "abcd"]);
    }
}
