from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from tinhso.indicators.events import PlanEntered
from tinhso.indicators.models import Plan, PlanTarget
from tinhso.kernel.events.public import Actor, record
from tinhso.lib.periods import Period


@transaction.atomic
def enter_plan(
    *,
    number: str,
    address: str,
    words: dict[str, Any],
    begins: date,
    ends: date,
    targets: Sequence[tuple[str, str, Decimal, str]],
    by: Actor,
    now: datetime,
) -> Plan:
    """Enter a plan with its targets (indicator, period, value, source); one that is there stays.

    PermissionDenied, NotAPeriod.
    """
    if not by.system:
        raise PermissionDenied("Kế hoạch được nạp cùng dữ liệu của tỉnh.")
    given = words | {"address": address, "valid": DateRange(begins, ends)}
    plan, made = Plan.objects.get_or_create(number=number, defaults=given)
    if made:
        for indicator, period, value, source in targets:
            code = Period.parse(period).code
            PlanTarget.objects.create(plan=plan, indicator=indicator, period=code, value=value, source=source)
        record(PlanEntered(plan_id=plan.pk, targets=len(targets)), by=by, at=now)
    return plan
