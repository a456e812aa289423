from datetime import date, datetime

from django.db import transaction

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local
from tinhso.security.duties.permissions import check_can_keep_system
from tinhso.security.models import InformationSystem
from tinhso.security.systems.changing import in_use
from tinhso.security.systems.events import SystemRetired


@transaction.atomic
def retire_system(
    *, system: InformationSystem, retired_on: date, reason: str, by: Actor, now: datetime
) -> InformationSystem:
    """From that day on the system is not in use and no inventory counts it; the row stays.

    Raises: SecurityForbidden, EntryRefused.
    """
    today = local(now).date()
    check_can_keep_system(system, by, on=today)
    row = in_use(system)
    if not row.starts <= retired_on <= today:
        raise EntryRefused("retired_on", "Ngày ngừng từ ngày đưa vào sử dụng đến hôm nay.")
    if not reason.strip():
        raise EntryRefused("reason", "Ghi vì sao ngừng sử dụng.")
    row.retired_on, row.retire_reason, row.ver = retired_on, reason.strip(), row.ver + 1
    row.save(update_fields=["retired_on", "retire_reason", "ver"])
    record(SystemRetired(system_id=row.pk, retired_on=retired_on), by=by, at=now)
    return row
