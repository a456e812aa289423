"""Pages of the keeper of the catalogue: what there is, what is missing, and mending one procedure."""

from datetime import date

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.kernel.people.public import actor_for, role_required
from tinhso.kernel.people.roles import Administrator
from tinhso.kernel.site import clock
from tinhso.kernel.site.shapes import Cell, Column, Table
from tinhso.onestop.catalogue.actions.change_procedure import LaterLevels, Wording, change_procedure
from tinhso.onestop.catalogue.actions.set_online_services import NotAService, set_online_services
from tinhso.onestop.catalogue.editor_forms import CatalogueFileForm, ProcedureForm, ServicesForm, initial_of
from tinhso.onestop.catalogue.rows import incomplete, missing_parts
from tinhso.onestop.catalogue.search import field_names
from tinhso.onestop.models import CatalogueImport, LifeEvent, OnlineService, Procedure, ProcedureVersion

PAGE = 50


@require_safe
@role_required(Administrator)
def keep_catalogue(request: HttpRequest) -> HttpResponse:
    """The catalogue as its keeper sees it: found by code or name, every level."""
    words = " ".join(request.GET.get("q", "")[:200].split())
    listed = Procedure.objects.on(clock.today()).select_related("field")
    if words:
        listed = listed.filter(Q(code__icontains=words) | Q(name__icontains=words))
    page = Paginator(listed, PAGE).get_page(request.GET.get("trang"))
    rows: list[list[Cell | str]] = [
        [
            Cell(p.name, url=reverse("keep_procedure", args=[p.code]), small=p.code),
            p.field.name,
            p.level_words,
        ]
        for p in page
    ]
    columns = [Column(_("Thủ tục")), Column(_("Lĩnh vực")), Column(_("Cấp"))]
    context = {
        "q": words,
        "page": page,
        "table": Table(_("Thủ tục trong danh mục"), columns, rows),
        "file_form": CatalogueFileForm(),
        "imports": CatalogueImport.objects.defer("rows")[:5],
    }
    return render(request, "onestop/catalogue/keep_catalogue.html", context)


@require_safe
@role_required(Administrator)
def incomplete_procedures(request: HttpRequest) -> HttpResponse:
    """What the procedures of the province lack of the seven parts that the law asks for."""
    lacking = incomplete(clock.today())
    page = Paginator(lacking, PAGE).get_page(request.GET.get("trang"))
    rows: list[list[Cell | str]] = [
        [Cell(p.name, url=reverse("keep_procedure", args=[p.code]), small=p.code), "; ".join(missing)]
        for p, missing in page
    ]
    table = Table(_("Thủ tục chưa đủ bộ phận"), [Column(_("Thủ tục")), Column(_("Còn thiếu"))], rows)
    return render(request, "onestop/catalogue/incomplete.html", {"page": page, "table": table})


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Administrator)
def keep_procedure(request: HttpRequest, code: str) -> HttpResponse:
    """Mend name, field, words, moments of life and levels of one procedure."""
    procedure, today = _procedure(code), clock.today()
    form = _form(request, procedure, today)
    if request.method == "POST" and form.is_valid():
        try:
            wording = Wording(**form.cleaned_data)
            changed = change_procedure(
                procedure=procedure, wording=wording, by=actor_for(request), now=clock.now()
            )
        except LaterLevels:
            form.add_error("since", _("Đã có cấp giải quyết cho một ngày sau đó. Chọn ngày khác."))
        else:
            messages.success(request, _("Đã ghi thủ tục.") if changed else _("Không có gì thay đổi."))
            return redirect("keep_procedure", code)
    services = ServicesForm(initial=initial_of(_services(procedure, today)), today=today)
    return _page(request, procedure, form, services)


@require_http_methods(["POST"])
@role_required(Administrator)
def keep_services(request: HttpRequest, code: str) -> HttpResponse:
    """Set at which levels the procedure is offered online."""
    procedure, today = _procedure(code), clock.today()
    services = ServicesForm(request.POST, today=today)
    if services.is_valid():
        try:
            changed = set_online_services(
                procedure=procedure, lines=list(services.lines()), by=actor_for(request), now=clock.now()
            )
        except NotAService as error:
            services.add_error(None, str(error))
        else:
            message = _("Đã ghi dịch vụ công trực tuyến.") if changed else _("Không có gì thay đổi.")
            messages.success(request, message)
            return redirect("keep_procedure", code)
    return _page(request, procedure, _form(None, procedure, today), services)


def _procedure(code: str) -> Procedure:
    return get_object_or_404(
        Procedure.objects.on(clock.today()).select_related("field").prefetch_related("life_events"), code=code
    )


def _services(procedure: Procedure, today: date) -> list[OnlineService]:
    return list(OnlineService.objects.on(today).filter(procedure=procedure))


def _form(request: HttpRequest | None, procedure: Procedure, today: date) -> ProcedureForm:
    initial = {
        "name": procedure.name,
        "field": procedure.field.code,
        "keywords": procedure.keywords,
        "events": [event.code for event in procedure.life_events.all()],
        "level": procedure.competence,
        "also_at": procedure.also_at or [],
        "since": today,
    }
    data = request.POST if request is not None and request.method == "POST" else None
    events = list(LifeEvent.objects.values_list("code", "name"))
    return ProcedureForm(data, initial=initial, fields=list(field_names().items()), events=events)


def _page(
    request: HttpRequest, procedure: Procedure, form: ProcedureForm, services: ServicesForm
) -> HttpResponse:
    version = ProcedureVersion.objects.in_force(clock.today()).filter(procedure=procedure).first()
    context = {
        "procedure": procedure,
        "form": form,
        "services": services,
        "missing": missing_parts(version),
        "competences": procedure.competences.order_by("valid"),
    }
    status = 422 if form.errors or services.errors else 200
    return render(request, "onestop/catalogue/keep_procedure.html", context, status=status)
