"""Figures that the public sees, each read anew from its rows and traced on a page of its own: nothing is typed.

A system lists its `PublicFigure`s in its `slots.py`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from tinhso.kernel.site import clock
from tinhso.kernel.site.context import kept
from tinhso.kernel.site.shapes import Column, Figure, Table
from tinhso.kernel.site.slots import all_of
from tinhso.lib.numbers import vn_number, vn_percent

SMALLEST = 5  # a smaller count may point at a person
Text = str | Promise


@dataclass(frozen=True)
class Part:
    """One row of a trace: what was counted there, and of it what met the condition (None for plain counts)."""

    label: str
    counted: int
    met: int | None = None


@dataclass(frozen=True)
class Reading:
    """What a figure says at a moment, and the parts that it adds up from."""

    value: str
    compared: Sequence[str]
    parts: Sequence[Part]


@dataclass(frozen=True)
class PublicFigure:
    """Slot: a figure, its definition and formula in words, its legal source, and how it is read now.

    `parts_of` heads the first column of the trace, `counted` and `met` the counts; small counts are hidden
    only where `of_people` says that somebody could be recognised by them. `rows_url` is where the public reads the
    counted rows themselves, "" where rows are nobody's but the officers'.
    """

    code: str
    title: Text
    definition: Text
    formula: Text
    source: Text
    parts_of: Text
    counted: Text
    read: Callable[[datetime], Reading]
    met: Text = ""
    of_people: bool = True
    order: int = 50
    rows_url: Callable[[], str] | None = None


def figure_of(code: str) -> PublicFigure | None:
    return next((figure for figure in all_of(PublicFigure) if figure.code == code), None)


def tiles() -> list[Figure]:
    """Every figure as a tile, re-read at most every few seconds."""
    now = clock.now()
    return [_tile(figure, now) for figure in all_of(PublicFigure)]


def _tile(figure: PublicFigure, now: datetime) -> Figure:
    reading = kept(f"figure {figure.code}", lambda: figure.read(now))
    url = reverse("figure", args=[figure.code])
    return Figure(figure.title, reading.value, compared=reading.compared, trace_url=url)


def home_figures(request: HttpRequest) -> Mapping[str, object] | None:
    """The block of the home page; nothing where no system declares a figure."""
    figures = tiles()
    return {"figures": figures} if figures else None


def trace(figure: PublicFigure, reading: Reading, *, exact: bool) -> Table:
    """The parts as a table; unless `exact`, small counts are hidden so that nobody can be recognised."""
    hidden = set() if exact or not figure.of_people else small_parts(reading.parts)
    columns = [Column(figure.parts_of), Column(figure.counted, number=True)]
    if figure.met:
        columns += [Column(figure.met, number=True), Column(_("Tỷ lệ"), number=True)]
    rows = [_row(part, n in hidden, bool(figure.met)) for n, part in enumerate(reading.parts)]
    return Table(figure.title, columns, rows)


def small_parts(parts: Sequence[Part]) -> set[int]:
    """The rows to hide: counts below five, and one more where a single hidden row could be worked out."""
    small = {n for n, part in enumerate(parts) if 0 < part.counted < SMALLEST}
    if len(small) == 1 and len(parts) > 1:
        small.add(min((n for n in range(len(parts)) if n not in small), key=lambda n: parts[n].counted))
    return small


def _row(part: Part, hidden: bool, rated: bool) -> list[str]:
    if hidden:
        return [part.label, _("ẩn (số nhỏ)"), *(["–", "–"] if rated else [])]
    row = [part.label, vn_number(part.counted)]
    if rated:
        met = part.met or 0
        rate = vn_percent(100 * met / part.counted) if part.counted else "–"
        row += [vn_number(met), rate]
    return row
