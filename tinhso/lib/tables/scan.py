"""Looks through a table that was read for what tells who a person is; says where, never what.

DuckDB finds the cells that may hold something, over all rows; `personal_data` then judges at most 5,000 of them a column.
"""

from dataclasses import dataclass

import duckdb

from tinhso.lib.language.personal_data import SURNAMES, Personal, find_in_number, find_personal_data
from tinhso.lib.language.vietnamese import fold
from tinhso.lib.tables import statements
from tinhso.lib.tables.columns import Column

MOST_JUDGED = 5000
MOST_PLACES = 5
SURNAME = "|".join(sorted(one.capitalize() for one in SURNAMES))
SURNAMES_LARGE = "|".join(sorted(one.upper() for one in SURNAMES))
DIGITS = r"(\d[ .\-]?){9}"
CANDIDATE = rf"{DIGITS}|@|(^|[^\pL])({SURNAME}|{SURNAMES_LARGE}) \p{{Lu}}"
PERSON = rf"^\s*({SURNAME}|{SURNAMES_LARGE})( \p{{Lu}}\pL*)+\s*$"
WHOLE_NAME = rf"^\s*({SURNAME}|{SURNAMES_LARGE})( \p{{Lu}}\pL*){{2,5}}\s*$"
NUMBER_OF_PLATE = r"[1-9]\d ?-? ?[A-ZĐ][A-Z0-9]? ?-? ?"
PLATE = rf"(^|[^0-9A-Za-z]){NUMBER_OF_PLATE}\d{{3}}\.\d{{2}}($|[^0-9A-Za-z.])"
ANY_PLATE = rf"(^|[^0-9A-Za-z]){NUMBER_OF_PLATE}(\d{{4,5}}|\d{{3}}\.\d{{2}})($|[^0-9A-Za-z.])"
PLATE_WORDS = ("bien so", "bien kiem soat", "bien dang ky", "bks", "so xe")
HEALTH_WORDS = ("chan doan", "benh", "suc khoe", "khuyet tat", "dang tat", "xet nghiem", "hiv", "thuong tat")
NAMED_AFTER = (
    *(
        "duong",
        "pho",
        "truong",
        "cong trinh",
        "di tich",
        "cong ty",
        "doanh nghiep",
        "hop tac xa",
        "cau",
        "cho",
    ),
    *(
        "thon",
        "xa",
        "phuong",
        "huyen",
        "don vi",
        "co quan",
        "den",
        "chua",
        "cong vien",
        "tac gia",
        "tac pham",
    ),
)
NAME_WORDS = (
    "ho ten",
    "ho va ten",
    "chu ho",
    "nguoi dai dien",
    "ten nguoi",
    "ho dem",
    "nguoi nop",
    "chu co so",
    "chu ho kinh doanh",
    "nguoi huong",
    "benh nhan",
    "nguoi benh",
    "hoc sinh",
    "sinh vien",
)
ADDRESS_WORDS = ("dia chi", "thuong tru", "cho o", "noi o", "tam tru", "noi cu tru", "so nha")
FEW = 3
MANY = 5
# so many amounts in a row have the structure by chance less than once in 100,000 columns
FEW_OF = {Personal.CITIZEN_ID: 8, Personal.PHONE: 20}
MOST_OF = {"whole": "1e18", "number": "1e15"}  # above, a fraction does not hold every digit
NEARLY_ALL = 0.95


@dataclass(frozen=True)
class Finding:
    """In `column` (its heading) `count` judged cells hold this kind; `rows` are numbers of the first of them."""

    column: str
    kind: Personal
    count: int
    rows: list[int]
    more: bool = False


def scan_table(connection: duckdb.DuckDBPyConnection, columns: tuple[Column, ...]) -> list[Finding]:
    """What the table `data` may tell about persons, by column."""
    found: list[Finding] = []
    for column in columns:
        if column.kind == "text":
            found += _of_text(connection, column)
        elif column.kind in ("whole", "number"):
            found += _of_numbers(connection, column)
    found += _plates(connection, columns)
    return found + _names(connection, columns)


def _of_text(connection: duckdb.DuckDBPyConnection, column: Column) -> list[Finding]:
    cell = statements.name(column.name)
    heading = column.heading or column.name
    sql = f"select rowid + 1, {cell} from data where regexp_matches({cell}, ?) limit {MOST_JUDGED + 1}"
    rows = connection.execute(sql, [CANDIDATE]).fetchall()
    held: dict[Personal, list[int]] = {}
    for row, text in rows[:MOST_JUDGED]:
        for kind in {one.kind for one in find_personal_data(text, context=heading)}:
            held.setdefault(kind, []).append(row)
    return _findings(heading, held, more=len(rows) > MOST_JUDGED)


