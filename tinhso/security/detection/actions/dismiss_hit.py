from datetime import date, datetime
from uuid import uuid4

from django.db import transaction

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local
from tinhso.security.detection.events import DetectionHitDismissed
from tinhso.security.detection.locking import waiting_hit
from tinhso.security.duties.permissions import check_can_answer_for
from tinhso.security.models import DetectionException, DetectionHit
from tinhso.security.pages.codes import code_of, lock_code

LONGEST_DAYS = 365
LONGEST = 1000


@transaction.atomic
def dismiss_hit(
    *, hit: DetectionHit, reason: str, expires_on: date, by: Actor, now: datetime
) -> DetectionException:
    """It is a false alarm: the rule waits for nobody on this machine of this agency until a day, at most a year away. Other hits of the
    rule there that wait go with it.

    Raises: SecurityForbidden, EntryRefused.
    """
    today = local(now).date()
    check_can_answer_for(hit.agency_id, by, on=today)
    words = reason.strip()
    if not words or len(words) > LONGEST:
        raise EntryRefused("reason", f"Ghi lý do báo nhầm, tối đa {LONGEST} ký tự.")
    if not 0 < (expires_on - today).days <= LONGEST_DAYS:
        raise EntryRefused("expires_on", f"Ngoại lệ phải hết hạn sau hôm nay và trong {LONGEST_DAYS} ngày.")
    lock_code(
        f"{hit.rule.key} {hit.agency_id} {hit.machine_name}"
    )  # before any row: others of the place follow
    row = waiting_hit(hit)
    place = {"rule_key": row.rule.key, "agency": row.agency, "machine_name": row.machine_name}
    exception = (
        DetectionException.objects.select_for_update(of=("self",)).filter(**place, ended_at=None).first()
    )
    if exception is None:
        exception = DetectionException(code=code_of(uuid4()), title=row.rule.title, **place)
    exception.reason, exception.expires_on = words, expires_on
    exception.by_id, exception.at = by.user_id, now
    exception.save()
    same = DetectionHit.objects.filter(
        rule__key=row.rule.key, agency=row.agency, machine_name=row.machine_name, state=DetectionHit.State.NEW
    )  # fmt: skip
    for pk in [row.pk, *same.exclude(pk=row.pk).order_by("pk").values_list("pk", flat=True)]:
        record(DetectionHitDismissed(hit_id=pk, exception_id=exception.pk), by=by, at=now)
    same.update(
        state=DetectionHit.State.FALSE_ALARM, reason=words, exception=exception, decided_by=by.user_id, decided_at=now
    )  # fmt: skip
    return exception
