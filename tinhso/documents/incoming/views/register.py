"""The register of arriving documents: looked up, printed, saved."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tinhso.documents.incoming.forms import ArrivalFilterForm
from tinhso.documents.incoming.handling_page import WIDTHS as UNIT_WIDTHS
from tinhso.documents.incoming.handling_page import handling_table, unit_lines
from tinhso.documents.incoming.permissions import check_can_follow_handling
from tinhso.documents.incoming.register_page import WIDTHS, narrowed, register_table
from tinhso.documents.models import ArrivingDocument
from tinhso.documents.pages.listing import page_of, rows_to_save
from tinhso.documents.pages.tabs import document_tabs
from tinhso.documents.registers.saved_table import saved_table
from tinhso.kernel.people.public import actor_for, role_required
from tinhso.kernel.people.roles import Auditor, Clerk, Head
from tinhso.kernel.site import clock


@require_safe
@role_required(Clerk, Head, Auditor)
def show_arrivals(request: HttpRequest) -> HttpResponse:
    """What the agency registered this year, or in the year and by the words that were asked for."""
    by, today = actor_for(request), clock.today()
    form = ArrivalFilterForm(request.GET or None, initial={"nam": today.year})
    form.is_valid()
    found = getattr(form, "cleaned_data", {})
    year = found.get("nam") or today.year
    rows = narrowed(ArrivingDocument.objects.in_register_of(by), year=year, words=found.get("q") or "")
    if (saved := rows_to_save(request, rows)) is not None:
        return saved_table(
            register_table(saved),
            request.GET["tep"],
            by,
            name=f"so-van-ban-den-{year}",
            title=_("Sổ đăng ký văn bản đến"),
            subject=_("Năm %(year)s") % {"year": year},
            widths=WIDTHS,
        )
    page = page_of(request, rows)
    mine = ArrivingDocument.objects.visible_to(by, on=today).filter(pk__in=[one.pk for one in page.rows])
    context = {
        "tabs": document_tabs(request, by),
        "form": form,
        "table": register_table(page.rows, linked=frozenset(mine.values_list("pk", flat=True))),
        "year": year,
        "query": page.query,
        "next_url": page.next_url,
        "previous_url": page.previous_url,
    }
    return render(request, "documents/incoming/arrivals.html", context)


@require_safe
@role_required(Clerk, Head, Auditor)
def show_handling(request: HttpRequest) -> HttpResponse:
    """How the units handle what the agency registered in a year: on the page, printed, saved."""
    by, now = actor_for(request), clock.now()
    form = ArrivalFilterForm(request.GET or None, initial={"nam": clock.today().year})
    form.is_valid()
    year = getattr(form, "cleaned_data", {}).get("nam") or clock.today().year
    check_can_follow_handling(by)
    table = handling_table(unit_lines(by.agency_id or 0, year, now=now))
    way = request.GET.get("tep")
    if way in ("csv", "pdf"):
        title = _("Tình hình giải quyết văn bản đến")
        return saved_table(
            table,
            way,
            by,
            name=f"tinh-hinh-van-ban-den-{year}",
            title=title,
            subject=_("Năm %(year)s") % {"year": year},
            widths=UNIT_WIDTHS,
        )
    context = {"tabs": document_tabs(request, by), "form": form, "table": table, "year": year}
    return render(request, "documents/incoming/handling.html", context)
