"""Until when a supplement is asked that stops the time or begins it anew, and until when a new date is given."""

from datetime import datetime, timedelta
from decimal import Decimal

from tinhso.casework.public import end_from_receipt
from tinhso.kernel.law.public import NoRule, rule, rules_under
from tinhso.kernel.site.clock import HANOI
from tinhso.lib.legal_time.time_limit import TimeLimit, Unit
from tinhso.onestop.models import Dossier

RETURN_DAYS = "supplement.return_days"


def ask_until(dossier: Dossier) -> datetime | None:
    """The last moment for a supplement of a received dossier: so many working days from the receipt (NĐ 61/2018 Đ19.4, or by the
    rule of its field, `supplement.return_days.FIELD`), at most the due moment. None before acceptance.

    Raises: NoRule for a day without one.
    """
    case = dossier.case
    if case.accepted_at is None or not case.step:
        return None
    day, field = case.accepted_at.astimezone(HANOI).date(), dossier.version.procedure.field.code
    found = rules_under(RETURN_DAYS, on=day)
    value, source = found.get(f"{RETURN_DAYS}.{field}") or found.get(RETURN_DAYS) or (None, "")
    if value is None:
        raise NoRule(f"{RETURN_DAYS} on {day}")
    end = end_from_receipt(case, TimeLimit(Decimal(value), Unit.WORKING_DAY, source))
    return min(end, case.due_at) if end and case.due_at else end


def asks_in_time(dossier: Dossier, now: datetime) -> bool:
    """Whether a supplement asked now stops the time, or begins it anew; before acceptance it does."""
    until = ask_until(dossier)
    return until is None or now <= until


def reappoints_in_time(dossier: Dossier, now: datetime) -> bool:
    """Whether form 04 may still set a new date: once, some days before the due moment (NĐ 61/2018 Đ19.9)."""
    case = dossier.case
    if case.due_at is None or any(clock.reappointed_at for clock in case.clocks.all()):
        return False
    days = rule("reappoint.notice_days", on=now.astimezone(HANOI).date())
    return now <= case.due_at - timedelta(days=days)
