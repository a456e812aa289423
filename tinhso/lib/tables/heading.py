"""The names of a table's columns: one row of them, or two and three rows that were merged, and a row that numbers the columns."""

import re
from collections.abc import Sequence
from string import ascii_uppercase

from tinhso.lib.tables.rows import Record
from tinhso.lib.tables.values import FORMS, is_missing

LONGEST_HEADING = 200
MOST_LEVELS = 3
LEAST_NUMBERED = 3
LEAST_OVER_VALUES = 2
NUMBER = re.compile(r"\(?(\d{1,2}|[A-Z])\)?(?:\s*=.*)?\Z")
UNIT_SIGNS = frozenset("%‰°²³/[")
UNITS = frozenset(
    [
        "đồng",
        "đ",
        "vnd",
        "vnđ",
        "usd",
        "người",
        "hộ",
        "ha",
        "km",
        "m",
        "cm",
        "mm",
        "m2",
        "m3",
        "km2",
        "kg",
        "g",
        "tấn",
    ]
    + [
        "tạ",
        "lít",
        "kwh",
        "mw",
        "con",
        "cái",
        "chiếc",
        "cây",
        "ngày",
        "giờ",
        "tháng",
        "năm",
        "lượt",
        "điểm",
        "lần",
    ]
)
Row = Sequence[str]


def heading_of(table: Sequence[Record], together: int) -> tuple[tuple[str, ...], int]:
    """The names, and how many records hold them; no names and 0 where the first record is a row like the others.

    Only the first records that stand `together` may be levels of it.
    """
    rows = [record.cells for record in table[: MOST_LEVELS + 12]]
    names = _names(rows[0], [record.cells for record in table[1:]])
    levels = min(_levels(rows), together)
    if not names and not (levels > 1 and _only_years(rows[0])):
        return (), 0
    levels += levels < min(len(rows), together) and _has_units(rows[levels], rows[levels + 1 :])
    if levels > 1:
        names = joined(rows[:levels])
    numbered = levels < min(len(rows), together) and _numbers_columns(rows[levels], rows[levels + 1 :])
    return names, levels + numbered


def tidy(cell: str) -> str:
    """A heading on one line: people press Alt+Enter to keep a column narrow."""
    return " ".join(cell.split())


def _names(first: Row, rest: Sequence[Row]) -> tuple[str, ...]:
    """The first row, when it reads like names and not like the rows below it."""
    names = [tidy(cell) for cell in first]
    if any(len(name) > LONGEST_HEADING for name in names):
        return ()
    filled = [name for name in names if name]
    if len(first) == 1 and list(first) in [list(row) for row in rest]:
        return ()  # a list of words, of which the first one comes again
    if not filled or any(is_value(name) for name in filled):
        return tuple(names) if filled and _years(filled) else ()
    if len(set(filled)) == len(filled) or not rest:
        return tuple(names)
    differs = any(_differs(column, name) for name, *column in zip(names, *rest, strict=False))
    return tuple(names) if differs else ()


def is_value(text: str) -> bool:
    """Whether it is a number, a date or a truth value in any writing."""
    return any(form.pattern.match(text) for form in FORMS)


def _is_year(text: str) -> bool:
    return text.isdecimal() and 1900 <= int(text) <= 2100


def _only_years(row: Row) -> bool:
    return all(_is_year(cell.strip()) for cell in row if cell.strip())


def _years(names: Sequence[str]) -> bool:
    """A heading such as "Chỉ tiêu; 2021; 2022; 2023" holds years and at least one word."""
    values = [name for name in names if is_value(name)]
    return all(map(_is_year, values)) and len(values) < len(names) and len(set(names)) == len(names)


def _differs(column: Row, name: str) -> bool:
    filled = [cell for cell in column if not is_missing(cell)]
    return bool(filled) and all(is_value(cell) for cell in filled) and not is_value(name)


def _levels(rows: Sequence[Row]) -> int:
    """How many of the first rows make one heading: each fills gaps of those above, and together they leave none."""
    held = {place for row in rows for place, cell in enumerate(row) if cell.strip()}
    gaps = held - _filled(rows[0])
    sparse = len(gaps) * 2 > len(held) or _only_years(rows[0])
    if not gaps:
        return 1
    for level in range(1, min(MOST_LEVELS, len(rows) - 1)):
        row, above, below = rows[level], rows[level - 1], rows[level + 1 :]
        filled = _filled(row)
        if not filled or not all(_is_name(row[place]) for place in filled):
            break
        names = sparse and gaps <= filled and len(_over_values(row, below)) >= LEAST_OVER_VALUES
        if not names and any(_stands_alone(rows[:level], place) for place in filled):
            break
        gaps -= filled
        if not gaps:
            return level + 1 if _is_no_row(row, above, below) else 1
    return 1


