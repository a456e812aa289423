"""What the blocks of a story show, asked of the version that each names: nothing of it is typed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from threading import Lock
from typing import Any

from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tinhso.kernel.places.public import ShadedMap, ground_of, places_of_day
from tinhso.kernel.site.shapes import Column, Table
from tinhso.lib.drawing.charts import Chart
from tinhso.lib.drawing.ground import Ground
from tinhso.lib.drawing.ground_map import GroundMap, Mark
from tinhso.lib.forms.block_editor import Block
from tinhso.lib.language.vietnamese import fold
from tinhso.lib.numbers import vn_number
from tinhso.opendata.charts import drawing
from tinhso.opendata.charts.map_window import map_window
from tinhso.opendata.dataset_page.cells import LONGEST_SHOWN, cell_text
from tinhso.opendata.dataset_page.forms import ask_of
from tinhso.opendata.engine import engine
from tinhso.opendata.engine.expressions import Ask, BadCondition, rows_sql
from tinhso.opendata.engine.grouping import Grouping, groups_sql, total_sql
from tinhso.opendata.models import DataVersion
from tinhso.opendata.stories.blocks import CONDITIONS, MOST_ROWS, SHARE

ROWS = 10
MOST_COLUMNS = 8
POINTS_SHOWN = 100
MOST_REMEMBERED = 300


@dataclass(frozen=True)
class FigureAnswer:
    """A number with what it is a part of, in words."""

    text: str
    parts: str = ""


@dataclass(frozen=True)
class BlockAnswer:
    """What one block shows; the rest is empty. `note` says what is left out."""

    chart: Chart | None = None
    table: Table | None = None
    areas: ShadedMap | None = None
    ground: GroundMap | None = None
    rows: Sequence[Sequence[str]] = ()
    figure: FigureAnswer | None = None
    note: str = ""

    @property
    def on_ground(self) -> Ground | None:
        """The ground below its map."""
        drawn = self.areas.drawing if self.areas else self.ground
        return drawn.ground if drawn else None

    def repeated(self) -> "BlockAnswer":
        """The same over the ground that the page has drawn before."""
        areas = self.areas and replace(self.areas, drawing=replace(self.areas.drawing, is_repeated=True))
        return replace(self, areas=areas, ground=self.ground and replace(self.ground, is_repeated=True))


ANSWERS: dict[tuple[Any, ...], BlockAnswer] = {}
REMEMBERING = Lock()  # the threads of a web process answer at once


def answer_of(block: Block, version: DataVersion) -> BlockAnswer:
    """What the version says; it never changes, so the engine is asked once a block, language and ground of a map.

    Raises: BadCondition, Unanswered, TooBusy.
    """
    given = QueryDict(block["address"].partition("?")[2])
    key = (version.folder, get_language(), _ground_below(block, given), *sorted(block.items()))
    if (known := ANSWERS.get(key)) is not None:
        return known
    ask = {"chart": _chart, "table": _table, "map": _map, "figure": _figure}[block["type"]]
    found = ask(block, version, given)
    with REMEMBERING:
        while len(ANSWERS) >= MOST_REMEMBERED:
            del ANSWERS[next(iter(ANSWERS))]
        ANSWERS[key] = found
    return found


def _ground_below(block: Block, given: QueryDict) -> int:
    """Which ground a map lies on, 0 for all else: one page holds each ground once, so an answer goes with its own.

    Raises: BadCondition.
    """
    if block["type"] != "map":
        return 0
    return id(ground_of(places_of_day(drawing.day_of_borders(given))))


def check_question(block: Block, version: DataVersion) -> None:
    """Whether the question fits the columns of the version; nothing is asked. Raises: BadCondition."""
    given = QueryDict(block["address"].partition("?")[2])
    kind = block["type"]
    if kind == "chart" or (kind == "map" and given.get("kieu") == "vung"):
        asked = _definition(version, given, block["caption"])
        groups_sql(version.columns, _ask(given), asked.grouping)
    elif kind == "figure" and block["measure"] not in ("", "dem", SHARE):
        total_sql(version.columns, _ask(given), _measured(block, version))
    elif kind == "table":
        rows_sql(version.columns, _asked_rows(block, version, given))
    else:
        rows_sql(version.columns, _ask(given))


def _ask(given: QueryDict) -> Ask:
    conditions = QueryDict(mutable=True)
    for name in CONDITIONS:
        conditions.setlist(name, given.getlist(name))
    return ask_of(conditions, None)


def _definition(version: DataVersion, given: QueryDict, caption: str) -> drawing.Definition:
    asked = drawing.definition_of(version, given)
    if asked is None:
        raise BadCondition(_("Địa chỉ chưa chọn cột để nhóm; hãy bấm Vẽ ở trang đó rồi chép địa chỉ."))
    return replace(asked, title=caption) if caption else asked


def _chart(block: Block, version: DataVersion, given: QueryDict) -> BlockAnswer:
    chart = drawing.chart_of(version, _ask(given), _definition(version, given, block["caption"]))
    if not chart.values:
        raise BadCondition(_("Không có dòng nào đúng điều kiện nên không có gì để vẽ."))
    return BlockAnswer(chart=chart)


def _map(block: Block, version: DataVersion, given: QueryDict) -> BlockAnswer:
    if given.get("kieu") == "vung":
        asked = _definition(version, given, block["caption"])
        found = drawing.areas_of(version, _ask(given), asked, drawing.day_of_borders(given))
        return BlockAnswer(areas=found.drawn, rows=found.rows, note=found.missing)
    label = given.get("nhan", "")[:80]
    points, more = drawing.points_of(version, _ask(given), label, block["caption"] or _("Bản đồ"))
    note = _("Chỉ vẽ 2.000 điểm đầu.") if more else ""
    marks = [Mark("point", [(x, y)], words) for y, x, words in points.points]
    title = f"{points.title}. {points.description}"
    shown = map_window(title, marks, QueryDict(), places_of_day(drawing.day_of_borders(given)))
    return BlockAnswer(ground=shown.drawing, rows=points.rows[:POINTS_SHOWN], note=note)


def _asked_rows(block: Block, version: DataVersion, given: QueryDict) -> Ask:
    most = int(block["rows"] or ROWS)
    return replace(
        _ask(given), order=given.get("xep", "")[:80], limit=most, columns=_columns(block["columns"], version)
    )


def _columns(typed: str, version: DataVersion) -> tuple[str, ...]:
    """The columns that were named, by name or heading; the first ones for none. Raises: BadCondition."""
    names = [name for name, _heading, _kind in version.columns]
    if not typed:
        return tuple(names[:MOST_COLUMNS])
    by_heading = {fold(heading or name): name for name, heading, _kind in version.columns}
    found = []
    for word in filter(None, (one.strip() for one in typed.split(";"))):
        name = word if word in names else by_heading.get(fold(word))
        if name is None:
            raise BadCondition(_("Bảng không có cột “%(name)s”.") % {"name": word[:80]})
        found.append(name)
    if not 0 < len(found) <= MOST_COLUMNS:
        raise BadCondition(_("Bảng trong chuyện có từ 1 đến %(n)s cột.") % {"n": MOST_COLUMNS})
    return tuple(dict.fromkeys(found))


def _table(block: Block, version: DataVersion, given: QueryDict) -> BlockAnswer:
    ask = _asked_rows(block, version, given)
    rows = engine.rows_of(version, rows_sql, ask, MOST_ROWS)
    if not rows:
        raise BadCondition(_("Không có dòng nào đúng điều kiện."))
    total = engine.total_of(version, ask)
    of_name = {name: (heading or name, kind) for name, heading, kind in version.columns}
    chosen = [of_name[name] for name in ask.columns]
    columns = [Column(heading, kind in ("whole", "number")) for heading, kind in chosen]
    cells = [
        [
            cell_text(value, kind)[: LONGEST_SHOWN + 1]
            for value, (_heading, kind) in zip(row, chosen, strict=True)
        ]
        for row in rows
    ]
    more = total is not None and total > len(rows)
    words = {"n": vn_number(len(rows)), "total": vn_number(total or 0)}
    note = _("Hiện %(n)s trong %(total)s dòng.") % words if more else ""
    return BlockAnswer(table=Table(block["caption"] or _("Bảng"), columns, cells), note=note)


def _measured(block: Block, version: DataVersion) -> Grouping:
    names = [name for name, _heading, _kind in version.columns]
    by_heading = {fold(heading or name): name for name, heading, _kind in version.columns}
    typed: str = block["column"]
    value: str = typed if typed in names else by_heading.get(fold(typed), typed)
    return Grouping("", measure=block["measure"], value=value)


def _figure(block: Block, version: DataVersion, given: QueryDict) -> BlockAnswer:
    ask, measure = _ask(given), block["measure"] or "dem"
    if measure in ("dem", SHARE):
        total = engine.total_of(version, ask)
        if total is None:
            raise engine.Unanswered(_("Có quá nhiều dòng để đếm ngay."))
        return BlockAnswer(
            figure=_share(total, version.rows) if measure == SHARE else FigureAnswer(vn_number(total))
        )
    [[value]] = engine.rows_of(version, total_sql, ask, 1, asked=_measured(block, version))
    if value is None:
        raise BadCondition(_("Không có dòng nào đúng điều kiện nên không có con số."))
    return BlockAnswer(figure=FigureAnswer(_number(value)))


def _share(some: int, whole: int) -> FigureAnswer:
    if not whole:
        raise BadCondition(_("Phiên bản này không có dòng nào."))
    parts = _("%(some)s trong %(whole)s dòng") % {"some": vn_number(some), "whole": vn_number(whole)}
    return FigureAnswer(f"{vn_number(some / whole * 100, 1)}%", parts)


def _number(value: Any) -> str:
    number = float(value)
    return vn_number(number, 0 if number.is_integer() else 1 if abs(number) >= 100 else 2)
