from datetime import datetime

from django.db import transaction

from tinhso.documents.models import OutgoingDocument, SubmissionSlip
from tinhso.documents.models.submission.submission_slip import LONGEST
from tinhso.documents.outgoing.permissions import check_step
from tinhso.documents.outgoing.way import DRAFT
from tinhso.documents.registers.secrecy import NONE, check_not_secret
from tinhso.documents.submission.events import SubmissionSlipWritten
from tinhso.documents.submission.slips import SlipWords, newest_slip
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.people.public import Post, User
from tinhso.kernel.people.roles import Head
from tinhso.kernel.site.public import EntryRefused


@transaction.atomic
def write_slip(
    *, document: OutgoingDocument, ver: int, leader: User, words: SlipWords, by: Actor, now: datetime
) -> SubmissionSlip:
    """Ghi phiếu trình: the drafter, while the draft lies with them, to a leader of the agency; written over until the leader
    wrote on it, then a new one.

    Raises: Stale, NotYourTurn, SecretDocument, EntryRefused.
    """
    check_step(document, DRAFT, ver, by)
    values = words.trimmed
    check_not_secret(NONE, [line for value in values.values() for line in value.splitlines()])
    for name in ("matter", "proposal"):
        if not values[name]:
            raise EntryRefused(name, "Phiếu trình phải nêu vấn đề và kiến nghị.")
    for name, value in values.items():
        if len(value) > LONGEST:
            raise EntryRefused(name, f"Nội dung dài quá {LONGEST} ký tự.")
    heads = Post.objects.on(now.date()).with_role(Head.code).filter(agency=document.case.agency, user=leader)
    if not heads.exists():
        raise EntryRefused("leader", "Người được trình phải là lãnh đạo đang giữ vị trí ở cơ quan.")
    held = OutgoingDocument.objects.select_for_update(of=("self",)).get(pk=document.pk)
    last = newest_slip(held)
    number = last.number if last else 1
    if last is not None and last.directions.exists():
        number += 1
    given = values | {"leader": leader, "by_id": by.user_id or 0, "at": now}
    made, _new = SubmissionSlip.objects.update_or_create(document=held, number=number, defaults=given)
    record(SubmissionSlipWritten(case_id=held.pk, slip_id=made.pk, leader_id=leader.pk), by=by, at=now)
    return made
