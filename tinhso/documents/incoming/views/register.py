"""The register of arriving documents: looked up, printed, saved."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tinhso.documents.incoming.forms import ArrivalFilterForm
from tinhso.documents.incoming.register_page import WIDTHS, narrowed, register_table
from tinhso.documents.models import ArrivingDocument
from tinhso.documents.pages.places import place_name
from tinhso.documents.pages.tabs import document_tabs
from tinhso.documents.registers.register_page import table_pdf
from tinhso.kernel.people.public import Actor, Agency, actor_for, role_required
from tinhso.kernel.people.roles import Auditor, Clerk, Head
from tinhso.kernel.site import clock

PAGE = 50
MOST_PRINTED = 5000


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
    way = request.GET.get("tep")
    if way in ("csv", "pdf"):
        return _saved(way, list(rows[:MOST_PRINTED]), by, year)
    page = Paginator(rows, PAGE).get_page(request.GET.get("trang"))
    here = list(page.object_list)
    mine = ArrivingDocument.objects.visible_to(by, on=today).filter(pk__in=[one.pk for one in here])
    asked = request.GET.copy()
    asked.pop("trang", None)
    more = f"&{asked.urlencode()}" if asked else ""
    context = {
        "tabs": document_tabs(request, by),
        "form": form,
        "table": register_table(here, linked=frozenset(mine.values_list("pk", flat=True))),
        "year": year,
        "query": asked.urlencode(),
        "next_url": f"?trang={page.number + 1}{more}" if page.has_next() else "",
        "previous_url": f"?trang={page.number - 1}{more}" if page.has_previous() else "",
    }
    return render(request, "documents/incoming/arrivals.html", context)


def _saved(way: str, documents: list[ArrivingDocument], by: Actor, year: int) -> HttpResponse:
    table = register_table(documents)
    name = f"so-van-ban-den-{year}.{way}"
    if way == "csv":
        answer = HttpResponse("\ufeff" + table.as_csv(), content_type="text/csv; charset=utf-8")
    else:
        agency = Agency.objects.select_related("parent", "unit").get(pk=by.agency_id or 0)
        pdf = table_pdf(
            table,
            agency,
            title=_("Sổ đăng ký văn bản đến"),
            subject=_("Năm %(year)s") % {"year": year},
            widths=WIDTHS,
            place=place_name(agency, clock.today()),
            now=clock.now(),
        )
        answer = HttpResponse(pdf, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
