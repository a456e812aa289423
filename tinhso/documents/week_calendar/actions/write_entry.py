from datetime import date, datetime, time
from uuid import UUID

from django.db import transaction

from tinhso.documents.models import CalendarEntry
from tinhso.documents.registers.secrecy import NONE, check_not_secret
from tinhso.documents.week_calendar.events import CalendarEntryWritten
from tinhso.documents.week_calendar.permissions import check_can_write_calendar
from tinhso.documents.week_calendar.weeks import leaders_on
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.people.public import User
from tinhso.kernel.site.public import EntryRefused, lock_client_key

MOST_A_DAY = 60


@transaction.atomic
def write_entry(
    *,
    day: date,
    begins: time | None,
    ends: time | None = None,
    leader: User,
    subject: str,
    place: str,
    attending: str,
    by: Actor,
    now: datetime,
    client_key: UUID | None = None,
) -> CalendarEntry:
    """Draft a line of the own agency's calendar for a leader of that day; the same `client_key` makes one line.

    Raises: DocumentsForbidden, SecretDocument, EntryRefused.
    """
    agency_id = check_can_write_calendar(by)
    check_not_secret(NONE, [subject, place, attending])
    lock_client_key(client_key)
    if client_key and (earlier := CalendarEntry.objects.filter(client_key=client_key).first()):
        return earlier
    if not subject.strip():
        raise EntryRefused("subject", "Ghi nội dung công việc.")
    if ends is not None and (begins is None or ends <= begins):
        raise EntryRefused("ends", "Giờ kết thúc phải sau giờ bắt đầu.")
    if not leaders_on(agency_id, day).filter(pk=leader.pk).exists():
        raise EntryRefused("leader", "Người này không giữ vị trí lãnh đạo của cơ quan vào ngày ấy.")
    if CalendarEntry.objects.filter(agency_id=agency_id, day=day).count() >= MOST_A_DAY:
        raise EntryRefused("day", f"Một ngày tối đa {MOST_A_DAY} dòng.")
    hours = {"day": day, "begins": begins, "ends": ends}
    made = CalendarEntry.objects.create(
        agency_id=agency_id,
        **hours,
        leader=leader,
        subject=subject.strip(),
        place=place.strip(),
        attending=attending.strip(),
        by_id=by.user_id or 0,
        at=now,
        client_key=client_key,
    )
    record(CalendarEntryWritten(entry_id=made.pk, agency_id=agency_id, day=day), by=by, at=now)
    return made
