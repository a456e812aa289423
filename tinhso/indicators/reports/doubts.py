"""Marks each number of a report that waits to be found right by a second person, wherever it is printed."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from tinhso.indicators.models import DataValue, IndicatorVersion, UnusualValue
from tinhso.indicators.sources.sources import ref_and_period
from tinhso.lib.periods import Period

Content = dict[str, Any]


@dataclass(frozen=True)
class Doubts:
    """The numbers that count, are unusual, and that nobody else has found right."""

    values: list[DataValue]

    @classmethod
    def read(cls) -> "Doubts":
        """One query."""
        waiting = UnusualValue.objects.unconfirmed().values("value")
        if not waiting.exists():
            return cls([])
        found = DataValue.objects.filter(
            element__in=DataValue.objects.filter(pk__in=waiting).values("element")
        )
        newest = found.that_count().newest().filter(pk__in=waiting)
        return cls(list(newest.select_related("element", "agency")))

    def touch(self, version: IndicatorVersion, period: Period, scope: str = "") -> bool:
        """Whether one of them may be part of this figure; `scope` is the code of an agency."""
        return bool(self.among(version, period, scope))

    def among(self, version: IndicatorVersion, period: Period, scope: str = "") -> list[DataValue]:
        """Those that may be part of this figure."""
        spans = [ref_and_period(ref, period) for ref in version.definition.refs]
        return [
            value
            for value in self.values
            if scope in ("", value.agency.code)
            and any(
                value.element.code == ref.code and span.start <= value.ends_on <= span.end
                for ref, span in spans
            )
        ]


@dataclass(frozen=True)
class Waiting:
    """What of a report rests on numbers that wait to be confirmed: figures with their period, and these numbers."""

    figures: list[tuple[IndicatorVersion, str]]
    values: list[DataValue]

    @property
    def names(self) -> list[str]:
        return [
            f"{version.definition.name} ({Period.parse(period).label})" for version, period in self.figures
        ]


class FiguresUnconfirmed(ValueError):
    """Figures of the report rest on unusual numbers that no second person has found right."""

    def __init__(self, waiting: Waiting) -> None:
        super().__init__(
            "Còn số liệu khác thường chờ xác nhận, chưa duyệt và chưa chốt báo cáo được: "
            + "; ".join(waiting.names)
        )
        self.waiting = waiting


def waiting_in(content: Content, versions: dict[str, IndicatorVersion]) -> Waiting:
    """Of the figures and the sources of this content. One query, two where something waits."""
    doubts = Doubts.read()
    figures: dict[tuple[str, str], IndicatorVersion] = {}
    values: dict[int, DataValue] = {}
    asked_for = [(one["code"], one["period"], one["scope"]) for one in content["figures"].values()]
    asked_for += [(one["code"], one["period"], "") for one in content["sources"]]
    for code, period, scope in asked_for if doubts.values else ():
        if code in versions and (found := doubts.among(versions[code], Period.parse(period), scope)):
            figures[code, period] = versions[code]
            values |= {value.pk: value for value in found}
    return Waiting([(version, period) for (_code, period), version in figures.items()], list(values.values()))


def refuse_waiting(content: Content, versions: dict[str, IndicatorVersion]) -> None:
    """Raises: FiguresUnconfirmed where something waits."""
    waiting = waiting_in(content, versions)
    if waiting.values:
        raise FiguresUnconfirmed(waiting)


def mark_doubts(content: Content, versions: dict[str, IndicatorVersion], doubts: Doubts) -> Content:
    """The same content; what is marked there says so in its words and in its source. Nothing is reckoned anew."""
    if not doubts.values:
        return content
    words = _("chờ xác nhận")
    for cell in _cells(content):
        figure = content["figures"].get(cell.get("key", ""))
        if figure and doubts.touch(versions[figure["code"]], Period.parse(figure["period"]), figure["scope"]):
            cell["t"] = f"{cell['t']} ({words})"
    for source in content["sources"]:
        if source["code"] in versions and doubts.touch(
            versions[source["code"]], Period.parse(source["period"])
        ):
            source["value"] = f"{source['value']} ({words})"
    return content


def _cells(content: Content) -> Iterator[Content]:
    """Each place of a number: the runs of the lines and the cells of tables, charts and maps."""
    for section in content["sections"]:
        for block in section["blocks"]:
            for row in [block["runs"]] if block["kind"] == "text" else block["rows"]:
                yield from (cell for cell in row if isinstance(cell, dict))
