"""Compare what we hold of one account and day with the bank's statement, which was fetched before."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import transaction

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.site.clock import HANOI
from tinhso.onestop.models import CollectionAccount, Payment, Reconciliation, ReconciliationLine, Refund
from tinhso.onestop.money.actions.receive_payment import Transfer, receive_transfer
from tinhso.onestop.money.bank_client import StatementLine
from tinhso.onestop.money.events import DayReconciled
from tinhso.onestop.money.permissions import check_can_reconcile

F = ReconciliationLine.Finding


@dataclass(frozen=True)
class Ours:
    """What we hold under one reference of the bank."""

    amount: int
    payment_id: int | None = None
    refund_id: int | None = None


@transaction.atomic
def reconcile_day(
    *, account: CollectionAccount, day: date, lines: Iterable[StatementLine], by: Actor, now: datetime
) -> Reconciliation:
    """Take in money that nobody told of, and write down every line as found; again replaces what was found before.

    Raises: PermissionDenied. `lines` is the whole statement of that Vietnamese day.
    """
    check_can_reconcile(by, account.agency)
    made, _ = Reconciliation.objects.select_for_update().update_or_create(
        account=account, day=day, defaults={"made_at": now}
    )
    taken_before = set(made.lines.filter(finding=F.TAKEN).values_list("bank_ref", flat=True))
    lines_by_ref = {line.bank_ref: line for line in lines}
    known = known_refs(lines_by_ref)
    for line in lines_by_ref.values():
        if line.amount > 0 and line.bank_ref not in known:
            take_in(account, line, now)
            taken_before.add(line.bank_ref)
    rows = compared(made, lines_by_ref, ours_of(account, day) | known_refs(lines_by_ref), taken_before)
    made.lines.all().delete()
    ReconciliationLine.objects.bulk_create(rows)
    found = [row.finding for row in rows]
    event = DayReconciled(
        account_id=account.pk,
        day=day,
        matched=found.count(F.MATCHED),
        taken=found.count(F.TAKEN),
        missing=found.count(F.MISSING),
        different=found.count(F.DIFFERENT) + found.count(F.STRANGE),
    )
    record(event, by=by, at=now)
    return made


def take_in(account: CollectionAccount, line: StatementLine, now: datetime) -> Payment:
    """As if the bank had told of it."""
    transfer = Transfer(line.bank_ref, account.number, line.amount, line.memo, line.paid_at)
    return receive_transfer(transfer, now=now)


def known_refs(refs: Iterable[str]) -> dict[str, Ours]:
    """What we hold under these references, of whatever day. Two queries."""
    return by_ref(
        Payment.objects.filter(bank_ref__in=list(refs)), Refund.objects.filter(bank_ref__in=list(refs))
    )


def ours_of(account: CollectionAccount, day: date) -> dict[str, Ours]:
    """The transfers that we hold of that account and day, without refunds: those are looked up by reference."""
    begin = datetime.combine(day, time.min, HANOI)
    span = (begin, begin + timedelta(days=1, microseconds=-1))
    payments = Payment.objects.filter(
        agency_id=account.agency_id, channel=Payment.Channel.VIETQR, paid_at__range=span
    )
    return by_ref(payments, Refund.objects.none())


def by_ref(payments: Iterable[Payment], refunds: Iterable[Refund]) -> dict[str, Ours]:
    ours = {p.bank_ref: Ours(p.amount, payment_id=p.pk) for p in payments if p.bank_ref}
    return ours | {r.bank_ref: Ours(-r.amount, refund_id=r.pk) for r in refunds if r.bank_ref}


def compared(
    made: Reconciliation, lines_by_ref: dict[str, StatementLine], ours: dict[str, Ours], refs_used: set[str]
) -> list[ReconciliationLine]:
    """A line for each reference that either side knows."""
    rows = []
    for ref in sorted(lines_by_ref.keys() | ours.keys()):
        theirs, our_line = lines_by_ref.get(ref), ours.get(ref)
        rows.append(
            ReconciliationLine(
                reconciliation=made,
                finding=judged(theirs, our_line, ref in refs_used),
                bank_ref=ref,
                bank_amount=theirs.amount if theirs else None,
                our_amount=our_line.amount if our_line else None,
                payment_id=our_line.payment_id if our_line else None,
                refund_id=our_line.refund_id if our_line else None,
            )
        )
    return rows


def judged(theirs: StatementLine | None, ours: Ours | None, is_used: bool) -> ReconciliationLine.Finding:
    if theirs is None:
        return F.MISSING
    if ours is None:
        return F.STRANGE
    if theirs.amount != ours.amount:
        return F.DIFFERENT
    return F.TAKEN if is_used else F.MATCHED
