//! How long each stage of a text took, and how many bytes it saw: for the report, and as a table.
//!
//! Always measured, since a reading of the clock costs nothing beside a stage. The library has no clock: it says when a
//! pass is done ([`declc::Pass`]). Not here: the time of a whole run.

use declc::Pass;
use declc::emit::Format;
use serde::ser::{Serialize, SerializeMap, Serializer};
use std::fmt::Write as _;
use std::ops::AddAssign;
use std::time::{Duration, Instant};

/// What is done with a text, in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stage {
    /// Text and sidecar from disk, digest, decoding. Bytes of the file.
    Read,
    /// Bytes of the text, as of the three that follow.
    Parse,
    Link,
    Ledger,
    Check,
    /// Bytes of the output, as of the three that follow.
    Akn,
    Json,
    Yaml,
    Validate,
    /// Comparing with the files that are there, and writing. Bytes of all outputs.
    Write,
}

/// Every stage with its name in the report.
const STAGES: [(Stage, &str); 10] = [
    (Stage::Read, "read"),
    (Stage::Parse, "parse"),
    (Stage::Link, "link"),
    (Stage::Ledger, "ledger"),
    (Stage::Check, "check"),
    (Stage::Akn, "akn"),
    (Stage::Json, "json"),
    (Stage::Yaml, "yaml"),
    (Stage::Validate, "validate"),
    (Stage::Write, "write"),
];

impl From<Pass> for Stage {
    fn from(pass: Pass) -> Self {
        match pass {
            Pass::Parse => Stage::Parse,
            Pass::Link => Stage::Link,
            Pass::Ledger => Stage::Ledger,
            Pass::Check => Stage::Check,
        }
    }
}

impl From<Format> for Stage {
    fn from(format: Format) -> Self {
        match format {
            Format::Akn => Stage::Akn,
            Format::Json => Stage::Json,
            Format::Yaml => Stage::Yaml,
        }
    }
}

/// What one stage took.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Spent {
    time: Duration,
    bytes: u64,
}

/// What each stage took, of one text or of many. Stages that were not reached are left out of what is told.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Timings([Spent; STAGES.len()]);

impl Timings {
    /// Counts what a stage took that began at `start` and ends now. Gives back when it ended, which is when the next
    /// begins.
    pub(super) fn add(&mut self, stage: Stage, start: Instant, bytes: usize) -> Instant {
        let now = Instant::now();
        self.spend(stage, now - start, bytes);
        now
    }

    /// Counts what a stage took.
    pub(super) fn spend(&mut self, stage: Stage, time: Duration, bytes: usize) {
        if let Some(spent) = self.0.get_mut(stage as usize) {
            *spent += Spent { time, bytes: bytes as u64 };
        }
    }

    fn told(&self) -> impl Iterator<Item = (&'static str, Spent)> {
        let named = STAGES.iter().zip(self.0).map(|((_, name), spent)| (*name, spent));
        named.filter(|(_, spent)| *spent != Spent::default())
    }

    /// A line a stage, with the share of each and its speed in megabytes of its own bytes a second.
    pub(super) fn table(&self) -> String {
        let all: Duration = self.told().map(|(_, spent)| spent.time).sum();
        let mut text = "stage              ms      %         bytes    MB/s\n".to_owned();
        for (name, Spent { time, bytes }) in self.told() {
            let milliseconds = milliseconds(time);
            let share = 100.0 * time.as_secs_f64() / all.as_secs_f64().max(f64::EPSILON);
            let speed = megabytes(bytes) / time.as_secs_f64().max(f64::EPSILON);
            let _ = writeln!(text, "{name:<10} {milliseconds:>10.1} {share:>6.1} {bytes:>13} {speed:>7.1}");
        }
        text
    }
}

impl AddAssign for Spent {
    fn add_assign(&mut self, more: Self) {
        self.time += more.time;
        self.bytes += more.bytes;
    }
}

impl AddAssign for Timings {
    fn add_assign(&mut self, more: Self) {
        self.0.iter_mut().zip(more.0).for_each(|(spent, more)| *spent += more);
    }
}

impl Serialize for Timings {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(serde::Serialize)]
        struct Entry {
            milliseconds: f64,
            bytes: u64,
        }
        let mut map = serializer.serialize_map(None)?;
        for (name, spent) in self.told() {
            map.serialize_entry(name, &Entry { milliseconds: milliseconds(spent.time), bytes: spent.bytes })?;
        }
        map.end()
    }
}

/// In milliseconds, to the microsecond: what the clock tells beyond it is noise.
pub(super) fn milliseconds(time: Duration) -> f64 {
    (time.as_secs_f64() * 1_000_000.0).round() / 1000.0
}

#[expect(clippy::cast_precision_loss, reason = "a speed is told to three digits")]
fn megabytes(bytes: u64) -> f64 {
    bytes as f64 / 1e6
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_stage_has_the_place_of_its_name() {
        for (index, (stage, name)) in STAGES.iter().enumerate() {
            assert_eq!((*stage as usize, format!("{stage:?}").to_lowercase().as_str()), (index, *name));
        }
    }

    #[test]
    fn what_was_not_reached_is_not_told() {
        let mut all = Timings::default();
        assert_eq!(serde_json::to_string(&all).unwrap(), "{}");
        let one = Spent { time: Duration::from_micros(1500), bytes: 3_000 };
        all.0[Stage::Parse as usize] = one;
        let mut sum = all;
        sum += all;
        assert_eq!(serde_json::to_string(&sum).unwrap(), r#"{"parse":{"milliseconds":3.0,"bytes":6000}}"#);
        assert!(sum.table().ends_with("\nparse             3.0  100.0          6000     2.0\n"), "{}", sum.table());
    }
}
