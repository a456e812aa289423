"""What one cell of a pack may hold: each form says what is wrong with a value, `NO_FAULT` where nothing is."""

import json
import re
import unicodedata
from datetime import date

from tinhso.lib.bilingual import NO_FAULT, Bilingual

FIRST_YEAR, LAST_YEAR = 1945, 2200
CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
IDENT = re.compile(r"[A-Z]\d{2}(\.\d{1,3}){0,5}")
OLD_IDENT = re.compile(r"(\d{2,3}\.){1,3}[A-Z]\d{2}")
PATH = re.compile(r"/?[A-Za-z0-9{}._-]+(/[A-Za-z0-9{}._-]+)*")


def day(value: str, _limits: str) -> Bilingual:
    try:
        found = date.fromisoformat(value) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", value) else None
    except ValueError:
        found = None
    if found is None:
        return _quoted(value, "không phải ngày dạng 2025-07-01", "is no date as in 2025-07-01")
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        return Bilingual(
            f"năm {found.year} ngoài khoảng {FIRST_YEAR} đến {LAST_YEAR}",
            f"the year {found.year} is not within {FIRST_YEAR} to {LAST_YEAR}",
        )
    return NO_FAULT


def text(value: str, limits: str) -> Bilingual:
    if fault := too_long(value, int(limits)):
        return fault
    if value != value.strip():
        return Bilingual("có khoảng trắng ở đầu hoặc cuối", "has blanks at its beginning or end")
    if any(ord(one) < ord(" ") for one in value):
        return Bilingual("có ký tự điều khiển", "has control characters")
    if value != unicodedata.normalize("NFC", value):
        return Bilingual(
            "dấu viết rời khỏi chữ (Unicode tổ hợp): chuyển sang Unicode dựng sẵn (NFC)",
            "has its diacritics apart from their letters: write it as composed Unicode (NFC)",
        )
    return NO_FAULT


def too_long(value: str, most: int) -> Bilingual:
    if len(value) <= most:
        return NO_FAULT
    return Bilingual(
        f"dài {len(value)} ký tự, nhiều nhất {most}", f"has {len(value)} characters, {most} at most"
    )


def _quoted(value: str, vietnamese: str, english: str) -> Bilingual:
    return Bilingual(f"“{shortened(value)}” {vietnamese}", f"“{shortened(value)}” {english}")


def _matching(pattern: re.Pattern[str], words: Bilingual, value: str, limits: str) -> Bilingual:
    if limits and (fault := too_long(value, int(limits))):
        return fault
    return NO_FAULT if pattern.fullmatch(value) else _quoted(value, words, words.english)


def code(value: str, limits: str) -> Bilingual:
    words = Bilingual(
        "không phải mã (chữ không dấu, số, dấu chấm, gạch nối, gạch dưới)",
        "is no code (letters of ASCII, digits, dots, hyphens, low lines)",
    )
    return _matching(CODE, words, value, limits)


def ident(value: str, limits: str) -> Bilingual:
    words = Bilingual("không phải mã định danh dạng H99.02", "is no identifier as in H99.02")
    return _matching(IDENT, words, value, limits)


def old_ident(value: str, limits: str) -> Bilingual:
    words = Bilingual(
        "không phải mã định danh cũ dạng 000.00.02.H99", "is no former identifier as in 000.00.02.H99"
    )
    return _matching(OLD_IDENT, words, value, limits)


def path(value: str, limits: str) -> Bilingual:
    return _matching(PATH, Bilingual("không phải đường dẫn", "is no path"), value, limits)


def one_of(value: str, limits: str) -> Bilingual:
    known = limits.split("|")
    listed = ", ".join(known)
    return NO_FAULT if value in known else _quoted(value, f"không có trong {listed}", f"is none of {listed}")


def flag(value: str, _limits: str) -> Bilingual:
    return NO_FAULT if value in {"0", "1"} else _quoted(value, "không phải 0 hoặc 1", "is neither 0 nor 1")


def number(value: str, limits: str) -> Bilingual:
    if not re.fullmatch(r"-?\d{1,12}(\.\d{1,10})?", value):
        return _quoted(
            value, "không phải số (dấu chấm trước phần lẻ)", "is no number (a point before its fraction)"
        )
    least, most = limits.split(":")
    if float(least) <= float(value) <= float(most):
        return NO_FAULT
    return Bilingual(f"{value} ngoài khoảng {least} đến {most}", f"{value} is not within {least} to {most}")


def integer(value: str, limits: str) -> Bilingual:
    if re.fullmatch(r"-?\d{1,12}", value):
        return number(value, limits)
    return _quoted(value, "không phải số nguyên", "is no whole number")


def json_value(value: str, _limits: str) -> Bilingual:
    try:
        json.loads(value)
    except (ValueError, RecursionError) as error:
        at = error.pos + 1 if isinstance(error, json.JSONDecodeError) else 0
        return Bilingual(
            f"không phải JSON{f' (ký tự {at})' if at else ''}",
            f"is no JSON{f' (character {at})' if at else ''}",
        )
    return NO_FAULT


def pairs(value: str, _limits: str) -> Bilingual:
    for part in value.split("|"):
        name, colon, label = part.partition(":")
        if not (colon and name.strip() and label.strip()):
            return _quoted(part, "không có dạng tên:nhãn", "is not of the form name:label")
    return NO_FAULT


def shortened(value: str) -> str:
    """At most forty characters of it."""
    return value if len(value) <= MOST_SHOWN else f"{value[:MOST_SHOWN]}…"


MOST_SHOWN = 40
FORMS = {
    "date": day,
    "text": text,
    "code": code,
    "ident": ident,
    "old_ident": old_ident,
    "path": path,
    "one": one_of,
    "flag": flag,
    "number": number,
    "integer": integer,
    "json": json_value,
    "pairs": pairs,
    "unit": lambda value, _limits: code(value, "10"),
    "agency": lambda value, _limits: code(value, "60"),
    "category": lambda value, _limits: code(value, "40"),
}
