from datetime import datetime

from django.db import transaction

from tinhso.casework.public import name_officer, return_case
from tinhso.documents.incoming.notes import add_note
from tinhso.documents.incoming.notices import notify_people
from tinhso.documents.incoming.permissions import check_turn
from tinhso.documents.incoming.way import APPROVE, HANDLE
from tinhso.documents.models import ArrivingDocument, HandlingNote
from tinhso.documents.registers.secrecy import NONE, check_not_secret
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import Post
from tinhso.kernel.people.roles import Examiner
from tinhso.lib.dates import local


@transaction.atomic
def return_result(*, document: ArrivingDocument, ver: int, text: str, by: Actor, now: datetime) -> None:
    """Trả lại: the leader gives the document back to whoever reported, with what is missing; its clock goes on.

    Raises: Stale, NotYourTurn, SecretDocument, EntryRefused.
    """
    check_turn(document, APPROVE, ver, by)
    check_not_secret(NONE, [text])
    add_note(document, HandlingNote.Kind.RETURN, text, field="text", by=by, now=now)
    return_case(case=document.case, ver=ver, to_step=HANDLE, reason=text, by=by, now=now)
    handler = document.handler
    posts = (
        Post.objects.on(local(now).date()).with_role(Examiner.code).filter(agency_id=document.case.agency_id)
    )
    if handler is not None and posts.filter(user=handler).exists():
        name_officer(case=document.case, officer_id=handler.pk, by=by, now=now)
        notify_people(document, "returned", [handler], now=now, mark=document.case.ver)
