from datetime import datetime

from django.db import transaction

from tinhso.casework.public import finish_case, settle_case
from tinhso.kernel.events.public import Actor
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local
from tinhso.security.incidents.course import check_alone, held_open
from tinhso.security.incidents.ending import end_merged
from tinhso.security.incidents.permissions import check_can_close_cyber
from tinhso.security.incidents.way import APPROVE, CLOSED, check_at
from tinhso.security.models import CyberIncident, IncidentAlert, IncidentReport


@transaction.atomic
def close_cyber_incident(*, incident: CyberIncident, ver: int, by: Actor, now: datetime) -> None:
    """The head of the unit closes it: another person than who reported and who summarised it. Every report that the law asks for is
    sent by then, also of incidents that were merged into it: they end with it.

    Raises: SecurityForbidden, Conflict, NotYourTurn, Stale, EntryRefused.
    """
    check_can_close_cyber(incident, by, on=local(now).date())
    row = held_open(incident)
    check_alone(row)
    check_at(row.case, APPROVE)
    waiting = IncidentReport.objects.still_asked().filter(incident__in=[row, *row.merged.all()])
    codes = sorted(set(waiting.values_list("incident__case__code", flat=True)))
    if codes:
        raise EntryRefused("", f"Còn báo cáo theo quy định chưa ghi là đã gửi: {', '.join(codes[:10])}.")
    settle_case(case=row.case, ver=ver, outcome=CLOSED, by=by, now=now)
    finish_case(case=row.case, ver=row.case.ver, by=by, now=now)
    end_merged(row, now=now)
    IncidentAlert.objects.filter(incident__in=[row, *row.merged.all()]).update(over=True)
