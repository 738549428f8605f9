//! The encodings that files come in: their names, the marks that tell them, and strict decoding.
//!
//! In: bytes and an [`Encoding`]. Out: the text, or the offset of the first bytes that are not in it. Tables are those of
//! the Encoding Standard (WHATWG), which browsers follow; a byte to which a code page gives no character is an error.
//!
//! Invariant: nothing is replaced, normalized or left out; a byte order mark stays as U+FEFF, so that
//! `iconv -f NAME -t UTF-8` gives the same text. Two are UTF-8 in which letters stand otherwise: `utf-8-mac`, as `iconv` of
//! macOS names it, is read by `composed`; `utf-8-glyphs`, which no standard knows, by `glyphs`.
//! Not here: which encoding a file is in (`language::encoding`).

use super::{composed, glyphs};
use encoding_rs as standard;
use encoding_rs::DecoderResult;

/// An encoding in which texts of the six languages are found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// UTF-8, with or without mark.
    Utf8,
    /// UTF-16, the lower byte first.
    Utf16Le,
    /// UTF-16, the higher byte first.
    Utf16Be,
    /// Chinese national standard, with GBK and GB 2312 in it.
    Gb18030,
    /// Traditional Chinese, with the characters of Hong Kong.
    Big5,
    /// Russian.
    Windows1251,
    /// English, French, Spanish; ISO 8859-1 is in it.
    Windows1252,
    /// Arabic, with the small letters of French.
    Windows1256,
    /// Arabic.
    Iso8859Arabic,
    /// UTF-8 in which Arabic stands as a page shows it: in presentation forms, or from left to right.
    Glyphs,
    /// UTF-8 in which letters and their marks are characters of their own, as macOS writes it.
    Mac,
}

impl Encoding {
    /// All of them, UTF-8 first.
    pub const ALL: [Encoding; 11] = [
        Encoding::Utf8,
        Encoding::Utf16Le,
        Encoding::Utf16Be,
        Encoding::Gb18030,
        Encoding::Big5,
        Encoding::Windows1251,
        Encoding::Windows1252,
        Encoding::Windows1256,
        Encoding::Iso8859Arabic,
        Encoding::Glyphs,
        Encoding::Mac,
    ];

