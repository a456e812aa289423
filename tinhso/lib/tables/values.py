"""What one cell may be: a number in either writing, a date in one of several orders, yes or no, or nothing at all.

A form is only offered when every digit of the cell is accounted for, so that no value is changed by reading it:
`007` and a telephone number are text, a number of more digits than a double can hold is text. A column whose numbers all
have the same decimals keeps them (`Form.at_scale`), so that `4000.00` is not given back as `4000.0`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

MISSING = frozenset(
    ["", "-", "--", "–", "…", "...", "n/a", "na", "#n/a", "null", "none", "nan", "không có số liệu"]
)
WHOLE = r"-?(?:0|[1-9]\d{0,17})|\+(?:0|[1-9]\d{0,5})"  # +84237… is a telephone number
MOST_DIGITS = 15  # of a decimal number that a double holds too
SMALL, PLAIN = r"0\.0{0,20}\d{1,17}", r"[1-9]\d{0,14}\.\d{1,17}"
DOTS = rf"[+-]?(?:{SMALL}|{PLAIN})(?:[eE][+-]?\d{{1,3}})?|[+-]?(?:0|[1-9]\d{{0,14}})[eE][+-]?\d{{1,3}}"
COMMAS = r"[+-]?(?:0|[1-9]\d{0,14}),\d{1,17}"
DOT_GROUPS = r"[+-]?[1-9]\d{0,2}(?:\.\d{3}){1,5}(?:,\d{1,9})?"
COMMA_GROUPS = r"[+-]?[1-9]\d{0,2}(?:,\d{3}){1,5}(?:\.\d{1,9})?"
SPACES = "[ \u00a0\u202f]"
SPACE_GROUPS = rf"[+-]?[1-9]\d{{0,2}}(?:{SPACES}\d{{3}}){{1,5}}(?:,\d{{1,9}})?"
DAY, MONTH = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])"
YEAR = r"[12]\d{3}"
CLOCK = r"(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?"


@dataclass(frozen=True)
class Form:
    """One way to write a value: what a cell must look like, and how DuckDB reads it.

    `kind` is number, whole, date, moment or boolean; `sql` turns the text `{x}` into the value, NULL where it cannot.
    `sign` stands before decimals, `groups` matches what stands between thousands.
    """

    name: str
    kind: str
    pattern: re.Pattern[str]
    sql: str
    sign: str = ""
    groups: str = ""

    def at_scale(self, scale: int) -> "Form":
        """The form of numbers that all have so many decimals, read exactly; of at most MOST_DIGITS digits."""
        whole = MOST_DIGITS - scale
        integers = [r"0", rf"[1-9]\d{{0,{whole - 1}}}"]
        if self.groups and whole >= 4:
            integers.append(rf"[1-9]\d{{0,2}}(?:{self.groups}\d{{3}}){{1,{(whole - 3) // 3 or 1}}}")
        decimals = rf"{re.escape(self.sign)}\d{{{scale}}}" if scale else ""
        pattern = re.compile(rf"(?:[+-]?(?:{'|'.join(integers)}){decimals})\Z")
        return replace(self, pattern=pattern, sql=self.sql.replace(" as double)", f" as {decimal(scale)})"))

    def scale_of(self, cells: Sequence[str]) -> int | None:
        """The decimals that all cells have; None where they differ or are too many to be kept exactly."""
        if not self.sign or not cells:
            return None
        _before, sign, after = cells[0].partition(self.sign)
        scale = len(after)
        if scale >= MOST_DIGITS or (sign and not after.isdecimal()):
            return None
        pattern = self.at_scale(scale).pattern
        return scale if all(map(pattern.match, cells)) else None


def decimal(scale: int) -> str:
    """DuckDB's type of numbers with so many decimals."""
    return f"decimal({MOST_DIGITS}, {scale})"


def _form(name: str, kind: str, pattern: str, sql: str, sign: str = "", groups: str = "") -> Form:
    return Form(name, kind, re.compile(f"(?:{pattern})\\Z"), sql, sign, groups)


def _date(name: str, pattern: str, written: str) -> Form:
    return _form(name, "date", pattern, f"try_cast(try_strptime({{x}}, '{written}') as date)")


GROUPED = "try_cast(replace(replace({x}, '.', ''), ',', '.') as double)"
FORMS = (
    _form("số nguyên", "whole", WHOLE, "try_cast({x} as bigint)"),
    _form("số, dấu chấm thập phân", "number", f"{DOTS}|{WHOLE}", "try_cast({x} as double)", "."),
    _form(
        "số, dấu phẩy thập phân",
        "number",
        f"{COMMAS}|{WHOLE}",
        "try_cast(replace({x}, ',', '.') as double)",
        ",",
    ),
    _form("số, dấu chấm hàng nghìn", "number", f"{DOT_GROUPS}|{COMMAS}|{WHOLE}", GROUPED, ",", r"\."),
    _form(
        "số, dấu phẩy hàng nghìn",
        "number",
        f"{COMMA_GROUPS}|{DOTS}|{WHOLE}",
        "try_cast(replace({x}, ',', '') as double)",
        ".",
        ",",
    ),
    _form(
        "số, khoảng trắng hàng nghìn",
        "number",
        f"{SPACE_GROUPS}|{COMMAS}|{WHOLE}",
        "try_cast(replace(regexp_replace({x}, '[ \u00a0\u202f]', '', 'g'), ',', '.') as double)",
        ",",
        SPACES,
    ),
    _date("ngày năm-tháng-ngày", f"{YEAR}-{MONTH}-{DAY}", "%Y-%m-%d"),
    _date("ngày ngày/tháng/năm", f"{DAY}/{MONTH}/{YEAR}", "%d/%m/%Y"),
    _date("ngày ngày-tháng-năm", f"{DAY}-{MONTH}-{YEAR}", "%d-%m-%Y"),
    _date("ngày ngày.tháng.năm", rf"{DAY}\.{MONTH}\.{YEAR}", "%d.%m.%Y"),
    _date("ngày tháng/ngày/năm", f"{MONTH}/{DAY}/{YEAR}", "%m/%d/%Y"),
    _date("ngày năm/tháng/ngày", f"{YEAR}/{MONTH}/{DAY}", "%Y/%m/%d"),
    _form("thời điểm ISO", "moment", f"{YEAR}-{MONTH}-{DAY}[T ]{CLOCK}", "try_cast({x} as timestamp)"),
    _form(
        "thời điểm ngày/tháng/năm giờ",
        "moment",
        f"{DAY}/{MONTH}/{YEAR} {CLOCK}",
        "coalesce(try_strptime({x}, '%d/%m/%Y %H:%M:%S'), try_strptime({x}, '%d/%m/%Y %H:%M'))",
    ),
    _form("đúng sai", "boolean", "(?i:true|false)", "try_cast(lower({x}) as boolean)"),
)
BY_NAME = {form.name: form for form in FORMS}
TELLING = re.compile(
    r"(?i)[\w.+-]+@[\w-]+\.[\w.]+|https?://\S+|[0-2]?\d:[0-5]\d(:[0-5]\d)?|[+-]?\d+([.,]\d+)?\s?%|0\d[\d .-]{7,12}|[\w()/.%-]{1,40}( [\w()/.%-]{1,40}){0,11}"
)


def is_missing(cell: str) -> bool:
    """Whether the cell says that there is no value."""
    return cell.strip().lower() in MISSING


def is_telling(cell: str) -> bool:
    """Whether the cell is something that a reader knows at once: how dialects are told apart."""
    text = cell.strip()
    return not text or any(form.pattern.match(text) for form in FORMS) or bool(TELLING.fullmatch(text))
