"""What the deeds on a feedback share: noting the first legal time that was missed, and telling the sender."""

from datetime import datetime

from django.urls import reverse

from tinhso.casework.public import Case
from tinhso.citizen.feedback.events import FeedbackDelayed
from tinhso.citizen.models import Feedback
from tinhso.kernel.events.public import Actor, Code, record
from tinhso.kernel.notices.public import notify

TOPIC = "citizen.feedback"


def unnamed(by: Actor) -> Actor:
    """The sender without the account: the log of a case, which the answering agency reads, names nobody."""
    return by if by.is_officer or by.system else Actor(person_id=by.person_id)


def note_late(
    feedback: Feedback, what: Feedback.LateFor, due: datetime | None, *, by: Actor, now: datetime
) -> None:
    """Keep the first time limit that was missed: the index counts a feedback once."""
    if due is not None and now > due and not feedback.late_for:
        feedback.late_for = what
        feedback.save(update_fields=["late_for"])
        record(FeedbackDelayed(case_id=feedback.case_id, late_for=Code(what)), by=by, at=now)


def tell_sender(case: Case, what: str, *, by: Actor, now: datetime) -> None:
    """A notice in the transaction of the deed; one a deed and version of the case."""
    if case.person is None or case.person.erased_at is not None:
        return
    notify(
        to=case.person,
        topic=TOPIC,
        template=f"citizen.feedback_{what}",
        params={"code": case.code},
        now=now,
        key=f"feedback_{what}:{case.pk}:{case.ver}",
        case_id=case.pk,
        path=reverse("my_feedback", args=[case.code]),
        by=by,
    )
