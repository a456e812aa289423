"""Where whoever sent a report can be reached: what they typed, else what their account holds."""

from dataclasses import dataclass
from datetime import datetime

from tinhso.citizen.models import Report, Reporter
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import User, has_account, owner_of


@dataclass(frozen=True)
class SenderContact:
    """For the triage desk alone. `confirmed`: the phone answered a code. `account`: an account sent it, and what was not
    typed is the account's. `erased`: the sender took the contact back, and nobody may call."""

    name: str
    phone: str
    email: str
    confirmed: bool
    account: bool
    erased: bool = False


@dataclass(frozen=True)
class Reach:
    """How the sender could be asked back, without telling who they are."""

    phone: bool
    email: bool
    account: bool
    erased: bool


def contact_of(report: Report, *, purpose: str, by: Actor, now: datetime) -> SenderContact:
    """Who stands behind a pseudonym is read by `owner_of`, into the access log under that purpose."""
    who = Reporter.objects.get(report=report)
    if who.erased_at is not None:
        return SenderContact("", "", "", False, account=False, erased=True)
    words = {"purpose": purpose, "page": "report_contact", "case_ids": [report.case_id], "at": now, "by": by}
    person = report.case.person
    held = owner_of(person, **words) if person else None  # type: ignore[arg-type]
    account = User.objects.filter(person=held, is_active=True).first() if held else None
    return SenderContact(
        name=who.name or (held.full_name if held else ""),
        phone=who.phone or (account.phone if account else "") or (held.phone if held else ""),
        email=who.email or (account.email if account else "") or (held.email if held else ""),
        confirmed=who.confirmed,
        account=held is not None,
    )


def reach_of(report: Report) -> Reach:
    """Two queries; nothing of the account is read."""
    who = Reporter.objects.get(report=report)
    if who.erased_at is not None:
        return Reach(False, False, False, erased=True)
    return Reach(bool(who.phone), bool(who.email), has_account(report.case.person), erased=False)


def name_of(report: Report) -> str:
    """The name that stands beside a report whose sender wants it there; "" for every other."""
    if report.anonymous:
        return ""
    return Reporter.objects.filter(report=report).values_list("name", flat=True).first() or ""
