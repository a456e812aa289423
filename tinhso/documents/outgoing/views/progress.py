"""How the agency's own documents are drafted and issued in a year: on the page, printed, saved."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tinhso.documents.outgoing.progress_page import WIDTHS, progress_table, type_lines
from tinhso.documents.pages.places import place_name
from tinhso.documents.pages.tabs import document_tabs
from tinhso.documents.registers.forms import RegisterFilterForm
from tinhso.documents.registers.register_page import table_pdf
from tinhso.kernel.people.public import Actor, Agency, actor_for, role_required
from tinhso.kernel.people.roles import Auditor, Clerk, Head
from tinhso.kernel.site import clock
from tinhso.kernel.site.shapes import Table


@require_safe
@role_required(Clerk, Head, Auditor)
def show_progress(request: HttpRequest) -> HttpResponse:
    """Of the agency's clerk, its leaders, its auditors."""
    by, today = actor_for(request), clock.today()
    form = RegisterFilterForm(request.GET or None, initial={"nam": today.year})
    form.is_valid()
    year = getattr(form, "cleaned_data", {}).get("nam") or today.year
    table = progress_table(type_lines(by.agency_id or 0, year, now=clock.now()))
    if (way := request.GET.get("tep")) in ("csv", "pdf"):
        return _file(table, str(way), by, year)
    context = {"tabs": document_tabs(request, by), "form": form, "table": table, "year": year}
    return render(request, "documents/outgoing/progress.html", context)


def _file(table: Table, way: str, by: Actor, year: int) -> HttpResponse:
    if way == "csv":
        answer = HttpResponse("\ufeff" + table.as_csv(), content_type="text/csv; charset=utf-8")
    else:
        agency = Agency.objects.select_related("parent", "unit").get(pk=by.agency_id or 0)
        pdf = table_pdf(
            table,
            agency,
            title=_("Tình hình soạn thảo, phát hành văn bản đi"),
            subject=_("Năm %(year)s") % {"year": year},
            widths=WIDTHS,
            place=place_name(agency, clock.today()),
            now=clock.now(),
        )
        answer = HttpResponse(pdf, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="tinh-hinh-van-ban-di-{year}.{way}"'
    return answer
