"""The data officer's pages of questions and of applications: the register, one of each, and the deeds on them."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from tinhso.casework.public import NoteRefused, State, can_act, claim_case, history
from tinhso.kernel.events.public import log_access
from tinhso.kernel.people.public import Actor, actor_for, officer_required
from tinhso.kernel.site import clock
from tinhso.opendata.dataset.permissions import can_answer
from tinhso.opendata.models import DataQuestion, Reuse
from tinhso.opendata.questions import forms as shapes
from tinhso.opendata.questions.actions.answer_question import answer_question, refuse_question
from tinhso.opendata.questions.actions.moderate_reuse import publish_reuse, refuse_reuse, take_down_reuse
from tinhso.opendata.questions.actions.publish_answer import publish_answer, withhold_answer
from tinhso.opendata.questions.question_process import StillPersonal

PAGE = 50
Thing = DataQuestion | Reuse
Deed = Callable[[Any, dict[str, Any], Actor, datetime], str]
QUESTION_DEEDS = {"": ["answer", "refuse"], "publish": ["publish", "withhold"]}
REUSE_DEEDS = {"": ["show", "reject"]}


@require_safe
@officer_required
def asked_register(request: HttpRequest) -> HttpResponse:
    """Questions and applications in which this officer's post takes part, newest first."""
    by = actor_for(request)
    rows = DataQuestion.objects.visible_to(by).select_related("case", "dataset").order_by("-pk")
    page = Paginator(rows, PAGE).get_page(request.GET.get("trang"))
    context = {
        "page": page,
        "reuses": Reuse.objects.visible_to(by).select_related("case").order_by("-pk")[:PAGE],
        "now": clock.now(),
        "next_url": f"?trang={page.number + 1}" if page.has_next() else "",
        "previous_url": f"?trang={page.number - 1}" if page.has_previous() else "",
    }
    return render(request, "opendata/questions/asked_register.html", context)


def question_of(request: HttpRequest, code: str) -> DataQuestion:
    """404 unless this officer's post takes part."""
    found = DataQuestion.objects.visible_to(actor_for(request)).whole().filter(case__code=code).first()
    if found is None:
        raise Http404
    return found


def reuse_of(request: HttpRequest, code: str) -> Reuse:
    """404 unless this officer's post takes part."""
    found = Reuse.objects.visible_to(actor_for(request)).whole().filter(case__code=code).first()
    if found is None:
        raise Http404
    return found


def deeds_open(thing: Thing, deeds: dict[str, list[str]], by: Actor) -> list[str]:
    """What this officer may do now, the expected deed first. One query at most."""
    case = thing.case
    if case.state not in {State.SUBMITTED, State.IN_PROGRESS} or not can_act(case, by):
        return []
    return deeds.get(case.step, [])


def form_of(deed: str, thing: Thing, data: Any = None) -> Form:
    """The form of one deed, filled with what is known."""
    known: dict[str, Any] = {"ver": thing.case.ver}
    if deed == "publish" and isinstance(thing, DataQuestion):
        known |= {"asked": thing.text, "answer": thing.answer}
    return DEEDS[deed][2](data, initial=known)


def page(
    request: HttpRequest, thing: Thing, open_deeds: list[str], wrong: dict[str, Form] | None = None
) -> HttpResponse:
    given, name = wrong or {}, "question" if isinstance(thing, DataQuestion) else "reuse"
    deeds = [
        (deed, DEEDS[deed][0], given.get(deed) or form_of(deed, thing), deed in given) for deed in open_deeds
    ]
    context = {
        name: thing,
        "case": thing.case,
        "deeds": deeds,
        "deed_url": f"{name}_deed",
        "now": clock.now(),
        "history": history(thing.case, for_citizen=True),  # the other one would name who asked
        "may_take_down": name == "reuse"
        and thing.is_shown  # type: ignore[union-attr]
        and can_answer(thing.case.agency_id, actor_for(request)),
    }
    return render(request, f"opendata/questions/{name}_desk.html", context, status=422 if wrong else 200)


@require_safe
@officer_required
def data_question(request: HttpRequest, code: str) -> HttpResponse:
    """Everything that the officer needs of a question; reading it is written into the access log."""
    found = question_of(request, code)
    return opened(request, found, deeds_open(found, QUESTION_DEEDS, actor_for(request)), "data_question")


