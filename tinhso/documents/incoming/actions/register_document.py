from datetime import datetime

from django.db import transaction

from tinhso.casework.public import Stale, accept_case, name_officer
from tinhso.documents.incoming.answer_day import limit_on_paper
from tinhso.documents.incoming.duplicates import DuplicateDocument, duplicates_of
from tinhso.documents.incoming.events import ArrivingDocumentRegistered
from tinhso.documents.incoming.notices import notify_leader
from tinhso.documents.incoming.permissions import check_can_receive, check_turn
from tinhso.documents.incoming.statuses import write_status
from tinhso.documents.incoming.way import seat
from tinhso.documents.models import ArrivingDocument, HandlingStatus
from tinhso.documents.registers.secrecy import NONE, check_not_secret
from tinhso.documents.registers.series import series
from tinhso.kernel.events.public import Actor, next_number, record
from tinhso.kernel.people.public import Post, User
from tinhso.kernel.people.roles import Head
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local
from tinhso.lib.legal_time.clock import Effect

ARRIVING = "arriving"


@transaction.atomic
def register_document(
    *,
    document: ArrivingDocument,
    ver: int,
    by: Actor,
    now: datetime,
    duplicate_reason: str = "",
    leader: User | None = None,
) -> ArrivingDocument:
    """Vào sổ: the next number of the agency's register of arriving documents in the year, and on to the leader's direction.

    Of one that seems to have come before the clerk says why it is registered all the same. Without a named leader it
    waits for whoever heads the agency. The number is taken last: whoever registers next waits until this ends.
    Raises: DocumentsForbidden, Stale, NotYourTurn, SecretDocument, EntryRefused, DuplicateDocument.
    """
    check_can_receive(document.agency_id, by)
    check_not_secret(NONE, [duplicate_reason])
    row: ArrivingDocument = (
        ArrivingDocument.objects.select_for_update(of=("self",)).whole().get(pk=document.pk)
    )
    if row.arrival_number is not None:
        raise Stale(row.pk)
    check_turn(row, "", ver, by)
    if leader is not None:
        _check_leads(leader, row, now)
    earlier = duplicates_of(row)
    if earlier and not duplicate_reason.strip():
        raise DuplicateDocument(earlier)
    accept_case(
        case=row.case,
        ver=ver,
        limit=limit_on_paper(row, since=now, now=now),
        effect=Effect.PAUSE,
        by=by,
        now=now,
    )
    seat(row, row.agency, Head.code, leader)
    row.leader, row.registered_at, row.registered_by_id = leader, now, by.user_id
    row.duplicate_reason = duplicate_reason.strip() if earlier else ""
    if leader is not None:
        name_officer(case=row.case, officer_id=leader.pk, by=by, now=now)
    write_status(row, HandlingStatus.Code.REGISTERED, by=by, now=now)
    notify_leader(row, now=now)
    _number(row, len(earlier), by=by, now=now)
    return row


def _number(row: ArrivingDocument, duplicates: int, *, by: Actor, now: datetime) -> None:
    row.arrival_year = local(now).year
    row.arrival_number = next_number(series(row.agency_id, row.arrival_year, ARRIVING))
    changed = (
        "leader",
        "registered_at",
        "registered_by",
        "duplicate_reason",
        "arrival_year",
        "arrival_number",
    )
    row.save(update_fields=changed)
    event = ArrivingDocumentRegistered(
        case_id=row.pk,
        agency_id=row.agency_id,
        year=row.arrival_year,
        number=row.arrival_number,
        duplicates=duplicates,
    )
    record(event, by=by, at=now)


def _check_leads(leader: User, document: ArrivingDocument, now: datetime) -> None:
    heads = Post.objects.on(local(now).date()).with_role(Head.code).filter(agency_id=document.agency_id)
    if not heads.filter(user=leader).exists():
        raise EntryRefused("leader", "Người chỉ đạo phải là lãnh đạo đang giữ vị trí ở cơ quan.")
