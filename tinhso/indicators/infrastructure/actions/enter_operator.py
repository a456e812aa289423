from datetime import date, datetime

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from tinhso.indicators.infrastructure.events import NetworkOperatorEntered
from tinhso.indicators.infrastructure.permissions import check_can_enter_infrastructure
from tinhso.indicators.models import NetworkOperator
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local


@transaction.atomic
def enter_operator(
    *, code: str, name: str, begins: date, ends: date | None, by: Actor, now: datetime
) -> NetworkOperator:
    """Enter who runs stations, lines or points; `ends` is the day after its last.

    Raises:
        InfrastructureForbidden: not of the focal agency.
        EntryRefused: a code that there is already, or an end before the beginning.
    """
    check_can_enter_infrastructure(by, local(now).date())
    if ends is not None and ends <= begins:
        raise EntryRefused("ends", "Ngày kết thúc phải sau ngày bắt đầu.")
    given = {"name": name, "valid": DateRange(begins, ends)}
    found, made = NetworkOperator.objects.get_or_create(code=code, defaults=given)
    if not made:
        raise EntryRefused("code", "Đã có doanh nghiệp, đơn vị mã này.")
    record(NetworkOperatorEntered(operator_id=found.pk), by=by, at=now)
    return found
