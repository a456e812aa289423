from datetime import datetime

from django.db import transaction

from tinhso.kernel.events.public import Actor, Code, record
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local
from tinhso.security.duties.permissions import check_can_coordinate
from tinhso.security.intelligence.choices import choices_of
from tinhso.security.intelligence.events import IndicatorDecided
from tinhso.security.models import Indicator


@transaction.atomic
def decide_indicator(*, indicator: Indicator, state: str, reason: str, by: Actor, now: datetime) -> Indicator:
    """Let an indicator through or discard it, with the reason; the decision holds whatever lists say later.

    Raises: SecurityForbidden, EntryRefused.
    """
    check_can_coordinate(by, on=local(now).date())
    if not reason.strip():
        raise EntryRefused("reason", "Ghi lý do của quyết định.")
    row = Indicator.objects.select_for_update().get(pk=indicator.pk)
    if state not in choices_of(row):
        raise EntryRefused("state", f"Chỉ dấu này đang ở trạng thái “{row.get_state_display()}”.")
    row.state, row.reason, row.decided_by_id, row.decided_at = state, reason, by.user_id, now
    row.save(update_fields=["state", "reason", "decided_by", "decided_at"])
    record(IndicatorDecided(indicator_id=row.pk, state=Code(state)), by=by, at=now)
    return row
