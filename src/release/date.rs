//! Dates of a release: the seconds of a clock as an ISO date, and the newest date that documents state.

use crate::model::Document;

/// Seconds since 1970 as an ISO date in universal time.
///
/// ```
/// use declc::release::date::of_seconds;
/// assert_eq!(of_seconds(1_625_097_599), "2021-06-30");
/// ```
pub fn of_seconds(seconds: u64) -> String {
    // Days to a civil date, by the eras of 400 years (Howard Hinnant, "chrono-compatible low-level date algorithms").
    let days = i64::try_from(seconds / 86_400).unwrap_or(0) + 719_468;
    let (era, day) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let day = day - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = year + era * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

/// Midnight of an ISO date in seconds since 1970; 0 where it is none or lies before.
///
/// ```
/// use declc::release::date::{of_seconds, seconds};
/// assert_eq!(of_seconds(seconds("2024-02-29")), "2024-02-29");
/// assert_eq!(seconds("1948-12-10"), 0);
/// ```
pub fn seconds(date: &str) -> u64 {
    let Some([year, month, day]) = parts(date) else { return 0 };
    let year = year - i64::from(month <= 2);
    let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let of_year = (153 * (if month > 2 { month - 3 } else { month + 9 }) + 2) / 5 + day - 1;
    let days = era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468;
    u64::try_from(days * 86_400).unwrap_or(0)
}

/// Year, month and day of an ISO date; `None` where it is none.
///
/// ```
/// use declc::release::date::parts;
/// assert_eq!(parts("2021-06-30"), Some([2021, 6, 30]));
/// assert_eq!(parts("2021-6"), None);
/// ```
pub fn parts(date: &str) -> Option<[i64; 3]> {
    let digits = |text: &str, count: usize| {
        (text.len() == count && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse::<i64>().ok()).flatten()
    };
    let mut found = date.splitn(3, '-');
    let (year, month, day) = (digits(found.next()?, 4)?, digits(found.next()?, 2)?, digits(found.next()?, 2)?);
    ((1..=12).contains(&month) && (1..=31).contains(&day)).then_some([year, month, day])
}

/// The newest day that a document says it was adopted, written or issued on.
pub fn newest(document: &Document) -> Option<String> {
    let facts = [&document.metadata.date, &document.metadata.issued].into_iter().flatten();
    let last = |date: &str| date.rsplit('/').next().filter(|day| parts(day).is_some()).map(str::to_owned);
    facts.filter_map(|fact| last(&fact.value)).max()
}
