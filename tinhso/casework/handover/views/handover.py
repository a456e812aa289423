"""The head hands the open cases of one officer to another: first the list of what would happen, then the deed."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.casework.handover.absences import away, seats_headed
from tinhso.casework.handover.actions.hand_on_case import hand_on_case
from tinhso.casework.handover.forecast import MOST, NO_POST, Line, cases_of, forecast, held_at, holders
from tinhso.casework.handover.forms import HandOnForm
from tinhso.casework.models import Case
from tinhso.casework.models.case import Conflict
from tinhso.casework.moves.actions.assign_case import NotOfThatPost
from tinhso.kernel.people.public import Absence, Actor, Agency, Post, User, actor_for, role_required
from tinhso.kernel.people.roles import Head
from tinhso.kernel.site import clock

NAMED = 10


@require_safe
@role_required(Head)
def show_holders(request: HttpRequest) -> HttpResponse:
    """Whoever holds open cases at my agency and its desks, first those who are gone or locked out."""
    day = clock.today()
    seats = [seat.pk for seat in seats_headed(actor_for(request), day)]
    return render(request, "casework/holders.html", {"holders": holders(seats, day)})


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Head)
def hand_on(request: HttpRequest, pk: int) -> HttpResponse:
    """The open cases of one officer; POST shows what a handover would do, or with `deed=go` does it."""
    by, now = actor_for(request), clock.now()
    seats = seats_headed(by, now.date())
    officer = get_object_or_404(User, pk=pk)
    cases = list(cases_of(pk, [s.pk for s in seats]).select_related("process")[:MOST])
    if not cases and request.method != "POST":
        raise Http404
    if not cases:  # sent twice: the first has handed them over
        return redirect("holders")
    form = form_for(request, officer, seats, now)
    lines = [Line(case) for case in cases]
    if form.is_valid():
        versions, to = form.versions(), form.cleaned_data["to"]
        chosen = [case for case in cases if case.code in versions]
        if away([to.agency_id], [to.user_id], now.date()):
            form.add_error("to", _("Người này hôm nay vắng mặt. Chọn người khác."))
        elif request.POST.get("deed") == "go":
            return go(request, chosen, versions, (pk, to.user_id), form.cleaned_data["reason"], by, now)
        else:
            lines = forecast(chosen, pk, to.user_id, now.date())
    context = {
        "officer": officer,
        "lines": lines,
        "form": form,
        "asked": form.is_bound and form.is_valid(),
        "moving": sum(not line.fault for line in lines),
        "most": MOST,
        "more": len(cases) == MOST,
        "now": now,
    }
    return render(request, "casework/hand_on.html", context, status=422 if form.errors else 200)


def roles_held(officer: User, seats: list[Agency]) -> list[str]:
    """In which roles the officer holds open cases there: only who carries one of them may take any. One query."""
    rows = held_at([seat.pk for seat in seats]).filter(officer=officer)
    return sorted(set(rows.values_list("role", flat=True)))


def absent_at(seats: list[Agency], now: datetime) -> "QuerySet[Absence, Any]":
    """The accounts that are away there today, as a part of a query."""
    return Absence.objects.on(now.date()).filter(agency__in=[seat.pk for seat in seats]).values("officer")


def form_for(request: HttpRequest, officer: User, seats: list[Agency], now: datetime) -> HandOnForm:
    posts = Post.objects.on(now.date()).filter(agency__in=[s.pk for s in seats], user__is_active=True)
    posts = posts.filter(roles__overlap=roles_held(officer, seats)).exclude(user=officer)
    posts = posts.exclude(user__in=absent_at(seats, now)).select_related("user", "agency")
    posts = posts.order_by("agency", "user__full_name", "pk")
    return HandOnForm(request.POST or None, posts=posts, most=MOST)


def go(
    request: HttpRequest,
    cases: list[Case],
    versions: dict[str, int],
    people: tuple[int, int],
    reason: str,
    by: Actor,
    now: datetime,
) -> HttpResponse:
    """Each in its own transaction: one that was moved meanwhile is named and holds up nobody."""
    done, failed = 0, []
    for case in cases:
        words = {"ver": versions[case.code], "from_id": people[0], "to_id": people[1], "reason": reason}
        try:
            hand_on_case(case=case, **words, by=by, now=now)  # type: ignore[arg-type]
            done += 1
        except NotOfThatPost:
            failed.append(f"{case.code}: {NO_POST.lower()}")
        except Conflict:
            failed.append(f"{case.code}: vừa có người xử lý")
    if done:
        messages.success(request, _("Đã bàn giao %(n)s việc.") % {"n": done})
    for text in failed[:NAMED]:
        messages.error(request, text)
    if len(failed) > NAMED:
        messages.error(request, _("Còn %(n)s việc khác chưa bàn giao.") % {"n": len(failed) - NAMED})
    return redirect("holders")
