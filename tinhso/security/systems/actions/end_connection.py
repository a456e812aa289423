from datetime import date, datetime

from django.db import transaction

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local
from tinhso.security.duties.permissions import check_can_keep_system
from tinhso.security.models import SystemConnection
from tinhso.security.systems.events import ConnectionEnded


@transaction.atomic
def end_connection(*, connection: SystemConnection, ends: date, by: Actor, now: datetime) -> SystemConnection:
    """The two systems exchange nothing from that day on; the line stays.

    Raises: SecurityForbidden, EntryRefused.
    """
    today = local(now).date()
    row = (
        SystemConnection.objects.select_for_update(of=("self",))
        .select_related("system")
        .get(pk=connection.pk)
    )
    check_can_keep_system(row.system, by, on=today)
    if row.ends:
        raise EntryRefused("", "Kết nối này đã kết thúc.")
    if not row.starts <= ends <= today:
        raise EntryRefused("ends", "Ngày kết thúc từ ngày bắt đầu kết nối đến hôm nay.")
    row.ends = ends
    row.save(update_fields=["ends"])
    record(ConnectionEnded(system_id=row.system_id, number=row.number, ends=ends), by=by, at=now)
    return row
