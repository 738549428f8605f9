//! The archives of a release, with their checksums: written from its files, one at a time, in the order of their paths.

use super::super::inputs::shown;
use super::super::problem::{self, Problem};
use super::shelf::{Archive, Draft};
use declc::release::Descriptor;
use declc::release::archive::{TarZst, Zip};
use declc::source::hexadecimal;
use sha2::{Digest, Sha256};
use std::io::{self, BufRead, BufReader, BufWriter, Seek, Write};
use std::path::Path;
use tempfile::NamedTempFile;

/// Both archives of a draft under hidden names, and the file of their checksums.
pub(super) fn write(draft: &Draft, descriptor: &Descriptor) -> Result<Vec<Archive>, Problem> {
    archives(draft, descriptor).map_err(|error| problem::output_failed(&shown(Path::new(&descriptor.name)), &error))
}

fn archives(draft: &Draft, descriptor: &Descriptor) -> io::Result<Vec<Archive>> {
    let name = format!("{}-{}", descriptor.name, descriptor.version);
    let mut tar = TarZst::new(BufWriter::new(draft.beside()?), &name, &descriptor.date)?;
    let mut zip = Zip::new(BufWriter::new(draft.beside()?), &name, &descriptor.date);
    for path in draft.paths()? {
        let file = draft.read(&path)?;
        tar.add(&file)?;
        zip.add(&file)?;
    }
    let mut archives = vec![
        (format!("{name}.tar.zst"), tar.finish()?.into_inner()?),
        (format!("{name}.zip"), zip.finish()?.into_inner()?),
    ];
    let mut sums = draft.beside()?;
    for (name, file) in &mut archives {
        writeln!(sums, "{}  {name}", checksum(file)?)?;
    }
    archives.push((format!("{name}.sha256"), sums));
    Ok(archives)
}

fn checksum(file: &mut NamedTempFile) -> io::Result<String> {
    file.rewind()?;
    let mut reader = BufReader::new(file.as_file());
    let mut hash = Sha256::new();
    loop {
        let bytes = reader.fill_buf()?;
        if bytes.is_empty() {
            return Ok(hexadecimal(&hash.finalize()));
        }
        hash.update(bytes);
        let length = bytes.len();
        reader.consume(length);
    }
}
