"""Officers' pages of feedback: the register, one feedback, and one view for each deed on it."""

import uuid
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tinhso.casework.public import (
    AskedBefore,
    Case,
    NoteRefused,
    NotLapsed,
    State,
    can_act,
    claim_case,
    lapse_case,
)
from tinhso.citizen.feedback.actions.answer_feedback import answer_feedback
from tinhso.citizen.feedback.actions.ask_feedback_supplement import ask_feedback_supplement
from tinhso.citizen.feedback.actions.publish_feedback import (
    StillPersonal,
    publish_feedback,
    withhold_feedback,
)
from tinhso.citizen.feedback.actions.refuse_feedback import refuse_feedback
from tinhso.citizen.feedback.actions.send_feedback import Sender, send_feedback
from tinhso.citizen.feedback.actions.take_feedback import UnknownEarlier, take_feedback
from tinhso.citizen.feedback.forms import EnterForm
from tinhso.citizen.feedback.page import answering, form_of, page_context
from tinhso.citizen.models import Feedback
from tinhso.kernel.events.public import log_access
from tinhso.kernel.people.public import Actor, actor_for, officer_required, role_required
from tinhso.kernel.people.roles import DeskOfficer
from tinhso.kernel.site import clock

PAGE = 50
Deed = Callable[[Feedback, dict[str, Any], Actor, datetime], str]


