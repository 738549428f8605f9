//! What the files of a run are in: `--encoding`, the mark, or what the text shows; and where none of these tells, what a
//! file probably is, so that the message can name the cure. By that guess nothing is decoded.

use declc::language::encoding::{Finding, tell_text};
use declc::source::{DecodeError, Encoding, Source};

/// The option that tells what texts are in.
#[derive(Debug, Default, clap::Args)]
pub(super) struct Told {
    /// Encoding of the texts that are not UTF-8 and bear no mark; without it, each text shows its own, or is an error
    ///
    /// utf-8 (nothing else is read), utf-16le, utf-16be, gb18030, big5, windows-1251, windows-1252, windows-1256,
    /// iso-8859-6, or another of their names: gbk, cp1251, latin1; utf-8-glyphs is Arabic as a page shows it, utf-8-mac has letters and their marks
    /// in characters of their own.
    #[arg(long, value_name = "NAME", value_parser = named)]
    pub(super) encoding: Option<Encoding>,
}

fn named(name: &str) -> Result<Encoding, String> {
    let known = || Encoding::ALL.map(Encoding::name).join(", ");
    Encoding::named(name).ok_or_else(|| format!("known are {}, and their other names", known()))
}

/// Decodes a file. The encoding is given beside the text where nothing but the text tells it.
///
/// # Errors
/// Those of [`Source::decode_as`]; without an encoding the file is taken for UTF-8.
pub(super) fn decode(
    path: &str,
    bytes: &[u8],
    told: Option<Encoding>,
) -> Result<(Source, Option<Encoding>), DecodeError> {
    let (finding, text) = tell_text(bytes);
    if let Some(text) = text {
        return Source::decode_text(path, text).map(|source| (source, None));
    }
    let encoding = match (finding, told) {
        // Told is only what is not UTF-8; of UTF-8 it can be said that it stands as it is read.
        (Finding::Read(found @ (Encoding::Glyphs | Encoding::Mac)), Some(told)) if told != Encoding::Utf8 => found,
        (Finding::Certain(encoding), _) | (_, Some(encoding)) => encoding,
        (Finding::Read(encoding), None) => {
            return Source::decode_as(path, bytes, encoding).map(|source| (source, Some(encoding)));
        }
        (Finding::Unknown, None) => Encoding::Utf8,
    };
    Source::decode_as(path, bytes, encoding).map(|source| (source, None))
}

/// The likely encoding of `bytes`, by the name that `iconv` knows.
pub(super) fn likely(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0xff, 0xfe, 0, 0, ..] | [0, 0, 0xfe, 0xff, ..] => Some("UTF-32"),
        [0xff, 0xfe, ..] => Some("UTF-16LE"),
        [0xfe, 0xff, ..] => Some("UTF-16BE"),
        _ if looks_like_gb18030(bytes) => Some("GB18030"),
        _ => looks_like_utf16(bytes),
    }
}

/// Without a byte order mark: NUL bytes stand on even or on odd places alone, and are as frequent as line breaks,
/// spaces and digits make them. A program or an archive has them on both.
fn looks_like_utf16(bytes: &[u8]) -> Option<&'static str> {
    let sample = bytes.get(..4096).unwrap_or(bytes);
    let nuls = |first: usize| sample.iter().skip(first).step_by(2).filter(|&&byte| byte == 0).count();
    let (even, odd) = (nuls(0), nuls(1));
    let name = if odd > even { "UTF-16LE" } else { "UTF-16BE" };
    Some(name).filter(|_| even.min(odd) == 0 && even.max(odd) * 50 > sample.len())
}

/// Nearly every byte above 127 belongs to a pair of the Chinese national standard, and most pairs are in its rows of
/// common characters.
fn looks_like_gb18030(bytes: &[u8]) -> bool {
    let (mut common, mut pairs, mut strays) = (0_usize, 0_usize, 0_usize);
    let mut rest = bytes.get(..65536).unwrap_or(bytes);
    while let Some((&first, after)) = rest.split_first() {
        rest = after;
        if first < 0x80 {
            continue;
        }
        match after.first() {
            Some(0x40..=0x7e | 0x80..=0xfe) if (0x81..=0xfe).contains(&first) => {
                pairs += 1;
                let hanzi = (0xb0..=0xd7).contains(&first) && after.first().is_some_and(|&second| second >= 0xa1);
                // Full-width punctuation fills rows 0xa1 and 0xa3.
                common += usize::from(hanzi || first == 0xa1 || first == 0xa3);
                rest = after.get(1..).unwrap_or_default();
            }
            _ => strays += 1,
        }
    }
    pairs >= 2 && strays * 50 <= pairs && common * 4 >= pairs * 3
}

#[cfg(test)]
mod tests {
    use super::likely;

    #[test]
    fn a_byte_order_mark_tells() {
        assert_eq!(likely(b"\xff\xfe\x27\x59"), Some("UTF-16LE"));
        assert_eq!(likely(b"\xfe\xff\x59\x27"), Some("UTF-16BE"));
        assert_eq!(likely(b"\xff\xfe\0\0\x27\x59\0\0"), Some("UTF-32"));
    }

    #[test]
    fn utf16_without_a_mark_shows_by_its_nuls() {
        let text: Vec<u8> = "联合国 A/RES/75/291\n大会，\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(likely(&text), Some("UTF-16LE"));
    }

    #[test]
    fn chinese_of_the_national_standard_is_recognized() {
        // 大会，回顾其决议
        let text = b"\xb4\xf3\xbb\xe1\xa3\xac\xbb\xd8\xb9\xcb\xc6\xe4\xbe\xf6\xd2\xe9";
        assert_eq!(likely(text), Some("GB18030"));
    }

    #[test]
    fn other_bytes_stay_unnamed() {
        assert_eq!(likely(b"PK\x03\x04\0\0\x08\0\0\0\x21"), None);
        assert_eq!(likely("大会，".as_bytes().get(..8).unwrap()), None);
        assert_eq!(likely(b"R\xe9solution adopt\xe9e par l'Assembl\xe9e"), None);
        assert_eq!(likely(b""), None);
    }
}
