"""The pages of the index QĐ 766, put together as tables; the public is not shown small counts."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from tinhso.indicators.figures import wording
from tinhso.indicators.figures.figures import Figure
from tinhso.indicators.index_766 import index
from tinhso.indicators.index_766.index import Reached
from tinhso.indicators.models import Criterion
from tinhso.indicators.public_counts.small_cells import hidden_rows, is_small
from tinhso.kernel.people.public import Agency, Branches
from tinhso.kernel.site.shapes import Cell, Column, Table
from tinhso.lib.numbers import vn_number, vn_percent

MOST_PROCEDURES = 60


@dataclass(frozen=True)
class FoldedTable:
    """A group's table behind one line: what it is, and how many of its criteria have a figure."""

    name: str
    tally: str
    table: Table


def group_tables(
    lines: Sequence[Criterion], found: dict[Criterion, Reached], asked: str, exact: bool
) -> list[FoldedTable]:
    """A table a group: each criterion with its rate, both parts, share of the greatest score and points."""
    columns = [
        Column(_("Tiêu chí")),
        Column(_("Kết quả"), number=True),
        Column(_("Tử số/mẫu số"), number=True),
        Column(_("Mức đạt"), number=True),
        Column(_("Điểm"), number=True),
    ]
    return [
        _folded(group, [line for line in lines if line.parent_id == group.pk], columns, found, asked, exact)
        for group in lines
        if group.parent_id is None
    ]


def _folded(
    group: Criterion,
    own_criteria: Sequence[Criterion],
    columns: list[Column],
    found: dict[Criterion, Reached],
    asked: str,
    exact: bool,
) -> FoldedTable:
    rows = [_line(line, found.get(line), asked, exact) for line in own_criteria]
    name = f"{group.name} ({_points(group)})"
    answered = sum(has_figure(line, found.get(line)) for line in own_criteria)
    tally = _("%(n)s/%(all)s tiêu chí có số liệu") % {"n": answered, "all": len(own_criteria)}
    return FoldedTable(name, tally, Table(name, columns, rows))


def has_figure(line: Criterion, reached: Reached | None) -> bool:
    """Can it be told in this period, of whoever was chosen?"""
    if reached is None or reached.figure is None:
        return False
    return not (line.lacking and reached.figure.value is None)


def _points(line: Criterion) -> str:
    if line.points is None:
        return _("điểm chưa kiểm chứng")
    return _("%(n)s điểm") % {"n": vn_number(wording.plain(line.points))}


def _line(line: Criterion, reached: Reached | None, asked: str, exact: bool) -> list[Cell | str]:
    name = f"{line.code} {line.name}"
    cap = _("đạt từ %(cap)s được điểm tối đa") % {"cap": vn_percent(line.cap, 0)} if line.cap else ""
    if reached is None or reached.figure is None or not has_figure(line, reached):
        why = line.lacking or _("không tính được theo cơ quan hoặc thủ tục đã chọn")
        return [Cell(name, small=why), _("chưa có số liệu"), "–", "–", "–"]
    figure = reached.figure
    url = f"{reverse('index_criterion', args=[line.address])}?{asked}"
    if too_small(figure, exact):
        return [Cell(name, url=url, small=cap), _("ẩn (số nhỏ)"), "–", "–", "–"]
    beside = f"{reached.beside.definition.name}: {figure_text(reached.beside)}" if reached.beside else ""
    points = _("chưa kiểm chứng") if line.points is None else vn_number(reached.score or 0, 2)
    return [
        Cell(name, url=url, small=beside or cap),
        Cell(figure_text(figure), url=url),
        wording.parts(figure) or "–",
        "–" if reached.share is None else vn_percent(reached.share, 2),
        points,
    ]


def figure_text(figure: Figure) -> str:
    return wording.with_unit(figure.value, figure.definition)


def too_small(figure: Figure, exact: bool) -> bool:
    """Is it told of so few people that one might be known?"""
    return not exact and (figure.hidden or (figure.definition.of_people and is_small(figure.n)))


def with_below(listed: Sequence[Agency], day: date) -> list[tuple[Agency, set[int]]]:
    """These agencies, each with all below it. One query.

    The committee of the province is left out: it is the whole.
    """
    branches = Branches.read(day)
    found = [(one, branches.under(one.pk)) for one in listed if not branches.is_top(one.pk)]
    return sorted(found, key=lambda pair: pair[0].name)


def agency_table(
    columns: Sequence[tuple[str, str, Sequence[Figure]]],
    agencies: Sequence[Agency],
    asked: dict[str, str],
    exact: bool,
    hidden: Collection[int] = (),
) -> Table:
    """One line an agency, one column a criterion (heading, address, a figure an agency); `hidden` are so whatever they
    have in this period."""
    also = {n for n, agency in enumerate(agencies) if agency.pk in hidden}
    hidden_places = _hidden_rows([figures for _head, _address, figures in columns], exact, also)
    rows: list[list[Cell | str]] = []
    for n, agency in enumerate(agencies):
        row: list[Cell | str] = [agency.name]
        for _head, address, figures in columns:
            query = urlencode(asked | {"co_quan": agency.code})
            small = n in hidden_places and figures[n].definition.of_people
            row.append(_cell(figures[n], f"{reverse('index_criterion', args=[address])}?{query}", small))
        rows.append(row)
    heads = [Column(_("Cơ quan")), *(Column(head, number=True) for head, _address, _figures in columns)]
    return Table(_("Theo cơ quan, gồm các đơn vị trực thuộc"), heads, rows)


def _hidden_rows(columns: Sequence[Sequence[Figure]], exact: bool, also: Collection[int]) -> set[int]:
    """The rows that are hidden in every column that counts people."""
    people = [figures for figures in columns if figures and figures[0].definition.of_people]
    return set() if exact else hidden_rows([[figure.n for figure in figures] for figures in people], also)


def _hidden(figures: Sequence[Figure], exact: bool, also: Collection[int]) -> set[int]:
    if exact or not figures or not figures[0].definition.of_people:
        return set()
    return hidden_rows([[figure.n for figure in figures]], also)


def _cell(figure: Figure, url: str, small: bool) -> Cell | str:
    if small:
        return _("ẩn (số nhỏ)")
    if not figure.n:
        return _("không có hồ sơ")
    return Cell(figure_text(figure), url=url, small=wording.parts(figure))


def procedure_table(
    found: dict[str, Figure],
    address: str,
    asked: dict[str, str],
    exact: bool,
    hidden: Collection[str] = (),
) -> tuple[Table, int]:
    """One line a procedure, the ones with most rows first; and how many are left out."""
    codes = sorted(found, key=lambda code: (-found[code].n, code))
    shown = codes[:MOST_PROCEDURES]
    names = index.procedure_names(shown)
    also = {n for n, code in enumerate(shown) if code in hidden}
    small = _hidden([found[code] for code in shown], exact, also)
    rows: list[list[Cell | str]] = []
    for n, code in enumerate(shown):
        url = f"{reverse('index_criterion', args=[address])}?{urlencode(asked | {'thu_tuc': code})}"
        rows.append([names.get(code, code), _cell(found[code], url, n in small)])
    columns = [Column(_("Thủ tục")), Column(_("Kết quả"), number=True)]
    return Table(_("Theo thủ tục"), columns, rows), len(codes) - len(shown)


def ids_of(agencies: Collection[tuple[Agency, set[int]]], code: str) -> set[int]:
    return next((ids for agency, ids in agencies if agency.code == code), set())
