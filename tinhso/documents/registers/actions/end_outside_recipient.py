from datetime import date, datetime

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from tinhso.documents.models import OutsideRecipient
from tinhso.documents.registers.events import OutsideRecipientEnded
from tinhso.documents.registers.permissions import check_can_keep_recipients
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import vn_date


@transaction.atomic
def end_outside_recipient(
    *, recipient: OutsideRecipient, valid_to: date, source: str, by: Actor, now: datetime
) -> OutsideRecipient:
    """The code belongs to that name no longer from `valid_to` on; the day on which it began takes back what was entered by
    mistake. Documents that went there stay as they are.

    Raises: DocumentsForbidden, EntryRefused.
    """
    check_can_keep_recipients(by)
    row = OutsideRecipient.objects.select_for_update(of=("self",)).get(pk=recipient.pk)
    source = " ".join(source.split())
    if not 1 <= len(source) <= 300:
        raise EntryRefused("source", "Ghi nguồn hoặc lý do, tối đa 300 ký tự.")
    if row.valid.isempty:
        raise EntryRefused("", "Dòng này đã được ghi là nhầm.")
    start, end = row.valid.lower, row.valid.upper
    if valid_to < start:
        raise EntryRefused("valid_to", f"Ngày hết hiệu lực không thể trước ngày bắt đầu {vn_date(start)}.")
    if end is not None and valid_to > end:
        raise EntryRefused("valid_to", f"Dòng này đã hết hiệu lực từ {vn_date(end)}; không kéo dài được.")
    row.valid = DateRange(start, valid_to) if valid_to > start else DateRange(empty=True)
    row.ended_by_id, row.ended_at, row.end_source = by.user_id, now, source
    row.save()
    record(OutsideRecipientEnded(recipient_id=row.pk, until=valid_to), by=by, at=now)
    return row
