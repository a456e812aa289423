from datetime import datetime

from django.db import transaction

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local
from tinhso.security.models import KnownError
from tinhso.security.support.events import KnownErrorEnded
from tinhso.security.support.permissions import check_can_write_known_errors
from tinhso.security.support.writing import needed


@transaction.atomic
def end_known_error(*, known_error: KnownError, mended_by: str, by: Actor, now: datetime) -> None:
    """It is mended, and how; incidents that were linked stay so.

    Raises: SecurityForbidden, EntryRefused.
    """
    check_can_write_known_errors(by, on=local(now).date())
    row = KnownError.objects.select_for_update().get(pk=known_error.pk)
    if row.ended_at is not None:
        raise EntryRefused("", "Lỗi này đã ghi là sửa xong.")
    row.mended_by = needed("mended_by", mended_by, "Ghi đã sửa thế nào.", 1000)
    row.ended_at = now
    row.save(update_fields=["mended_by", "ended_at"])
    record(KnownErrorEnded(known_error_id=row.pk), by=by, at=now)
