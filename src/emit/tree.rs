//! A document in, its tree in a notation out, in one pass: what JSON and YAML have in common.
//!
//! Objects and lists take a line an entry; a list of numbers, or of lists of numbers, stays on one line, and so does each
//! mark of `spans`. serde tells of a list before its first value is known, so that its bracket waits for that.
//!
//! Not here: signs, indents and quotes, which are the matter of a [`Notation`].

use serde::Serialize;
use serde::ser::{self, Serializer};
use std::fmt::{self, Error};
use std::marker::PhantomData;

/// How an object or a list is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    /// A list whose first value is not known yet.
    Undecided,
    /// An entry a line.
    Lines,
    /// All on one line.
    Inline,
}

/// An object or a list that is open.
#[derive(Debug, Clone, Copy)]
pub(super) struct Level {
    pub(super) list: bool,
    pub(super) style: Style,
    /// Whether it has no entry so far.
    pub(super) empty: bool,
    /// How many objects, and how many lists, are open around it.
    pub(super) objects: usize,
    pub(super) lists: usize,
    /// Whether it is the list under `spans`.
    marks: bool,
}

/// What stands around every document: it is the one entry of a list.
const OUTSIDE: Level = Level { list: true, style: Style::Lines, empty: true, objects: 0, lists: 0, marks: false };

/// The signs of a notation. `inside` is what an object, a list or a value stands in.
pub(super) trait Notation {
    /// What opens an object or a list.
    fn open(out: &mut String, inside: Level, level: Level);
    /// What stands before an entry, its key included.
    fn entry(out: &mut String, level: Level, key: &str);
    /// What closes an object or a list.
    fn close(out: &mut String, inside: Level, level: Level);
    /// A string.
    fn string(out: &mut String, inside: Level, text: &str);
    /// A number, a truth value or nothing, which `write` appends.
    fn literal(out: &mut String, inside: Level, write: impl FnOnce(&mut String));
}

/// The tree of a document in a notation, for which `capacity` bytes are set aside. Memory that is not written to costs
/// nothing, and an output that need not move while it grows leaves no holes behind.
pub(super) fn write<N: Notation>(document: &impl Serialize, capacity: usize) -> String {
    let mut writer: Writer<'_, N> = Writer::new(String::with_capacity(capacity), None);
    document.serialize(&mut writer).expect("bug: a document has no map with keys that are not strings");
    writer.out
}

/// The same in pieces, so that no more than one of them is held.
pub(super) fn write_to<N: Notation>(document: &impl Serialize, sink: &mut dyn fmt::Write) -> fmt::Result {
    let mut writer: Writer<'_, N> = Writer::new(String::with_capacity(2 * PIECE), Some(sink));
    document.serialize(&mut writer)?;
    let Writer { out, sink, .. } = writer;
    sink.map_or(Ok(()), |sink| sink.write_str(&out))
}

/// Bytes after which a piece is handed on.
const PIECE: usize = 1 << 16;

/// Two spaces a level.
pub(super) fn indent(out: &mut String, levels: usize) {
    const BLANKS: &str = "                                ";
    let blanks = 2 * levels;
    match BLANKS.get(..blanks) {
        Some(blanks) => out.push_str(blanks),
        None => out.extend(std::iter::repeat_n(' ', blanks)),
    }
}

struct Writer<'s, N> {
    out: String,
    /// What takes the text piece by piece, where it is not kept.
    sink: Option<&'s mut dyn fmt::Write>,
    /// What stands around the innermost object or list.
    open: Vec<Level>,
    /// The innermost object or list.
    inside: Level,
    /// Whether the string that comes next is a key.
    in_key: bool,
    /// Whether the last key was `spans`.
    after_spans: bool,
    notation: PhantomData<N>,
}

impl<'s, N: Notation> Writer<'s, N> {
    fn new(out: String, sink: Option<&'s mut dyn fmt::Write>) -> Self {
        let notation = PhantomData;
        Writer { out, sink, open: Vec::new(), inside: OUTSIDE, in_key: false, after_spans: false, notation }
    }

