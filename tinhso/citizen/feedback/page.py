"""What stands on an officer's page of one feedback: which deeds are open, and their forms."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.forms import Form
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tinhso.casework.public import State, can_act, history, may_end, reply_due, supplement_until
from tinhso.citizen.feedback import forms as shapes
from tinhso.citizen.models import Feedback
from tinhso.kernel.people.public import Actor, Agency

DEEDS = {  # what the turn is for -> what may be done, the expected deed first
    "receive": ["take", "ask", "refuse"],
    "answer": ["reply", "ask"],
    "publish": ["publish", "withhold"],
}
LABELS: dict[str, str | Promise] = {
    "take": _("Tiếp nhận, phân loại, giao trả lời"),
    "ask": _("Yêu cầu bổ sung"),
    "refuse": _("Không tiếp nhận"),
    "reply": _("Trả lời"),
    "publish": _("Công khai nội dung và kết quả"),
    "withhold": _("Kết thúc, không công khai"),
    "lapse": _("Kết thúc vì quá hạn bổ sung"),
}


def deeds_open(feedback: Feedback, by: Actor, now: datetime) -> list[str]:
    """The deeds that this officer may do now; empty while it waits for others. Two queries at most."""
    case = feedback.case
    if case.state == State.WAITING_CITIZEN:
        return ["lapse"] if may_end(case, by) and (supplement_until(case) or now) < now else []
    if case.state not in {State.SUBMITTED, State.IN_PROGRESS} or not can_act(case, by):
        return []
    return DEEDS["receive"] if case.state == State.SUBMITTED else DEEDS.get(case.step, [])


def answering(on: datetime) -> Any:
    """The agencies that may answer: departments and committees that exist that day."""
    kinds = [Agency.Kind.DEPARTMENT, Agency.Kind.COMMITTEE]
    return Agency.objects.on(on.date()).filter(kind__in=kinds)


def form_of(deed: str, feedback: Feedback, now: datetime, data: Any = None) -> Form:
    """The form of one deed, filled with what is known."""
    return FORMS[deed](feedback, now, data)


def take_form(feedback: Feedback, now: datetime, data: Any) -> Form:
    seat = feedback.about_id or feedback.case.agency_id
    known = {"ver": feedback.case.ver, "kind": feedback.wished, "agency": seat}
    return shapes.TakeForm(data, initial=known, agencies=answering(now))


def publish_form(feedback: Feedback, now: datetime, data: Any) -> Form:
    known = {"ver": feedback.case.ver, "question": feedback.text, "answer": feedback.answer}
    return shapes.PublishForm(data, initial=known)


def plain(shape: type[Form]) -> Callable[[Feedback, datetime, Any], Form]:
    return lambda feedback, now, data: shape(data, initial={"ver": feedback.case.ver})


FORMS: dict[str, Callable[[Feedback, datetime, Any], Form]] = {
    "take": take_form,
    "ask": plain(shapes.AskForm),
    "refuse": plain(shapes.ReasonForm),
    "reply": plain(shapes.AnswerForm),
    "publish": publish_form,
    "withhold": plain(shapes.WithholdForm),
    "lapse": plain(shapes.ReasonForm),
}


def sees_sender(feedback: Feedback, by: Actor) -> bool:
    """Only the office that received it learns who sent it; the agency that answers reads what was written."""
    return by.agency_id == feedback.case.desk_id


def page_context(
    feedback: Feedback, by: Actor, now: datetime, forms: dict[str, Form] | None = None
) -> dict[str, Any]:
    given = forms or {}
    shows = sees_sender(feedback, by)
    deeds = [
        (deed, LABELS[deed], given.get(deed) or form_of(deed, feedback, now), deed in given)
        for deed in deeds_open(feedback, by, now)
    ]
    return {
        "feedback": feedback,
        "now": now,
        "deeds": deeds,
        "shows_sender": shows,
        "reply_due": reply_due(feedback.case) if feedback.case.state == State.SUBMITTED else None,
        "history": history(feedback.case, for_citizen=not shows),  # it would name who sent it
    }
