from datetime import datetime

from django.db import transaction

from tinhso.casework.public import Conflict, State, refuse_case
from tinhso.kernel.events.public import Actor
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local
from tinhso.security.incidents.course import check_alone, held_open
from tinhso.security.incidents.permissions import check_can_lead
from tinhso.security.models import CyberIncident
from tinhso.security.support.writing import needed


@transaction.atomic
def refuse_cyber_incident(
    *, incident: CyberIncident, ver: int, reason: str, by: Actor, now: datetime
) -> None:
    """A coordinator finds on receipt that it is none, with the reason; not who reported it. Its alerts are free again.

    Raises: SecurityForbidden, Conflict, NotYourTurn, Stale, EntryRefused.
    """
    check_can_lead(by, on=local(now).date())
    row = held_open(incident)
    check_alone(row)
    if row.case.state != State.SUBMITTED and row.case.step != "verify":
        raise Conflict(row.pk)
    if row.reporter_id == by.user_id:
        raise EntryRefused("", "Sự cố do mình báo thì người khác kết luận không phải sự cố.")
    if row.merged.exists():
        raise EntryRefused("", "Tách các sự cố đã gộp vào đây trước: chúng không có ai xử lý nữa.")
    words = needed("reason", reason, "Ghi lý do.", 500)
    row.alerts.filter(parted_at=None).update(parted_at=now, reason=words)
    refuse_case(case=row.case, ver=ver, text=words, by=by, now=now)
