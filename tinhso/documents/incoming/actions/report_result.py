from datetime import datetime

from django.db import transaction

from tinhso.casework.public import advance_case, name_officer
from tinhso.documents.incoming.actions.begin_handling import begin_handling
from tinhso.documents.incoming.events import DocumentResultReported
from tinhso.documents.incoming.notes import add_note
from tinhso.documents.incoming.notices import holders, notify_people
from tinhso.documents.incoming.permissions import check_turn
from tinhso.documents.incoming.way import HANDLE
from tinhso.documents.models import ArrivingDocument, HandlingNote, OutgoingDocument
from tinhso.documents.registers.secrecy import NONE, check_not_secret
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.people.public import Post
from tinhso.kernel.people.roles import Head
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local


@transaction.atomic
def report_result(
    *,
    document: ArrivingDocument,
    ver: int,
    text: str,
    by: Actor,
    now: datetime,
    answer: OutgoingDocument | None = None,
) -> None:
    """Báo cáo kết quả: on to the leader who directed it, with the outgoing document that answers it where there is one.

    Raises: Stale, NotYourTurn, SecretDocument, EntryRefused.
    """
    check_turn(document, HANDLE, ver, by)
    check_not_secret(NONE, [text])
    day = local(now).date()
    if answer is not None:
        if not OutgoingDocument.objects.visible_to(by, on=day).filter(pk=answer.pk).exists():
            raise EntryRefused("answer", "Chỉ nối văn bản đi mà ông/bà tham gia.")
        document.answer = answer
        document.save(update_fields=["answer"])
    begin_handling(document=document, ver=ver, by=by, now=now)
    add_note(document, HandlingNote.Kind.REPORT, text, field="text", by=by, now=now)
    advance_case(case=document.case, ver=ver, by=by, now=now)
    posts = Post.objects.on(day).with_role(Head.code).filter(agency_id=document.agency_id)
    if document.leader_id is not None and posts.filter(user_id=document.leader_id).exists():
        name_officer(case=document.case, officer_id=document.leader_id, by=by, now=now)
    people = [document.leader] if document.leader else holders(document.agency_id, Head.code, now)
    notify_people(document, "reported", people, now=now, mark=document.case.ver)
    answer_id = document.answer_id
    record(DocumentResultReported(case_id=document.pk, answer_id=answer_id), by=by, at=now)
