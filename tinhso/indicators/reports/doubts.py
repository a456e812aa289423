"""Marks each number of a report that waits to be found right by a second person, wherever it is printed."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from tinhso.indicators.models import DataValue, IndicatorVersion, UnusualValue
from tinhso.indicators.sources.sources import asked
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
        return any(
            value.element.code == ref.code
            and span.start <= value.ends_on <= span.end
            and scope in ("", value.agency.code)
            for ref, span in (asked(ref, period) for ref in version.definition.refs)
            for value in self.values
        )


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