@require_safe
@officer_required
def desk_reuse(request: HttpRequest, code: str) -> HttpResponse:
    """One proposal, before it is public."""
    found = reuse_of(request, code)
    return opened(request, found, deeds_open(found, REUSE_DEEDS, actor_for(request)), "desk_reuse")


def opened(request: HttpRequest, thing: Thing, open_deeds: list[str], name: str) -> HttpResponse:
    by, now = actor_for(request), clock.now()
    log_access(by=by, purpose="handling", page=name, case_ids=[thing.case_id], at=now)
    if open_deeds:
        claim_case(case=thing.case, by=by, now=now)
    return page(request, thing, open_deeds)


@require_POST
@officer_required
def question_deed(request: HttpRequest, code: str, deed: str) -> HttpResponse:
    return done(request, question_of(request, code), deed, QUESTION_DEEDS)


@require_POST
@officer_required
def reuse_deed(request: HttpRequest, code: str, deed: str) -> HttpResponse:
    return done(request, reuse_of(request, code), deed, REUSE_DEEDS)


def done(request: HttpRequest, thing: Thing, deed: str, deeds: dict[str, list[str]]) -> HttpResponse:
    """Do it; a wrong form comes back with all that was typed. Whose turn it is, the action checks."""
    if all(deed not in names for names in deeds.values()):
        raise Http404
    form = form_of(deed, thing, request.POST)
    if form.is_valid():
        try:
            message = DEEDS[deed][1](thing, form.cleaned_data, actor_for(request), clock.now())
        except (NoteRefused, StillPersonal) as error:
            form.add_error(None, refusal_of(error))
        else:
            messages.success(request, message)
            return redirect("worklist")
    return page(request, thing, deeds_open(thing, deeds, actor_for(request)), {deed: form})


def refusal_of(error: Exception) -> str:
    if isinstance(error, StillPersonal):
        message = _("Nội dung để công khai còn dữ liệu cá nhân: %(what)s. Bỏ đi rồi công khai lại.")
        return message % {"what": ", ".join(error.found)}
    return str(error)


@require_POST
@officer_required
def take_down(request: HttpRequest, code: str) -> HttpResponse:
    """Out of the showcase, by the agency that let it in."""
    take_down_reuse(reuse=reuse_of(request, code), by=actor_for(request), now=clock.now())
    messages.success(request, _("Đã gỡ ứng dụng."))
    return redirect("desk_reuse", code)


def _answer(question: DataQuestion, data: dict[str, Any], by: Actor, now: datetime) -> str:
    answer_question(question=question, by=by, now=now, **data)
    return _("Đã trả lời người hỏi; còn quyết định có công khai không.")


def _refuse(question: DataQuestion, data: dict[str, Any], by: Actor, now: datetime) -> str:
    reason = DataQuestion.Refusal(data["reason"])
    refuse_question(question=question, by=by, now=now, **(data | {"reason": reason}))
    return _("Đã báo người hỏi lý do từ chối.")


def _publish(question: DataQuestion, data: dict[str, Any], by: Actor, now: datetime) -> str:
    publish_answer(question=question, by=by, now=now, **data)
    return _("Đã công khai.")


def _withhold(question: DataQuestion, data: dict[str, Any], by: Actor, now: datetime) -> str:
    withhold_answer(question=question, by=by, now=now, **data)
    return _("Đã kết thúc, không công khai.")


def _show(reuse: Reuse, data: dict[str, Any], by: Actor, now: datetime) -> str:
    publish_reuse(reuse=reuse, by=by, now=now, **data)
    return _("Đã đăng ứng dụng.")


def _reject(reuse: Reuse, data: dict[str, Any], by: Actor, now: datetime) -> str:
    refuse_reuse(reuse=reuse, by=by, now=now, **data)
    return _("Đã báo người gửi lý do không đăng.")


DEEDS: dict[str, tuple[Any, Deed, type[Form]]] = {
    "answer": (gettext_lazy("Trả lời"), _answer, shapes.AnswerForm),
    "refuse": (gettext_lazy("Từ chối"), _refuse, shapes.RefuseForm),
    "publish": (gettext_lazy("Công khai câu hỏi và trả lời"), _publish, shapes.PublishForm),
    "withhold": (gettext_lazy("Kết thúc, không công khai"), _withhold, shapes.VersionForm),
    "show": (gettext_lazy("Đăng ứng dụng"), _show, shapes.VersionForm),
    "reject": (gettext_lazy("Không đăng"), _reject, shapes.ReasonForm),
}
