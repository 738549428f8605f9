//! The files of a release in, one archive out: `.tar.zst` and `.zip`, the same bytes for the same files.
//!
//! Whoever calls gives the files sorted by path. Owner, mode and time are fixed: nobody, readable by all, the date of
//! the release. All lie in one folder, so that unpacking makes no mess.

use super::File;
use super::date;
use std::io::{self, Seek, Write};
use zip::write::SimpleFileOptions;

/// How hard Zstandard tries. On such files 19, the usual most, takes seventeen times as long for a seventh less.
const LEVEL: i32 = 12;

/// A `.tar.zst` while it is written.
pub struct TarZst<W: Write> {
    builder: tar::Builder<zstd::Encoder<'static, W>>,
    folder: String,
    seconds: u64,
}

impl<W: Write> TarZst<W> {
    /// An archive whose files lie in `folder` and bear the ISO date `date`.
    ///
    /// # Errors
    /// Where `out` cannot be written.
    pub fn new(out: W, folder: &str, date: &str) -> io::Result<Self> {
        let builder = tar::Builder::new(zstd::Encoder::new(out, LEVEL)?);
        Ok(TarZst { builder, folder: folder.to_owned(), seconds: date::seconds(date) })
    }

    /// Adds a file.
    ///
    /// # Errors
    /// Where the output cannot be written.
    pub fn add(&mut self, file: &File) -> io::Result<()> {
        let mut header = tar::Header::new_ustar();
        header.set_size(file.bytes.len() as u64);
        header.set_mode(0o644);
        header.set_mtime(self.seconds);
        header.set_uid(0);
        header.set_gid(0);
        header.set_entry_type(tar::EntryType::Regular);
        // A path too long for the header gets an entry of its own, with a header of fixed values.
        self.builder.append_data(&mut header, format!("{}/{}", self.folder, file.path), file.bytes.as_slice())
    }

    /// Closes the archive and gives its output back.
    ///
    /// # Errors
    /// Where the output cannot be written.
    pub fn finish(self) -> io::Result<W> {
        self.builder.into_inner()?.finish()
    }
}

/// A `.zip` while it is written.
pub struct Zip<W: Write + Seek> {
    writer: zip::ZipWriter<W>,
    folder: String,
    options: SimpleFileOptions,
}

impl<W: Write + Seek> Zip<W> {
    /// An archive whose files lie in `folder` and bear the ISO date `date`; a date before 1980, which a zip cannot hold,
    /// is the first of that year.
    pub fn new(out: W, folder: &str, date: &str) -> Self {
        let [year, month, day] = date::parts(date).unwrap_or([1980, 1, 1]);
        let part = |number: i64| u8::try_from(number).unwrap_or(1);
        let year = u16::try_from(year).unwrap_or(1980);
        let time = zip::DateTime::from_date_and_time(year, part(month), part(day), 0, 0, 0).unwrap_or_default();
        let options = SimpleFileOptions::default()
            .compression_method(zip::CompressionMethod::Deflated)
            .unix_permissions(0o644)
            .last_modified_time(time);
        Zip { writer: zip::ZipWriter::new(out), folder: folder.to_owned(), options }
    }

    /// Adds a file.
    ///
    /// # Errors
    /// Where the output cannot be written.
    pub fn add(&mut self, file: &File) -> io::Result<()> {
        let large = file.bytes.len() > u32::MAX as usize / 2;
        self.writer.start_file(format!("{}/{}", self.folder, file.path), self.options.large_file(large))?;
        self.writer.write_all(&file.bytes)
    }

    /// Closes the archive and gives its output back.
    ///
    /// # Errors
    /// Where the output cannot be written.
    pub fn finish(self) -> io::Result<W> {
        Ok(self.writer.finish()?)
    }
}
