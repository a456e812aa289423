"""A chart or a map that an address describes, drawn from a version's rows."""

from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tinhso.kernel.site.slots import AreaOutlines, all_of
from tinhso.lib.drawing.charts import Chart
from tinhso.lib.drawing.maps import Map, Shape
from tinhso.lib.drawing.point_map import PointMap
from tinhso.lib.language.vietnamese import fold
from tinhso.lib.numbers import vn_number
from tinhso.opendata.engine import engine
from tinhso.opendata.engine.expressions import Ask, BadCondition
from tinhso.opendata.engine.geo import point_columns
from tinhso.opendata.engine.grouping import MEASURES, TIMES, Grouping, groups_sql, points_sql
from tinhso.opendata.models import DataVersion

SHAPES = {
    "thanh": gettext_lazy("thanh ngang"),
    "cot": gettext_lazy("cột đứng"),
    "duong": gettext_lazy("đường"),
}
DRAWN: dict[str, Any] = {"thanh": "barlist", "cot": "bars", "duong": "line"}
MOST = {"thanh": 40, "cot": 24, "duong": 100}
MOST_POINTS = 2000
MOST_AREAS = 1000


@dataclass(frozen=True)
class Definition:
    """What an address says of a chart: its shape, its question and its own title."""

    shape: str
    grouping: Grouping
    title: str


def definition_of(version: DataVersion, given: QueryDict) -> Definition | None:
    """None where the address names no group yet. Raises BadCondition."""
    group = given.get("nhom", "")[:80]
    if not group:
        return None
    shape = given.get("loai", "thanh")
    if shape not in SHAPES:
        raise BadCondition(_("Không có loại biểu đồ “%(word)s”.") % {"word": shape[:40]})
    asked = given.get("so", "")
    most = int(asked) if asked.isascii() and asked.isdigit() and 0 < len(asked) < 4 else 20
    grouping = Grouping(
        group=group,
        step=given.get("buoc", "")[:20],
        measure=given.get("phep", "dem")[:20] or "dem",
        value=given.get("gia", "")[:80],
        by_size=given.get("thu-tu", "" if shape == "duong" else "lon") == "lon",
        most=max(1, min(most, MOST[shape])),
    )
    title = " ".join(given.get("tieu-de", "").replace("\0", "").split())[:150]
    return Definition(shape, grouping, title or title_of(version, grouping))


def title_of(version: DataVersion, asked: Grouping) -> str:
    headings = {name: heading or name for name, heading, _kind in version.columns}
    words = str(MEASURES.get(asked.measure, ""))
    if asked.value and asked.measure != "dem":
        words = f"{words} {headings.get(asked.value, asked.value)}"
    return _("%(measure)s theo %(group)s") % {
        "measure": words[:1].upper() + words[1:],
        "group": headings.get(asked.group, asked.group),
    }


def chart_of(version: DataVersion, ask: Ask, asked: Definition) -> Chart:
    """The drawing. BadCondition, Unanswered, TooBusy."""
    rows = engine.rows_of(version, groups_sql, ask, asked=asked.grouping)
    kinds = {name: kind for name, _heading, kind in version.columns}
    is_time = kinds.get(asked.grouping.group) in TIMES
    labels = [_day(str(group)) if is_time else label_of(group) for group, _value in rows]
    whole = all(float(value).is_integer() for _group, value in rows)
    headings = {name: heading or name for name, heading, _kind in version.columns}
    return Chart(
        DRAWN[asked.shape],
        asked.title,
        labels,
        [float(value) for _group, value in rows],
        places=0 if whole else 2,
        label_head=headings.get(asked.grouping.group, ""),
    )


def label_of(group: object) -> str:
    return (vn_number(group) if isinstance(group, float) else str(group))[:60]


def _day(text: str) -> str:
    return "/".join(reversed(text[:10].split("-")))


def points_of(version: DataVersion, ask: Ask, label: str, title: str) -> tuple[PointMap, bool]:
    """The places of the rows, and whether there are more than are drawn. BadCondition, Unanswered, TooBusy."""
    places = point_columns(version.columns)
    if places is None:
        raise BadCondition(_("Bảng không có cột vĩ độ, kinh độ nên không vẽ được bản đồ điểm."))
    more = {"places": places, "label": label, "most": MOST_POINTS + 1}
    rows = engine.rows_of(version, points_sql, ask, MOST_POINTS + 1, **more)
    drawn = [(latitude, longitude, words or "") for latitude, longitude, words in rows[:MOST_POINTS]]
    return PointMap(title, drawn), len(rows) > MOST_POINTS


def areas_of(version: DataVersion, ask: Ask, asked: Definition) -> Map:
    """The areas of the province shaded by the measure of the group that bears their name. BadCondition and the others."""
    outlines = [one for source in all_of(AreaOutlines) for one in source.read()]
    if not outlines:
        raise BadCondition(_("Ranh giới các xã chưa được nạp vào hệ thống này nên chưa vẽ được bản đồ vùng."))
    grouping = Grouping(
        asked.grouping.group, "", asked.grouping.measure, asked.grouping.value, most=MOST_AREAS + 1
    )
    rows = engine.rows_of(version, groups_sql, ask, MOST_AREAS + 1, asked=grouping)
    if len(rows) > MOST_AREAS:  # some communes would stand there as if they had no value
        raise BadCondition(_("Cột này có quá nhiều giá trị khác nhau để là tên hoặc mã của các xã."))
    values = {fold(str(group)): float(value) for group, value in rows}
    known = {
        one.name: next((values[w] for w in (fold(one.name), one.code) if w in values), None)
        for one in outlines
    }
    if not any(value is not None for value in known.values()):
        raise BadCondition(_("Không có giá trị nào của cột này là tên hoặc mã của một xã có ranh giới."))
    shapes = [Shape(one.name, one.path, known[one.name]) for one in outlines]
    return Map(asked.title, shapes, outlines[0].map_height)
