from datetime import datetime

from django.db import transaction

from tinhso.casework.public import Case, set_apart_case
from tinhso.citizen.complaints.actions.move_out_denunciation import DENUNCIATION, leave_number
from tinhso.citizen.complaints.content import SOURCES, ComplaintContent
from tinhso.citizen.complaints.deeds import tell_complainant
from tinhso.citizen.complaints.events import ComplaintRegistered
from tinhso.citizen.complaints.route import KIND, TITLE, complaint_limit, complaint_process, receiving_unit
from tinhso.citizen.models import Complaint, ComplaintFile
from tinhso.kernel.events.public import Actor, Code, record
from tinhso.kernel.files.public import hide_pictures
from tinhso.kernel.people.public import Agency


@transaction.atomic
def set_apart_complaint(
    *, case: Case, ver: int, kind: Complaint.Kind, accused: Agency | None, by: Actor, now: datetime
) -> Complaint:
    """What came as a report or a feedback is a complaint or denunciation: out of public work, into the private register.

    The accused agency, and every other one that took part, loses sight of it. Of a denunciation nothing but
    the number is kept: whoever sets it apart has printed it for the receiving unit. Raises: NotYourTurn,
    Stale, AlreadyClosed, NoReceivingUnit; KeyError for a kind of case that cannot become one.
    """
    source, day = SOURCES[case.kind], now.date()
    content = source.content(case)
    unit = receiving_unit(accused, on=day)
    before = case.kind
    hide_pictures(file.pk for file in content.files)
    set_apart_case(
        case=case,
        ver=ver,
        kind=KIND,
        title=TITLE,
        process=complaint_process(),
        agency=unit,
        limit=complaint_limit("intake", kind, on=day),
        by=by,
        now=now,
    )
    if kind == DENUNCIATION:
        complaint = keep_number(case, content.channel, by=by, now=now)
        SOURCES[before].clear(case)
        leave_number(case, content.files, by=by, now=now)
        return complaint
    complaint = keep_complaint(case, kind, accused, content, by=by, now=now)
    SOURCES[before].clear(case)
    tell_complainant(case, "moved", by=by, now=now)
    return complaint


@transaction.atomic
def keep_number(case: Case, channel: Complaint.Channel, *, by: Actor, now: datetime) -> Complaint:
    """The row of a denunciation: nothing that somebody wrote, nobody who sent it, nobody who is accused."""
    complaint = Complaint.objects.create(
        case=case, kind=DENUNCIATION, channel=channel, subject="", text="", salt=b"", moved_out_at=now
    )
    event = ComplaintRegistered(case_id=case.pk, kind=Code(DENUNCIATION), channel=Code(channel))
    record(event, by=by, at=now)
    return complaint


def keep_complaint(
    case: Case,
    kind: Complaint.Kind,
    accused: Agency | None,
    content: ComplaintContent,
    *,
    by: Actor,
    now: datetime,
) -> Complaint:
    """The row of the register, inside the transaction of the deed that opened or moved the case."""
    complaint = Complaint.objects.create(
        case=case,
        kind=kind,
        channel=content.channel,
        accused=accused,
        sender_name=content.sender_name,
        phone=content.phone,
        email=content.email,
        address=content.address,
        subject=content.subject,
        text=content.text,
    )
    ComplaintFile.objects.bulk_create(ComplaintFile(complaint=complaint, file=file) for file in content.files)
    event = ComplaintRegistered(case_id=case.pk, kind=Code(kind), channel=Code(content.channel))
    record(event, by=by, at=now)
    return complaint
