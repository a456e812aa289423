"""The file that an operator sent as lines of a register; what is no line of it is told with its number and the reason."""

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tinhso.indicators.infrastructure.columns import COLUMNS, NEEDED
from tinhso.kernel.files.public import StoredFile, read
from tinhso.lib.language.vietnamese import fold
from tinhso.lib.tables.reading import NotRead, read_in_child

MOST_BYTES = 5_000_000
MOST_ROWS = 10_000
MOST_LINES_BEFORE = 40  # titles above the headings
SECONDS = 30
ADDRESS_SPACE = 2 * 1024**3
LONGEST_QUOTE = 200


@dataclass(frozen=True)
class TableLines:
    """`rows` are pairs of a line's number and its cells by column, `unread` the number, the beginning, the reason, and whether it
    may have been a row (a title or a footnote is none)."""

    rows: list[tuple[int, dict[str, str]]]
    unread: list[tuple[int, str, str, bool]]


def read_table_file(file: StoredFile, kind: str) -> TableLines:
    """Raises: NotRead, a sentence for the screen, for what holds no such table."""
    if file.size > MOST_BYTES:
        raise NotRead(f"Tệp lớn hơn {MOST_BYTES // 1_000_000} MB.")
    with TemporaryDirectory() as folder:
        source = Path(folder) / "bang"
        source.write_bytes(read(file))
        words = {"source": str(source), "most": MOST_ROWS + MOST_LINES_BEFORE, "address_space": ADDRESS_SPACE}
        found = read_in_child(words, seconds=SECONDS, program="rows_process")
    if found["more"]:
        raise NotRead(f"Tệp có hơn {MOST_ROWS} dòng; hãy chia tệp.")
    return table_lines(found["records"], kind)


def table_lines(records: list[Any], kind: str) -> TableLines:
    """The lines below the first record that heads every needed column. Raises: NotRead."""
    for place, (_, cells, _) in enumerate(records[:MOST_LINES_BEFORE]):
        places = _places(cells, kind)
        if not _missing(places, kind):
            return _lines(records[place + 1 :], places, len(cells))
    widest = max((_places(cells, kind) for _, cells, _ in records[:MOST_LINES_BEFORE]), key=len, default={})
    names = ", ".join(f"“{words}”" for words in _missing(widest, kind))
    raise NotRead(f"Tệp thiếu cột {names}. Hãy dùng tệp mẫu của sổ này.")


def _places(cells: list[str], kind: str) -> dict[str, int]:
    """Where each column stands, by what it is called; the first of two with one name."""
    folded = [fold(cell) for cell in cells]
    found = {}
    for column in COLUMNS[kind]:
        names = [fold(name) for name in column.headings]
        if place := next((n for n, words in enumerate(folded, 1) if words in names), 0):
            found[column.key] = place - 1
    return found


def _missing(places: dict[str, int], kind: str) -> list[str]:
    lacking = [
        str(column.headings[0])
        for column in COLUMNS[kind]
        if column.key in NEEDED[kind] and column.key not in places
    ]
    return lacking + ["Mã xã"] * ("commune" not in places and "commune_name" not in places)


def _lines(records: list[Any], places: dict[str, int], width: int) -> TableLines:
    found = TableLines([], [])
    for line, cells, oddity in records:
        quote = " · ".join(cell for cell in cells if cell.strip())[:LONGEST_QUOTE]
        extra = any(cell.strip() for cell in cells[width:])
        if extra:
            found.unread.append((line, quote, f"Dòng có {len(cells)} ô, bảng có {width} cột.", True))
        elif oddity:
            found.unread.append((line, quote, f"Dòng có {oddity}.", True))
        elif len([cell for cell in cells if cell.strip()]) == 1 and len(places) > 2:
            found.unread.append((line, quote, "Dòng chỉ có một ô, không phải dòng của bảng.", False))
        else:
            row = {key: cells[n] if n < len(cells) else "" for key, n in places.items()}
            found.rows.append((line, {key: _bare(text) for key, text in row.items()}))
    return found


def _bare(text: str) -> str:
    """Without the apostrophe by which a spreadsheet keeps a code from being a number, and blanks around."""
    return " ".join(text.replace("\0", "").split()).removeprefix("'")
