"""Writes invented rows the ways that offices really send their tables: CSV good and bad, XLSX, JSON, GeoJSON, Parquet."""

import csv
import json
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import xlsxwriter

from tinhso.demo.opendata.cells import Cell
from tinhso.lib.tables.children.child import read_to_end

ENDINGS = {"xlsx": "xlsx", "json": "json", "geojson": "geojson", "parquet": "parquet"}
NOTICE = "DỮ LIỆU MÔ PHỎNG, không phải số liệu chính thức"
SHAPE_MARKS = "\u0302\u0306\u031b"  # circumflex, breve, horn: Windows-1258 keeps them on the letter
MADE = datetime(2024, 3, 8, tzinfo=UTC)
Table = Sequence[Sequence[Cell]]


def write_file(format: str, title: str, names: list[str], table: Table, folder: Path) -> Path:
    """The file of the rows in that format; the folder is new."""
    target = folder / f"original.{ENDINGS.get(format, 'csv')}"
    WRITERS[format](title, names, table, target)
    return target


def _csv(title: str, names: list[str], table: Table, target: Path) -> None:
    _write(target, [names, *(map(_plain, row) for row in table)])


def _write(
    target: Path, lines: Iterable[Iterable[object]], delimiter: str = ",", codec: str = "utf-8"
) -> None:
    with target.open("w", encoding=codec, newline="") as stream:
        csv.writer(stream, delimiter=delimiter).writerows(lines)


def _plain(cell: Cell) -> Cell | str:
    return cell.isoformat() if isinstance(cell, date) else "" if cell is None else cell


def _vietnamese(cell: Cell) -> str:
    """1.234.567,5 and 08/03/2024, as a spreadsheet with Vietnamese settings writes them."""
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    if isinstance(cell, float):
        return f"{cell:,.2f}".translate(str.maketrans(",.", ".,"))
    return f"{cell:,}".replace(",", ".") if isinstance(cell, int) else cell or ""


def _vietnamese_csv(title: str, names: list[str], table: Table, target: Path) -> None:
    _write(target, [names, *(map(_vietnamese, row) for row in table)], ";", "utf-8-sig")


def _windows_1258(title: str, names: list[str], table: Table, target: Path) -> None:
    lines = [names, *([str(_plain(cell)) for cell in row] for row in table)]
    _write(target, ([_decomposed(cell) for cell in line] for line in lines), ",", "cp1258")


def _decomposed(text: str) -> str:
    """The tone after its letter, as that code page has it."""
    found = []
    for letter in unicodedata.normalize("NFC", text):
        base, *marks = list(unicodedata.normalize("NFD", letter))
        shape = unicodedata.normalize("NFC", base + "".join(m for m in marks if m in SHAPE_MARKS))
        found.append(shape + "".join(m for m in marks if m not in SHAPE_MARKS))
    return "".join(found)


def _semicolon(title: str, names: list[str], table: Table, target: Path) -> None:
    _write(target, [names, *(map(_plain, row) for row in table)], ";")


def _preamble(title: str, names: list[str], table: Table, target: Path) -> None:
    head = [["ỦY BAN NHÂN DÂN TỈNH (MÔ PHỎNG)"], [title], [NOTICE], []]
    _write(target, [*head, names, *(map(_plain, row) for row in table), [], ["Người lập biểu: (mô phỏng)"]])


def _ragged(title: str, names: list[str], table: Table, target: Path) -> None:
    """Every fortieth row has lost its last cell, every ninetieth is repeated headings."""
    lines: list[list[object]] = [list(names)]
    for number, row in enumerate(table, 1):
        cells = [_plain(cell) for cell in row]
        lines += [[*cells[:-1]] if number % 40 == 0 else [*cells]]
        lines += [list(names)] if number % 90 == 0 else []
    _write(target, lines)


def _newlines(title: str, names: list[str], table: Table, target: Path) -> None:
    """A remark of two lines in quotes at the end of each row."""
    cells = (
        [*map(_plain, row), f'Ghi chú "{number}":\nsố liệu mô phỏng, dòng thứ hai']
        for number, row in enumerate(table, 1)
    )
    _write(target, [[*names, "Ghi chú"], *cells])


def _dates(title: str, names: list[str], table: Table, target: Path) -> None:
    """Each column of days in a form of its own."""
    forms = ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y/%m/%d", "%Y-%m-%d")

    def texts(row: Sequence[Cell]) -> list[object]:
        days = iter(forms)
        return [cell.strftime(next(days)) if isinstance(cell, date) else _plain(cell) for cell in row]

    _write(target, [names, *map(texts, (row for row in table))])


def _xlsx(title: str, names: list[str], table: Table, target: Path) -> None:
    with xlsxwriter.Workbook(target, {"constant_memory": True, "default_date_format": "dd/mm/yyyy"}) as book:
        book.set_properties({"created": MADE})  # else the same rows are other bytes each second
        sheet = book.add_worksheet("Dữ liệu")
        sheet.write_row(0, 0, names)
        for number, row in enumerate(table, 1):
            sheet.write_row(number, 0, row)


def _objects(names: list[str], table: Table) -> list[dict[str, object]]:
    return [dict(zip(names, map(_jsonable, row), strict=True)) for row in table]


def _jsonable(cell: Cell) -> object:
    return cell.isoformat() if isinstance(cell, date) else cell


def _json(title: str, names: list[str], table: Table, target: Path) -> None:
    target.write_text(json.dumps(_objects(names, table), ensure_ascii=False))


def _geojson(title: str, names: list[str], table: Table, target: Path) -> None:
    """Points; those without a place have no geometry."""
    found = []
    for row in _objects(names, table):
        point = [row["Kinh độ"], row["Vĩ độ"]]
        shape = {"type": "Point", "coordinates": point}
        found.append({"type": "Feature", "geometry": shape, "properties": row})
    target.write_text(json.dumps({"type": "FeatureCollection", "features": found}, ensure_ascii=False))


def _parquet(title: str, names: list[str], table: Table, target: Path) -> None:
    """By way of a CSV beside it, whose types DuckDB guesses: whoever sends Parquet has a tool like it."""
    draft = target.with_suffix(".csv")
    _csv(title, names, table, draft)
    read_to_end("parquet_process", str(draft), str(target))
    draft.unlink()


WRITERS: dict[str, Callable[[str, list[str], Table, Path], None]] = {
    "csv": _csv,
    "csv-vn": _vietnamese_csv,
    "csv-1258": _windows_1258,
    "csv-semicolon": _semicolon,
    "preamble": _preamble,
    "csv-ragged": _ragged,
    "csv-newline": _newlines,
    "csv-dates": _dates,
    "xlsx": _xlsx,
    "json": _json,
    "geojson": _geojson,
    "parquet": _parquet,
}
