"""The money of the cast's desks by the deeds of cashier, head and bank: paid twice, paid without a code, given back."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from tinhso.casework.bulk import office_calendar_id, work_calendar
from tinhso.demo.cast import OFFICERS, Officer
from tinhso.demo.days import first_day
from tinhso.demo.onestop.office_hours import last_days
from tinhso.kernel.events.public import SYSTEM, Actor
from tinhso.kernel.people.public import Agency, User, actor_of
from tinhso.kernel.people.roles import DeskOfficer, Head
from tinhso.kernel.site.clock import HANOI
from tinhso.onestop.bulk import CollectionAccount, FeeCharge, Payment, Refund
from tinhso.onestop.public import (
    StatementLine,
    Transfer,
    ask_refund,
    complete_refund,
    decide_refund,
    open_account,
    receive_transfer,
    reconcile_day,
)

RECONCILED = 5  # working days
TWICE, UNKNOWN = "Chuyển khoản hai lần cho một hồ sơ (mô phỏng)", "NOP LE PHI HO SO (mo phong)"
DAYS_AGO = (1, 1, 4)  # when each was paid twice: still waiting, asked to be given back, given back


def collect_fees(*, now: datetime) -> None:
    """Accounts for every desk that collects, and some days of a cashier's work at each of the cast's."""
    open_accounts(now=now)
    for officer in OFFICERS:
        if DeskOfficer in officer.roles:
            work_of(officer, now=now)


def open_accounts(*, now: datetime) -> None:
    """At the sandbox bank, from the first day of the demo's dossiers; its bank code is of no bank (mô phỏng)."""
    day = now.date()
    since = datetime.combine(first_day(day), time(8), HANOI)
    desks = [o.seat for o in OFFICERS if DeskOfficer in o.roles]
    codes = {s.later if s.moves and day >= s.moves else s.agency for s in desks}
    cast = set(Agency.objects.on(day).filter(code__in=codes).values_list("pk", flat=True))
    collecting = cast | set(FeeCharge.objects.values_list("agency", flat=True).distinct())
    for agency in Agency.objects.filter(pk__in=collecting).order_by("pk"):
        open_account(
            agency=agency,
            bank="999999",
            bank_name="Ngân hàng giả lập (SANDBOX)",
            number=f"9{agency.pk:09}",
            source="dữ liệu mô phỏng",
            by=SYSTEM,
            now=since,
        )


def work_of(officer: Officer, *, now: datetime) -> None:
    """What came in oddly in the last days at that desk, and the days compared with the bank."""
    cashier = actor_of(User.objects.get(username=officer.username), on=now.date())
    account = CollectionAccount.objects.select_related("agency").get(agency_id=cashier.agency_id or 0)
    days = last_days(work_calendar(office_calendar_id(None, now.date())), now.date(), RECONCILED)
    paid = FeeCharge.objects.filter(agency=account.agency, state="paid", dossier__case__finished_at=None)
    for order, (charge, ago) in enumerate(zip(paid.order_by("-asked_at"), DAYS_AGO, strict=False)):
        at = datetime.combine(days[ago - 1], time(14, 10 + order), HANOI)
        paid_twice(charge, account, goes=order, cashier=cashier, at=max(at, charge.asked_at))
    if paid.exists():
        at = datetime.combine(days[0], time(15, 20), HANOI)
        words = (f"MPK{account.pk:012}", account.number, 15_000, UNKNOWN)
        receive_transfer(Transfer(*words, at), now=at)
    for day in days:
        reconcile_day(account=account, day=day, lines=statement(account, day), by=SYSTEM, now=now)


def paid_twice(
    charge: FeeCharge, account: CollectionAccount, *, goes: int, cashier: Actor, at: datetime
) -> None:
    """A second transfer for a charge that is paid: it waits, is asked to be given back, or was given back."""
    words = (f"MPH{charge.pk:012}", account.number, charge.total, charge.pay_code)
    payment = receive_transfer(Transfer(*words, at), now=at)
    if not goes or payment.state != Payment.State.WAITING:
        return
    at += timedelta(minutes=20)
    refund = ask_refund(payment_id=payment.pk, ver=payment.ver, reason=TWICE, by=cashier, now=at)
    if goes == len(DAYS_AGO) - 1:
        at += timedelta(minutes=20)
        decide_refund(refund_id=refund.pk, approve=True, by=head_of(account, at.date()), now=at)
        complete_refund(refund_id=refund.pk, bank_ref=f"MPR{refund.pk:012}", now=at)


def head_of(account: CollectionAccount, day: date) -> Actor:
    """The head of the cast to whose agency that desk belongs."""
    heads = [User.objects.get(username=o.username) for o in OFFICERS if Head in o.roles]
    actors = [actor_of(user, on=day) for user in heads]
    return next(actor for actor in actors if actor.agency_id == account.agency.parent_id)


def statement(account: CollectionAccount, day: date) -> Iterable[StatementLine]:
    """What the bank would tell of that day: all that came in by transfer, and what it paid out."""
    begin = datetime.combine(day, time.min, HANOI)
    span = (begin, begin + timedelta(days=1))
    for payment in Payment.objects.filter(agency=account.agency, channel="vietqr", paid_at__range=span):
        yield StatementLine(payment.bank_ref or "", payment.amount, payment.memo, payment.paid_at)
    for back in Refund.objects.filter(payment__agency=account.agency, state="paid", decided_at__range=span):
        assert back.decided_at is not None
        yield StatementLine(back.bank_ref, -back.amount, f"HOAN {back.payment_id}", back.decided_at)