    /// Before a value. The first value of a list settles how that is laid out: strings and objects take lines.
    fn value(&mut self, style: Style) {
        if self.inside.style == Style::Undecided {
            self.inside.style = style;
            let around = self.open.last().copied().unwrap_or(OUTSIDE);
            N::open(&mut self.out, around, self.inside);
        }
        if self.inside.list && !self.open.is_empty() {
            N::entry(&mut self.out, self.inside, "");
            self.inside.empty = false;
        }
    }

    fn key(&mut self, key: &str) {
        self.after_spans = key == "spans";
        N::entry(&mut self.out, self.inside, key);
        self.inside.empty = false;
    }

    fn open_list(&mut self) {
        self.value(Style::Inline);
        let marks = std::mem::take(&mut self.after_spans);
        let inline = self.inside.style == Style::Inline;
        let style = if inline { Style::Inline } else { Style::Undecided };
        let lists = self.inside.lists + 1;
        let level = Level { list: true, style, empty: true, marks, lists, ..self.inside };
        if inline {
            N::open(&mut self.out, self.inside, level);
        }
        self.open.push(std::mem::replace(&mut self.inside, level));
    }

    fn open_object(&mut self) {
        self.value(Style::Lines);
        let inline = self.inside.style == Style::Inline || self.inside.marks;
        let style = if inline { Style::Inline } else { Style::Lines };
        let objects = self.inside.objects + 1;
        let level = Level { list: false, style, empty: true, marks: false, objects, ..self.inside };
        N::open(&mut self.out, self.inside, level);
        self.open.push(std::mem::replace(&mut self.inside, level));
    }

    fn close(&mut self) -> fmt::Result {
        let around = self.open.pop().unwrap_or(OUTSIDE);
        if self.inside.style == Style::Undecided {
            self.inside.style = Style::Inline;
            N::open(&mut self.out, around, self.inside);
        }
        N::close(&mut self.out, around, self.inside);
        self.inside = around;
        if self.out.len() >= PIECE
            && let Some(sink) = &mut self.sink
        {
            sink.write_str(&self.out)?;
            self.out.clear();
        }
        Ok(())
    }

    fn literal(&mut self, write: impl FnOnce(&mut String)) {
        self.value(Style::Inline);
        N::literal(&mut self.out, self.inside, write);
    }

    fn text(&mut self, text: &str) {
        if std::mem::take(&mut self.in_key) {
            return self.key(text);
        }
        self.value(Style::Lines);
        N::string(&mut self.out, self.inside, text);
    }
}

