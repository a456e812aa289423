from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from tinhso.indicators.models import Plan, PlanFunding
from tinhso.indicators.plans.events import FundingSet
from tinhso.indicators.registers.permissions import check_can_keep
from tinhso.indicators.registers.registers import add_revision
from tinhso.kernel.events.public import Actor, Code, record
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local


@dataclass(frozen=True)
class Money:
    """In đồng: what a decision allocates, what is spent until a day (both None: nothing told)."""

    allocated: Decimal
    decision: str
    spent: Decimal | None = None
    spent_until: date | None = None


@transaction.atomic
def set_funding(
    *, plan: Plan, year: int, source: str, money: Money, was: int, reason: str, by: Actor, now: datetime
) -> PlanFunding:
    """Say what money a plan has from a source in a year and what of it is spent, or correct it; earlier rows stay.

    Raises: NotARegistrar, EntryRefused, RevisedBefore.
    """
    check_can_keep(plan, by)
    last = plan.last_day
    if year < plan.valid.lower.year or (last is not None and year > last.year):
        raise EntryRefused("year", "Năm này nằm ngoài thời gian của kế hoạch.")
    if source not in PlanFunding.Source.values:
        raise EntryRefused("source", "Không có nguồn kinh phí này.")
    if (money.spent is None) != (money.spent_until is None):
        raise EntryRefused("spent_until", "Ghi cả số đã giải ngân và ngày tính đến, hoặc bỏ trống cả hai.")
    if money.spent_until is not None and money.spent_until > local(now).date():
        raise EntryRefused("spent_until", "Ngày tính đến chưa tới.")
    if money.spent_until is not None and money.spent_until.year < year:
        raise EntryRefused("spent_until", "Ngày tính đến nằm trước năm được giao kinh phí.")
    if money.spent is not None and money.spent > money.allocated:
        raise EntryRefused("spent", "Số đã giải ngân lớn hơn số được giao: sửa số được giao trước.")
    key = {"plan": plan, "year": year, "source": source}
    values = {
        "allocated": money.allocated,
        "spent": money.spent,
        "spent_until": money.spent_until,
        "decision": money.decision,
    }
    found = add_revision(PlanFunding, key, values, was=was, reason=reason, by=by, now=now)
    event = FundingSet(plan_id=plan.pk, year=year, source=Code(source), revision=found.revision)
    record(event, by=by, at=now)
    return found
