"""How the agency's own documents are drafted and issued in a year: on the page, printed, saved."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tinhso.documents.outgoing.progress_page import WIDTHS, progress_table, type_lines
from tinhso.documents.pages.tabs import document_tabs
from tinhso.documents.registers.forms import RegisterFilterForm
from tinhso.documents.registers.saved_table import WAYS_TO_SAVE, saved_table
from tinhso.kernel.people.public import actor_for, role_required
from tinhso.kernel.people.roles import Auditor, Clerk, Head
from tinhso.kernel.site import clock


@require_safe
@role_required(Clerk, Head, Auditor)
def show_progress(request: HttpRequest) -> HttpResponse:
    """Of the agency's clerk, its leaders, its auditors."""
    by, today = actor_for(request), clock.today()
    form = RegisterFilterForm(request.GET or None, initial={"nam": today.year})
    form.is_valid()
    year = getattr(form, "cleaned_data", {}).get("nam") or today.year
    table = progress_table(type_lines(by.agency_id or 0, year, now=clock.now()))
    if (way := request.GET.get("tep")) in WAYS_TO_SAVE:
        return saved_table(
            table,
            str(way),
            by,
            name=f"tinh-hinh-van-ban-di-{year}",
            title=_("Tình hình soạn thảo, phát hành văn bản đi"),
            subject=_("Năm %(year)s") % {"year": year},
            widths=WIDTHS,
        )
    context = {"tabs": document_tabs(request, by), "form": form, "table": table, "year": year}
    return render(request, "documents/outgoing/progress.html", context)
