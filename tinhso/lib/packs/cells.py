"""What one cell of a pack may hold: each form says in Vietnamese what is wrong with a value, or "" where nothing is."""

import json
import re
from datetime import date

FIRST_YEAR, LAST_YEAR = 1945, 2200
CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
IDENT = re.compile(r"[A-Z]\d{2}(\.\d{1,3}){0,5}")
OLD_IDENT = re.compile(r"(\d{2,3}\.){1,3}[A-Z]\d{2}")
PATH = re.compile(r"/?[A-Za-z0-9{}._-]+(/[A-Za-z0-9{}._-]+)*")


def day(value: str, _limits: str) -> str:
    try:
        found = date.fromisoformat(value) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", value) else None
    except ValueError:
        found = None
    if found is None:
        return f"“{shortened(value)}” không phải ngày dạng 2025-07-01"
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        return f"năm {found.year} ngoài khoảng {FIRST_YEAR} đến {LAST_YEAR}"
    return ""


def text(value: str, limits: str) -> str:
    if len(value) > int(limits):
        return f"dài {len(value)} ký tự, nhiều nhất {limits}"
    if value != value.strip():
        return "có khoảng trắng ở đầu hoặc cuối"
    return "có ký tự điều khiển" if any(ord(one) < ord(" ") for one in value) else ""


def _matching(pattern: re.Pattern[str], words: str, value: str, limits: str) -> str:
    if limits and len(value) > int(limits):
        return f"dài {len(value)} ký tự, nhiều nhất {limits}"
    return "" if pattern.fullmatch(value) else f"“{shortened(value)}” {words}"


def code(value: str, limits: str) -> str:
    return _matching(CODE, "không phải mã (chữ không dấu, số, dấu chấm, gạch nối, gạch dưới)", value, limits)


def ident(value: str, limits: str) -> str:
    return _matching(IDENT, "không phải mã định danh dạng H99.02", value, limits)


def old_ident(value: str, limits: str) -> str:
    return _matching(OLD_IDENT, "không phải mã định danh cũ dạng 000.00.02.H99", value, limits)


def path(value: str, limits: str) -> str:
    return _matching(PATH, "không phải đường dẫn", value, limits)


def one_of(value: str, limits: str) -> str:
    known = limits.split("|")
    return "" if value in known else f"“{shortened(value)}” không có trong {', '.join(known)}"


def flag(value: str, _limits: str) -> str:
    return "" if value in {"0", "1"} else f"“{shortened(value)}” không phải 0 hoặc 1"


def number(value: str, limits: str) -> str:
    if not re.fullmatch(r"-?\d{1,12}(\.\d{1,10})?", value):
        return f"“{shortened(value)}” không phải số (dấu chấm trước phần lẻ)"
    least, most = limits.split(":")
    return "" if float(least) <= float(value) <= float(most) else f"{value} ngoài khoảng {least} đến {most}"


def integer(value: str, limits: str) -> str:
    return (
        number(value, limits)
        if re.fullmatch(r"-?\d{1,12}", value)
        else f"“{shortened(value)}” không phải số nguyên"
    )


def json_value(value: str, _limits: str) -> str:
    try:
        json.loads(value)
    except (ValueError, RecursionError) as error:
        where = f" (ký tự {error.pos + 1})" if isinstance(error, json.JSONDecodeError) else ""
        return f"không phải JSON{where}"
    return ""


def pairs(value: str, _limits: str) -> str:
    for part in value.split("|"):
        name, colon, label = part.partition(":")
        if not (colon and name.strip() and label.strip()):
            return f"“{shortened(part)}” không có dạng tên:nhãn"
    return ""


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
