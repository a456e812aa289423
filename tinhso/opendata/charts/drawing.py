"""A chart or a map that an address describes, drawn from a version's rows."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tinhso.kernel.places.public import PlacesOfADay, ShadedMap, names_of, places_of_day, value_map
from tinhso.kernel.site import clock
from tinhso.lib.drawing.charts import Chart
from tinhso.lib.drawing.point_map import PointMap
from tinhso.lib.language.vietnamese import fold, sort_key
from tinhso.lib.numbers import vn_number
from tinhso.opendata.charts.proposals import is_time
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
LONGEST_LABEL = 60
MOST_POINTS = 2000
MOST_AREAS = 1000
EARLIEST, LATEST = 2000, 2100


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
    in_time = shape == "duong" or any(is_time(*one) for one in version.columns if one[0] == group)
    asked = given.get("so", "")
    most = int(asked) if asked.isascii() and asked.isdigit() and 0 < len(asked) < 4 else 20
    grouping = Grouping(
        group=group,
        step=given.get("buoc", "")[:20],
        measure=given.get("phep", "dem")[:20] or "dem",
        value=given.get("gia", "")[:80],
        by_size=given.get("thu-tu", "") == "lon" or (not given.get("thu-tu") and not in_time),
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
    has_days = kinds.get(asked.grouping.group) in TIMES
    if not asked.grouping.by_size and not has_days:
        rows = sorted(rows, key=lambda row: _natural(str(row[0])))
    by_number = kinds.get(asked.grouping.group) == "number"
    labels = [_day(str(group)) if has_days else _label(group, by_number=by_number) for group, _value in rows]
    whole = all(float(value).is_integer() for _group, value in rows)
    headings = {name: heading or name for name, heading, _kind in version.columns}
    return Chart(
        DRAWN[asked.shape],
        asked.title,
        labels,
        [float(value) for _group, value in rows],
        places=0 if whole else 2,
        label_head=headings.get(asked.grouping.group, ""),
        note=_axes(headings, asked),
    )


def _natural(text: str) -> list[tuple[int, int, str]]:
    """“Tháng 2” before “Tháng 10”: numbers inside words stand in their order."""
    parts = re.split(r"([0-9]{1,15})", text)
    return [
        (0, int(one), "") if one.isascii() and one.isdigit() else (1, 0, sort_key(one))
        for one in parts
        if one
    ]


def _axes(headings: Mapping[str, str], asked: Definition) -> str:
    """What stands on each axis."""
    grouping = asked.grouping
    measure = str(MEASURES.get(grouping.measure, ""))
    if grouping.value and grouping.measure != "dem":
        measure = f"{measure} {headings.get(grouping.value, grouping.value)}"
    group = headings.get(grouping.group, grouping.group)
    across, up = (measure, group) if asked.shape == "thanh" else (group, measure)
    return _("Trục ngang: %(across)s. Trục dọc: %(up)s.") % {"across": across, "up": up}


def day_of_borders(given: QueryDict) -> date:
    """The day whose borders a map is drawn on: `ngay`, else today. Raises BadCondition."""
    typed = given.get("ngay", "").strip()[:20]
    if not typed:
        return clock.today()
    for form in ("%d/%m/%Y", "%Y-%m-%d"):
        try:
            found = datetime.strptime(typed, form).date()
        except ValueError:
            continue
        if EARLIEST <= found.year <= LATEST:
            return found
    raise BadCondition(_("Ngày của ranh giới phải viết như 01/07/2025, từ năm 2000 trở đi."))


def _label(group: Any, *, by_number: bool) -> str:
    """Of a column of fractions its whole numbers are written like the others."""
    return (vn_number(group) if by_number else str(group))[:LONGEST_LABEL]


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


def areas_of(
    version: DataVersion, ask: Ask, asked: Definition, day: date
) -> tuple[ShadedMap, list[tuple[str, str]]]:
    """The areas of the province over the ground of its maps, shaded by the measure of the group that bears their name, their
    code or their district's name, by the borders of that day; and the same as lines. BadCondition and the others."""
    places = places_of_day(day)
    if not places.areas.units:
        raise BadCondition(_("Ranh giới các xã chưa được nạp vào hệ thống này nên chưa vẽ được bản đồ vùng."))
    grouping = Grouping(
        asked.grouping.group, "", asked.grouping.measure, asked.grouping.value, most=MOST_AREAS + 1
    )
    rows = engine.rows_of(version, groups_sql, ask, MOST_AREAS + 1, asked=grouping)
    if len(rows) > MOST_AREAS:  # some communes would stand there as if they had no value
        raise BadCondition(_("Cột này có quá nhiều giá trị khác nhau để là tên hoặc mã của các xã."))
    by_name = {fold(str(group)): (str(group), float(value)) for group, value in rows}
    found = _by_area(places, by_name)
    if not found:
        raise BadCondition(
            _("Không có giá trị nào của cột này là tên hoặc mã của một xã, huyện có trên bản đồ.")
        )
    values = {unit: value for unit, (_name, value) in found.items()}
    whole = all(value.is_integer() for value in values.values())
    drawn = value_map(asked.title, values, places, decimals=0 if whole else 2)
    return drawn, [
        (name, vn_number(value, 0 if whole else 2)) for name, value in dict(found.values()).items()
    ]


def _by_area(places: PlacesOfADay, by_name: Mapping[str, tuple[str, float]]) -> dict[int, tuple[str, float]]:
    """The group of each area: by its own name or code, else, where nothing is told of communes, by its district's name."""
    by_area: dict[int, tuple[str, float]] = {}
    of_district: dict[int, tuple[str, float]] = {}
    for area in places.areas.units:
        if match := next((by_name[w] for w in (fold(area.name), area.code) if w in by_name), None):
            by_area[area.unit_id] = match
        if match := next(
            (by_name[w] for name in names_of(area, places) if (w := fold(name)) in by_name), None
        ):
            of_district[area.unit_id] = match
    return by_area or of_district
