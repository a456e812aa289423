"""The asker's own pages: where a request stands, what was answered, adding what was missing, taking it back."""

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tinhso.casework.public import NoteRefused, State, history, is_applicant, withdraw_case
from tinhso.citizen.feedback.deeds import unnamed
from tinhso.citizen.information_access.actions.complete_request import complete_request
from tinhso.citizen.information_access.forms import MoreForm, VersionForm
from tinhso.citizen.information_access.paper_pdf import draw_paper
from tinhso.citizen.information_access.route import KIND, grounds_on
from tinhso.citizen.models import InformationPaper, InformationRequest
from tinhso.kernel.files.public import serve
from tinhso.kernel.people.public import actor_for, citizen_required
from tinhso.kernel.site import clock

TEMPLATE = "citizen/information_access/mine.html"


def own_request(request: HttpRequest, code: str) -> InformationRequest:
    """The asker's own; 404 for everybody else, whether it exists or not."""
    actor = actor_for(request)
    rows = InformationRequest.objects.visible_to(actor).whole().filter(case__code=code, case__kind=KIND)
    found = rows.first()
    if found is None or not is_applicant(found.case, actor):
        raise Http404
    return found


@require_safe
@citizen_required
def my_information_request(request: HttpRequest, code: str) -> HttpResponse:
    """Where it stands, what was answered, and what the asker may do now."""
    return render(request, TEMPLATE, own_page(own_request(request, code)))


def own_page(wanted: InformationRequest, wrong: Form | None = None) -> dict[str, object]:
    case = wanted.case
    more = wrong or MoreForm(initial={"ver": case.ver})
    day = (case.settled_at or clock.now()).date()
    return {
        "wanted": wanted,
        "papers": list(wanted.papers.all()),
        "files": list(wanted.files.select_related("file")) if case.settled_at else [],
        "ground": grounds_on(day).get(wanted.ground, ""),
        "history": history(case, for_citizen=True),
        "more_form": more if case.state == State.WAITING_CITIZEN else None,
        "may_withdraw": not case.is_final and case.settled_at is None,
    }


@require_POST
@citizen_required
def add_to_information_request(request: HttpRequest, code: str) -> HttpResponse:
    wanted, form = own_request(request, code), MoreForm(request.POST)
    if form.is_valid():
        try:
            complete_request(request=wanted, by=actor_for(request), now=clock.now(), **form.cleaned_data)
        except NoteRefused as error:
            form.add_error("text", str(error))
        else:
            messages.success(request, _("Đã gửi phần bổ sung."))
            return redirect("my_information_request", code)
    return render(request, TEMPLATE, own_page(wanted, form), status=422)


@require_POST
@citizen_required
def withdraw_information_request(request: HttpRequest, code: str) -> HttpResponse:
    wanted, form = own_request(request, code), VersionForm(request.POST)
    if not form.is_valid():
        raise Http404
    by = unnamed(actor_for(request))
    withdraw_case(case=wanted.case, ver=form.cleaned_data["ver"], text="", by=by, now=clock.now())
    messages.success(request, _("Đã rút yêu cầu."))
    return redirect("my_information_request", code)


@require_safe
@citizen_required
def my_information_paper(request: HttpRequest, code: str, form: str) -> HttpResponse:
    """A paper of the agency about one's own request."""
    papers = own_request(request, code).papers.select_related("request__case", "agency__parent")
    return pdf(get_object_or_404(papers, form=form))


def pdf(paper: InformationPaper) -> HttpResponse:
    response = HttpResponse(draw_paper(paper), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{paper.form}.pdf"'
    response["Cache-Control"] = "no-store"
    return response


@require_safe
@citizen_required
def my_information_file(request: HttpRequest, code: str, pk: int) -> HttpResponseBase:
    """A file of the answer, once it was given."""
    wanted = own_request(request, code)
    if wanted.case.settled_at is None:
        raise Http404
    attached = get_object_or_404(wanted.files.select_related("file"), pk=pk)
    return serve(request, attached.file, by=actor_for(request), cases=[wanted.case_id])