def _of_numbers(connection: duckdb.DuckDBPyConnection, column: Column) -> list[Finding]:
    """Whole numbers of nine digits and more, also where they are kept as fractions; zeros in front are put back.

    A number that could as well be an amount tells of a person where its heading says so, or where nearly all numbers
    of the column have that structure and neither end in 000 nor are called codes.
    """
    cell, heading = statements.name(column.name), column.heading or column.name
    large = f"{cell} between 1e8 and {MOST_OF[column.kind]} and {cell} = trunc({cell})"
    sql = f"select rowid + 1, cast({cell} as bigint)::varchar from data where {large} limit {MOST_JUDGED + 1}"
    rows = connection.execute(sql).fetchall()
    held: dict[Personal, list[int]] = {}
    likely: dict[Personal, list[int]] = {}
    for row, digits in rows[:MOST_JUDGED]:
        sure = {one.kind for one in find_personal_data(digits, context=heading)}
        kind, finding = find_in_number(digits, context=heading) if not sure else (None, False)
        for one in sure | ({kind} if kind else set()):
            if sure or finding or not digits.endswith("000"):
                (held if sure or finding else likely).setdefault(one, []).append(row)
    for one, at in likely.items():
        if not fold(heading).startswith("ma ") and _nearly_all(connection, cell, large, len(at), one):
            held[one] = held.get(one, []) + at
    return _findings(heading, held, more=len(rows) > MOST_JUDGED)


def _nearly_all(
    connection: duckdb.DuckDBPyConnection, cell: str, large: str, likely: int, kind: Personal
) -> bool:
    """Whether `likely` of the judged numbers are nearly all numbers of a column that has enough of them."""
    if likely < FEW_OF[kind]:
        return False
    sql = f"select count({cell}), count(*) filter ({large}) from data"
    filled, able = connection.execute(sql).fetchone() or (0, 0)
    return bool(able >= filled * NEARLY_ALL and likely >= min(able, MOST_JUDGED) * NEARLY_ALL)


def _findings(heading: str, held: dict[Personal, list[int]], *, more: bool) -> list[Finding]:
    return [Finding(heading, kind, len(at), at[:MOST_PLACES], more) for kind, at in sorted(held.items())]


def _plates(connection: duckdb.DuckDBPyConnection, columns: tuple[Column, ...]) -> list[Finding]:
    """Plates of cars and motorcycles: with their point wherever they stand, in the older forms where the heading says so."""
    found: list[Finding] = []
    for column in (one for one in columns if one.kind == "text"):
        pattern = ANY_PLATE if _says(column, PLATE_WORDS) else PLATE
        cell = statements.name(column.name)
        sql = f"select count(*), (list(rowid + 1 order by rowid))[1:{MOST_PLACES}] from data where regexp_matches({cell}, ?)"
        count, rows = connection.execute(sql, [pattern]).fetchone() or (0, [])
        if count:
            found.append(Finding(column.heading or column.name, Personal.PLATE, count, rows))
    return found


def _names(connection: duckdb.DuckDBPyConnection, columns: tuple[Column, ...]) -> list[Finding]:
    """A column of persons' names: alone, beside addresses, or beside what tells of their health."""
    texts = [column for column in columns if column.kind == "text"]
    kind = Personal.NAME
    if any(_says(column, ADDRESS_WORDS) for column in texts):
        kind = Personal.NAME_WITH_ADDRESS
    if any(_says(column, HEALTH_WORDS) for column in texts):
        kind = Personal.NAME_WITH_HEALTH
    found: list[Finding] = []
    for column in texts:
        cell = statements.name(column.name)
        sql = f"select count(*), count(*) filter (regexp_matches({cell}, ?)), count(*) filter (regexp_matches({cell}, ?)), list(rowid + 1) filter (regexp_matches({cell}, ?)) from (select rowid, {cell} from data where {cell} is not null limit 20000)"
        total, persons, whole, rows = connection.execute(sql, [PERSON, WHOLE_NAME, PERSON]).fetchone() or (
            *(0, 0, 0, []),
        )
        if persons and _is_of_persons(column, kind, total, persons, whole):
            found.append(Finding(column.heading or column.name, kind, persons, (rows or [])[:MOST_PLACES]))
    return found


def _is_of_persons(column: Column, kind: Personal, total: int, persons: int, whole: int) -> bool:
    """Whether the cells that read like names are persons: streets and schools are named after some."""
    if _says(column, NAME_WORDS) and persons >= total * 0.1:
        return True
    if kind is not Personal.NAME:
        return persons >= max(FEW, total * 0.5) and not _says(column, NAMED_AFTER)
    return whole >= max(MANY, total * 0.9) and not _says(column, NAMED_AFTER)


def _says(column: Column, words: tuple[str, ...]) -> bool:
    heading = fold(column.heading or column.name.replace("_", " "))
    return any(f" {word} " in f" {heading} " for word in words)
