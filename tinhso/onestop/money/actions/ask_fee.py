import secrets
from datetime import datetime, timedelta

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.law.public import rule
from tinhso.kernel.site.clock import HANOI
from tinhso.kernel.site.public import in_one_transaction
from tinhso.lib.money.fees import Line, lines_by_due, total, unknown
from tinhso.onestop.models import Dossier, FeeCharge
from tinhso.onestop.money.events import FeeAsked

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # 32, none of which is read as another: a byte draws one evenly


@in_one_transaction
def ask_fees(*, dossier: Dossier, by: Actor, now: datetime) -> list[FeeCharge]:
    """Count what the answers owe and keep it, one charge for each moment at which something is due."""
    charges = charges_of(dossier, now)
    for charge in charges:
        charge.save(force_insert=True)
        record(fee_asked(charge), by=by, at=now)
    return charges


def fee_asked(charge: FeeCharge) -> FeeAsked:
    """The event of a charge, with what can be paid of it now."""
    return FeeAsked(
        case_id=charge.dossier_id,
        charge_id=charge.pk,
        total=charge.rest,
        due=FeeCharge.Due(charge.due),
        owed=charge.total,
        state=FeeCharge.State(charge.state),
    )


def charges_of(dossier: Dossier, now: datetime, *, code_days: int | None = None) -> list[FeeCharge]:
    """What the answers owe as charges that are not kept yet.

    Who is freed from all of it by the rules gets a charge that says so. One with a line whose amount the desk has
    still to enter awaits it. `code_days`, how long a code holds, is asked of the rules of that day where not given.
    """
    version, day = dossier.version, now.astimezone(HANOI).date()
    found = lines_by_due(version.fees, dossier.answers, otherwise=version.fee_due, on=day)
    return [charge_for(dossier, due, lines, now=now, code_days=code_days) for due, lines in found.items()]


def new_charge(dossier: Dossier, due: str, lines: list[Line], *, now: datetime) -> FeeCharge:
    """A charge with its payment code; no action, the caller records what is asked."""
    charge = charge_for(dossier, due, lines, now=now)
    charge.save(force_insert=True)
    return charge


def charge_for(
    dossier: Dossier, due: str, lines: list[Line], *, now: datetime, code_days: int | None = None
) -> FeeCharge:
    """The same, not kept yet."""
    amount, awaits = total(lines), unknown(lines)
    return FeeCharge(
        dossier=dossier,
        agency=dossier.case.desk or dossier.case.agency,
        state=FeeCharge.State.OPEN if amount or awaits else FeeCharge.State.EXEMPT,
        due=due,
        lines=[line.to_json() for line in lines],
        total=amount,
        awaits_amount=awaits,
        pay_code="TS" + "".join(LETTERS[byte % len(LETTERS)] for byte in secrets.token_bytes(10)),
        asked_at=now,
        expires_at=code_end(now, code_days),
    )


def code_end(now: datetime, code_days: int | None = None) -> datetime:
    """Until when a payment code that is given now holds."""
    days = rule("fee.code_days", on=now.date()) if code_days is None else code_days
    return now + timedelta(days=days)
