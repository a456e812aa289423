"""A page of a version's rows for people: the table, the way on and back, or in words why there is none."""

from dataclasses import dataclass, replace
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from tinhso.kernel.site.shapes import Column, Table
from tinhso.lib.numbers import vn_number
from tinhso.opendata.dataset_page.cells import LONGEST_SHOWN, cell_text
from tinhso.opendata.engine import cursor, engine
from tinhso.opendata.engine.expressions import Ask, BadCondition, Cursor
from tinhso.opendata.models import DataVersion

FIRST_ROWS = 5  # rows of the page as it opens: with them it stays short on a phone


@dataclass(frozen=True)
class Preview:
    """`table` is what is seen at once, `rest` the further rows of the page, which a reader unfolds. `problem` says why there is no table; `status` is the answer's. `total` None: too many to count in time."""

    status: int = 200
    problem: str = ""
    table: Table | None = None
    rest: Table | None = None
    total: int | None = None
    message: str = ""
    next_url: str = ""
    previous_url: str = ""


def preview_of(version: DataVersion, ask: Ask, given: QueryDict) -> Preview:
    """The rows after the place that the address names (`sau`)."""
    if not version.rows:
        return Preview(problem=_("Phiên bản này không có dòng nào."))
    try:
        place = cursor.read(given.get("sau", ""))
        asked = replace(ask, after=place.cursor if place else None, limit=engine.PAGE)
        rows, more = engine.keyset_page(version, asked, cut=LONGEST_SHOWN + 1)
        total = engine.total_of(version, ask)
    except BadCondition as error:
        return Preview(400, str(error))
    except engine.TooBusy as error:
        return Preview(503, _("Chưa xem trước được. %(why)s") % {"why": error})
    except engine.Unanswered as error:
        return Preview(400, _("Chưa xem trước được. %(why)s") % {"why": error})
    back = place is not None and place.cursor.back
    before = _before(place, len(rows), more)
    whole = _table(version, rows)
    short = place is None and not ask.conditions and not ask.order
    return Preview(
        table=whole.first(FIRST_ROWS) if short else whole,
        rest=replace(whole, rows=whole.rows[FIRST_ROWS:]) if short and len(rows) > FIRST_ROWS else None,
        total=total,
        message=_window_words(before, len(rows), total),
        next_url=_way(given, rows, before + len(rows), back=False) if rows and (more or back) else "",
        previous_url=_way(given, rows, before, back=True) if rows and before else "",
    )


def _before(place: cursor.Place | None, rows: int, more: bool) -> int:
    """How many rows stand before this page; the first page has none, whatever an address says."""
    if place is None:
        return 0
    if not place.cursor.back:
        return place.before
    return max(place.before - rows, 1) if more else 0


def _way(given: QueryDict, rows: list[list[Any]], before: int, *, back: bool) -> str:
    number = (rows[0] if back else rows[-1])[-1]
    parameters = given.copy()
    parameters["sau"] = cursor.written(cursor.Place(Cursor(number, back), before))
    return f"?{parameters.urlencode()}#du-lieu"


def _window_words(before: int, rows: int, total: int | None) -> str:
    if not rows:
        return ""
    words = {"first": vn_number(before + 1), "last": vn_number(before + rows), "total": vn_number(total or 0)}
    if total is None:
        return _("Dòng %(first)s đến %(last)s; có quá nhiều dòng phù hợp để đếm ngay") % words
    return _("Dòng %(first)s đến %(last)s trong %(total)s dòng") % words


def _table(version: DataVersion, rows: list[list[Any]]) -> Table:
    kinds = [kind for _name, _heading, kind in version.columns]
    cells = [[cell_text(value, kind) for value, kind in zip(row[:-1], kinds, strict=True)] for row in rows]
    columns = [
        Column(heading or name, kind in {"whole", "number"}) for name, heading, kind in version.columns
    ]
    return Table(_("Dữ liệu"), columns, cells)


def address_of(given: QueryDict) -> str:
    """The conditions and order of an address again, without its place: what downloads and charts take along."""
    parameters = given.copy()
    for name in ("sau", "trang", "dem"):
        parameters.pop(name, None)
    return parameters.urlencode()
