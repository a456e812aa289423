"""The register "this paper is replaced by this source", as the keeper of the catalogue sees and changes it."""

from datetime import date

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tinhso.kernel.people.public import actor_for, role_required
from tinhso.kernel.people.roles import Administrator
from tinhso.kernel.site import clock
from tinhso.kernel.site.shapes import Cell, Column, Table
from tinhso.lib.dates import vn_date
from tinhso.lib.exchange.client import pem_of
from tinhso.onestop.catalogue.paper_name import paper_name
from tinhso.onestop.models import NoVersion, PaperSource, Procedure, ProcedureVersion
from tinhso.onestop.once_only.actions.decide_paper_source import SameKeeper, decide_paper_source
from tinhso.onestop.once_only.actions.end_paper_source import end_paper_source
from tinhso.onestop.once_only.actions.enter_paper_source import BadPaperSource, enter_paper_source
from tinhso.onestop.once_only.asking import is_connected
from tinhso.onestop.once_only.forms import EndSourceForm, PaperSourceForm, RefuseSourceForm
from tinhso.onestop.once_only.permissions import can_decide_paper_source

PAGE = 50


@require_safe
@role_required(Administrator)
def paper_sources(request: HttpRequest) -> HttpResponse:
    """Every line, those that wait for a second person first."""
    listed = PaperSource.objects.select_related("procedure").order_by(
        F("approved").asc(nulls_first=True), "procedure__sort_key", "paper", "valid_from", "pk"
    )
    page = Paginator(listed, PAGE).get_page(request.GET.get("trang"))
    columns = [Column(_("Thủ tục")), Column(_("Giấy tờ")), Column(_("Nguồn")), Column(_("Hiệu lực"))]
    context = {
        "page": page,
        "table": Table(_("Nguồn thay giấy tờ"), columns, [_row(one) for one in page]),
        "connected": is_connected(),
        "key": pem_of(settings.EXCHANGE_CLIENT_KEY),
    }
    return render(request, "onestop/once_only/paper_sources.html", context)


def _row(one: PaperSource) -> list[Cell | str]:
    today = clock.today()
    days_hold = one.valid_from <= today and (one.valid_to is None or one.valid_to > today)
    holds = days_hold and bool(one.approved)
    days = vn_date(one.valid_from) + (f" – {vn_date(one.valid_to)}" if one.valid_to else "")
    return [
        Cell(one.procedure.name, url=reverse("paper_source", args=[one.pk]), small=one.procedure.code),
        one.paper or _("điền sẵn tờ khai"),
        Cell(one.title, small=f"{one.service}{one.path}"),
        Cell(days, tone="ok" if holds else "", small=_standing(one, today)),
    ]


def _standing(one: PaperSource, today: date) -> str:
    """Why a line does not hold today, "" where it does."""
    if one.approved is None:
        return _("chờ người thứ hai duyệt")
    if not one.approved:
        return _("không được duyệt")
    if one.valid_from > today:
        return _("chưa tới ngày")
    return _("hết hiệu lực") if one.valid_to and one.valid_to <= today else ""


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Administrator)
def new_paper_source(request: HttpRequest) -> HttpResponse:
    """A new line, from a day on."""
    form = PaperSourceForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and (made := _new_line(request, form)):
        messages.success(
            request, _("Đã ghi nguồn thay giấy tờ. Một quản trị khác duyệt thì nguồn mới được dùng.")
        )
        return redirect("paper_source", made.pk)
    status = 422 if request.method == "POST" else 200
    return render(request, "onestop/once_only/new_paper_source.html", {"form": form}, status=status)


def _new_line(request: HttpRequest, form: PaperSourceForm) -> PaperSource | None:
    procedure = Procedure.objects.filter(code=form.cleaned_data["procedure"]).first()
    if procedure is None:
        form.add_error("procedure", _("Không có thủ tục mang mã này."))
        return None
    try:
        return enter_paper_source(
            procedure=procedure, terms=form.terms(), by=actor_for(request), now=clock.now()
        )
    except BadPaperSource as error:
        form.add_error({"fields": "shown_fields"}.get(error.field, error.field), str(error))
    return None


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Administrator)
def paper_source(request: HttpRequest, pk: int) -> HttpResponse:
    """One line, and the day on which it ends."""
    source = _line_of(pk)
    form = EndSourceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            end_paper_source(
                source=source,
                valid_to=form.cleaned_data["valid_to"],
                reason=form.cleaned_data["end_reason"],
                by=actor_for(request),
                now=clock.now(),
            )
        except BadPaperSource as error:
            form.add_error(error.field, str(error))
        else:
            messages.success(request, _("Đã ghi ngày hết hiệu lực."))
            return redirect("paper_source", pk)
    return _sheet(request, source, form)


@require_POST
@role_required(Administrator)
def decide_source(request: HttpRequest, pk: int) -> HttpResponse:
    """The second person lets a line hold, or refuses it with a reason."""
    source, approved = _line_of(pk), "approve" in request.POST
    form = RefuseSourceForm(request.POST)
    if not approved and not form.is_valid():
        return _sheet(request, source, form)
    reason = "" if approved else form.cleaned_data["end_reason"]
    try:
        decide_paper_source(
            source=source, approved=approved, reason=reason, by=actor_for(request), now=clock.now()
        )
    except SameKeeper:
        messages.warning(request, _("Người ghi dòng này không tự duyệt được; nhờ một quản trị khác."))
    except BadPaperSource as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, _("Đã duyệt nguồn.") if approved else _("Đã ghi: không duyệt nguồn này."))
    return redirect("paper_source", pk)


def _line_of(pk: int) -> PaperSource:
    lines = PaperSource.objects.select_related("procedure", "entered_by", "decided_by")
    return get_object_or_404(lines, pk=pk)


def _sheet(request: HttpRequest, source: PaperSource, form: Form) -> HttpResponse:
    """The page of one line; `form` is what was sent."""
    waits = source.approved is None
    context = {
        "one": source,
        "paper": _paper_name(source),
        "form": form,
        "waits": waits,
        "may_decide": waits and can_decide_paper_source(source, actor_for(request)),
        "refusal": form if isinstance(form, RefuseSourceForm) else RefuseSourceForm(),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "onestop/once_only/paper_source.html", context, status=status)


def _paper_name(source: PaperSource) -> str:
    if not source.paper:
        return _("không thay giấy tờ, chỉ điền sẵn tờ khai")
    try:
        version = ProcedureVersion.objects.of(source.procedure, max(source.valid_from, clock.today()))
    except NoVersion:
        return source.paper
    return paper_name(version, source.paper)
