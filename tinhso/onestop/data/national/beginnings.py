"""Whether a procedure can have existed on a day of the three levels, by the law to which it refers.

Never judged by the day of the decision that announced it: that is the newest one, later than 2024 for nearly all. The days
and numbers by which it is judged stand with their sources in `beginnings.csv`.
"""

import csv
import re
from datetime import date
from functools import cache
from pathlib import Path

from tinhso.onestop.data.national.edition import Row

SOURCE = Path(__file__).with_name("beginnings.csv")
YEAR = re.compile(r"/((?:19|20)\d\d)/")
DAY = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-]((?:19|20)\d\d)")


@cache
def _rows_by_key() -> dict[tuple[str, str], str]:
    """What the file tells, by what and of which."""
    with SOURCE.open(encoding="utf-8", newline="") as file:
        return {(row["what"], row["of"]): row["value"] for row in csv.DictReader(file)}


@cache
def last_day() -> date:
    """The last day of which the extracted list tells."""
    return date.fromisoformat(_rows_by_key()["last_day", ""])


@cache
def listed_later() -> date:
    """From when a listed procedure is there whose code was given after that day."""
    return date.fromisoformat(_rows_by_key()["listed_later", ""])


def begins_later(row: Row) -> bool:
    """Whether every act named is later than that day; False where none is named, for nothing speaks against it."""
    day = last_day()
    dates = [_earliest(basis) for basis in row.get("legal_basis", [])]
    known = [found for found in dates if found]
    return bool(known) and all(found > day for found in known)


def _earliest(basis: dict[str, str]) -> date | None:
    """The day in the title, else the last day of the year in the number, so that a later act is not taken for earlier."""
    if found := DAY.search(basis.get("title", "")):
        try:
            return date(int(found[3]), int(found[2]), int(found[1]))
        except ValueError:
            pass
    if year := YEAR.search(f"{basis.get('number', '')}/"):
        return date(int(year[1]), 12, 31)
    return None


def code_is_later(code: str) -> bool:
    """Whether the running number of a code was given after that day; inferred from the laws of its neighbours."""
    prefix, _, number = code.partition(".")
    first = _rows_by_key().get(("first_later_code", prefix))
    return first is None or not number.isdigit() or int(number) >= int(first)
