"""All metadata of a document, for whoever may read it: on a page, and saved."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tinhso.documents.outgoing.metadata_page import metadata_table
from tinhso.documents.outgoing.views.finding import document_of
from tinhso.kernel.events.public import log_access
from tinhso.kernel.people.public import actor_for, officer_required
from tinhso.kernel.site import clock


@require_safe
@officer_required
def show_metadata(request: HttpRequest, code: str) -> HttpResponse:
    document, by = document_of(request, code), actor_for(request)
    log_access(by=by, purpose="handling", page="outgoing_metadata", case_ids=[document.pk], at=clock.now())
    table = metadata_table(document, by, clock.today())
    if request.GET.get("tep") == "csv":
        answer = HttpResponse("\ufeff" + table.as_csv(), content_type="text/csv; charset=utf-8")
        answer["Content-Disposition"] = f'attachment; filename="{document.case.code}-sieu-du-lieu.csv"'
        return answer
    return render(request, "documents/outgoing/metadata.html", {"document": document, "table": table})
