"""CKAN's datastore actions: rows of the current version by conditions, or by one SELECT."""

import csv
import io
import json
from typing import Any

from tinhso.opendata.ckan import ckan
from tinhso.opendata.ckan.ckan import Shape, Url
from tinhso.opendata.ckan.lists import version_of_resource
from tinhso.opendata.ckan.parameters import (
    ActionRefused,
    Parameters,
    decoded,
    flag,
    listed,
    needed,
    number,
    text,
)
from tinhso.opendata.dataset.usage import count_use
from tinhso.opendata.engine import engine
from tinhso.opendata.engine.expressions import (
    ANYWHERE,
    BACKWARDS,
    NUMBER,
    ONE_OF,
    Ask,
    BadCondition,
    Condition,
)
from tinhso.opendata.models import DataVersion

MOST_ROWS = 32_000
FORMATS = ("objects", "lists", "csv", "tsv")


def datastore_search(given: Parameters, url: Url) -> Shape:
    """resource_id, filters (column: value or list), q, limit (0: fields only), offset, sort, fields, records_format."""
    version = _version(given)
    limit, start = number(given, "limit", 100, MOST_ROWS), number(given, "offset", 0, 10**12)
    shape = text(given, "records_format", "objects")
    if shape not in FORMATS:
        raise ActionRefused("Validation Error", f"Phải là một trong {', '.join(FORMATS)}", "records_format")
    columns = _columns(version, given)
    ask = Ask(conditions_of(given), order_of(given), max(limit, 1), start, columns)
    try:
        answer, total = engine.page_of(version, ask)
    except (BadCondition, engine.Unanswered) as error:
        raise ActionRefused("Validation Error", str(error), "query") from error
    known = {column[0]: column for column in version.columns} | {NUMBER: [NUMBER, NUMBER, "whole"]}
    shown = [known[name] for name in columns] if columns else version.columns
    totals = {"total": total, "total_was_estimated": False} if flag(given, "include_total", True) else {}
    return {
        "resource_id": needed(given, "resource_id", "id"),
        "fields": ckan.fields(shown),
        "records": _records([name for name, _kind in answer.columns], answer.rows[:limit], shape),
        "records_format": shape,
        "limit": limit,
        "offset": start,
        **totals,
    }


def _columns(version: DataVersion, given: Parameters) -> tuple[str, ...]:
    """The columns asked for, else all with the number of the row first; another engine numbers no rows."""
    asked = tuple(dict.fromkeys(listed(given, "fields")))
    if engine.elsewhere():
        return tuple(name for name in asked if name != NUMBER)
    return asked or (NUMBER, *(name for name, _heading, _kind in version.columns))


def datastore_info(given: Parameters, url: Url) -> Shape:
    version = _version(given)
    return {
        "meta": {"id": needed(given, "resource_id", "id"), "count": version.rows, "table_type": "BASE TABLE"},
        "fields": ckan.fields(version.columns),
    }


def datastore_search_sql(given: Parameters, url: Url) -> Shape:
    sql = needed(given, "sql")
    try:
        answer = engine.ask_sql(sql, most=MOST_ROWS)
    except engine.Unanswered as error:
        raise ActionRefused("Validation Error", str(error), "query") from error
    names = [name for name, _kind in answer.columns]
    return {
        "sql": sql,
        "fields": [{"id": name, "type": kind.lower()} for name, kind in answer.columns],
        "records": [dict(zip(names, row, strict=True)) for row in answer.rows],
        **({"records_truncated": True} if answer.more else {}),
    }


def _version(given: Parameters) -> DataVersion:
    asked = needed(given, "resource_id", "id")
    dataset_id, version = version_of_resource(asked)
    count_use(dataset_id, "calls")
    return version


def _records(names: list[str], rows: list[list[Any]], shape: str) -> Any:
    if shape == "objects":
        return [dict(zip(names, row, strict=True)) for row in rows]
    if shape == "lists":
        return rows
    out = io.StringIO()
    csv.writer(out, delimiter="," if shape == "csv" else "\t", lineterminator="\n").writerows(rows)
    return out.getvalue()


def order_of(given: Parameters) -> str:
    """`a desc, b`: the order of the engine, parted by commas, a minus turning it round.

    `_id` is the order of the file, and what stands behind it decides nothing.
    """
    order = []
    for part in listed(given, "sort"):
        name, *way = part.replace('"', "").split()[:2] or [""]
        if name == NUMBER and way and way[0].lower() == "desc":
            order.append(BACKWARDS)
        if name == NUMBER:
            break
        order.append(f"-{name}" if way and way[0].lower() == "desc" else name)
    return ",".join(order)


def conditions_of(given: Parameters) -> tuple[Condition, ...]:
    filters = decoded(given, "filters", dict, {})
    found = []
    for name, value in filters.items():
        values = value if isinstance(value, list) else [value]
        if any(isinstance(one, list | dict) for one in values):
            raise ActionRefused("Validation Error", "Mỗi cột nhận một giá trị hoặc một danh sách", "filters")
        found.append(
            Condition(str(name), "la", str(values[0])) if len(values) == 1 else _one_of(name, values)
        )
    for name, words in _searched(given):
        found.append(Condition(name, ANYWHERE, words))
    return tuple(found)


def _searched(given: Parameters) -> list[tuple[str, str]]:
    """`q`: words in any column, or an object of words by column. ActionRefused."""
    q = given.get("q")
    if not isinstance(q, dict) and not text(given, "q").lstrip().startswith("{"):
        return [("", words)] if (words := text(given, "q")) else []
    return [
        (str(name), str(words).replace("\0", "")) for name, words in decoded(given, "q", dict, {}).items()
    ]


def _one_of(name: object, values: list[Any]) -> Condition:
    return Condition(str(name), ONE_OF, json.dumps([str(one) for one in values]))
