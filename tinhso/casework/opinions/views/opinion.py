from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from tinhso.casework.answer_templates.placing import place, with_templates
from tinhso.casework.case.permissions import can_act
from tinhso.casework.history.history import why_due
from tinhso.casework.models import AnswerTemplate, Case
from tinhso.casework.opinions.actions.give_opinion import give_opinion
from tinhso.casework.opinions.forms import OpinionForm
from tinhso.kernel.events.public import log_access
from tinhso.kernel.people.public import actor_for, officer_required
from tinhso.kernel.site import clock


@require_safe
@officer_required
def show_opinion(request: HttpRequest, code: str) -> HttpResponse:
    """What another agency asks us, until when, and the form to answer."""
    return page(request, found(request, code), OpinionForm())


@require_POST
@officer_required
def answer_opinion(request: HttpRequest, code: str) -> HttpResponse:
    opinion, form = found(request, code), OpinionForm(request.POST)
    if not form.is_valid():
        return page(request, opinion, form, status=422)
    give_opinion(
        opinion=opinion,
        ver=form.cleaned_data["ver"],
        text=form.cleaned_data["text"],
        by=actor_for(request),
        now=clock.now(),
    )
    messages.success(request, "Đã gửi ý kiến.")
    return redirect("worklist")


@require_POST
@officer_required
def place_opinion(request: HttpRequest, code: str) -> HttpResponse:
    """A template into the field, below what is typed there; nothing is sent."""
    opinion, form = found(request, code), OpinionForm()
    by, now = actor_for(request), clock.now()
    placed = place(form, request.POST, case=opinion, kind=AnswerTemplate.Kind.OPINION, by=by, now=now)
    (messages.info if placed.placed else messages.warning)(request, placed.words)
    return page(request, opinion, form)


def found(request: HttpRequest, code: str) -> Case:
    cases = Case.objects.visible_to(actor_for(request)).select_related("parent", "agency", "parent__agency")
    return get_object_or_404(cases, kind="opinion", code=code)


def page(request: HttpRequest, opinion: Case, form: OpinionForm, *, status: int = 200) -> HttpResponse:
    by = actor_for(request)
    seen = [pk for pk in (opinion.pk, opinion.parent_id) if pk]
    log_access(by=by, purpose="handling", page="opinion", case_ids=seen, at=clock.now())
    with_templates({"opinion": (AnswerTemplate.Kind.OPINION, form)}, by)
    context = {
        "opinion": opinion,
        "question": opinion.notes.first(),
        "form": form,
        "may": can_act(opinion, by),
        "why": why_due(opinion),
        "now": clock.now(),
    }
    return render(request, "casework/opinion.html", context, status=status)
