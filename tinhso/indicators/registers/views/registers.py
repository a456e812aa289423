"""Where ranks that others published and decisions of recognition are entered and corrected."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.indicators.models import CriteriaSet, ExternalRank, Recognition
from tinhso.indicators.registers import permissions
from tinhso.indicators.registers.actions.enter_rank import enter_rank
from tinhso.indicators.registers.actions.recognise_agency import (
    RecognisedBefore,
    recognise_agency,
    revise_recognition,
)
from tinhso.indicators.registers.applicable_criteria import MEASURED
from tinhso.indicators.registers.forms import RankForm, RecognitionForm, RecognitionRevisionForm
from tinhso.indicators.registers.views.refusals import attempt
from tinhso.kernel.people.public import actor_for, officer_required
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import EntryRefused, form_page
from tinhso.kernel.site.shapes import Cell, Column, Table
from tinhso.lib.dates import vn_date
from tinhso.lib.numbers import vn_number

WAYS = ["GET", "HEAD", "POST"]


@require_safe
@officer_required
def show_registers(request: HttpRequest) -> HttpResponse:
    """What this officer keeps: published ranks, and the sets of criteria whose recognitions are entered here."""
    actor = actor_for(request)
    sets = CriteriaSet.objects.order_by("code", "-version").distinct("code")
    criteria_sets = [one for one in sets if one.subject in MEASURED and permissions.can_recognise(one, actor)]
    ranks = permissions.can_enter_ranks(actor)
    if not (criteria_sets or ranks):
        raise PermissionDenied
    context = {"ranks": rank_table() if ranks else None, "sets": criteria_sets}
    return render(request, "indicators/registers/registers.html", context)


def rank_table() -> Table:
    """Every rank with the revisions before it; one query."""
    columns = [
        Column(_("Chỉ số")),
        Column(_("Năm đánh giá"), number=True),
        Column(_("Thứ hạng"), number=True),
        Column(_("Nguồn")),
        Column(_("Sửa")),
    ]
    rows = [_rank_row(rank) for rank in ExternalRank.objects.standing()]
    return Table(_("Thứ hạng do bộ, ngành công bố"), columns, rows)


def _rank_row(rank: ExternalRank) -> list[Cell | str]:
    place = f"{rank.rank}/{rank.n}" if rank.n else str(rank.rank)
    correction = _("sửa lần %(n)s: %(why)s") % {"n": rank.revision - 1, "why": rank.reason}
    return [
        Cell(rank.get_index_display(), small=rank.version),
        str(rank.assessed_year),
        Cell(place, small="" if rank.n else _("chưa biết trong bao nhiêu tỉnh")),
        Cell(rank.source, small=correction if rank.revision > 1 else ""),
        Cell(_("Sửa"), url=f"{reverse('edit_rank')}?sua={rank.pk}"),
    ]


@require_http_methods(WAYS)
@officer_required
def edit_rank(request: HttpRequest) -> HttpResponse:
    """A new rank, or with `?sua=` a correction of one that stands."""
    actor = actor_for(request)
    permissions.check_can_enter_ranks(actor)
    old = _row_to_mend(request, ExternalRank.objects.standing())
    form = RankForm(request.POST or None, initial=RankForm.initial_of(old), revises=old is not None)

    def deed(given: dict[str, Any]) -> ExternalRank:
        day = given["published_on"]
        year = day.year if day else (old.published_year if old else None)
        return enter_rank(by=actor, now=clock.now(), published_year=year, **{"reason": ""} | given)

    if request.method == "POST" and attempt(form, deed):
        messages.success(request, _("Đã lưu thứ hạng."))
        return redirect("registers")
    title = _("Sửa thứ hạng đã nhập") if old else _("Nhập thứ hạng được công bố")
    return form_page(request, form, title=title, back=_back(), go=_("Lưu thứ hạng"))


def _back() -> tuple[str, str]:
    return reverse("registers"), _("Thứ hạng, công nhận")


def _row_to_mend(request: HttpRequest, rows: Any) -> Any:
    """The row that `?sua=` names; None without it, Http404 for what is not there."""
    text = request.GET.get("sua", "")
    if not text:
        return None
    return get_object_or_404(rows, pk=int(text) if text.isdecimal() and len(text) < 12 else 0)


def _set(code: str) -> CriteriaSet:
    newest = CriteriaSet.objects.filter(code=code, subject__in=MEASURED).order_by("-version").first()
    if newest is None:
        raise Http404
    return newest


@require_safe
@officer_required
def show_recognitions(request: HttpRequest, code: str) -> HttpResponse:
    """The decisions by one set of criteria, each as it is told today."""
    criteria, actor = _set(code), actor_for(request)
    permissions.check_can_recognise(criteria, actor)
    columns = [Column(_("Đơn vị")), Column(_("Quyết định")), Column(_("Ngày")), Column(_("Sửa"))]
    standing = criteria.recognitions.standing().select_related("agency").order_by("-decided_on", "-pk")
    table = Table(_("Quyết định công nhận"), columns, [_recognition_row(code, one) for one in standing])
    context = {"criteria": criteria, "table": table, "n": vn_number(len(table.rows))}
    return render(request, "indicators/registers/recognitions.html", context)


def _recognition_row(code: str, one: Recognition) -> list[Cell | str]:
    ended = _("thôi công nhận từ %(day)s") % {"day": vn_date(one.ended_on)} if one.ended_on else ""
    url = f"{reverse('edit_recognition', args=[code])}?sua={one.pk}"
    return [one.agency.name, Cell(one.number, small=ended), vn_date(one.decided_on), Cell(_("Sửa"), url=url)]


@require_http_methods(WAYS)
@officer_required
def edit_recognition(request: HttpRequest, code: str) -> HttpResponse:
    """A new decision, or with `?sua=` the correction of one."""
    criteria, actor = _set(code), actor_for(request)
    permissions.check_can_recognise(criteria, actor)
    old = _row_to_mend(request, criteria.recognitions.standing().select_related("criteria", "agency"))
    if old is None:
        levels = MEASURED[CriteriaSet.Subject(criteria.subject)][0]
        form: Any = RecognitionForm(request.POST or None, day=clock.today(), levels=levels)
    else:
        form = RecognitionRevisionForm(request.POST or None, initial=RecognitionRevisionForm.initial_of(old))

    def deed(given: dict[str, Any]) -> Recognition:
        if old is not None:
            return revise_recognition(recognition=old, by=actor, now=clock.now(), **given)
        try:
            return recognise_agency(criteria=criteria, by=actor, now=clock.now(), **given)
        except RecognisedBefore as before:
            words = _("%(name)s đã được công nhận theo bộ tiêu chí này.") % {"name": before}
            raise EntryRefused("agency", words) from before

    if request.method == "POST" and attempt(form, deed):
        messages.success(request, _("Đã lưu quyết định công nhận."))
        return redirect("recognitions", code)
    title = old.agency.name if old else _("Nhập quyết định công nhận")
    back = (reverse("recognitions", args=[code]), criteria.name)
    return form_page(request, form, title=title, back=back, go=_("Lưu quyết định"))
