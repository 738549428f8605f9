//! Lines that wait to be written, on disk: of ten thousand texts they would take more memory than all else that is told.
//!
//! In: a line as it is made. Out: the same line, any number of times. The first lines stay in memory, and so does what the
//! disk does not take. The file has no name where the system allows that, and is gone with the process.

use std::borrow::Cow;
use std::fs::File;
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::ops::Range;
use std::sync::{Mutex, PoisonError};

/// How many bytes of lines stay in memory.
const ROOM: usize = 1 << 20;

/// A line that is to be written.
#[derive(Debug)]
pub(super) enum Line {
    /// In memory.
    Here(Vec<u8>),
    /// On disk, in these bytes.
    Aside(Range<u64>),
}

/// Where lines wait.
#[derive(Debug, Default)]
pub(super) struct Aside {
    held: Mutex<Held>,
}

#[derive(Debug, Default)]
struct Held {
    /// How many bytes of lines are in memory.
    here: usize,
    file: Option<File>,
    end: u64,
}

impl Aside {
    /// Sets a line aside, unless there is room for it.
    pub(super) fn put(&self, line: &mut Line) {
        let Line::Here(text) = line else { return };
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        match held.write(text) {
            Some(range) => *line = Line::Aside(range),
            None => held.here += text.len(),
        }
    }

    /// A line as it was made, if there is one.
    ///
    /// # Errors
    /// It lies on disk, and cannot be read.
    pub(super) fn get<'l>(&self, line: Option<&'l Line>) -> io::Result<Option<Cow<'l, [u8]>>> {
        match line {
            None => Ok(None),
            Some(Line::Here(text)) => Ok(Some(Cow::Borrowed(text))),
            Some(Line::Aside(range)) => {
                let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
                held.read(range).map(|text| Some(Cow::Owned(text)))
            }
        }
    }
}

impl Held {
    /// Writes a line behind the others; `None` where there is room for it in memory, or none on disk.
    fn write(&mut self, text: &[u8]) -> Option<Range<u64>> {
        if self.here + text.len() <= ROOM {
            return None;
        }
        if self.file.is_none() {
            self.file = tempfile::tempfile().ok();
        }
        let file = self.file.as_mut()?;
        // What another line left half written is written over.
        file.seek(SeekFrom::Start(self.end)).ok()?;
        file.write_all(text).ok()?;
        let range = self.end..self.end + text.len() as u64;
        self.end = range.end;
        Some(range)
    }

    fn read(&mut self, range: &Range<u64>) -> io::Result<Vec<u8>> {
        let file = self.file.as_mut().ok_or(io::ErrorKind::NotFound)?;
        file.seek(SeekFrom::Start(range.start))?;
        let mut text = Vec::new();
        file.take(range.end - range.start).read_to_end(&mut text)?;
        Ok(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_come_back_as_they_were_from_memory_and_from_disk() {
        let aside = Aside::default();
        let texts = ["大会".repeat(ROOM / 12), "a".repeat(ROOM / 2), "二".to_owned(), "b".repeat(9), String::new()];
        let mut lines = texts.clone().map(|text| Line::Here(text.into_bytes()));
        for line in &mut lines {
            aside.put(line);
        }
        let on_disk = lines.iter().filter(|line| matches!(line, Line::Aside(_))).count();
        assert_eq!(on_disk, 2, "{:?}", aside.held);
        for _ in 0..2 {
            for (line, text) in lines.iter().zip(&texts).rev() {
                assert_eq!(*aside.get(Some(line)).unwrap().unwrap(), *text.as_bytes());
            }
        }
        let mut more = Line::Here(b"c".to_vec());
        aside.put(&mut more);
        assert_eq!(*aside.get(Some(&more)).unwrap().unwrap(), *b"c");
        assert_eq!(*aside.get(Some(&lines[3])).unwrap().unwrap(), *texts[3].as_bytes());
    }
}
