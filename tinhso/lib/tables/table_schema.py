"""Checks a table that was read against a declared Table Schema (frictionless, https://specs.frictionlessdata.io/table-schema/).

Each rule is one statement over all rows, so that a gigabyte is checked in seconds; frictionless-py goes row by row.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tinhso.lib.language.vietnamese import fold
from tinhso.lib.tables import statements
from tinhso.lib.tables.columns import Column
from tinhso.lib.tables.shape import column_names

if TYPE_CHECKING:  # the web process checks a schema too, and never loads DuckDB
    import duckdb

MOST_FIELDS = 1000
MOST_ROWS_PRINTED = 20
KINDS = {
    "string": {"text", "whole", "number", "date", "moment", "boolean"},
    "integer": {"whole"},
    "number": {"whole", "number"},
    "date": {"date"},
    "datetime": {"moment", "date"},
    "boolean": {"boolean"},
    "year": {"whole"},
    "any": {"text", "whole", "number", "date", "moment", "boolean"},
}
CONSTRAINTS = {"required", "unique", "minLength", "maxLength", "minimum", "maximum", "pattern", "enum"}


class BadSchema(ValueError):
    """It is no Table Schema that we can check; a Vietnamese sentence."""


@dataclass(frozen=True)
class Broken:
    """A rule that does not hold: `count` rows, `rows` the numbers of the first of them (0 rows: the table as a whole)."""

    rule: str
    count: int
    rows: list[int]


def check_schema(schema: Any) -> dict[str, Any]:
    """The schema itself, if we can check by it. Raises BadSchema."""
    if not isinstance(schema, dict) or not isinstance(schema.get("fields"), list) or not schema["fields"]:
        raise BadSchema("Lược đồ phải là một đối tượng JSON có danh sách “fields” (Table Schema).")
    if len(schema["fields"]) > MOST_FIELDS:
        raise BadSchema(f"Lược đồ có quá {MOST_FIELDS} trường.")
    for field in schema["fields"]:
        _check_field(field)
    names = [field["name"] for field in schema["fields"]]
    if len(set(names)) < len(names):
        raise BadSchema("Hai trường của lược đồ trùng tên.")
    key = schema.get("primaryKey", [])
    if not set([key] if isinstance(key, str) else key) <= set(names):
        raise BadSchema("“primaryKey” nêu một trường không có trong lược đồ.")
    return schema


def _check_field(field: Any) -> None:
    if not isinstance(field, dict) or not isinstance(field.get("name"), str) or not field["name"].strip():
        raise BadSchema("Mỗi trường của lược đồ phải có “name”.")
    name, kind = field["name"], field.get("type", "string")
    if kind not in KINDS:
        raise BadSchema(f"Trường “{name}”: chưa kiểm tra được kiểu “{kind}”.")
    rules = field.get("constraints", {})
    if not isinstance(rules, dict) or set(rules) - CONSTRAINTS:
        raise BadSchema(f"Trường “{name}”: có ràng buộc chưa kiểm tra được.")
    try:
        re.compile(str(rules.get("pattern", "")))
    except re.error as error:
        raise BadSchema(f"Trường “{name}”: “pattern” sai cú pháp.") from error
    if not isinstance(rules.get("enum", []), list):
        raise BadSchema(f"Trường “{name}”: “enum” phải là danh sách.")


def text_fields(schema: dict[str, Any]) -> set[str]:
    """Machine names of the fields that are declared to be text: codes such as 007 stay as they are written."""
    return {_machine(field["name"]) for field in schema["fields"] if field.get("type", "string") == "string"}


def broken_rules(
    connection: "duckdb.DuckDBPyConnection", schema: dict[str, Any], columns: tuple[Column, ...]
) -> list[Broken]:
    """Every rule of the schema that the table `data` breaks."""
    known = {_machine(column.heading) or column.name: column for column in columns}
    known |= {column.name: column for column in columns}
    found: list[Broken] = []
    used: set[str] = set()
    for field in schema["fields"]:
        column = known.get(_machine(field["name"])) or known.get(field["name"])
        if column is None:
            found.append(Broken(f"Thiếu cột “{field['name']}”", 0, []))
            continue
        used.add(column.name)
        found += _of_field(connection, field, column)
    for column in columns:
        if column.name not in used:
            found.append(Broken(f"Cột “{column.heading or column.name}” không có trong lược đồ", 0, []))
    return found + list(_key(connection, schema, known))


def _machine(name: str) -> str:
    return column_names([name], 1)[0] if fold(name) else ""


def _of_field(
    connection: "duckdb.DuckDBPyConnection", field: dict[str, Any], column: Column
) -> Iterator[Broken]:
    kind, place = field.get("type", "string"), f"Cột “{field['name']}”"
    if column.kind not in KINDS[kind]:
        yield Broken(f"{place}: lược đồ khai kiểu “{kind}”, dữ liệu là “{column.kind}”", 0, [])
        return
    for rule, wrong, values in _rules(field.get("constraints", {}), statements.name(column.name)):
        sql = f"select count(*), (list(rowid + 1 order by rowid))[1:{MOST_ROWS_PRINTED}] from data where {wrong}"
        count, rows = connection.execute(sql, values).fetchone() or (0, [])
        if count:
            yield Broken(f"{place}: {rule}", count, rows or [])


def _rules(rules: dict[str, Any], cell: str) -> Iterator[tuple[str, str, list[Any]]]:
    text = f"cast({cell} as varchar)"
    if rules.get("required"):
        yield "không được để trống", f"{cell} is null", []
    if rules.get("unique"):
        yield "giá trị bị lặp", f"{cell} in (select {cell} from data group by 1 having count(*) > 1)", []
    if "minLength" in rules:
        yield f"ngắn hơn {rules['minLength']} ký tự", f"length({text}) < ?", [int(rules["minLength"])]
    if "maxLength" in rules:
        yield f"dài hơn {rules['maxLength']} ký tự", f"length({text}) > ?", [int(rules["maxLength"])]
    if "minimum" in rules:
        yield f"nhỏ hơn {rules['minimum']}", f"{cell} < ?", [rules["minimum"]]
    if "maximum" in rules:
        yield f"lớn hơn {rules['maximum']}", f"{cell} > ?", [rules["maximum"]]
    if "pattern" in rules:
        yield "không đúng mẫu đã khai", f"not regexp_full_match({text}, ?)", [str(rules["pattern"])]
    if "enum" in rules:
        allowed = [str(value) for value in rules["enum"]]
        yield "không thuộc danh sách giá trị đã khai", f"not list_contains(?, {text})", [allowed]


def _key(
    connection: "duckdb.DuckDBPyConnection", schema: dict[str, Any], known: dict[str, Column]
) -> Iterator[Broken]:
    key = schema.get("primaryKey", [])
    names = [key] if isinstance(key, str) else list(key)
    columns = [known[_machine(name)] for name in names if _machine(name) in known]
    if not columns or len(columns) < len(names):
        return
    together = ", ".join(statements.name(column.name) for column in columns)
    sql = f"select count(*) from (select 1 from data group by {together} having count(*) > 1)"
    count = (connection.execute(sql).fetchone() or (0,))[0]
    if count:
        yield Broken(f"Khóa chính ({', '.join(names)}) bị lặp", count, [])
