"""A question about a use of one's data: the sender's page, and the data officer's page on which it is answered."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tinhso.casework.public import State, can_act, claim_case, history, is_applicant, withdraw_case
from tinhso.exchange.agreements.forms import VersionForm
from tinhso.exchange.data_uses.actions.answer_request import answer_request
from tinhso.exchange.data_uses.forms import UseAnswerForm
from tinhso.exchange.models import DataUseRequest
from tinhso.kernel.events.public import AccessRow, log_access
from tinhso.kernel.people.public import User, actor_for, citizen_required, officer_required
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import attempt


def own_request(request: HttpRequest, code: str) -> DataUseRequest:
    """The sender's own; 404 for everybody else, whether it exists or not."""
    actor = actor_for(request)
    found = DataUseRequest.objects.visible_to(actor).whole().filter(case__code=code).first()
    if found is None or not is_applicant(found.case, actor):
        raise Http404
    return found


@require_safe
@citizen_required
def my_request(request: HttpRequest, code: str) -> HttpResponse:
    """Where it stands and what was answered."""
    found = own_request(request, code)
    context = {
        "asked": found,
        "history": history(found.case, for_citizen=True),
        "may_withdraw": not found.case.is_final and found.answered_at is None,
    }
    return render(request, "exchange/data_uses/request_mine.html", context)


@require_POST
@citizen_required
def withdraw_request(request: HttpRequest, code: str) -> HttpResponse:
    """Take it back while nobody has answered."""
    found, form = own_request(request, code), VersionForm(request.POST)
    if not form.is_valid():
        raise Http404
    ver = form.cleaned_data["ver"]
    withdraw_case(case=found.case, ver=ver, text="", by=actor_for(request), now=clock.now())
    messages.success(request, _("Đã rút câu hỏi."))
    return redirect("my_data_use_request", code)


@require_http_methods(["GET", "HEAD", "POST"])
@officer_required
def desk_request(request: HttpRequest, code: str) -> HttpResponse:
    """What was asked, who opened what, and the answer; reading it is written into the access log."""
    by, now = actor_for(request), clock.now()
    found = DataUseRequest.objects.visible_to(by).whole().filter(case__code=code).first()
    if found is None:
        raise Http404
    open_now = found.case.state in {State.SUBMITTED, State.IN_PROGRESS} and can_act(found.case, by)
    form = UseAnswerForm(request.POST if request.method == "POST" else None, initial={"ver": found.case.ver})

    def answered(given: dict[str, Any]) -> Any:
        return answer_request(request=found, by=by, now=now, **given)

    if request.method == "POST" and attempt(form, answered):
        messages.success(request, _("Đã trả lời; người hỏi được báo."))
        return redirect("exchange_data_request", code)
    log_access(by=by, purpose="handling", page="data_use_request", case_ids=[found.case_id], at=now)
    if open_now:
        claim_case(case=found.case, by=by, now=now)
    context = {
        "asked": found,
        "case": found.case,
        "form": form,
        "open": open_now,
        "opened_by": opened_by(found) if open_now else "",
        "history": history(found.case, for_citizen=True),
        "now": now,
    }
    return render(
        request, "exchange/data_uses/request_desk.html", context, status=422 if form.errors else 200
    )


def opened_by(found: DataUseRequest) -> str:
    """The officer who opened the page that is asked about, for whoever has to answer. Two queries."""
    row = AccessRow.objects.filter(pk=found.reading or 0).first()
    if row is None or row.agency_id != found.case.agency_id:
        return ""
    return User.objects.filter(pk=row.actor_id or 0).values_list("full_name", flat=True).first() or ""
