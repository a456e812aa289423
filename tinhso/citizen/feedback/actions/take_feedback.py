from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from tinhso.casework.public import accept_case, forward_case
from tinhso.citizen.feedback.deeds import tell_sender
from tinhso.citizen.feedback.events import FeedbackClassified
from tinhso.citizen.feedback.route import feedback_limit
from tinhso.citizen.models import Feedback
from tinhso.kernel.events.public import Actor, Code, record
from tinhso.kernel.people.public import Agency, own_persons, owner_of
from tinhso.kernel.people.roles import DeskOfficer
from tinhso.lib.legal_time.clock import Effect

FORWARDED = "Chuyển đến cơ quan có thẩm quyền trả lời (NĐ 20/2008/NĐ-CP)."


class UnknownEarlier(LookupError):
    """No earlier feedback of the same sender has that code."""


@transaction.atomic
def take_feedback(
    *,
    feedback: Feedback,
    ver: int,
    kind: Feedback.Kind,
    agency: Agency,
    repeats: str,
    by: Actor,
    now: datetime,
) -> None:
    """Receive, classify, and give it to the agency that answers; its days begin.

    `repeats` is the code of an earlier one of the same sender ("" for none).

    Raises: NotYourTurn, Stale, Unlawful, UnknownEarlier where that code is not theirs.
    """
    case = feedback.case
    known = repeats.strip().upper()
    if known and not earlier_of_sender(feedback, by, now).filter(case__code=known).exists():
        raise UnknownEarlier(known)
    if agency.pk != case.agency_id:
        forward_case(
            case=case,
            ver=ver,
            to_agency=agency,
            reason=FORWARDED,
            reply_role=DeskOfficer.code,
            by=by,
            now=now,
        )
        ver = case.ver
    accept_case(
        case=case,
        ver=ver,
        limit=feedback_limit("settle", now.date()),
        effect=Effect.PAUSE,
        by=by,
        now=now,
    )
    feedback.kind, feedback.repeats = kind, known
    feedback.save(update_fields=["kind", "repeats"])
    event = FeedbackClassified(
        case_id=case.pk, kind=Code(kind), repeats_another=bool(known), repeats=known or None
    )
    record(event, by=by, at=now)
    tell_sender(case, "taken", by=by, now=now)


def earlier_of_sender(feedback: Feedback, by: Actor, now: datetime) -> "QuerySet[Feedback]":
    """Other ones of the same telephone, or of the same account: who stands behind it is asked, into the access log."""
    same = Q(phone=feedback.phone) if feedback.phone else Q(pk__in=[])
    case = feedback.case
    log = {"purpose": "handling", "page": "feedback_take", "case_ids": [case.pk], "by": by, "at": now}
    owner = owner_of(case.person, **log) if case.person else None  # type: ignore[arg-type]
    if owner is not None:
        same |= Q(own_persons("case__person_id", owner.pk))
    return Feedback.objects.filter(same).exclude(pk=feedback.pk)
