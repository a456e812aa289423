"""Disputes over objections and yearly reviews: their page, which is one decision."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tinhso.casework.public import Case, can_act
from tinhso.exchange.agreements import forms, sheet
from tinhso.exchange.agreements.actions.close_review import close_review
from tinhso.exchange.agreements.actions.decide_dispute import decide_dispute
from tinhso.exchange.agreements.agreement_process import DISPUTE, REVIEW
from tinhso.exchange.models import Agreement, AgreementDispute, AgreementReview
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import actor_for, officer_required
from tinhso.kernel.people.roles import Auditor
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import attempt

WAYS = ["GET", "HEAD", "POST"]


def readable(by: Actor) -> QuerySet[Case]:
    """Cases that this officer takes part in; an auditor reads all of disputes and reviews."""
    if by.holds(Auditor):
        return Case.objects.filter(kind__in=(DISPUTE, REVIEW))
    return Case.objects.visible_to(by)


@require_http_methods(WAYS)
@officer_required
def dispute(request: HttpRequest, code: str) -> HttpResponse:
    """The arbiter's page of an objection."""
    by, now = actor_for(request), clock.now()
    case = get_object_or_404(readable(by), code=code)
    found = get_object_or_404(
        AgreementDispute.objects.select_related("case__agency", "case__process"), case=case
    )
    form = forms.DecisionForm(
        request.POST if request.method == "POST" else None, initial={"ver": found.case.ver}
    )
    found.agreement = Agreement.objects.whole().get(pk=found.agreement_id)
    if request.method == "POST" and attempt(
        form, lambda given: decide_dispute(dispute=found, by=by, now=now, **given)
    ):
        messages.success(request, _("Đã giải quyết; hai bên được báo."))
        return redirect("exchange_dispute", code)
    context = {
        "dispute": found,
        "case": found.case,
        "facts": sheet.facts_of(found.agreement),
        "form": form,
        "open": not found.case.is_final and can_act(found.case, by),
    }
    return render(request, "exchange/agreements/dispute.html", context, status=422 if form.errors else 200)


@require_http_methods(WAYS)
@officer_required
def review(request: HttpRequest, code: str) -> HttpResponse:
    """The data officer's page of a yearly review."""
    by, now = actor_for(request), clock.now()
    case = get_object_or_404(readable(by), code=code)
    found = get_object_or_404(
        AgreementReview.objects.select_related("case__agency", "case__process"), case=case
    )
    form = forms.ReviewForm(
        request.POST if request.method == "POST" else None, initial={"ver": found.case.ver}
    )
    found.agreement = Agreement.objects.whole().get(pk=found.agreement_id)
    if request.method == "POST" and attempt(
        form, lambda given: close_review(review=found, by=by, now=now, **given)
    ):
        messages.success(request, _("Đã ghi kết quả rà soát; hai bên được báo."))
        return redirect("exchange_review", code)
    context = {
        "review": found,
        "case": found.case,
        "facts": sheet.facts_of(found.agreement),
        "form": form,
        "open": not found.case.is_final and can_act(found.case, by),
    }
    return render(request, "exchange/agreements/review.html", context, status=422 if form.errors else 200)
