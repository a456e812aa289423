from datetime import datetime

from django.db import transaction

from tinhso.documents.models import RightChange, RoutingSeat
from tinhso.documents.outgoing.events import DocumentRightDecided
from tinhso.documents.outgoing.permissions import check_can_decide_right
from tinhso.kernel.events.public import Actor, Code, record


@transaction.atomic
def decide_right(*, change: RightChange, confirm: bool, by: Actor, now: datetime) -> RightChange:
    """A head of the agency confirms a right that somebody gave by hand, or takes it back: then the seat goes from the
    routing list. What was decided before stays as it is.

    Raises: DocumentsForbidden.
    """
    check_can_decide_right(change, by)
    row = RightChange.objects.select_for_update().get(pk=change.pk)
    if row.decision != RightChange.Decision.WAITING:
        return row
    row.decision = RightChange.Decision.CONFIRMED if confirm else RightChange.Decision.WITHDRAWN
    row.decided_by_id, row.decided_at = by.user_id, now
    row.save(update_fields=["decision", "decided_by", "decided_at"])
    if not confirm:
        RoutingSeat.objects.filter(
            document=row.document_id, agency_id=by.agency_id or 0, role=row.role, officer=row.officer_id
        ).delete()
    event = DocumentRightDecided(
        case_id=row.document_id, officer_id=row.officer_id, role=Code(row.role), confirmed=confirm
    )
    record(event, by=by, at=now)
    return row
