import secrets
from datetime import datetime, timedelta

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.law.public import rule
from tinhso.kernel.site.public import in_one_transaction
from tinhso.lib.fees import Line, fee_lines, total
from tinhso.onestop.events import FeeAsked
from tinhso.onestop.models import Dossier, FeeCharge

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # 32, none of which is read as another: a byte draws one evenly


@in_one_transaction
def ask_fee(*, dossier: Dossier, by: Actor, now: datetime) -> FeeCharge | None:
    """Count what the answers owe and keep it with a payment code; None where this version collects nothing here."""
    charge = charge_of(dossier, now)
    if charge is None:
        return None
    charge.save(force_insert=True)
    event = FeeAsked(case_id=dossier.case_id, charge_id=charge.pk, total=charge.total, due=charge.due)
    record(event, by=by, at=now)
    return charge


def charge_of(dossier: Dossier, now: datetime, *, code_days: int | None = None) -> FeeCharge | None:
    """What the answers owe as a charge that is not kept yet.

    Who is freed from all of it by the rules gets a charge that says so. Lines without an entered amount are shown and
    not asked. `code_days`, how long its code holds, is asked of the rules of that day where it is not given.
    """
    lines = fee_lines(dossier.version.fees, dossier.answers) if dossier.version.fee_due else []
    freed = bool(lines) and all(line.due == 0 for line in lines)
    if not total(lines) and not freed:
        return None
    return charge_for(dossier, dossier.version.fee_due, lines, now=now, code_days=code_days)


def new_charge(dossier: Dossier, due: str, lines: list[Line], *, now: datetime) -> FeeCharge:
    """A charge with its payment code; no action, the caller records what is asked."""
    charge = charge_for(dossier, due, lines, now=now)
    charge.save(force_insert=True)
    return charge


def charge_for(
    dossier: Dossier, due: str, lines: list[Line], *, now: datetime, code_days: int | None = None
) -> FeeCharge:
    """The same, not kept yet."""
    owed = total(lines)
    days = rule("fee.code_days", on=now.date()) if code_days is None else code_days
    return FeeCharge(
        dossier=dossier,
        agency=dossier.case.desk or dossier.case.agency,
        state=FeeCharge.State.OPEN if owed else FeeCharge.State.EXEMPT,
        due=due,
        lines=[line.to_json() for line in lines],
        total=owed,
        pay_code="TS" + "".join(LETTERS[byte % len(LETTERS)] for byte in secrets.token_bytes(10)),
        asked_at=now,
        expires_at=now + timedelta(days=days),
    )
