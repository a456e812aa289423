from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
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
from tinhso.kernel.events.public import Actor
from tinhso.kernel.papers.public import Paper
from tinhso.kernel.people.public import actor_for, citizen_required
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import is_on_own_device
from tinhso.kernel.site.shapes import Entry
from tinhso.lib.forms.summary import summarise
from tinhso.onestop.catalogue.papers import paper_states
from tinhso.onestop.catalogue.places import unit_names
from tinhso.onestop.desk.calendar import calendar_of
from tinhso.onestop.desk.forms import RateForm, WithdrawForm
from tinhso.onestop.desk.permissions import can_rate, can_take_result, can_withdraw
from tinhso.onestop.dossier.dossier_rows import read_rows
from tinhso.onestop.dossier.forms import VerForm
from tinhso.onestop.dossier.permissions import can_edit
from tinhso.onestop.dossier.unpaid import is_held, owed_words
from tinhso.onestop.dossier.views.download import sent
from tinhso.onestop.dossier.views.finding import drafts_of_others, own_dossier
from tinhso.onestop.dossier.visit_wishes import wishes_visible_to
from tinhso.onestop.handling.actions.withdraw_dossier import withdraw_dossier as withdraw
from tinhso.onestop.intake.actions.discard_dossier import discard_dossier
from tinhso.onestop.intake.former_answers import former_parts
from tinhso.onestop.intake.views.fill import resumed
from tinhso.onestop.linked_services.page import parts_shown, where_now
from tinhso.onestop.models import Dossier
from tinhso.onestop.money.fee_page import FeeShown, fees_shown
from tinhso.onestop.offers.my_offers import offers_of
from tinhso.onestop.registration.records import record_of

MOST_READINGS = 100
"""Lines of "Ai đã xem hồ sơ này"; all of them are in the export of one's own data."""


@require_safe
@is_on_own_device
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
    return render(request, "onestop/desk/mine.html", context)


@require_safe
@is_on_own_device
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
    timeline = history(case, for_citizen=True, rows=rows.history)
    fees = fees_shown(dossier, now)
    context = {
        "dossier": dossier,
        "where": where_now(parts, case),
        "linked": parts,
        "result_name": record.paper if record else dossier.version.result_name,
        "can_take": takes,
        "history": timeline,
        "newest_first": newest_first(timeline.entries),
        "dated": dates_of(dossier, timeline.reply_due),
        "to_pay": next((fee for fee in fees if fee.account), None),
        "offers": offers_of(dossier, actor, now.date()),
        "asked": max(asked, key=lambda note: note.pk, default=None),
        "until": supplement_until(case),
        "slips": list(dossier.slips.all()),
        "trips": list(dossier.trips.all()),
        "handed": rows.handed,
        "papers": paper_states(dossier, dossier.attachments.all()),
        "former_parts": former_parts(dossier, now.date()),
        "parts": summarise(dossier.version.definition, dossier.answers, unit_names=unit_names(now.date())),
        "result": rows.issued if takes else None,
        **unpaid(dossier, rows.issued, fees, now),
        "readings": readings([case.pk])[:MOST_READINGS],
        "can_edit": can_edit(dossier, actor),
        "can_withdraw": can_withdraw(dossier, actor),
        "rate": rate_form(dossier, actor, rate),
        "fees": fees,
        "wishes": wishes_visible_to(dossier, actor),
        "now": now,
    }
    return render(request, "onestop/desk/dossier.html", context, status=status)


def unpaid(
    dossier: Dossier, issued: Paper | None, fees: Sequence[FeeShown], now: datetime
) -> dict[str, object]:
    """Whether the result waits for its fee, and what is owed where it does not."""
    amount = sum(fee.charge.rest for fee in fees if not fee.charge.is_duty)
    return {"held": issued is not None and is_held(dossier, now), "debt": owed_words(amount)}


def rate_form(dossier: Dossier, actor: Actor, sent: RateForm | None) -> RateForm | None:
    """What was sent with its faults, or the form as it stands; None for who may not rate."""
    initial = {"ver": dossier.case.ver, "stars": dossier.case.rating}
    return (sent or RateForm(initial=initial)) if can_rate(dossier, actor) else None


def newest_first(entries: Sequence[Entry]) -> list[Entry]:
    """The timeline as it is read: what happened last on top, and filled."""
    turned = [replace(entry, state="done") if entry.state == "now" else entry for entry in entries[::-1]]
    return [replace(turned[0], state="now"), *turned[1:]] if turned and turned[0].state != "late" else turned


def dates_of(dossier: Dossier, reply_due: datetime | None) -> list[tuple[str, datetime, str]]:
    """What of this dossier belongs into a calendar: the answer, the supplement, the result."""
    case, name = dossier.case, dossier.version.procedure.name
    until = supplement_until(case) if case.state == State.WAITING_CITIZEN else None
    asked = case.state == State.SUBMITTED and reply_due
    found = [
        ("tra-loi", reply_due if asked else None, _("Cơ quan trả lời hồ sơ: %(name)s")),
        ("bo-sung", until, _("Hạn bổ sung hồ sơ: %(name)s")),
        ("hen-tra", case.due_at if case.settled_at is None else None, _("Hẹn trả kết quả: %(name)s")),
    ]
    return [(key, at, words % {"name": name}) for key, at, words in found if at]


@require_safe
@citizen_required
def download_calendar(request: HttpRequest, code: str) -> HttpResponse:
    """The dates of my dossier for the calendar of the telephone; 404 where it has none."""
    dossier = own_dossier(request, code)
    entries = history(dossier.case, for_citizen=True)
    dates = dates_of(dossier, entries.reply_due)
    if not dates:
        raise Http404
    content = calendar_of(dossier, dates, made_at=datetime.now(UTC))
    return sent(content, "text/calendar; charset=utf-8", "hen-ho-so.ics")


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
    """ServiceQuery twice: the first sending shows what it means, `sure` does it."""
    dossier, form = own_dossier(request, code), WithdrawForm(request.POST)
    if not can_withdraw(dossier, actor_for(request)):
        raise Http404
    if not form.is_valid() or "sure" not in request.POST:
        return render(request, "onestop/desk/withdraw.html", {"dossier": dossier, "form": form})
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
