"""What the lines of a pack say of one another: a unit, agency or category that is not there on the day that counts."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from tinhso.lib.bilingual import Bilingual
from tinhso.lib.packs.cells import shortened
from tinhso.lib.packs.columns import PackFile, day_of
from tinhso.lib.province_pack import json_kind

WORDS = {
    "unit": ("không có đơn vị hành chính", "there is no administrative unit"),
    "agency": ("không có cơ quan", "there is no agency"),
    "category": ("không có loại phản ánh", "there is no category of reports"),
}
TABLES = {"unit": "units.csv", "agency": "agencies.csv", "category": "report_categories.csv"}
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

KINDS = {
    "flag": ("true hoặc false", "true or false"),
    "number": ("một số", "a number"),
    "text": ("một chuỗi trong ngoặc kép", "a string in quotation marks"),
    "list": ("một danh sách […]", "a list […]"),
    "object": ("một đối tượng {…}", "an object {…}"),
}
"""What the value of a rule is, by `json_kind`."""
OF_FIELDS = ("supplement.return_days",)
"""Rules that may be given for one field too: its code stands behind the key (`supplement.return_days.xay-dung`)."""

Spans = Mapping[str, Sequence[tuple[date, date]]]


@dataclass(frozen=True)
class PackIndex:
    """What is there from when to when, by code; `broken` names the files that could not be read whole."""

    units: Spans
    agencies: Spans
    categories: Spans
    unit_levels: Mapping[tuple[str, date], str]
    provinces: frozenset[str]
    broken: frozenset[str]

    @classmethod
    def of(cls, lines: Mapping[str, Sequence[Mapping[str, str]]], broken: Set[str]) -> "PackIndex":
        units = lines["units.csv"]
        return cls(
            _spans(units),
            _spans(lines["agencies.csv"]),
            _spans(lines["report_categories.csv"]),
            {(r["code"], begin): r["level"] for r in units if (begin := day_of(r["valid_from"]))},
            frozenset(r["code"] for r in units if r["level"] == "province"),
            frozenset(broken),
        )

    def has(self, what: str) -> bool:
        """Whether everything of that kind is known."""
        return TABLES[what] not in self.broken

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


def reference_faults(
    file: PackFile, cells: Mapping[str, str], index: PackIndex
) -> Iterator[tuple[str, Bilingual]]:
    """(column, words) for each thing that is named and not there on its day, and for what only several cells say together."""
    for column in file.columns:
        what, day_column, off = column.refers_to
        value = cells[column.name]
        if not what or not value or not index.has(what):
            continue
        on = day_of(cells[day_column or "valid_from"])
        spans = index.spans(what).get(value, ())
        if on is None:
            continue
        on += timedelta(days=off)
        if not any(begin <= on < end for begin, end in spans):
            yield column.name, _not_there(what, value, on if spans else None)
    if file.name == "units.csv":
        yield from _parent_faults(cells, index)
    if file.name == "report_routes.csv" and (cells["target"] == "agency") != bool(cells["agency_code"]):
        words = "cần cơ quan khi target là agency, và chỉ khi ấy"
        yield "agency_code", Bilingual(words, "needs an agency where target is agency, and only there")
    if file.name == "online_services.csv" and cells["kind"] == "partly" and not cells["reason"]:
        yield (
            "reason",
            Bilingual("dịch vụ một phần cần lý do", "a service that is partly online needs a reason"),
        )


def _not_there(what: str, code: str, on: date | None) -> Bilingual:
    """With the day where it is there on another."""
    vietnamese, english = WORDS[what]
    day = f"{on:%d/%m/%Y}" if on else ""
    return Bilingual(
        f"{vietnamese} {shortened(code)}{f' vào ngày {day}' if day else ''}",
        f"{english} {shortened(code)}{f' on {day}' if day else ''}",
    )


def _parent_faults(cells: Mapping[str, str], index: PackIndex) -> Iterator[tuple[str, Bilingual]]:
    level, parent, on = cells["level"], cells["parent_code"], day_of(cells["valid_from"])
    if level not in RANK or on is None:
        return
    if (level == "province") == bool(parent):
        words = "chỉ tỉnh không có đơn vị cấp trên"
        yield "parent_code", Bilingual(words, "only a province has no unit above it")
    above = index.level_of_unit(parent, on) if parent else ""
    if above and RANK.get(above, 0) >= RANK[level]:
        shown = shortened(parent)
        yield "parent_code", Bilingual(f"{shown} không phải đơn vị cấp trên", f"{shown} is no unit above it")


def unreached(agencies: Sequence[Mapping[str, str]]) -> list[Mapping[str, str]]:
    """Lines that nobody comes to from the top down, although each has its agency above it: a circle."""
    there = _spans(agencies)
    reached: dict[str, list[tuple[date, date]]] = {}
    waiting = list(agencies)
    while ready := [one for one in waiting if _is_ready(one, reached, there)]:
        for code, spans in _spans(ready).items():
            reached.setdefault(code, []).extend(spans)
        done = {id(one) for one in ready}
        waiting = [one for one in waiting if id(one) not in done]
    return waiting


def _is_ready(agency: Mapping[str, str], reached: Spans, there: Spans) -> bool:
    """Without one above it, or with one that is there already; one that is nowhere is another fault."""
    parent, on = agency["parent_code"], day_of(agency["valid_from"])
    if not parent or on is None:
        return True
    covering = [any(begin <= on < end for begin, end in spans.get(parent, ())) for spans in (reached, there)]
    return covering[0] or not covering[1]


def base_of(key: str) -> str:
    """The rule that holds where this key's own, which is of one field, does not; most are their own."""
    return next((base for base in OF_FIELDS if key.startswith(f"{base}.")), key)


def rule_faults(cells: Mapping[str, str], index: PackIndex, rules: Mapping[str, str]) -> Iterator[Bilingual]:
    """A rule that the program does not read or whose value is of another kind; agencies that it names and that are not
    there while it holds."""
    key = shortened(cells["key"])
    base = base_of(cells["key"])
    if rules and base not in rules:
        yield Bilingual(f"chương trình không đọc quy tắc {key}", f"the program does not read the rule {key}")
    begin = day_of(cells["valid_from"])
    try:
        value = json.loads(cells["value"])
    except (ValueError, RecursionError):
        return  # the check of cells tells of it
    wanted = rules.get(base)
    if wanted and json_kind(value) != wanted:
        vietnamese, english = KINDS[wanted]
        yield Bilingual(f"giá trị của {key} phải là {vietnamese}", f"the value of {key} must be {english}")
        return
    if cells["key"] not in AGENCY_RULES or begin is None or not index.has("agency"):
        return
    for code in _agency_codes(value):
        if not any(since <= begin < end for since, end in index.agencies.get(code, ())):
            yield _not_there("agency", code, begin)


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
