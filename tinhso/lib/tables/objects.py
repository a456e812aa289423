"""Rows out of JSON, NDJSON and GeoJSON: objects become rows, their members columns, a geometry its point and text."""

import json
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

from tinhso.lib.language.vietnamese import fold
from tinhso.lib.tables.plan import MOST_COLUMNS
from tinhso.lib.tables.unpacking import NotATable, TableKind, loaded

MOST_JSON = 256 * 1024**2
Row = dict[str, object]


def objects(path: Path, kind: TableKind) -> Iterator[tuple[int, Row]]:
    """The objects with their number, or line in NDJSON. Raises NotATable."""
    if kind is TableKind.GEOJSON:
        return _features(loaded(path, MOST_JSON))
    return _lines(path) if _is_by_line(path) else _members(loaded(path, MOST_JSON))


def _is_by_line(path: Path) -> bool:
    """Whether the first line is a whole object and another line follows it."""
    with path.open(encoding="utf-8-sig", errors="replace") as stream:
        first, second = stream.readline(1 << 22), stream.readline(16)
    try:
        return isinstance(json.loads(first), dict) and bool(second.strip())
    except ValueError:
        return False


def _lines(path: Path) -> Iterator[tuple[int, Row]]:
    with path.open(encoding="utf-8-sig", errors="replace") as stream:
        for number, line in enumerate(stream, 1):
            if line.strip():
                yield number, _row(line)


def _row(line: str) -> Row:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        value = None
    return value if isinstance(value, dict) else {"": line.strip()}  # told as a row that was not understood


def _members(content: object) -> Iterator[tuple[int, Row]]:
    """The longest list of objects in the file, wherever a service has put it."""
    rows = _longest(content, 3)
    if not rows and isinstance(content, dict):
        rows = [content]
    if not rows:
        raise NotATable("Tệp JSON không có danh sách đối tượng nào để làm bảng.")
    return (
        (number, row if isinstance(row, dict) else {"gia_tri": row}) for number, row in enumerate(rows, 1)
    )


def _longest(content: object, depth: int) -> list[object]:
    if isinstance(content, list):
        return content
    if isinstance(content, dict) and depth:
        return max((_longest(value, depth - 1) for value in content.values()), key=len, default=[])
    return []


def _features(content: object) -> Iterator[tuple[int, Row]]:
    features = content.get("features") if isinstance(content, dict) else None
    if not isinstance(features, list) or not features:
        raise NotATable("Tệp GeoJSON không có đối tượng nào.")
    for number, feature in enumerate(features, 1):
        known = feature if isinstance(feature, dict) else {}
        properties = known.get("properties")
        properties, place = properties if isinstance(properties, dict) else {}, _place(known.get("geometry"))
        yield number, {**properties, **({} if _says(properties, place) else place)}


def _says(properties: Row, place: Row) -> bool:
    """Whether the properties have the same longitude and latitude already, under whichever way of writing the names."""
    given = {fold(name).replace(" ", "_"): value for name, value in properties.items()}
    return "vi_do" in place and all(given.get(name) == value for name, value in place.items())


def _place(geometry: object) -> Row:
    """Longitude and latitude of a point; any other shape as GeoJSON text."""
    if not isinstance(geometry, dict):
        return {}
    where = geometry.get("coordinates")
    if geometry.get("type") == "Point" and isinstance(where, list) and len(where) > 1:
        return {"kinh_do": where[0], "vi_do": where[1]}
    return {"hinh": json.dumps(geometry, ensure_ascii=False)}


def members(rows: Iterable[tuple[int, Row]], most: int) -> tuple[list[str], Iterator[tuple[int, Row]]]:
    """The names of all members of the first `most` rows, in the order they appear, and the rows again."""
    rows, head = iter(rows), []
    names: dict[str, None] = {}
    for _, (number, row) in zip(range(most), rows, strict=False):
        head.append((number, row))
        names |= dict.fromkeys(name for name in row if name)
    if len(names) > MOST_COLUMNS:
        raise NotATable(f"Tệp có hơn {MOST_COLUMNS} trường khác nhau; đây không phải là một bảng.")
    return list(names), chain(head, rows)


def text_of(value: object) -> str:
    """How a value stands in a cell: numbers as JSON writes them, lists and objects as JSON, nothing as nothing."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False)
