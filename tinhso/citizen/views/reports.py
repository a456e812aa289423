"""The public list, the page of one report, its pictures."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from tinhso.casework.public import Case
from tinhso.citizen.drafts import sent_from
from tinhso.citizen.models import Report
from tinhso.kernel.files.public import serve
from tinhso.kernel.people.public import actor_for, officer_required, public_page
from tinhso.kernel.site.views.errors import not_found

PAGE = 20


@require_safe
@public_page
def reports(request: HttpRequest) -> HttpResponse:
    """What was reported and published, the newest first."""
    found = Report.objects.published().select_related("case", "category", "commune")
    context = {"reports": found.order_by("-sent_at", "-pk")[:PAGE]}
    return render(request, "citizen/reports.html", context)


def readable(request: HttpRequest, code: str) -> Report | None:
    """The report if it is published, this browser sent it, or the account takes part in its case."""
    found = Report.objects.select_related("case", "category", "commune").filter(case__code=code).first()
    if found is None:
        return None
    if found.visibility == Report.Visibility.PUBLISHED or sent_from(request, code):
        return found
    mine = Case.objects.visible_to(actor_for(request)).filter(pk=found.case_id).exists()
    return found if mine else None


@require_safe
@public_page
def report(request: HttpRequest, code: str) -> HttpResponse:
    """One report: what, where, what became of it."""
    found = readable(request, code)
    if found is None:
        return not_found(request)
    context = {"report": found, "case": found.case, "photos": found.photos.filter(hidden=False)}
    return render(request, "citizen/report.html", context)


@require_safe
@public_page
def photo(request: HttpRequest, code: str, photo: int) -> HttpResponse:
    """One picture of a readable report."""
    found = readable(request, code)
    row = found.photos.select_related("file").filter(pk=photo, hidden=False).first() if found else None
    return serve(request, row.file, by=actor_for(request), inline=True) if row else not_found(request)  # type: ignore[return-value]


@require_safe
@officer_required
def desk_report(request: HttpRequest, code: str) -> HttpResponse:
    """Where an officer works on a report."""
    return redirect("report", code)
