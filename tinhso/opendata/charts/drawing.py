"""A chart or a map that an address describes, drawn from a version's rows."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tinhso.kernel.places.public import (
    DrawnUnit,
    ShadedMap,
    communes_drawn,
    districts_drawn,
    places_of_day,
    unit_map,
)
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
MOST_NAMED = 30  # of the groups that a drawing leaves out, by name
LEFT_OUT = 500  # so many of them are counted
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
    most = asked.grouping.most
    rows = engine.rows_of(version, groups_sql, ask, asked=replace(asked.grouping, most=most + LEFT_OUT))
    rows, others = rows[:most], rows[most:]
    kinds = {name: kind for name, _heading, kind in version.columns}
    has_days = kinds.get(asked.grouping.group) in TIMES
    if not asked.grouping.by_size and not has_days:
        rows = sorted(rows, key=lambda row: _natural(str(row[0])))
    by_number = kinds.get(asked.grouping.group) == "number"

    def label(group: Any) -> str:
        return _day(str(group)) if has_days else _label(group, by_number=by_number)

    labels = [label(group) for group, _value in rows]
    whole = all(float(value).is_integer() for _group, value in rows)
    headings = {name: heading or name for name, heading, _kind in version.columns}
    return Chart(
        DRAWN[asked.shape],
        asked.title,
        labels,
        [float(value) for _group, value in rows],
        places=0 if whole else 2,
        label_head=headings.get(asked.grouping.group, ""),
        note=" ".join([_axes(headings, asked), *_left_out(len(rows), [label(group) for group, _ in others])]),
    )


def _left_out(drawn: int, others: Sequence[str]) -> list[str]:
    """The sentence that a chart of the first groups alone must have beside it; none where it has all."""
    if not others:
        return []
    if len(others) == LEFT_OUT:
        return [_("Chỉ vẽ %(n)s nhóm đầu; còn từ %(more)s nhóm trở lên.") % {"n": drawn, "more": LEFT_OUT}]
    words = {"n": drawn, "all": drawn + len(others), "names": in_few_words(others)}
    return [_("Vẽ %(n)s trong %(all)s nhóm; còn lại: %(names)s.") % words]


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


@dataclass(frozen=True)
class AreaAnswer:
    """A map of units, all groups as lines, and in words which of them no shape was found for."""

    drawn: ShadedMap
    rows: list[tuple[str, str]]
    missing: str


def areas_of(version: DataVersion, ask: Ask, asked: Definition, day: date) -> AreaAnswer:
    """The communes or districts of that day over the ground of the province's maps, each shaded by the measure of the group
    that bears its name or code. BadCondition and the others."""
    places = places_of_day(day)
    if not places.areas.units:
        raise BadCondition(_("Ranh giới các xã chưa được nạp vào hệ thống này nên chưa vẽ được bản đồ vùng."))
    grouping = Grouping(
        asked.grouping.group, "", asked.grouping.measure, asked.grouping.value, most=MOST_AREAS + 1
    )
    rows = engine.rows_of(version, groups_sql, ask, MOST_AREAS + 1, asked=grouping)
    if len(rows) > MOST_AREAS:  # some communes would stand there as if they had no value
        raise BadCondition(_("Cột này có quá nhiều giá trị khác nhau để là tên hoặc mã của các xã."))
    groups = {str(group): float(value) for group, value in rows}
    units, found = max(
        ((level, _by_unit(level, groups)) for level in (communes_drawn(places), districts_drawn(places))),
        key=lambda one: len(one[1]),
    )
    if not any(unit.areas for unit in found):
        raise BadCondition(
            _("Không có giá trị nào của cột này là tên hoặc mã của một xã, huyện có trên bản đồ.")
        )
    values = [(unit, groups[found[unit]] if unit in found else None) for unit in units]
    whole = all(value.is_integer() for value in groups.values())
    decimals = 0 if whole else 2
    drawn = unit_map(asked.title, values, places, decimals=decimals)
    lines = [(group, vn_number(value, decimals)) for group, value in groups.items()]
    return AreaAnswer(drawn, lines, _missing(groups, found))


def _by_unit(units: Sequence[DrawnUnit], groups: Mapping[str, float]) -> dict[DrawnUnit, str]:
    """The unit of each group: by its code, or by a name that no other unit of the day has; the first group alone has it."""
    same_name = Counter(fold(unit.name) for unit in units)
    by_word = {unit.code: unit for unit in units if unit.code}
    by_word |= {fold(unit.name): unit for unit in units if same_name[fold(unit.name)] == 1}
    unit_of: dict[DrawnUnit, str] = {}
    for group in groups:
        if unit := by_word.get(group) or by_word.get(fold(group)):
            unit_of.setdefault(unit, group)
    return unit_of


def _missing(groups: Mapping[str, float], found: Mapping[DrawnUnit, str]) -> str:
    """Which groups are not on the map, and why."""
    unknown = [group for group in groups if group not in found.values()]
    shapeless = [group for unit, group in found.items() if not unit.areas]
    parts = []
    if shapeless:
        parts.append(
            _("Không vẽ được vì nay không còn hình riêng (đã nhập, chia): %(names)s.")
            % {"names": in_few_words(shapeless)}
        )
    if unknown:
        parts.append(
            _("Không đặt được lên bản đồ vì không là tên hoặc mã của đúng một đơn vị ngày đó: %(names)s.")
            % {"names": in_few_words(unknown)}
        )
    return " ".join(parts)


def in_few_words(names: Sequence[str]) -> str:
    """At most thirty names, and how many more there are."""
    shown = ", ".join(name[:LONGEST_LABEL] for name in names[:MOST_NAMED])
    if len(names) <= MOST_NAMED:
        return shown
    return _("%(names)s và %(n)s nhóm nữa") % {"names": shown, "n": vn_number(len(names) - MOST_NAMED)}