@require_safe
@officer_required
def feedback_register(request: HttpRequest) -> HttpResponse:
    """Sổ phản ánh, kiến nghị: those in which this officer's post takes part, newest first."""
    rows = Feedback.objects.visible_to(actor_for(request)).filter(case__kind="feedback")
    shown = filtered(rows, request).select_related("case__agency").order_by("-case__submitted_at", "-pk")
    page = Paginator(shown, PAGE).get_page(request.GET.get("trang"))
    words = request.GET.copy()
    words.pop("trang", None)
    context = {
        "page": page,
        "now": clock.now(),
        "enters": actor_for(request).holds(DeskOfficer),
        "kinds": Feedback.Kind.choices,
        "states": [(s.value, s.label) for s in State if s != State.DRAFT],
        "chosen_kind": request.GET.get("loai", ""),
        "chosen_state": request.GET.get("tinh-trang", ""),
        "next_url": f"?{words.urlencode()}&trang={page.number + 1}" if page.has_next() else "",
        "previous_url": f"?{words.urlencode()}&trang={page.number - 1}" if page.has_previous() else "",
    }
    return render(request, "citizen/feedback/feedback_register.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(DeskOfficer)
def enter_feedback(request: HttpRequest) -> HttpResponse:
    """What came by letter or telephone; only the office that receives feedback may."""
    actor, now = actor_for(request), clock.now()
    form = EnterForm(request.POST or None, initial={"client_key": uuid.uuid4()}, agencies=answering(now))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        sent = send_feedback(
            sender=Sender(data["name"], data["phone"], data["address"]),
            wished=Feedback.Kind(data["wished"]),
            source=Case.Source(data["source"]),
            by=actor,
            now=now,
            **{name: data[name] for name in ("subject", "text", "about", "client_key")},
        )
        messages.success(request, _("Đã ghi sổ. Mã: %(code)s") % {"code": sent.case.code})
        return redirect("desk_feedback", sent.case.code)
    return render(
        request, "citizen/feedback/feedback_enter.html", {"form": form}, status=422 if form.errors else 200
    )


def filtered(rows: "QuerySet[Feedback]", request: HttpRequest) -> "QuerySet[Feedback]":
    kind, state = request.GET.get("loai", ""), request.GET.get("tinh-trang", "")
    if kind in Feedback.Kind.values:
        rows = rows.filter(kind=kind)
    return rows.filter(case__state=state) if state in State.values else rows


def found(request: HttpRequest, code: str) -> Feedback:
    """One in which this officer's post takes part; 404 for every other."""
    actor = actor_for(request)
    rows = Feedback.objects.visible_to(actor).whole().filter(case__code=code, case__kind="feedback")
    feedback = rows.first()
    if feedback is None:
        raise Http404
    return feedback


@require_safe
@officer_required
def desk_feedback(request: HttpRequest, code: str) -> HttpResponse:
    """Everything an officer needs of one; reading it is written into the access log."""
    feedback, actor, now = found(request, code), actor_for(request), clock.now()
    log_access(by=actor, purpose="handling", page="desk_feedback", case_ids=[feedback.case_id], at=now)
    if can_act(feedback.case, actor):
        claim_case(case=feedback.case, by=actor, now=now)
    return render(request, "citizen/feedback/feedback_desk.html", page_context(feedback, actor, now))


def deed_view(deed: str, act: Deed) -> Callable[[HttpRequest, str], HttpResponse]:
    """The view of one deed: a wrong form comes back with all that was typed."""

    def view(request: HttpRequest, code: str) -> HttpResponse:
        feedback, actor, now = found(request, code), actor_for(request), clock.now()
        form = form_of(deed, feedback, now, request.POST)
        if form.is_valid():
            try:
                messages.success(request, act(feedback, form.cleaned_data, actor, now))
            except UnknownEarlier:
                form.add_error("repeats", _("Người gửi này không có phản ánh nào với mã ấy."))
            except (AskedBefore, NotLapsed, NoteRefused, StillPersonal) as error:
                form.add_error(None, refusal_of(error))
            else:
                return redirect("worklist")
        context = page_context(feedback, actor, now, {deed: form})
        return render(request, "citizen/feedback/feedback_desk.html", context, status=422)

    return require_POST(officer_required(view))


def refusal_of(error: Exception) -> str:
    if isinstance(error, StillPersonal):
        return _("Nội dung để công khai còn dữ liệu cá nhân: %(what)s. Bỏ đi rồi công khai lại.") % {
            "what": ", ".join(error.found)
        }
    if isinstance(error, AskedBefore):
        return _("Đã yêu cầu bổ sung một lần; không yêu cầu thêm được.")
    if isinstance(error, NotLapsed):
        return _("Chưa hết hạn bổ sung của người gửi.")
    return str(error)


def _take(feedback: Feedback, data: dict[str, Any], by: Actor, now: datetime) -> str:
    take_feedback(feedback=feedback, by=by, now=now, **(data | {"kind": Feedback.Kind(data["kind"])}))
    return _("Đã giao %(agency)s trả lời.") % {"agency": data["agency"].name}


def _ask(feedback: Feedback, data: dict[str, Any], by: Actor, now: datetime) -> str:
    ask_feedback_supplement(feedback=feedback, by=by, now=now, **data)
    return _("Đã yêu cầu người gửi bổ sung.")


def _refuse(feedback: Feedback, data: dict[str, Any], by: Actor, now: datetime) -> str:
    refuse_feedback(feedback=feedback, by=by, now=now, **data)
    return _("Đã báo người gửi không tiếp nhận.")


def _lapse(feedback: Feedback, data: dict[str, Any], by: Actor, now: datetime) -> str:
    lapse_case(case=feedback.case, by=by, now=now, **data)
    return _("Đã kết thúc vì quá hạn bổ sung.")


def _reply(feedback: Feedback, data: dict[str, Any], by: Actor, now: datetime) -> str:
    answer_feedback(feedback=feedback, by=by, now=now, **data)
    return _("Đã trả lời; cơ quan tiếp nhận công khai kết quả.")


def _publish(feedback: Feedback, data: dict[str, Any], by: Actor, now: datetime) -> str:
    publish_feedback(feedback=feedback, by=by, now=now, **data)
    return _("Đã công khai.")


def _withhold(feedback: Feedback, data: dict[str, Any], by: Actor, now: datetime) -> str:
    withhold_feedback(feedback=feedback, by=by, now=now, **data)
    return _("Đã kết thúc, không công khai.")


take = deed_view("take", _take)
ask = deed_view("ask", _ask)
refuse = deed_view("refuse", _refuse)
lapse = deed_view("lapse", _lapse)
reply = deed_view("reply", _reply)
publish = deed_view("publish", _publish)
withhold = deed_view("withhold", _withhold)
