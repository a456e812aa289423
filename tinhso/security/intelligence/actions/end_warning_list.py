from datetime import datetime

from django.db import transaction

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local
from tinhso.security.duties.permissions import check_can_coordinate
from tinhso.security.intelligence.events import WarningListEnded
from tinhso.security.models import WarningList


@transaction.atomic
def end_warning_list(*, warning_list: WarningList, by: Actor, now: datetime) -> WarningList:
    """A warning list holds back nothing any more; what it held back waits for its decision all the same.

    Raises: SecurityForbidden, EntryRefused.
    """
    check_can_coordinate(by, on=local(now).date())
    row = WarningList.objects.select_for_update().get(pk=warning_list.pk)
    if row.ended_at:
        raise EntryRefused("", "Danh sách này đã ngừng dùng.")
    row.ended_at = now
    row.save(update_fields=["ended_at"])
    record(WarningListEnded(list_id=row.pk), by=by, at=now)
    return row
