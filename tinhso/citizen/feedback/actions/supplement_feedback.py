from datetime import datetime

from django.db import transaction

from tinhso.casework.public import NoteRefused, complete_supplement
from tinhso.citizen.feedback.deeds import unnamed
from tinhso.citizen.models import Feedback
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.roles import DeskOfficer

LONGEST = 4000


@transaction.atomic
def supplement_feedback(*, feedback: Feedback, ver: int, text: str, by: Actor, now: datetime) -> None:
    """The sender adds what was asked for.

    Raises: NotYourTurn, Stale, NoteRefused for nothing or too much.
    """
    more = "\n\n".join(filter(None, [feedback.more, text.strip()]))
    if not text.strip():
        raise NoteRefused("Nhập nội dung bổ sung.")
    if len(more) > LONGEST:
        raise NoteRefused(f"Nội dung bổ sung dài {len(more)} ký tự; rút gọn còn tối đa {LONGEST} ký tự.")
    complete_supplement(case=feedback.case, ver=ver, reply_role=DeskOfficer.code, by=unnamed(by), now=now)
    Feedback.objects.filter(pk=feedback.pk).update(more=more)
