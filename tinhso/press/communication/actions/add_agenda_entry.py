from datetime import date, datetime

from django.db import transaction

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.people.public import Agency
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local
from tinhso.press.communication.events import AgendaEntryAdded, AgendaEntryDropped
from tinhso.press.communication.permissions import check_can_plan, check_plans_for
from tinhso.press.communication.words import checked_words
from tinhso.press.models import AgendaEntry

FARTHEST = 731


@transaction.atomic
def add_agenda_entry(
    *, day: date, kind: str, title: str, place: str, covered_by: Agency | None, by: Actor, now: datetime
) -> AgendaEntry:
    """What is to be covered on a day, by one's own agency where no other is named; the same twice is one.

    Raises: PressForbidden, EntryRefused.
    """
    user_id, agency_id = check_can_plan(by)
    if kind not in AgendaEntry.Kind.values:
        raise EntryRefused("kind", "Chọn loại việc trong danh sách.")
    if abs((day - local(now).date()).days) > FARTHEST:
        raise EntryRefused("day", "Ngày cách hôm nay nhiều nhất hai năm.")
    if len(place.strip()) > 200:
        raise EntryRefused("place", "Địa điểm dài nhất 200 ký tự.")
    given = {
        "kind": kind,
        "place": place.strip(),
        "covered_by_id": covered_by.pk if covered_by else agency_id,
    }
    entry, first = AgendaEntry.objects.get_or_create(
        agency_id=agency_id,
        day=day,
        title=checked_words("title", title, least=5, most=200),
        dropped_at=None,
        defaults=given | {"by_id": user_id, "at": now},
    )
    if any(getattr(entry, field) != value for field, value in given.items()):
        raise EntryRefused("title", "Ngày này đã có việc cùng tên, khác loại, địa điểm hoặc cơ quan đưa tin.")
    if first:
        event = AgendaEntryAdded(
            entry_id=entry.pk, agency_id=agency_id, covered_by_id=entry.covered_by_id, day=day
        )
        record(event, by=by, at=now)
    return entry


@transaction.atomic
def drop_agenda_entry(*, entry: AgendaEntry, by: Actor, now: datetime) -> None:
    """It is covered no more; the row stays. Raises: PressForbidden."""
    check_plans_for(entry.agency_id, by)
    if AgendaEntry.objects.filter(pk=entry.pk, dropped_at=None).update(dropped_at=now):
        record(AgendaEntryDropped(entry_id=entry.pk), by=by, at=now)