impl<N: Notation> Serializer for &mut Writer<'_, N> {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = Self;
    type SerializeTuple = Self;
    type SerializeTupleStruct = Self;
    type SerializeTupleVariant = ser::Impossible<(), Error>;
    type SerializeMap = Self;
    type SerializeStruct = Self;
    type SerializeStructVariant = ser::Impossible<(), Error>;

    fn serialize_bool(self, value: bool) -> Result<(), Error> {
        self.literal(|out| out.push_str(if value { "true" } else { "false" }));
        Ok(())
    }
    fn serialize_u8(self, value: u8) -> Result<(), Error> {
        self.serialize_u64(u64::from(value))
    }
    fn serialize_u16(self, value: u16) -> Result<(), Error> {
        self.serialize_u64(u64::from(value))
    }
    fn serialize_u32(self, value: u32) -> Result<(), Error> {
        self.serialize_u64(u64::from(value))
    }
    fn serialize_u64(self, value: u64) -> Result<(), Error> {
        self.literal(|out| out.push_str(itoa::Buffer::new().format(value)));
        Ok(())
    }
    fn serialize_str(self, value: &str) -> Result<(), Error> {
        self.text(value);
        Ok(())
    }
    fn serialize_none(self) -> Result<(), Error> {
        self.literal(|out| out.push_str("null"));
        Ok(())
    }
    fn serialize_some<T: ?Sized + Serialize>(self, value: &T) -> Result<(), Error> {
        value.serialize(self)
    }
    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<(), Error> {
        self.text(variant);
        Ok(())
    }
    fn serialize_newtype_struct<T: ?Sized + Serialize>(self, _: &'static str, value: &T) -> Result<(), Error> {
        value.serialize(self)
    }
    fn serialize_seq(self, _: Option<usize>) -> Result<Self, Error> {
        self.open_list();
        Ok(self)
    }
    fn serialize_tuple(self, _: usize) -> Result<Self, Error> {
        self.open_list();
        Ok(self)
    }
    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Self, Error> {
        self.open_list();
        Ok(self)
    }
    fn serialize_map(self, _: Option<usize>) -> Result<Self, Error> {
        self.open_object();
        Ok(self)
    }
    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Self, Error> {
        self.open_object();
        Ok(self)
    }

    // The model has none of these.
    fn serialize_i8(self, _: i8) -> Result<(), Error> {
        Err(Error)
    }
    fn serialize_i16(self, _: i16) -> Result<(), Error> {
        Err(Error)
    }
    fn serialize_i32(self, _: i32) -> Result<(), Error> {
        Err(Error)
    }
    fn serialize_i64(self, _: i64) -> Result<(), Error> {
        Err(Error)
    }
    fn serialize_f32(self, _: f32) -> Result<(), Error> {
        Err(Error)
    }
    fn serialize_f64(self, _: f64) -> Result<(), Error> {
        Err(Error)
    }
    fn serialize_char(self, _: char) -> Result<(), Error> {
        Err(Error)
    }
    fn serialize_bytes(self, _: &[u8]) -> Result<(), Error> {
        Err(Error)
    }
    fn serialize_unit(self) -> Result<(), Error> {
        Err(Error)
    }
    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Error> {
        Err(Error)
    }
    fn serialize_newtype_variant<T: ?Sized + Serialize>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<(), Error> {
        Err(Error)
    }
    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, Error> {
        Err(Error)
    }
    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, Error> {
        Err(Error)
    }
}

impl<N: Notation> ser::SerializeSeq for &mut Writer<'_, N> {
    type Ok = ();
    type Error = Error;
    fn serialize_element<T: ?Sized + Serialize>(&mut self, value: &T) -> Result<(), Error> {
        value.serialize(&mut **self)
    }
    fn end(self) -> Result<(), Error> {
        self.close()
    }
}

impl<N: Notation> ser::SerializeTuple for &mut Writer<'_, N> {
    type Ok = ();
    type Error = Error;
    fn serialize_element<T: ?Sized + Serialize>(&mut self, value: &T) -> Result<(), Error> {
        value.serialize(&mut **self)
    }
    fn end(self) -> Result<(), Error> {
        self.close()
    }
}

impl<N: Notation> ser::SerializeTupleStruct for &mut Writer<'_, N> {
    type Ok = ();
    type Error = Error;
    fn serialize_field<T: ?Sized + Serialize>(&mut self, value: &T) -> Result<(), Error> {
        value.serialize(&mut **self)
    }
    fn end(self) -> Result<(), Error> {
        self.close()
    }
}

impl<N: Notation> ser::SerializeMap for &mut Writer<'_, N> {
    type Ok = ();
    type Error = Error;
    fn serialize_key<T: ?Sized + Serialize>(&mut self, key: &T) -> Result<(), Error> {
        self.in_key = true;
        key.serialize(&mut **self)
    }
    fn serialize_value<T: ?Sized + Serialize>(&mut self, value: &T) -> Result<(), Error> {
        value.serialize(&mut **self)
    }
    fn end(self) -> Result<(), Error> {
        self.close()
    }
}

impl<N: Notation> ser::SerializeStruct for &mut Writer<'_, N> {
    type Ok = ();
    type Error = Error;
    fn serialize_field<T: ?Sized + Serialize>(&mut self, key: &'static str, value: &T) -> Result<(), Error> {
        self.key(key);
        value.serialize(&mut **self)
    }
    fn end(self) -> Result<(), Error> {
        self.close()
    }
}
