//! A table in, Parquet out: one column a column, Zstandard, groups of rows of one size.

use super::Fault;
use super::table::{Column, Kind, Row, Table, Value};
use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical, ZstdLevel};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DataType, Int64Type};
use parquet::errors::Result;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::types::Type;
use std::sync::Arc;

/// Rows of a group; a table of some thousand documents is one.
const GROUP: usize = 1 << 20;
const LEVEL: i32 = 9;

/// The bytes of the file.
pub(super) fn write(table: &Table) -> std::result::Result<Vec<u8>, Fault> {
    file(table).map_err(|error| Fault(format!("Parquet does not take the table {}: {error}", table.name)))
}

fn file(table: &Table) -> Result<Vec<u8>> {
    let fields = table.columns.iter().map(field).collect::<Result<Vec<_>>>()?;
    let schema = Type::group_type_builder(table.name).with_fields(fields).build()?;
    let properties = WriterProperties::builder()
        .set_created_by(format!("{} {}", env!("CARGO_PKG_NAME"), env!("CARGO_PKG_VERSION")))
        .set_compression(Compression::ZSTD(ZstdLevel::try_new(LEVEL)?));
    let mut writer = SerializedFileWriter::new(Vec::new(), Arc::new(schema), Arc::new(properties.build()))?;
    for rows in table.rows.chunks(GROUP) {
        let mut group = writer.next_row_group()?;
        for (at, column) in table.columns.iter().enumerate() {
            let values: Vec<&Value> = rows.iter().filter_map(|row: &Row| row.get(at)).collect();
            write_column(&mut group, column, &values)?;
        }
        group.close()?;
    }
    writer.into_inner()
}

fn field(column: &Column) -> Result<Arc<Type>> {
    let (physical, logical) = match column.kind {
        Kind::Text => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
        Kind::Integer => (Physical::INT64, None),
        Kind::Boolean => (Physical::BOOLEAN, None),
    };
    let repetition = if column.required { Repetition::REQUIRED } else { Repetition::OPTIONAL };
    let builder = Type::primitive_type_builder(column.name, physical).with_repetition(repetition);
    builder.with_logical_type(logical).build().map(Arc::new)
}

fn write_column(group: &mut SerializedRowGroupWriter<'_, Vec<u8>>, column: &Column, values: &[&Value]) -> Result<()> {
    let levels: Option<Vec<i16>> =
        (!column.required).then(|| values.iter().map(|value| i16::from(**value != Value::Null)).collect());
    let levels = levels.as_deref();
    match column.kind {
        Kind::Text => {
            put::<ByteArrayType>(group, levels, values.iter().filter_map(|value| value.as_text()).map(ByteArray::from))
        }
        Kind::Integer => put::<Int64Type>(group, levels, values.iter().filter_map(|value| value.as_integer())),
        Kind::Boolean => put::<BoolType>(group, levels, values.iter().filter_map(|value| value.as_boolean())),
    }
}

fn put<T: DataType>(
    group: &mut SerializedRowGroupWriter<'_, Vec<u8>>,
    levels: Option<&[i16]>,
    values: impl Iterator<Item = T::T>,
) -> Result<()> {
    let Some(mut writer) = group.next_column()? else { return Ok(()) };
    let values: Vec<T::T> = values.collect();
    writer.typed::<T>().write_batch(&values, levels, None)?;
    writer.close()
}
