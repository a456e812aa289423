from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local
from tinhso.security.duties.permissions import check_can_keep_system
from tinhso.security.models import InformationSystem, SystemConnection
from tinhso.security.pages.refusals import check_not_closed
from tinhso.security.systems.changing import in_use
from tinhso.security.systems.events import ConnectionNoted

MOST = 200  # of one system


@transaction.atomic
def note_connection(
    *,
    system: InformationSystem,
    partner_name: str,
    data_passed: str,
    protected_by: str,
    starts: date,
    by: Actor,
    now: datetime,
) -> SystemConnection:
    """Say with which other system this one exchanges data, what passes and how it is protected; once while it lasts.

    Raises: SecurityForbidden, ClosedNetwork, EntryRefused.
    """
    today = local(now).date()
    check_can_keep_system(system, by, on=today)
    check_not_closed([partner_name])
    row = in_use(system)
    if starts > today:
        raise EntryRefused("starts", "Ngày bắt đầu kết nối không sau hôm nay.")
    if row.connections.filter(partner_name__iexact=partner_name, ends=None).exists():
        raise EntryRefused("partner_name", "Kết nối đến hệ thống này đã ghi và chưa kết thúc.")
    last = row.connections.aggregate(last=Max("number"))["last"] or 0
    if last >= MOST:
        raise EntryRefused("", f"Một hệ thống ghi tối đa {MOST} kết nối.")
    made = SystemConnection.objects.create(
        system=row,
        number=last + 1,
        partner_name=partner_name,
        data_passed=data_passed,
        protected_by=protected_by,
        starts=starts,
    )
    record(ConnectionNoted(system_id=row.pk, number=made.number, starts=starts), by=by, at=now)
    return made
