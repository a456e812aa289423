"""How a procedure stands in one row of a spreadsheet: lists are lines, the parts of a line stand between bars.

    Tờ khai | 1 | 0 | có

`encode` and `decode` undo each other up to spaces around words. A bar, a line break or a backslash inside a part is
written with a backslash; keys that this file does not know travel at the end of their line as JSON.
"""

import json
import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from tinhso.lib.dates import vn_date
from tinhso.lib.language.vietnamese import fold
from tinhso.lib.legal_time.time_limit import Counting, InvalidLimit, TimeLimit, Unit
from tinhso.lib.money.fees import DUES

LONGEST = 20_000  # letters of one cell
PART = re.compile(r"(?<!\\)((?:\\\\)*)\|")
Keys = tuple[tuple[str, str], ...]

COLUMNS = {
    "code": "Mã thủ tục",
    "name": "Tên thủ tục",
    "field": "Lĩnh vực",
    "level": "Cấp giải quyết",
    "also_at": "Cấp tiếp nhận, giải quyết khác",
    "keywords": "Từ khóa",
    "life_events": "Nhóm sự kiện",
    "order_text": "Trình tự thực hiện",
    "manner_text": "Cách thức thực hiện",
    "channels": "Cách nộp",
    "papers": "Thành phần, số lượng hồ sơ",
    "time_limits": "Thời hạn giải quyết",
    "subjects": "Đối tượng thực hiện",
    "agency_text": "Cơ quan thực hiện",
    "result_name": "Kết quả thực hiện",
    "fees": "Phí, lệ phí",
    "form": "Mẫu đơn",
    "conditions_text": "Yêu cầu, điều kiện",
    "legal_basis": "Căn cứ pháp lý",
    "settled_in": "Giải quyết trên hệ thống khác",
    "valid_from": "Nội dung áp dụng từ",
    "source": "Nguồn",
    "online": "Dịch vụ công trực tuyến",
}
"""Key -> heading, in the order of the file."""

CONTENT = (
    *("order_text", "manner_text", "channels", "papers", "time_limits", "subjects", "agency_text"),
    *("result_name", "fees", "form", "conditions_text", "legal_basis", "settled_in", "source"),
)
LINES: dict[str, Keys] = {
    "papers": (
        *(("name", "text"), ("originals", "whole"), ("copies", "whole"), ("required", "flag")),
        *(("note", "text"), ("replaced_by", "text"), ("id", "text"), ("made", "flag")),
    ),
    "time_limits": (
        *(("level", "text"), ("amount", "text"), ("unit", "unit"), ("source", "text"), ("counting", "text")),
    ),
    "fees": (
        *(("name", "text"), ("amount", "amount"), ("note", "text"), ("source", "text")),
        ("due", "due"),
    ),
    "legal_basis": (("name", "text"), ("article", "text")),
    "online": (
        *(("level", "text"), ("kind", "text"), ("since", "day"), ("reason", "text")),
        *(("national_since", "day"),),
    ),
}
LISTS = ("also_at", "life_events", "subjects", "channels")


class NotReadable(ValueError):
    """A cell that cannot be read; the message says in Vietnamese what is wrong."""


def encode(values: dict[str, Any]) -> dict[str, str]:
    """The cells of a row, still without protection against formulas (`lib.spreadsheets`)."""
    return {key: _cell(key, values.get(key)) for key in COLUMNS}


def _cell(key: str, value: Any) -> str:  # noqa: ANN401 - a value of any column
    if value is None:
        return ""
    if key in LISTS:
        return " ".join(value)
    if key in LINES:
        return "\n".join(_line(item, LINES[key]) for item in value)
    return vn_date(value) if key == "valid_from" else str(value)


def _line(item: dict[str, Any], keys: Keys) -> str:
    parts = [_write(kind, item.get(key)) for key, kind in keys]
    while parts and not parts[-1]:
        parts.pop()
    extra = {k: v for k, v in item.items() if k not in dict(keys)}
    if extra:
        parts.append(json.dumps(extra, ensure_ascii=False, sort_keys=True))
    return " | ".join(_escape(part) for part in parts)


def _write(kind: str, value: Any) -> str:  # noqa: ANN401
    if value is None:
        return ""
    if kind == "flag":
        return "có" if value else "không"
    if kind == "day":
        return vn_date(value)
    if kind == "due":
        return DUES.get(value, "")
    return Unit(value).words if kind == "unit" else str(value)


def _escape(part: str) -> str:
    return part.strip().replace("\\", "\\\\").replace("|", "\\|").replace("\n", "\\n")


