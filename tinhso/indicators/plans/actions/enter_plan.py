from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from tinhso.indicators.models import Plan, PlanTarget
from tinhso.indicators.plans.events import PlanEntered
from tinhso.indicators.registers.permissions import check_can_keep_plans
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.people.public import Agency
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.periods import Period


@transaction.atomic
def enter_plan(
    *,
    number: str,
    address: str,
    words: dict[str, Any],
    begins: date,
    ends: date,
    by: Actor,
    now: datetime,
    targets: Sequence[tuple[str, str, Decimal, str]] = (),
    owner: Agency | None = None,
) -> Plan:
    """Enter a plan with its targets (indicator, period, value, source); `ends` is the day after its last.

    Loaded again by the system one that is there stays. An officer's is followed by the own agency.
    Raises: NotARegistrar, NotAPeriod, EntryRefused where it ends before it begins or its address is taken.
    """
    check_can_keep_plans(by)
    if begins >= ends:
        raise EntryRefused("ends", "Ngày kết thúc phải sau ngày bắt đầu.")
    followed = {"owner": owner} if by.system else {"owner_id": by.agency_id}
    given = words | followed | {"number": number, "valid": DateRange(begins, ends)}
    plan, made = Plan.objects.get_or_create(address=address, defaults=given)
    if not made and not by.system:
        raise EntryRefused("number", "Kế hoạch số này của năm đó đã được nhập.")
    if made:
        _write(plan, targets, by=by, now=now)
    return plan


def _write(plan: Plan, targets: Sequence[tuple[str, str, Decimal, str]], *, by: Actor, now: datetime) -> None:
    for indicator, period, value, source in targets:
        code = Period.parse(period).code
        known = {"known_at": now, "by_id": by.user_id}
        PlanTarget.objects.create(
            plan=plan, indicator=indicator, period=code, value=value, source=source, **known
        )
    record(PlanEntered(plan_id=plan.pk, targets=len(targets)), by=by, at=now)
