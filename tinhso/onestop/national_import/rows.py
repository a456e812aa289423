"""Reads a copy of the national database line by line and says of each line that it cannot take why not."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tinhso.lib.procedure_codes import is_procedure_code
from tinhso.onestop.data.national.edition import KINDS, Row

LONGEST_NAME = 1200
MOST_PAPERS = 400
FEE_STATES = ("amount", "amount_in_text", "no_fee_text", "by_rule", "zero_declared", "not_stated")


@dataclass(frozen=True)
class Fault:
    """A line that cannot be taken: its number in the file, its code as far as it was read, and why."""

    line: int
    code: str
    reason: str


@dataclass
class Copy:
    """What was read: good rows, bad lines, how many are left out by rule, and the day of the copy."""

    rows: list[Row] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    left_out: int = 0
    edition: date | None = None


def read_copy(lines: Sequence[str]) -> Copy:
    """Every line once; what other provinces or offices alone have is left out, as in the copy that comes with us."""
    found, seen, newest = Copy(), set[str](), ""
    for number, line in enumerate(lines, 1):
        row, reason = _row(line)
        code = str(row.get("code", ""))[:40]
        if not reason and code in seen:
            reason = "mã đã có ở một dòng trên"
        if reason:
            found.faults.append(Fault(number, code, reason))
            continue
        seen.add(code)
        newest = max(newest, str(row.get("crawled", "")))
        if _left_out(row):
            found.left_out += 1
        else:
            found.rows.append(row)
    found.edition = date.fromisoformat(newest) if newest else None
    return found


def _left_out(row: Row) -> bool:
    if row.get("kind") not in KINDS or not str(row.get("source", "national portal")).startswith(
        "national portal"
    ):
        return True
    return row["kind"] == KINDS[1] and not row.get("in_province_catalogue")


def _row(line: str) -> tuple[Row, str]:
    try:
        row = json.loads(line)
    except (json.JSONDecodeError, RecursionError):
        return {}, "không phải JSON"
    if not isinstance(row, dict):
        return {}, "không phải một thủ tục"
    return row, _fault(row)


def _fault(row: Row) -> str:
    if not is_procedure_code(str(row.get("code", ""))):
        return "thiếu mã, hoặc mã không theo dạng 1.003659"
    name = row.get("name")
    if not isinstance(name, str) or not name.strip():
        return "thiếu tên"
    if len(name) > LONGEST_NAME:
        return f"tên dài quá {LONGEST_NAME} ký tự"
    if not isinstance(row.get("field", ""), str):
        return "lĩnh vực không đọc được"
    return _lists(row) or _channels(row) or _papers(row) or _limit(row.get("limit")) or _dates(row)


def _lists(row: Row) -> str:
    for key in ("level", "agency", "authority", "subjects", "result"):
        value = row.get(key, [])
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            return f"“{key}” không phải danh sách chữ"
    basis = row.get("legal_basis", [])
    if not isinstance(basis, list) or not all(isinstance(one, dict) for one in basis):
        return "căn cứ pháp lý không đọc được"
    return ""


def _channels(row: Row) -> str:
    channels = row.get("channels", [])
    if not isinstance(channels, list) or not all(isinstance(one, dict) for one in channels):
        return "cách nộp không đọc được"
    for one in channels:
        if not isinstance(one.get("channel"), str):
            return "cách nộp thiếu tên"
        if one.get("fee_state") not in FEE_STATES:
            return f"trạng thái phí “{str(one.get('fee_state'))[:30]}” không biết"
        if fault := _limit(one.get("limit")):
            return fault
        if any(not isinstance(fee, dict) or not _is_amount(fee.get("value")) for fee in one.get("fees", [])):
            return "mức phí không phải số"
    return ""


def _limit(limit: Any) -> str:  # noqa: ANN401 - whatever the line holds
    if limit is None:
        return ""
    if not isinstance(limit, dict) or not _is_amount(limit.get("amount")):
        return "thời hạn không đọc được"
    return ""


def _is_amount(value: Any) -> bool:  # noqa: ANN401 - whatever the line holds
    return (
        value is None or isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < 1e15
    )


def _papers(row: Row) -> str:
    papers = row.get("papers", [])
    if not isinstance(papers, list) or len(papers) > MOST_PAPERS:
        return f"thành phần hồ sơ không đọc được hoặc quá {MOST_PAPERS} dòng"
    for one in papers:
        if not isinstance(one, dict) or not isinstance(one.get("name"), str):
            return "một giấy tờ thiếu tên"
        if not isinstance(one.get("case") or "", str):
            return "trường hợp của giấy tờ không đọc được"
        counts = (one.get("original"), one.get("copies"))
        if any(not (n is None or isinstance(n, int) and 0 <= n < 1000) for n in counts):
            return "số bản của giấy tờ không phải số"
    return ""


def _dates(row: Row) -> str:
    decided = row.get("decided_by") or {}
    if not isinstance(decided, dict):
        return "quyết định công bố không đọc được"
    for value in (decided.get("date"), row.get("portal_updated"), row.get("crawled")):
        try:
            if value:
                date.fromisoformat(value)
        except (TypeError, ValueError):
            return f"ngày “{str(value)[:20]}” không đọc được"
    return ""
