from datetime import datetime

from django.db import transaction

from tinhso.casework.public import Conflict, State, accept_case, direct_case, name_officer
from tinhso.kernel.events.public import SYSTEM, Actor, record
from tinhso.kernel.people.public import Post
from tinhso.kernel.people.roles import Head
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local
from tinhso.lib.legal_time.clock import Effect
from tinhso.security.incidents.course import held_open
from tinhso.security.incidents.events import CyberIncidentHandedOn
from tinhso.security.incidents.permissions import check_can_lead
from tinhso.security.incidents.way import APPROVE, LIMIT, limit_of, unit_on
from tinhso.security.models import CyberIncident


@transaction.atomic
def hand_on_incident(*, incident: CyberIncident, ver: int, by: Actor, now: datetime) -> None:
    """The duty passed to another unit: its coordinator takes the open incident over at the step where it stands.

    Raises: SecurityForbidden, Conflict, Stale, EntryRefused.
    """
    today = local(now).date()
    check_can_lead(by, on=today)
    row = held_open(incident)
    case, unit = row.case, unit_on(today)
    if case.agency_id == unit.pk:
        raise Conflict(row.pk)
    officer_id = by.user_id
    if case.step == APPROVE:
        heads = Post.objects.on(today).with_role(Head.code).filter(agency=unit, user__is_active=True)
        officer_id = heads.values_list("user_id", flat=True).first()
    if officer_id is None:
        raise EntryRefused("", "Đơn vị chuyên trách chưa có thủ trưởng trên hệ thống để duyệt đóng.")
    direct_case(case=case, ver=ver, agency=unit, place=None, title=case.title, by=by, now=now)
    if case.state == State.SUBMITTED:
        limit = limit_of(LIMIT, today)
        accept_case(case=case, ver=case.ver, limit=limit, effect=Effect.PAUSE, by=SYSTEM, now=now)
    name_officer(case=case, officer_id=officer_id, by=by, now=now)
    record(CyberIncidentHandedOn(case_id=row.pk, agency_id=unit.pk), by=by, at=now)
