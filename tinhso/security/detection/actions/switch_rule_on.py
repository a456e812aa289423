from datetime import datetime

from django.db import transaction
from django.db.models import Q

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local
from tinhso.security.detection.events import DetectionRuleSwitchedOn
from tinhso.security.detection.permissions import check_can_switch_on
from tinhso.security.models import DetectionRule
from tinhso.security.pages.codes import lock_code

State = DetectionRule.State


@transaction.atomic
def switch_rule_on(*, rule: DetectionRule, reported: bool, by: Actor, now: datetime) -> DetectionRule:
    """A second person has the rule run from now on; a former version of it ends. What a correlation refers to has to be on before:
    without `reported` it only serves that correlation.

    Raises: SecurityForbidden, EntryRefused.
    """
    check_can_switch_on(rule, by, on=local(now).date())
    lock_code("detection-rules")
    row = DetectionRule.objects.select_for_update(of=("self",)).get(pk=rule.pk)
    if row.state == State.ON:
        raise EntryRefused("", "Quy tắc này đang bật.")
    if DetectionRule.objects.filter(key=row.key, version__gt=row.version).exists():
        raise EntryRefused("", "Đã có bản mới hơn của quy tắc này; hãy bật bản ấy.")
    if row.kind == DetectionRule.Kind.CORRELATION:
        _check_called(row)
    DetectionRule.objects.filter(key=row.key, state=State.ON).update(
        state=State.OFF, off_reason=f"Thay bằng bản {row.version}", decided_by=by.user_id, decided_at=now
    )
    row.state, row.reported = State.ON, reported
    row.decided_by_id, row.decided_at, row.off_reason = by.user_id, now, ""
    row.save(update_fields=["state", "reported", "decided_by", "decided_at", "off_reason"])
    record(DetectionRuleSwitchedOn(rule_id=row.pk, version=row.version), by=by, at=now)
    return row


def _check_called(row: DetectionRule) -> None:
    named = Q(identifier__in=[one.lower() for one in row.calls]) | Q(name__in=row.calls)
    running = DetectionRule.objects.running().filter(named).values_list("identifier", "name")
    found = {key for pair in running for key in pair}
    missing = [one for one in row.calls if one not in found and one.lower() not in found]
    if missing:
        raise EntryRefused(
            "", f"Bật trước các quy tắc mà tương quan này gọi: {', '.join(missing[:10])[:400]}."
        )
