from datetime import datetime

from django.db import transaction

from tinhso.documents.models import CalendarEntry
from tinhso.documents.pages.refusals import DocumentsForbidden
from tinhso.documents.registers.secrecy import NONE, check_not_secret
from tinhso.documents.week_calendar.events import CalendarEntryCancelled
from tinhso.documents.week_calendar.permissions import check_can_write_calendar
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.site.public import EntryRefused


@transaction.atomic
def strike_entry(*, entry: CalendarEntry, reason: str, by: Actor, now: datetime) -> None:
    """Put off, or written by mistake: the line stays with its reason. A second time does nothing.

    Raises: DocumentsForbidden, SecretDocument, EntryRefused.
    """
    if check_can_write_calendar(by) != entry.agency_id:
        raise DocumentsForbidden
    check_not_secret(NONE, [reason])
    if not 1 <= len(reason.strip()) <= 300:
        raise EntryRefused("reason", "Ghi lý do, tối đa 300 ký tự.")
    rows = CalendarEntry.objects.filter(pk=entry.pk, struck_at=None)
    if rows.update(struck_by_id=by.user_id, struck_at=now, strike_reason=reason.strip()):
        record(CalendarEntryCancelled(entry_id=entry.pk, agency_id=entry.agency_id), by=by, at=now)
