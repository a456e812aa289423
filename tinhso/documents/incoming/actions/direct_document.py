from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from tinhso.casework.public import advance_case, direct_case
from tinhso.documents.incoming.assigning import Assignee, check_assignee, hand_to, relimit
from tinhso.documents.incoming.events import DocumentDirected
from tinhso.documents.incoming.notes import add_note
from tinhso.documents.incoming.permissions import check_turn
from tinhso.documents.incoming.statuses import write_status
from tinhso.documents.incoming.supporting import open_support
from tinhso.documents.incoming.way import DIRECT
from tinhso.documents.models import ArrivingDocument, HandlingNote, HandlingStatus
from tinhso.documents.registers.secrecy import NONE, check_not_secret
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.site.public import EntryRefused

MOST_SUPPORTS = 20


@transaction.atomic
def direct_document(
    *,
    document: ArrivingDocument,
    ver: int,
    instruction: str,
    main: Assignee,
    by: Actor,
    now: datetime,
    supports: Sequence[Assignee] = (),
    due: date | None = None,
) -> None:
    """Bút phê: the leader says what is to be done, who does it, who supports, until when; each is told.

    A unit's head names the officer; of one's own agency an officer is named at once.
    Raises: Stale, NotYourTurn, SecretDocument, EntryRefused.
    """
    check_turn(document, DIRECT, ver, by)
    check_not_secret(NONE, [instruction])
    if len(supports) > MOST_SUPPORTS or main in supports or len(set(supports)) < len(supports):
        raise EntryRefused(
            "supports", f"Tối đa {MOST_SUPPORTS} nơi phối hợp, mỗi nơi một lần, khác nơi xử lý chính."
        )
    for field, one in [("main", main), *(("supports", each) for each in supports)]:
        check_assignee(one, document, field, now)
    add_note(document, HandlingNote.Kind.DIRECTION, instruction, field="instruction", by=by, now=now)
    case = document.case
    if due is not None:
        relimit(document, due, by=by, now=now)
    direct_case(case=case, ver=case.ver, agency=main.agency, place=None, title=case.title, by=by, now=now)
    advance_case(case=case, ver=case.ver, by=by, now=now)
    document.leader_id = by.user_id
    document.save(update_fields=["leader"])
    event = DocumentDirected(case_id=document.pk, agency_id=main.agency.pk, supports=len(supports))
    record(event, by=by, at=now)
    write_status(document, HandlingStatus.Code.ASSIGNED, by=by, now=now)
    for one in supports:
        open_support(document, one, by=by, now=now)
    hand_to(document, case, main, by=by, now=now)
