"""Sets of criteria, rankings, recognitions and published ranks: what everybody may see."""

from collections.abc import Iterable
from decimal import Decimal
from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tinhso.indicators.assessments import scoring
from tinhso.indicators.assessments.scoring import Ranked
from tinhso.indicators.figures import wording
from tinhso.indicators.models import CriteriaSet, Criterion, ExternalRank, PlanTarget, Recognition
from tinhso.kernel.people.public import public_page
from tinhso.kernel.site import clock
from tinhso.kernel.site.shapes import Cell, Column, Table
from tinhso.lib.dates import vn_date
from tinhso.lib.numbers import vn_number

MOST_ROUNDS = 5
COMMUNES = "indicators.communes_recognised"


@require_safe
@public_page
def show_criteria_sets(request: HttpRequest) -> HttpResponse:
    """All sets in their newest versions, and the ranks that others published."""
    newest = CriteriaSet.objects.order_by("code", "-version").distinct("code")
    context = {"sets": list(newest), "ranks": _ranks()}
    return render(request, "indicators/assessments/criteria_sets.html", context)


def _ranks() -> Table:
    """A line an index: the newest rank, the year it was assessed and when it came out, and its source."""
    rows: list[list[Cell | str]] = []
    for _index, group in groupby(ExternalRank.objects.standing(), key=lambda rank: rank.index):
        ranks = list(group)
        newest = ranks[0]
        name = Cell(newest.get_index_display(), small=newest.version)
        rows.append(
            [name, Cell(scoring.rank_words(ranks), small=_won(ranks)), assessed(newest), newest.source]
        )
    columns = [
        Column(_("Chỉ số")),
        Column(_("Thứ hạng"), number=True),
        Column(_("Năm đánh giá")),
        Column(_("Nguồn")),
    ]
    return Table(_("Thứ hạng do bộ, ngành công bố"), columns, rows)


def _won(ranks: list[ExternalRank]) -> str:
    """The change of rank; nothing where one of the two years does not say among how many, or among others."""
    won = scoring.places_won(ranks)
    return "" if won is None else wording.places_text(Decimal(won))


def assessed(rank: ExternalRank) -> str:
    published = rank.published_on.year if rank.published_on else rank.published_year
    year_words = _("đánh giá năm %(year)s") % {"year": rank.assessed_year}
    return year_words + (_(", công bố năm %(year)s") % {"year": published} if published else "")


@require_safe
@public_page
def show_criteria_set(request: HttpRequest, code: str) -> HttpResponse:
    """One set: its tree, the rankings of its rounds and who is recognised."""
    criteria = CriteriaSet.objects.filter(code=code).order_by("-version").first()
    if criteria is None:
        raise Http404
    recognised = criteria.recognitions.standing().select_related("agency")
    context = {
        "criteria": criteria,
        "lines": _lines(list(criteria.lines.all())),
        "rounds": [(r, ranking_table(scoring.ranking(r))) for r in criteria.rounds.all()[:MOST_ROUNDS]],
        "recognised": _recognised(recognised) if recognised else None,
        "recognition_words": _recognition_words(criteria, clock.today().year) if recognised else [],
        "today": clock.today(),
        "for_firms": criteria.subject == CriteriaSet.Subject.ENTERPRISE,
    }
    return render(request, "indicators/assessments/criteria_set.html", context)


def _recognition_words(criteria: CriteriaSet, year: int) -> list[str]:
    """What the plan wants beside what was reached, and what nobody has proved. One query at most."""
    if criteria.subject != CriteriaSet.Subject.COMMUNE:
        return []
    targets = list(PlanTarget.objects.standing().filter(indicator=COMMUNES).order_by("period"))
    recognitions = "; ".join(
        _("năm %(year)s: %(n)s xã") % {"year": one.period, "n": vn_number(wording.plain(one.value))}
        for one in targets
        if one.period <= str(year)
    )
    words = (
        [
            _("Kế hoạch (%(source)s): %(recognitions)s.")
            % {"source": targets[0].source, "recognitions": recognitions}
        ]
        if recognitions
        else []
    )
    return [*words, _("Cơ quan nào ra quyết định công nhận: chưa kiểm chứng.")]


def _lines(lines: list[Criterion]) -> Table:
    columns = [Column(_("Mã")), Column(_("Tiêu chí")), Column(_("Điểm tối đa"), number=True)]
    rows: list[list[Cell | str]] = [
        [
            line.code,
            Cell(line.name, small="" if line.checked else _("chưa kiểm chứng")),
            "–" if line.points is None else vn_number(wording.plain(line.points)),
        ]
        for line in lines
    ]
    return Table(_("Tiêu chí"), columns, rows)


def ranking_table(ranked: list[Ranked]) -> Table:
    columns = [
        Column(_("Hạng"), number=True),
        Column(_("Cơ quan")),
        Column(_("Điểm tự chấm"), number=True),
        Column(_("Điểm thẩm định"), number=True),
    ]
    n = len(ranked)
    rows: list[list[Cell | str]] = [
        [
            f"{one.rank}/{n}",
            one.assessment.subject.name,
            vn_number(one.self_total, 2),
            vn_number(one.total, 2),
        ]
        for one in ranked
    ]
    return Table(_("Xếp hạng; điểm bằng nhau cùng hạng"), columns, rows)


def _recognition_note(one: Recognition) -> str:
    """That it is invented, that it ended, that it was corrected."""
    ended = one.ended_on and _("thôi công nhận từ %(day)s") % {"day": vn_date(one.ended_on)}
    revised = one.revision > 1 and _("đã sửa: %(why)s") % {"why": one.reason}
    made = one.synthetic and _("dữ liệu mô phỏng")
    return " · ".join(str(note) for note in (ended, revised, made) if note)


def _recognised(rows: Iterable[Recognition]) -> Table:
    columns = [Column(_("Đơn vị")), Column(_("Quyết định")), Column(_("Ngày"))]
    table_rows: list[list[Cell | str]] = []
    for one in rows:
        table_rows.append(
            [one.agency.name, Cell(one.number, small=_recognition_note(one)), vn_date(one.decided_on)]
        )
    return Table(_("Đã được công nhận (%(n)s)") % {"n": vn_number(len(table_rows))}, columns, table_rows)