    /// The name, in small letters, as outputs and `iconv` have it.
    pub fn name(self) -> &'static str {
        match self {
            Encoding::Utf8 => "utf-8",
            Encoding::Utf16Le => "utf-16le",
            Encoding::Utf16Be => "utf-16be",
            Encoding::Gb18030 => "gb18030",
            Encoding::Big5 => "big5",
            Encoding::Windows1251 => "windows-1251",
            Encoding::Windows1252 => "windows-1252",
            Encoding::Windows1256 => "windows-1256",
            Encoding::Iso8859Arabic => "iso-8859-6",
            Encoding::Glyphs => "utf-8-glyphs",
            Encoding::Mac => "utf-8-mac",
        }
    }

    /// What a text in UTF-8 is in: Arabic as a page shows it, in presentation forms or from left to right; letters and
    /// their marks in characters of their own; or UTF-8 and no more.
    ///
    /// ```
    /// use declc::source::Encoding;
    /// assert_eq!(Encoding::of_text("ﺍﻟﺠﻤﻌﻴﺔ ﺍﻟﻌﺎﻣﺔ"), Encoding::Glyphs);
    /// assert_eq!(Encoding::of_text("الجمعية العامة"), Encoding::Utf8);
    /// assert_eq!(Encoding::of_text(&"re\u{301}solution ".repeat(10)), Encoding::Mac);
    /// ```
    pub fn of_text(text: &str) -> Encoding {
        match () {
            () if glyphs::are_shown(text) => Encoding::Glyphs,
            () if composed::are_apart(text) => Encoding::Mac,
            () => Encoding::Utf8,
        }
    }

    /// The encoding that bears a name, or one of the other names that the Encoding Standard gives it, in letters of
    /// either case.
    ///
    /// ```
    /// use declc::source::Encoding;
    /// assert_eq!(Encoding::named("GBK"), Some(Encoding::Gb18030));
    /// assert_eq!(Encoding::named("cp1251"), Some(Encoding::Windows1251));
    /// assert_eq!(Encoding::named("EBCDIC"), None);
    /// ```
    pub fn named(name: &str) -> Option<Self> {
        if let Some(own) = [Encoding::Glyphs, Encoding::Mac].into_iter().find(|e| name.eq_ignore_ascii_case(e.name())) {
            return Some(own);
        }
        let named = standard::Encoding::for_label(name.as_bytes())?;
        let named = if named == standard::GBK { standard::GB18030 } else { named };
        Self::ALL.into_iter().find(|encoding| encoding.standard() == named)
    }

    /// The encoding that the mark at the head of a file tells.
    ///
    /// ```
    /// use declc::source::Encoding;
    /// assert_eq!(Encoding::marked(b"\xff\xfe\x27\x59"), Some(Encoding::Utf16Le));
    /// assert_eq!(Encoding::marked("大会".as_bytes()), None);
    /// ```
    pub fn marked(bytes: &[u8]) -> Option<Self> {
        match bytes {
            [0xef, 0xbb, 0xbf, ..] => Some(Encoding::Utf8),
            [0xff, 0xfe, ..] => Some(Encoding::Utf16Le),
            [0xfe, 0xff, ..] => Some(Encoding::Utf16Be),
            [0x84, 0x31, 0x95, 0x33, ..] => Some(Encoding::Gb18030),
            _ => None,
        }
    }

    /// Decodes bytes.
    ///
    /// # Errors
    /// The offset of the first byte that is not in this encoding.
    ///
    /// ```
    /// use declc::source::Encoding;
    /// assert_eq!(Encoding::Gb18030.decode(b"\xb4\xf3\xbb\xe1").as_deref(), Ok("大会"));
    /// assert_eq!(Encoding::Gb18030.decode(b"\xb4\xf3\xff\xe1"), Err(2));
    /// assert_eq!(Encoding::Windows1252.decode(b"Etat\x81"), Err(4));
    /// ```
    pub fn decode(self, bytes: &[u8]) -> Result<String, usize> {
        if matches!(self, Encoding::Glyphs | Encoding::Mac) {
            let restored = if self == Encoding::Mac { composed::composed } else { glyphs::restored };
            return std::str::from_utf8(bytes).map(restored).map_err(|error| error.valid_up_to());
        }
        let mut decoder = self.standard().new_decoder_without_bom_handling();
        let mut text = String::new();
        let mut at = 0;
        while let Some(rest) = bytes.get(at..) {
            text.reserve(decoder.max_utf8_buffer_length_without_replacement(rest.len()).unwrap_or(rest.len()));
            let (result, read) = decoder.decode_to_string_without_replacement(rest, &mut text, true);
            at += read;
            match result {
                DecoderResult::InputEmpty => break,
                DecoderResult::OutputFull => {}
                DecoderResult::Malformed(length, after) => {
                    return Err(at.saturating_sub(usize::from(length) + usize::from(after)));
                }
            }
        }
        // The standard gives a control character to what a page of 256 leaves open; there, a byte is a character.
        let open = |c: char| self.is_page() && ('\u{80}'..='\u{9f}').contains(&c);
        text.chars().position(open).map_or(Ok(text), Err)
    }

    /// Decodes bytes with U+FFFD where they are not in this encoding. Where the bytes are not the whole file, what is
    /// cut at their end is left out.
    pub fn decode_lossy(self, bytes: &[u8], whole: bool) -> String {
        let mut decoder = self.standard().new_decoder_without_bom_handling();
        let mut text = String::with_capacity(decoder.max_utf8_buffer_length(bytes.len()).unwrap_or_default());
        // With this capacity all is read.
        let _ = decoder.decode_to_string(bytes, &mut text, whole);
        text
    }

    /// The offset of the first NUL.
    pub(super) fn nul(self, bytes: &[u8]) -> Option<usize> {
        if matches!(self, Encoding::Utf16Le | Encoding::Utf16Be) {
            bytes.chunks(2).position(|unit| unit == [0, 0]).map(|at| at * 2)
        } else {
            memchr::memchr(0, bytes)
        }
    }

    /// Whether a byte is a character.
    fn is_page(self) -> bool {
        self.standard().is_single_byte()
    }

    fn standard(self) -> &'static standard::Encoding {
        match self {
            Encoding::Utf8 | Encoding::Glyphs | Encoding::Mac => standard::UTF_8,
            Encoding::Utf16Le => standard::UTF_16LE,
            Encoding::Utf16Be => standard::UTF_16BE,
            Encoding::Gb18030 => standard::GB18030,
            Encoding::Big5 => standard::BIG5,
            Encoding::Windows1251 => standard::WINDOWS_1251,
            Encoding::Windows1252 => standard::WINDOWS_1252,
            Encoding::Windows1256 => standard::WINDOWS_1256,
            Encoding::Iso8859Arabic => standard::ISO_8859_6,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Encoding;

    #[test]
    fn a_name_is_its_own() {
        for encoding in Encoding::ALL {
            assert_eq!(Encoding::named(encoding.name()), Some(encoding));
            assert_eq!(Encoding::named(&encoding.name().to_uppercase()), Some(encoding));
        }
    }

    #[test]
    fn what_is_damaged_has_its_offset() {
        for (encoding, bytes, at) in [
            (Encoding::Utf8, &b"\xe5\xa4\xa7\xff"[..], 3),
            (Encoding::Utf16Le, b"\x27\x59\x00\xd8\x27\x59", 2),
            (Encoding::Utf16Le, b"\x27\x59\x0a", 2),
            (Encoding::Utf16Be, b"\x59\x27\xdc\x00", 2),
            (Encoding::Gb18030, b"\xb4\xf3\x81", 2),
            (Encoding::Big5, b"\xa4\x6a\xff", 2),
            (Encoding::Windows1251, b"\xc3\x98", 1),
            (Encoding::Iso8859Arabic, b"\xc7\xff", 1),
        ] {
            assert_eq!(encoding.decode(bytes), Err(at), "{encoding:?}");
        }
    }

    #[test]
    fn a_mark_stays_in_the_text() {
        assert_eq!(Encoding::Utf16Le.decode(b"\xff\xfe\x27\x59").as_deref(), Ok("\u{feff}大"));
        assert_eq!(Encoding::Gb18030.decode(b"\x84\x31\x95\x33\xb4\xf3").as_deref(), Ok("\u{feff}大"));
    }
}
