from datetime import datetime

from django.db import transaction

from tinhso.casework.public import Conflict, refuse_case
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.site.public import EntryRefused
from tinhso.security.models import SupportIncident
from tinhso.security.support.events import SupportDuplicateNoted
from tinhso.security.support.notices import notify_reporter
from tinhso.security.support.permissions import check_can_support
from tinhso.security.support.way import is_resolved
from tinhso.security.support.writing import needed


@transaction.atomic
def refuse_incident(
    *,
    incident: SupportIncident,
    ver: int,
    reason: str,
    duplicate_of: SupportIncident | None = None,
    by: Actor,
    now: datetime,
) -> None:
    """The desk turns it away with the reason: it is none of shared software, or another incident tells of the same.

    Raises: SecurityForbidden, Conflict, NotYourTurn, Stale, EntryRefused.
    """
    check_can_support(incident, by)
    if is_resolved(incident):
        raise Conflict(incident.pk)
    words = needed("reason", reason, "Ghi lý do.")
    if duplicate_of is not None:
        if duplicate_of.pk == incident.pk or duplicate_of.duplicate_of_id is not None:
            raise EntryRefused("duplicate_of", "Chọn sự cố gốc khác, chưa bị ghi là trùng.")
        incident.duplicate_of = duplicate_of
        incident.save(update_fields=["duplicate_of"])
        record(SupportDuplicateNoted(case_id=incident.pk, same_as_id=duplicate_of.pk), by=by, at=now)
    refuse_case(case=incident.case, ver=ver, text=words, by=by, now=now)
    notify_reporter(incident, "refused", now=now)
