from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tinhso.casework.public import (
    Note,
    State,
    history,
    rate_case,
    readings,
    supplement_until,
    where_is,
)
from tinhso.kernel.people.public import actor_for, citizen_required
from tinhso.kernel.site import clock
from tinhso.lib.forms.summary import summarise
from tinhso.onestop.catalogue.papers import paper_states
from tinhso.onestop.catalogue.places import unit_names
from tinhso.onestop.desk.forms import RateForm, WithdrawForm
from tinhso.onestop.desk.permissions import can_rate, can_take_result, can_withdraw
from tinhso.onestop.dossier.dossier_rows import read_rows
from tinhso.onestop.dossier.forms import VerForm
from tinhso.onestop.dossier.permissions import can_edit
from tinhso.onestop.dossier.views.finding import drafts_of_others, own_dossier
from tinhso.onestop.handling.actions.withdraw_dossier import withdraw_dossier as withdraw
from tinhso.onestop.intake.actions.discard_dossier import discard_dossier
from tinhso.onestop.intake.former_answers import former_parts
from tinhso.onestop.intake.views.fill import resumed
from tinhso.onestop.linked_services.page import parts_shown, where_now
from tinhso.onestop.models import Dossier
from tinhso.onestop.money.fee_page import fees_shown
from tinhso.onestop.registration.records import record_of

MOST_READINGS = 100
"""Lines of "Ai đã xem hồ sơ này"; all of them are in the export of one's own data."""


@require_safe
@citizen_required
def my_dossiers(request: HttpRequest) -> HttpResponse:
    """Every dossier of mine and those that I file for others, drafts first, then those that wait for me, then the newest."""
    actor = actor_for(request)
    me = actor.person_id
    found = (
        Dossier.objects.visible_to(actor)
        .listed()
        .select_related("case__agency", "case__process", "consent")
        .filter(Q(case__person=me) | Q(case__submitter=me))
        .exclude(drafts_of_others(actor.person_id))
        .exclude(case__state=State.WITHDRAWN, case__submitted_at=None)
        .order_by("-case__opened_at")[:200]
    )
    order = {State.WAITING_CITIZEN: 0, State.DRAFT: 1}
    rows = sorted(found, key=lambda d: order.get(State(d.case.state), 2))
    drafts = sum(d.case.state == State.DRAFT for d in rows)
    context = {"rows": [(d, where_is(d.case)) for d in rows], "drafts": drafts, "now": clock.now(), "me": me}
    return render(request, "onestop/mine.html", context)


@require_safe
@citizen_required
def show_dossier(request: HttpRequest, code: str) -> HttpResponse:
    """Where my dossier stands, until when, why then, what happened, who read it, and what I can do."""
    dossier = own_dossier(request, code)
    if dossier.case.state == State.DRAFT:
        return redirect(resumed(dossier))
    return page(request, dossier)


def page(
    request: HttpRequest, dossier: Dossier, *, rate: RateForm | None = None, status: int = 200
) -> HttpResponse:
    actor, case, now = actor_for(request), dossier.case, clock.now()
    rows, takes = read_rows(dossier, for_citizen=True), can_take_result(dossier, actor)
    parts = parts_shown(dossier, now) if case.accepted_at else []
    record = record_of(dossier.version)
    asked = [note for note in rows.history.notes if note.kind == Note.Kind.SUPPLEMENT]
    context = {
        "dossier": dossier,
        "where": where_now(parts, case),
        "linked": parts,
        "result_name": record.paper if record else dossier.version.result_name,
        "can_take": takes,
        "history": history(case, for_citizen=True, rows=rows.history),
        "asked": max(asked, key=lambda note: note.pk, default=None),
        "until": supplement_until(case),
        "slips": list(dossier.slips.all()),
        "trips": list(dossier.trips.all()),
        "handed": rows.handed,
        "papers": paper_states(dossier, dossier.attachments.all()),
        "former_parts": former_parts(dossier, now.date()),
        "parts": summarise(dossier.version.definition, dossier.answers, unit_names=unit_names(now.date())),
        "result": rows.issued if takes else None,
        "readings": readings([case.pk])[:MOST_READINGS],
        "can_edit": can_edit(dossier, actor),
        "can_withdraw": can_withdraw(dossier, actor),
        "rate": (rate or RateForm(initial={"ver": case.ver, "stars": case.rating}))
        if can_rate(dossier, actor)
        else None,
        "fees": fees_shown(dossier, now),
        "now": now,
    }
    return render(request, "onestop/dossier.html", context, status=status)


@require_POST
@citizen_required
def rate_dossier(request: HttpRequest, code: str) -> HttpResponse:
    dossier, form = own_dossier(request, code), RateForm(request.POST)
    if not form.is_valid():
        return page(request, dossier, rate=form, status=422)
    data = form.cleaned_data
    rate_case(case=dossier.case, ver=data["ver"], stars=data["stars"], by=actor_for(request), now=clock.now())
    messages.success(request, "Cảm ơn ông/bà đã đánh giá.")
    return redirect("dossier", code)


@require_POST
@citizen_required
def withdraw_dossier(request: HttpRequest, code: str) -> HttpResponse:
    """Asked twice: the first sending shows what it means, `sure` does it."""
    dossier, form = own_dossier(request, code), WithdrawForm(request.POST)
    if not can_withdraw(dossier, actor_for(request)):
        raise Http404
    if not form.is_valid() or "sure" not in request.POST:
        return render(request, "onestop/withdraw.html", {"dossier": dossier, "form": form})
    withdraw(
        dossier=dossier,
        ver=form.cleaned_data["ver"],
        text=form.cleaned_data["text"],
        by=actor_for(request),
        now=clock.now(),
    )
    messages.success(request, "Đã rút hồ sơ.")
    return redirect("dossier", code)


@require_http_methods(["GET", "HEAD", "POST"])
@citizen_required
def discard(request: HttpRequest, code: str) -> HttpResponse:
    """Bỏ bản nháp: the page says what is lost, the button does it; what was handed in is withdrawn instead."""
    dossier, form = own_dossier(request, code), VerForm(request.POST or None)
    if dossier.case.state != State.DRAFT:
        raise Http404
    if not form.is_valid():
        return render(request, "onestop/discard.html", {"dossier": dossier})
    discard_dossier(dossier=dossier, ver=form.cleaned_data["ver"], by=actor_for(request), now=clock.now())
    messages.success(request, "Đã bỏ bản nháp.")
    return redirect("my_dossiers")