def decode(cells: dict[str, str]) -> tuple[dict[str, Any], dict[str, str]]:
    """The values of a row, and for each column that cannot be read the reason."""
    values: dict[str, Any] = {}
    wrong: dict[str, str] = {}
    for key in COLUMNS:
        cell = cells.get(key, "").replace("\r\n", "\n").replace("\r", "\n").strip()
        try:
            values[key] = _value(key, cell)
        except NotReadable as error:
            wrong[key] = str(error)
    return values, wrong


def _value(key: str, cell: str) -> Any:  # noqa: ANN401
    if len(cell) > LONGEST:
        raise NotReadable(f"dài quá {LONGEST} ký tự")
    if key in LISTS:
        return cell.split()
    if key in LINES:
        lines = [_item(key, line) for line in cell.split("\n") if line.strip()]
        return [_limit(line) for line in lines] if key == "time_limits" else lines
    return read_day(cell) if key == "valid_from" else cell


def _item(key: str, line: str) -> dict[str, Any]:
    parts, keys = [_unescape(p) for p in _split(line)], LINES[key]
    extra = _extra(parts.pop()) if len(parts) > 1 and parts[-1].startswith("{") else {}
    if len(parts) > len(keys):
        raise NotReadable(f"dòng “{line[:60]}” có quá nhiều phần; dấu | trong chữ viết là \\|")
    found = {
        name: READERS[kind](part) for (name, kind), part in zip(keys, parts + [""] * len(keys), strict=False)
    }
    found |= extra
    if key == "fees" and not found["due"]:
        del found["due"]
    if key == "papers" and not found["id"]:
        found["id"] = fold(str(found["name"])).replace(" ", "_")[:60]
    if not found[keys[0][0]]:
        raise NotReadable(f"dòng “{line[:60]}” thiếu phần đầu")
    return found


def _split(line: str) -> list[str]:
    return PART.sub(lambda m: m.group(1) + "\x00", line).split("\x00")


def _unescape(part: str) -> str:
    known = {"\\\\": "\\", "\\|": "|", "\\n": "\n"}
    return re.sub(r"\\[\\|n]", lambda m: known[m.group()], part.strip())


def _extra(part: str) -> dict[str, Any]:
    try:
        found = json.loads(part)
    except ValueError as error:
        raise NotReadable(f"phần cuối “{part[:60]}” không đọc được") from error
    if not isinstance(found, dict):
        raise NotReadable(f"phần cuối “{part[:60]}” không đọc được")
    return found


def _limit(line: dict[str, Any]) -> dict[str, Any]:
    try:
        limit = TimeLimit.from_json(line | {"counting": line["counting"] or Counting.NEXT_DAY.value})
    except (InvalidLimit, ValueError) as error:
        raise NotReadable(str(error) if isinstance(error, InvalidLimit) else "cách đếm không đúng") from error
    return {"level": line["level"]} | limit.to_json()


def read_day(text: str) -> date | None:
    """A day as 08/03/2024 or 2024-03-08; None for nothing. Raises NotReadable."""
    if not text:
        return None
    for form in ("%d/%m/%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    raise NotReadable(f"“{text[:20]}” không phải ngày dạng 08/03/2024")


def _flag(text: str) -> bool:
    if fold(text) not in {"co", "khong", ""}:
        raise NotReadable(f"“{text[:20]}”: ghi có hoặc không")
    return fold(text) == "co"


def _whole(text: str) -> int:
    if text and not (text.isascii() and text.isdigit() and len(text) < 5):
        raise NotReadable(f"“{text[:20]}” không phải số lượng")
    return int(text or 0)


def _amount(text: str) -> int | None:
    plain = text.replace(".", "")
    if plain and not (plain.isascii() and plain.isdigit() and len(plain) < 13):
        raise NotReadable(f"“{text[:20]}” không phải số tiền bằng đồng")
    return int(plain) if plain else None


def _unit(text: str) -> str:
    units = {fold(unit.words): unit.value for unit in Unit} | {unit.value: unit.value for unit in Unit}
    found = units.get(fold(text)) or units.get(text)
    if found is None:
        raise NotReadable(f"đơn vị “{text[:20]}”: ghi giờ làm việc, ngày làm việc, ngày hoặc tháng")
    return found


def _due(text: str) -> str:
    known = {fold(words): key for key, words in DUES.items()} | {key: key for key in DUES} | {"": ""}
    found = known.get(fold(text)) if text not in DUES else text
    if found is None:
        raise NotReadable(f"“{text[:40]}”: ghi một trong: {'; '.join(DUES.values())}")
    return found


READERS: dict[str, Callable[[str], Any]] = {
    "text": str,
    "whole": _whole,
    "amount": _amount,
    "flag": _flag,
    "unit": _unit,
    "day": read_day,
    "due": _due,
}
