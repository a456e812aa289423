"""What the profile of a version tells people of each column, and the common values by which they may narrow it."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from tinhso.kernel.site.shapes import Fact
from tinhso.lib.drawing.charts import Chart
from tinhso.lib.numbers import vn_number, vn_percent
from tinhso.opendata.dataset.few_values import FEW
from tinhso.opendata.dataset_page.cells import KINDS, cell_text
from tinhso.opendata.engine.expressions import LONGEST_VALUE
from tinhso.opendata.models import DataVersion

MOST_FACETS = 6


@dataclass(frozen=True)
class Value:
    """A value, how many rows have it, and the address of those rows."""

    words: str
    count: int
    url: str


@dataclass(frozen=True)
class ColumnCard:
    name: str
    heading: str
    kind: str
    facts: list[Fact]
    values: list[Value]
    chart: Chart | None
    is_facet: bool


def column_cards(version: DataVersion, filters: str) -> list[ColumnCard]:
    """A card a column; without figures where the profile is not there yet. One query."""
    profile = getattr(version, "profile", None)
    columns = {one["name"]: one for one in profile.columns} if profile else {}
    return [_card(version, column, columns.get(column[0]), filters) for column in version.columns]


def _card(
    version: DataVersion, column: list[str], profile_column: dict[str, Any] | None, filters: str
) -> ColumnCard:
    name, heading, kind = column
    if profile_column is None:
        return ColumnCard(name, heading or name, str(KINDS[kind]), [], [], None, False)
    common = [
        (value, n) for value, n in profile_column["top"] if n > 1
    ]  # of a code, every value is there once
    values = [Value(cell_text(v, kind), n, _narrowed(name, kind, v, filters)) for v, n in common]
    is_facet = 1 < profile_column["distinct"] <= FEW and kind in ("text", "boolean")
    return ColumnCard(
        name,
        heading or name,
        str(KINDS[kind]),
        _facts(version, kind, profile_column),
        values,
        _chart(profile_column),
        is_facet,
    )


def _narrowed(name: str, kind: str, value: Any, filters: str) -> str:
    typed = {True: "đúng", False: "sai"}[value] if kind == "boolean" else str(value)
    if len(typed) > min(LONGEST_VALUE, 119):  # cut when it was kept: it would find nothing
        return ""
    more = urlencode({"cot": name, "dk": "la", "gt": typed})
    return f"?{filters}&{more}#du-lieu" if filters else f"?{more}#du-lieu"


def _facts(version: DataVersion, kind: str, column: dict[str, Any]) -> list[Fact]:
    share = vn_percent(column["empty"] / version.rows) if version.rows else ""
    distinct = vn_number(column["distinct"])
    facts = [
        Fact(_("Ô trống"), f"{vn_number(column['empty'])} ({share})"),
        Fact(_("Giá trị khác nhau"), distinct if column["exact"] else _("khoảng %(n)s") % {"n": distinct}),
    ]
    if column["low"] is not None and kind != "boolean":
        facts.append(Fact(_("Nhỏ nhất"), cell_text(column["low"], kind)))
        facts.append(Fact(_("Lớn nhất"), cell_text(column["high"], kind)))
    if column["mean"] is not None:
        facts.append(Fact(_("Trung bình"), vn_number(column["mean"], 2)))
    return facts


def _chart(column: dict[str, Any]) -> Chart | None:
    if not column["bins"]:
        return None
    is_time = column["kind"] in ("date", "moment")
    labels = [_edge(first, is_time) for first, _last, _n in column["bins"]]
    counts = [float(n) for _first, _last, n in column["bins"]]
    heading = _("Số dòng theo khoảng giá trị")
    return Chart("bars", heading, labels, counts, unit=_("dòng"), places=0, label_head=_("Từ"), small=True)


def _edge(value: float, is_time: bool) -> str:
    if is_time:
        return f"{datetime.fromtimestamp(value, UTC):%d/%m/%Y}"
    return vn_number(value, 0 if abs(value) >= 100 else 2)
