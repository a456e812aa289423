"""A table whole, in the four shapes of CKAN's `/datastore/dump`: csv, tsv, json and xml, each row with its `_id`.

The values are those of the table, unaltered. A child process writes them row by row, so that memory stays flat.
"""

import json
import re

from tinhso.lib.tables.exporter import MARK, export
from tinhso.lib.tables.statements import name as quoted_name
from tinhso.lib.tables.statements import quoted
from tinhso.opendata.ckan import ckan
from tinhso.opendata.ckan.parameters import ActionRefused, Parameters, flag, listed, number, text
from tinhso.opendata.ckan.tables import conditions_of, order_of
from tinhso.opendata.dataset import store
from tinhso.opendata.engine.downloads import Stream
from tinhso.opendata.engine.expressions import NUMBER, Ask, Columns, numbered_sql
from tinhso.opendata.models import DataVersion

MEDIA = {
    "csv": "text/csv; charset=utf-8",
    "tsv": "text/tab-separated-values; charset=utf-8",
    "json": "application/json; charset=utf-8",
    "xml": "text/xml; charset=utf-8",
}
MOST = 10**12
IDENTITY = [NUMBER, NUMBER, "whole"]
NOT_IN_XML = "[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x{FFFE}\\x{FFFF}]"  # XML 1.0 cannot write these
ESCAPES = (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("\r", "&#13;"), ("\n", "&#10;"))
XML = (b'<data xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\n', b"</data>\n")


def format_of(given: Parameters) -> str:
    """csv where nothing is asked. Raises ActionRefused."""
    shape = text(given, "format") or "csv"
    if shape not in MEDIA:
        raise ActionRefused("Validation Error", f"Phải là một trong {', '.join(MEDIA)}", "format")
    return shape


def dump(version: DataVersion, given: Parameters) -> Stream:
    """The rows that meet `filters` and `q`, in the order `sort`, from `offset` on, `limit` of them, with `bom` or without.

    Raises ActionRefused, BadCondition.
    """
    shape, known = format_of(given), {column[0]: column for column in version.columns} | {NUMBER: IDENTITY}
    limit = number(given, "limit", 0, MOST) if text(given, "limit") else None
    asked = tuple(dict.fromkeys(listed(given, "fields")))
    ask = Ask(conditions_of(given), order_of(given), limit, number(given, "offset", 0, MOST), asked)
    rows = numbered_sql(version.columns, ask)
    columns = [known[name] for name in asked or (NUMBER, *(column[0] for column in version.columns))]
    mark = MARK if flag(given, "bom") else b""
    before, after, sql = b"", b"", _cells(columns, rows)
    if shape == "json":
        fields = json.dumps(_fields(columns), ensure_ascii=False)
        before, after = f'{{\n  "fields": {fields},\n  "records": [\n'.encode(), b"]}\n"
        sql = _lists(columns, rows)
    elif shape == "xml":
        (before, after), sql = XML, _elements(columns, rows)
    kind = shape if shape in ("csv", "tsv") else "lines"
    return export(file=store.table_of(version.folder), sql=sql, kind=kind, around=(mark + before, after))


def _fields(columns: Columns) -> list[ckan.Shape]:
    return [
        {"id": NUMBER, "type": "int"} if column[0] == NUMBER else ckan.fields([column])[0]
        for column in columns
    ]


def _cell(name: str, kind: str) -> str:
    """A moment is written as ISO 8601 has it, as in every other answer to CKAN's clients."""
    column = quoted_name(name)
    return f"replace(cast({column} as varchar), ' ', 'T')" if kind == "moment" else column


def _cells(columns: Columns, rows: str) -> str:
    chosen = ", ".join(f"{_cell(name, kind)} as {quoted_name(name)}" for name, _heading, kind in columns)
    return f"select {chosen} from ({rows})"  # noqa: S608 (names are our own, quoted)


def _lists(columns: Columns, rows: str) -> str:
    """A row a line, as a list; what JSON cannot write as a number (infinite) is null."""
    values = []
    for name, _heading, kind in columns:
        cell = _cell(name, kind)
        values.append(f"case when isfinite({cell}) then {cell} end" if kind == "number" else cell)
    line = f"json_array({', '.join(values)})"
    return f"select case when row_number() over () = 1 then '' else ',' end || {line} from ({rows})"  # noqa: S608


def _elements(columns: Columns, rows: str) -> str:
    """A row a line, as `<row _id="1">` with an element a column."""
    named = [column for column in columns if column[0] != NUMBER]
    number_ = f"' {NUMBER}=\"' || {quoted_name(NUMBER)} || '\"'" if len(named) < len(columns) else "''"
    elements = "".join(f" || {_element(name, kind)}" for name, _heading, kind in named)
    return f"select '<row' || {number_} || '>'{elements} || '</row>' from ({rows})"  # noqa: S608


def _element(name: str, kind: str) -> str:
    tag = re.sub(r"[^\w.-]", "_", name, flags=re.ASCII)
    tag = tag if re.match(r"[A-Za-z_]", tag) else f"_{tag}"
    words = f"regexp_replace(cast({_cell(name, kind)} as varchar), {quoted(NOT_IN_XML)}, '\ufffd', 'g')"
    for sign, escape in ESCAPES:
        words = f"replace({words}, {quoted(sign)}, {quoted(escape)})"
    empty = quoted(f'<{tag} xsi:nil="true" />')
    return f"case when {quoted_name(name)} is null then {empty} else '<{tag}>' || {words} || '</{tag}>' end"
