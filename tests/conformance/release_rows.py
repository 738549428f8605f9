"""Reads every table of a release back with DuckDB, as CSV, NDJSON and Parquet, and from SQLite: equal rows, or exit 1.

Also runs the queries of the README in DuckDB, over the NDJSON.

Usage: release_rows.py FOLDER
"""

import json
import pathlib
import sqlite3
import sys

import duckdb


def plain(value):
    """What CSV can tell: nothing and an empty text are one."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def main(folder):
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    tables = {r["name"]: r["schema"]["fields"] for r in package["resources"] if r["path"].endswith(".csv")}
    [database] = list(folder.glob("*.sqlite"))
    sqlite = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    rows = 0
    for table, fields in tables.items():
        names = [field["name"] for field in fields]
        lines = (folder / "tables" / f"{table}.ndjson").read_text(encoding="utf-8").splitlines()
        exact = [[json.loads(line)[name] for name in names] for line in lines]
        columns = ", ".join(f'"{name}"' for name in names)
        path = folder / "tables" / table
        types = "{" + ", ".join(f"'{name}': 'VARCHAR'" for name in names) + "}"
        read = f"read_csv('{path}.csv', header=true, columns={types}, quote='\"', escape='\"', delim=',', auto_detect=false)"
        csv = duckdb.sql(f"select {columns} from {read}").fetchall()
        guarded = {field["name"] for field in fields if field["type"] == "string"}
        unguarded = [
            [plain(v)[1:] if n in guarded and plain(v).startswith("'") else plain(v) for n, v in zip(names, row)]
            for row in csv
        ]
        assert unguarded == [[plain(v) for v in row] for row in exact], f"{table}: CSV"
        parquet = duckdb.sql(f"select {columns} from '{path}.parquet'").fetchall()
        assert [list(row) for row in parquet] == exact, f"{table}: Parquet"
        if exact:
            kinds = {"string": "VARCHAR", "integer": "BIGINT", "boolean": "BOOLEAN"}
            schema = "{" + ", ".join(f"'{f['name']}': '{kinds[f['type']]}'" for f in fields) + "}"
            ndjson = duckdb.sql(f"select {columns} from read_ndjson('{path}.ndjson', columns={schema})").fetchall()
            assert [list(row) for row in ndjson] == exact, f"{table}: NDJSON"
            duckdb.sql(f"create view \"{table}\" as select * from read_ndjson('{path}.ndjson', columns={schema})")
        booleans = [index for index, field in enumerate(fields) if field["type"] == "boolean"]
        stored = [list(row) for row in sqlite.execute(f'select {columns} from "{table}" order by row')]
        for row in stored:
            for index in booleans:
                row[index] = None if row[index] is None else bool(row[index])
        assert stored == exact, f"{table}: SQLite"
        rows += len(exact)
    assert sqlite.execute("pragma integrity_check").fetchall() == [("ok",)]
    assert sqlite.execute("pragma foreign_key_check").fetchall() == []
    queries = (folder / "README.md").read_text(encoding="utf-8").split("```sql\n")[1:]
    for query in (block.split("```")[0] for block in queries):
        found = duckdb.sql(query).fetchall()
        assert found and found == [tuple(row) for row in sqlite.execute(query)], query
    print(f"{len(tables)} tables, {rows} rows equal in CSV, NDJSON, Parquet and SQLite; {len(queries)} queries answered alike")


main(pathlib.Path(sys.argv[1]))
