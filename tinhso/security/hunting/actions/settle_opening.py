from datetime import datetime, timedelta

from django.db import transaction

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.law.public import rule
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local
from tinhso.security.hunting.events import LogOpeningSettled
from tinhso.security.hunting.notices import notify_who_asked
from tinhso.security.hunting.permissions import check_can_settle_opening
from tinhso.security.models import LogOpening

DAYS_RULE = "security.log_opening_days"
State = LogOpening.State


@transaction.atomic
def settle_opening(*, opening: LogOpening, accept: bool, note: str, by: Actor, now: datetime) -> LogOpening:
    """The second person allows the reading for the days of the rule, or refuses with a reason.

    Raises: SecurityForbidden, EntryRefused.
    """
    user_id = check_can_settle_opening(opening, by)
    row = LogOpening.objects.select_for_update(of=("self",)).get(pk=opening.pk)
    if row.state != State.REQUESTED:
        raise EntryRefused("", "Đề nghị này đã được quyết định.")
    if not accept and not note.strip():
        raise EntryRefused("note", "Ghi lý do không cho mở.")
    row.state, row.note = (State.APPROVED if accept else State.REFUSED), note.strip()[:1000]
    row.settled_by_id, row.settled_at = user_id, now
    if accept:
        row.expires_at = now + timedelta(days=int(rule(DAYS_RULE, on=local(now).date())))
    row.save()
    event = LogOpeningSettled(
        opening_id=row.pk, agency_id=row.agency_id, accepted=accept, expires_at=row.expires_at
    )
    record(event, by=by, at=now)
    notify_who_asked(row, now)
    return row
