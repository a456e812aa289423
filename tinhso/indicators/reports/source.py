"""The source of a report: sections of lines with places `{indicator:format}`, tables, charts and maps."""

import re
from dataclasses import dataclass, field
from typing import Any, Self

from tinhso.indicators.data.sources import report_data, report_digest
from tinhso.lib.periods import Period

PLACE = re.compile(r"\{([a-z0-9_.]+)(?:@([\w-]+)(?:>([\w-]+))?)?:([a-z_]+)\}")
FORMATS = {
    "value": "with its unit",
    "number": "without it",
    "parts": "numerator/denominator",
    "span": "the days that it speaks of; not a figure",
    "before": "the same period of last year",
    "change": "in words: points of a rate, percent of all else",
    "of_last": "percent of the same period of last year",
    "plan": "the target",
    "of_plan": "percent of the target",
    "gap": "in words: reached or not, and by how much",
    "places": "in words: places won or lost since the rank of the other period, `@of>since`",
}


PLACES = "places"


class BadReport(ValueError):
    """The source cannot be used; the words say where."""


@dataclass(frozen=True)
class Ask:
    """One place in a sentence. `period` is a name of the source's periods, "" for the indicator's usual one; `since` that
    of an earlier one with which it is compared."""

    code: str
    period: str
    form: str
    since: str = ""


@dataclass(frozen=True)
class Clause:
    """Text and places in turn; `otherwise` stands instead where a place has no value."""

    parts: tuple[str | Ask, ...]
    otherwise: str = ""


@dataclass(frozen=True)
class Line:
    name: str
    clauses: tuple[Clause, ...]


@dataclass(frozen=True)
class TableAsk:
    title: str
    indicators: tuple[str, ...]
    lowest: int = 0  # so many agencies with the lowest value of the last indicator; 0: all


@dataclass(frozen=True)
class ChartAsk:
    title: str
    indicator: str
    drawn: str = "line"


@dataclass(frozen=True)
class MapAsk:
    title: str
    indicator: str


@dataclass(frozen=True)
class PlanAsk:
    """A table of plans: `unmet` targets of the year, or those `ahead`."""

    title: str
    which: str


@dataclass(frozen=True)
class Say:
    """A sentence without a figure: what no system measures yet is said in words."""

    text: str


Block = Line | TableAsk | ChartAsk | MapAsk | PlanAsk | Say
PLANS = ("unmet", "ahead")
DRAWN = ("line", "bars")


@dataclass(frozen=True)
class Section:
    key: str
    title: str
    part: str  # the heading of the part that begins here, else ""
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Source:
    """A year's report before any figure stands in it."""

    year: int
    title: str
    subject: str
    opening: str
    digest: str
    periods: dict[str, Period] = field(default_factory=dict)
    sections: tuple[Section, ...] = ()
    recipients: tuple[str, ...] = ()
    closing: str = ""

    @classmethod
    def read(cls, year: int) -> Self:
        """LookupError for a year without a source, BadReport for one that cannot be used."""
        data = report_data(year)
        sections = tuple(_section(one) for one in data["sections"])
        if len({one.key for one in sections}) != len(sections):
            raise BadReport("hai phần cùng tên")
        periods = {name: Period.parse(str(code)) for name, code in data["periods"].items()}
        parts = (data["title"], data["subject"], data["opening"], report_digest(year))
        recipients = tuple(data.get("recipients", ()))
        found = cls(year, *parts, periods, sections, recipients, data.get("closing", ""))
        asked = {name for ask in found.asks for name in (ask.period, ask.since)}
        if unknown := sorted(asked - {"", *periods}):
            raise BadReport(f"không biết kỳ {', '.join(unknown)}")
        return found

    @property
    def asks(self) -> list[Ask]:
        lines = [b for s in self.sections for b in s.blocks if isinstance(b, Line)]
        return [part for line in lines for c in line.clauses for part in c.parts if isinstance(part, Ask)]


def _section(data: dict[str, Any]) -> Section:
    blocks = tuple(_block(one) for one in data["blocks"])
    return Section(data["key"], data["title"], data.get("part", ""), blocks)


def _block(data: dict[str, Any]) -> Block:
    if "line" in data:
        more = [_clause(one["text"], one["otherwise"]) for one in data.get("and", ())]
        return Line(data["line"], (_clause(data["text"]), *more))
    if "table" in data:
        return TableAsk(
            data["table"]["title"], tuple(data["table"]["indicators"]), int(data["table"].get("lowest", 0))
        )
    if "chart" in data:
        return ChartAsk(data["chart"]["title"], data["chart"]["indicator"], _drawn(data["chart"]))
    if "map" in data:
        return MapAsk(data["map"]["title"], data["map"]["indicator"])
    if "say" in data:
        return Say(data["say"])
    if which := next((one for one in PLANS if one in data), ""):
        return PlanAsk(data[which]["title"], which)
    raise BadReport(f"không biết khối {', '.join(data)}")


def _drawn(data: dict[str, Any]) -> str:
    drawn = data.get("drawn", DRAWN[0])
    if drawn not in DRAWN:
        raise BadReport(f"không biết cách vẽ {drawn}")
    return str(drawn)


def _clause(text: str, otherwise: str = "") -> Clause:
    parts: list[str | Ask] = []
    at = 0
    for found in PLACE.finditer(text):
        if found[4] not in FORMATS:
            raise BadReport(f"không biết cách ghi {found[4]}")
        if (found[4] == PLACES) is not bool(found[3]):
            raise BadReport(f"{PLACES} cần hai kỳ, cách ghi khác chỉ một: {found[0]}")
        parts += [text[at : found.start()], Ask(found[1], found[2] or "", found[4], found[3] or "")]
        at = found.end()
    rest = text[at:]
    if "{" in "".join(p for p in [*parts, rest] if isinstance(p, str)):
        raise BadReport(f"chỗ trống viết sai trong câu: {text}")
    return Clause(tuple(part for part in [*parts, rest] if part != ""), otherwise)
