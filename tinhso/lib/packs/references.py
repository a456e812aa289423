"""What the lines of a pack say of one another: a unit, agency or category that is not there on the day that counts."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from tinhso.lib.packs.cells import shortened
from tinhso.lib.packs.columns import PackFile, day_of

WORDS = {
    "unit": "không có đơn vị hành chính",
    "agency": "không có cơ quan",
    "category": "không có loại phản ánh",
}
RANK = {"province": 0, "district": 1, "commune": 2}
AGENCY_RULES = frozenset(
    {
        "alert.offices",
        "citizen.desk",
        "complaint.receivers",
        "exchange.arbiter",
        "exchange.operator",
        "feedback.receiver",
        "guide.firm_offices",
        "guide.wage_offices",
        "infrastructure.focal_agency",
        "opendata.publisher",
        "press.focal_agency",
    }
)
"""Rules whose value names agencies: a code, a list of codes, or `lines` with an `agency` each (empty: the place's own)."""

Spans = Mapping[str, Sequence[tuple[date, date]]]


@dataclass(frozen=True)
class PackIndex:
    """What is there from when to when, by code."""

    units: Spans
    agencies: Spans
    categories: Spans
    unit_levels: Mapping[tuple[str, date], str]
    provinces: frozenset[str]

    @classmethod
    def of(cls, lines: Mapping[str, Sequence[Mapping[str, str]]]) -> "PackIndex":
        units = lines["units.csv"]
        return cls(
            _spans(units),
            _spans(lines["agencies.csv"]),
            _spans(lines["report_categories.csv"]),
            {(r["code"], begin): r["level"] for r in units if (begin := day_of(r["valid_from"]))},
            frozenset(r["code"] for r in units if r["level"] == "province"),
        )

    def spans(self, what: str) -> Spans:
        return {"unit": self.units, "agency": self.agencies, "category": self.categories}[what]

    def level_of_unit(self, code: str, on: date) -> str:
        begins = next((begin for begin, end in self.units.get(code, ()) if begin <= on < end), None)
        return self.unit_levels.get((code, begins), "") if begins else ""


def _spans(lines: Sequence[Mapping[str, str]]) -> Spans:
    found: dict[str, list[tuple[date, date]]] = defaultdict(list)
    for row in lines:
        if begin := day_of(row["valid_from"]):
            found[row["code"]].append((begin, day_of(row["valid_to"]) or date.max))
    return found


def reference_faults(file: PackFile, cells: Mapping[str, str], index: PackIndex) -> Iterator[tuple[str, str]]:
    """(column, words) for each thing that is named and not there on its day, and for what only several cells say together."""
    for column in file.columns:
        what, day_column, off = column.refers_to
        value = cells[column.name]
        if not what or not value:
            continue
        on = day_of(cells[day_column or "valid_from"])
        spans = index.spans(what).get(value, ())
        if on is None:
            continue
        on += timedelta(days=off)
        if not any(begin <= on < end for begin, end in spans):
            when = f" vào ngày {on:%d/%m/%Y}" if spans else ""
            yield column.name, f"{WORDS[what]} {shortened(value)}{when}"
    if file.name == "units.csv":
        yield from _parent_faults(cells, index)
    if file.name == "report_routes.csv" and (cells["target"] == "agency") != bool(cells["agency_code"]):
        yield "agency_code", "cần cơ quan khi target là agency, và chỉ khi ấy"
    if file.name == "online_services.csv" and cells["kind"] == "partly" and not cells["reason"]:
        yield "reason", "dịch vụ một phần cần lý do"


def _parent_faults(cells: Mapping[str, str], index: PackIndex) -> Iterator[tuple[str, str]]:
    level, parent, on = cells["level"], cells["parent_code"], day_of(cells["valid_from"])
    if level not in RANK or on is None:
        return
    if (level == "province") == bool(parent):
        yield "parent_code", "chỉ tỉnh không có đơn vị cấp trên"
    above = index.level_of_unit(parent, on) if parent else ""
    if above and RANK.get(above, 0) >= RANK[level]:
        yield "parent_code", f"{shortened(parent)} không phải đơn vị cấp trên"


def rule_faults(cells: Mapping[str, str], index: PackIndex, rules: frozenset[str]) -> Iterator[str]:
    """A rule that the program does not read; agencies that a rule names and that are not there while it holds."""
    if rules and cells["key"] not in rules:
        yield f"chương trình không đọc quy tắc {shortened(cells['key'])}"
    begin = day_of(cells["valid_from"])
    if cells["key"] not in AGENCY_RULES or begin is None:
        return
    try:
        value = json.loads(cells["value"])
    except (ValueError, RecursionError):
        return  # the check of cells tells of it
    for code in _agency_codes(value):
        if not any(since <= begin < end for since, end in index.agencies.get(code, ())):
            yield f"không có cơ quan {shortened(code)} vào ngày {begin:%d/%m/%Y}"


def _agency_codes(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        yield from (one for one in value if isinstance(one, str))
    elif isinstance(value, dict):
        lines = value.get("lines", [])
        named = (
            [one.get("agency") for one in lines if isinstance(one, dict)] if isinstance(lines, list) else []
        )
        yield from (one for one in named if isinstance(one, str) and one)