def _has_units(row: Row, below: Sequence[Row]) -> bool:
    """Whether a row under the names says no more than units or remarks of some columns: "(người)" above numbers.

    A lone word that is no known unit is a cell of a first row: "KPH" under "Speed" may be either, and no row is lost.
    """
    filled = _filled(row)
    if not filled or 0 in filled or len(below) < LEAST_OVER_VALUES:
        return False
    if len(filled) == 1 and not _is_unit(row[min(filled)]):
        return False
    return filled <= _over_values(row, below) and len(filled) < sum(bool(c.strip()) for c in below[0])


def _is_unit(cell: str) -> bool:
    text = tidy(cell).lower()
    return text.startswith("(") or bool(UNIT_SIGNS & set(text)) or any(word in UNITS for word in text.split())


def _filled(row: Row) -> set[int]:
    return {place for place, cell in enumerate(row) if cell.strip()}


def _over_values(row: Row, below: Sequence[Row]) -> set[int]:
    """The places where a name stands over a column that holds nothing but values."""
    found = set()
    for place in _filled(row):
        column = [one[place].strip() for one in below if place < len(one) and not is_missing(one[place])]
        if _is_name(row[place]) and not is_missing(row[place]) and column and all(map(is_value, column)):
            found.add(place)
    return found


def _is_name(cell: str) -> bool:
    text = tidy(cell)
    return len(text) <= LONGEST_HEADING and (not is_value(text) or _is_year(text))


def _stands_alone(above: Sequence[Row], place: int) -> bool:
    """Whether the column has its whole name: a cell above is filled and so is the next, so that it spans nothing."""
    for row in reversed(above):
        if row[place].strip():
            return place + 1 == len(row) or bool(row[place + 1].strip())
    return False


def _is_no_row(row: Row, above: Row, below: Sequence[Row]) -> bool:
    """Whether the last level is no row of the table: it leaves a column empty that rows fill, or has words over values."""
    for place, cell in enumerate(row):
        column = [one[place] for one in below if place < len(one) and not is_missing(one[place])]
        if not column:
            continue
        if not cell.strip() or (all(map(is_value, column)) and not is_missing(cell)):
            return True
    return False


def joined(levels: Sequence[Row]) -> tuple[str, ...]:
    """Each column's names from above to below: "Dân số - Nam" under a cell that was merged over several."""
    spread: list[list[str]] = []
    groups = [0] * len(levels[0])
    for number, row in enumerate(levels):
        cells, deeper = [tidy(cell) for cell in row], levels[number + 1 :]
        marks: list[int] = []
        for place in range(len(cells)):
            goes_on = any(one[place].strip() for one in deeper)
            same = place > 0 and groups[place] == groups[place - 1]
            if not cells[place] and goes_on and (same or not number) and place:
                cells[place] = cells[place - 1]
                marks.append(marks[-1])
            else:
                marks.append(place)
        spread.append(cells)
        groups = marks
    return tuple(" - ".join(dict.fromkeys(filter(None, column))) for column in zip(*spread, strict=True))


def _numbers_columns(row: Row, rest: Sequence[Row]) -> bool:
    """Statistics number their columns beneath the names: (1) (2) (3), or A B 1 2 3."""
    found = [NUMBER.match(cell.strip()) for cell in row]
    marks = [match[1] for match in found if match]
    if len(marks) < LEAST_NUMBERED or len(marks) < len(row):
        return False
    numbers = [int(mark) for mark in marks if mark.isdecimal()]
    if not numbers or numbers != list(range(numbers[0], numbers[0] + len(numbers))) or numbers[0] > 2:
        return False
    letters = "".join(mark for mark in marks if not mark.isdecimal())
    if letters and letters != ascii_uppercase[: len(letters)]:
        return False
    if letters and not all(
        len(one[place].strip()) > 1 or not one[place].strip().isalpha()
        for place, mark in enumerate(marks)
        if not mark.isdecimal()
        for one in rest
        if place < len(one)
    ):
        return False
    if letters or all("(" in cell for cell in row):
        return True
    return any(_is_of_words([one[place] for one in rest if place < len(one)]) for place in range(len(row)))


def _is_of_words(column: Row) -> bool:
    filled = [cell for cell in column if not is_missing(cell)]
    return len(filled) > 1 and not any(map(is_value, filled))


def numbers_columns(cells: Row) -> bool:
    """Whether a record of the heading is the one that numbers its columns."""
    marks = [cell.strip() for cell in cells]
    return all(map(NUMBER.match, marks)) and any(char.isdecimal() for mark in marks for char in mark)
