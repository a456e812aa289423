from datetime import datetime

from django.db import transaction
from django.db.models import F

from tinhso.kernel.events.public import Actor, log_access, record
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local
from tinhso.security.hunting.events import LogNamesRead
from tinhso.security.hunting.opened_names import OpenedNames, read_names
from tinhso.security.hunting.permissions import check_can_read_names
from tinhso.security.models import LogOpening


@transaction.atomic
def read_log_names(*, opening: LogOpening, by: Actor, now: datetime) -> OpenedNames:
    """Read the names that were opened; each reading is an event and an access.

    Raises: SecurityForbidden, EntryRefused.
    """
    check_can_read_names(opening, by, on=local(now).date())
    row = LogOpening.objects.get(pk=opening.pk)
    if row.state != LogOpening.State.APPROVED or row.expires_at is None:
        raise EntryRefused("", "Đề nghị này chưa được người thứ hai cho mở.")
    if row.expires_at <= now:
        raise EntryRefused("", "Thời hạn đọc đã hết; lập đề nghị mới nếu vẫn cần.")
    found = read_names(row)
    LogOpening.objects.filter(pk=row.pk).update(readings=F("readings") + 1)
    log_access(by=by, purpose="coordinate", page="log_opening", case_ids=[], at=now)
    event = LogNamesRead(opening_id=row.pk, agency_id=row.agency_id, logs=found.logs, names=len(found.names))
    record(event, by=by, at=now)
    return found
