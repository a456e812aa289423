from datetime import datetime

from django.db import transaction

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local
from tinhso.security.detection.events import DetectionRuleSwitchedOff
from tinhso.security.duties.permissions import check_can_coordinate
from tinhso.security.models import DetectionRule

LONGEST = 500


@transaction.atomic
def switch_rule_off(*, rule: DetectionRule, reason: str, by: Actor, now: datetime) -> DetectionRule:
    """The rule runs no more, or is never to run; why is written down. What it found stays.

    Raises: SecurityForbidden, EntryRefused.
    """
    check_can_coordinate(by, on=local(now).date())
    words = reason.strip()
    if not words or len(words) > LONGEST:
        raise EntryRefused("reason", f"Ghi lý do tắt, tối đa {LONGEST} ký tự.")
    row = DetectionRule.objects.select_for_update(of=("self",)).get(pk=rule.pk)
    if row.state == DetectionRule.State.OFF:
        raise EntryRefused("", "Quy tắc này đã tắt.")
    row.state, row.off_reason = DetectionRule.State.OFF, words
    row.decided_by_id, row.decided_at = by.user_id, now
    row.save(update_fields=["state", "off_reason", "decided_by", "decided_at"])
    record(DetectionRuleSwitchedOff(rule_id=row.pk), by=by, at=now)
    return row
