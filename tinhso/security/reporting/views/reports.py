"""The report of a month or a year, as page, PDF and CSV; how each line is counted."""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tinhso.kernel.events.public import Actor, log_access
from tinhso.kernel.people.public import Agency, actor_for, role_required
from tinhso.kernel.people.roles import Head, SecurityCoordinator, SecurityOfficer
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import Table
from tinhso.lib.dates import vn_date
from tinhso.security.duties.permissions import can_coordinate
from tinhso.security.models import InformationSystem
from tinhso.security.pages.tabs import security_tabs
from tinhso.security.reporting.figures import by_agency, report_of
from tinhso.security.reporting.forms import PeriodForm
from tinhso.security.reporting.lines import LINES
from tinhso.security.reporting.pdf import report_pdf
from tinhso.security.reporting.permissions import can_read_report
from tinhso.security.reporting.tables import (
    agencies_table,
    lines_table,
    open_table,
    systems_table,
    whole_csv,
)

READERS = (SecurityCoordinator, SecurityOfficer, Head)


def _agencies(by: Actor, today: date, *, every: bool) -> "QuerySet[Agency]":
    rows = Agency.objects.on(today).exclude(kind=Agency.Kind.DESK).order_by("sort_key", "pk")
    return rows if every else rows.filter(pk=by.agency_id or 0)


@require_safe
@role_required(*READERS)
def show_report(request: HttpRequest) -> HttpResponse:
    """Of the own agency; of the province or of any agency for a coordinator. Each reading is noted."""
    by, today, now = actor_for(request), clock.today(), clock.now()
    every = can_coordinate(by, on=today)
    form = PeriodForm(request.GET, agencies=_agencies(by, today, every=every), every=every, today=today)
    form.is_valid()
    words = getattr(form, "cleaned_data", {})
    agency = words.get("co_quan") or (None if every else get_object_or_404(Agency, pk=by.agency_id or 0))
    if not can_read_report(agency.pk if agency else None, by, on=today):
        raise PermissionDenied
    names = bool(words.get("ten")) and agency is not None
    log_access(by=by, purpose="coordinate", page="security_report", case_ids=[], at=now)
    kind = request.GET.get("tep")
    tables = _tables(form, agency, by, names=names, links=kind not in ("csv", "pdf"))
    subject = _subject(form, agency, today)
    if kind == "csv":
        return _file(whole_csv(tables, subject).encode("utf-8-sig"), "text/csv; charset=utf-8", form, "csv")
    if kind == "pdf":
        drawer = get_object_or_404(Agency.objects.select_related("parent", "unit"), pk=by.agency_id or 0)
        return _file(report_pdf(tables, subject, drawer, now=now), "application/pdf", form, "pdf")
    query = request.GET.copy()
    query.pop("tep", None)
    context = {
        "tabs": security_tabs(request, by),
        "form": form,
        "subject": subject,
        "tables": [one for one in tables if one.rows],
        "query": query.urlencode(),
        "agency": agency,
    }
    return render(request, "security/reporting/report.html", context)


def _tables(form: PeriodForm, agency: Agency | None, by: Actor, *, names: bool, links: bool) -> list[Table]:
    """Names of systems stand in the report of one agency alone, where they were asked for, as far as the reader may see them."""
    today = clock.today()
    report = report_of(form.period, agency.pk if agency else None, today)
    tables = [lines_table(report, links=links), open_table(report)]
    if agency is None:
        counts = by_agency(form.period, today)
        agencies = list(Agency.objects.filter(pk__in=counts).order_by("sort_key", "pk"))
        tables.append(agencies_table(agencies, counts))
    elif names:
        day = report.span.last
        systems = InformationSystem.objects.visible_to(by, on=today).of_agency(agency.pk).used_on(day)
        tables.append(systems_table(systems, day))
    return tables


def _subject(form: PeriodForm, agency: Agency | None, today: date) -> str:
    words: dict[str, Any] = {
        "period": form.period.words,
        "whose": agency.name if agency else _("toàn tỉnh"),
    }
    if form.period.end > today:
        words["day"] = vn_date(today)
        return _("%(period)s đến hết ngày %(day)s, %(whose)s") % words
    return _("%(period)s, %(whose)s") % words


def _file(content: bytes, kind: str, form: PeriodForm, ending: str) -> HttpResponse:
    way = "inline" if ending == "pdf" else "attachment"
    name = f'{way}; filename="bao-cao-an-toan-thong-tin-{form.period}.{ending}"'
    return HttpResponse(
        content,
        content_type=kind,
        headers={"Content-Disposition": name, "Cache-Control": "private, no-store"},
    )


@require_safe
@role_required(*READERS)
def show_definitions(request: HttpRequest) -> HttpResponse:
    """A sentence for each line; the same for everybody."""
    return render(request, "security/reporting/definitions.html", {"lines": LINES})
