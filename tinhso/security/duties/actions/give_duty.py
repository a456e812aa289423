from datetime import date, datetime

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from tinhso.kernel.events.public import Actor, Code, record
from tinhso.kernel.people.public import Agency
from tinhso.kernel.site.public import EntryRefused
from tinhso.security.duties.events import SecurityDutyGiven
from tinhso.security.duties.permissions import check_can_give_duties
from tinhso.security.models import SecurityDuty


@transaction.atomic
def give_duty(
    *, duty: str, agency: Agency, starts: date, source: str, by: Actor, now: datetime
) -> SecurityDuty:
    """From `starts` on the agency has the duty; who had it before has it until that day.

    Raises: SecurityForbidden, EntryRefused.
    """
    check_can_give_duties(by)
    if not source.strip():
        raise EntryRefused("source", "Ghi quyết định giao nhiệm vụ: số, ngày, cơ quan ban hành.")
    if not agency.exists_on(starts):
        raise EntryRefused("agency", "Cơ quan này không tồn tại vào ngày bắt đầu.")
    same = SecurityDuty.objects.select_for_update().filter(duty=duty)
    if same.filter(valid__startswith__gte=starts).exists():
        raise EntryRefused("starts", "Đã có cơ quan được giao từ ngày này hoặc sau ngày này.")
    for before in same.filter(valid__contains=starts):
        before.valid = DateRange(before.valid.lower, starts)
        before.save(update_fields=["valid"])
    made = SecurityDuty.objects.create(
        duty=duty,
        agency=agency,
        valid=DateRange(starts, None),
        source=source.strip(),
        by_id=by.user_id,
        at=now,
    )
    record(SecurityDutyGiven(agency_id=agency.pk, duty=Code(duty), starts=starts), by=by, at=now)
    return made
