from datetime import datetime
from decimal import Decimal

from django.db import transaction

from tinhso.indicators.models import Indicator, Plan, PlanTarget
from tinhso.indicators.plans.events import TargetSet
from tinhso.indicators.registers.permissions import check_can_keep
from tinhso.indicators.registers.registers import add_revision
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.periods import Period


@transaction.atomic
def set_target(
    *,
    plan: Plan,
    indicator: str,
    period: Period,
    value: Decimal,
    source: str,
    was: int,
    reason: str,
    by: Actor,
    now: datetime,
) -> PlanTarget:
    """Say what a plan wants of an indicator in a period, or correct it: the earlier number stays as it was told.

    Raises: NotARegistrar, EntryRefused, RevisedBefore.
    """
    check_can_keep(plan, by)
    if not Indicator.objects.filter(code=indicator).exists():
        raise EntryRefused("indicator", "Không có chỉ tiêu thống kê này. Hãy chọn trong danh sách.")
    key = {"plan": plan, "indicator": indicator, "period": period.code}
    values = {"value": value, "source": source}
    found = add_revision(PlanTarget, key, values, was=was, reason=reason, by=by, now=now)
    event = TargetSet(plan_id=plan.pk, indicator=indicator, period=period.code, revision=found.revision)
    record(event, by=by, at=now)
    return found
