"""Where whoever sent a report can be reached: what they typed, else what their account holds."""

from dataclasses import dataclass

from tinhso.citizen.models import Report, Reporter
from tinhso.kernel.people.public import User


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

    @property
    def any(self) -> bool:
        return self.phone or self.email or self.account


def contact_of(report: Report) -> SenderContact:
    """Two queries. Whoever shows it writes the reading into the access log."""
    who = Reporter.objects.get(report=report)
    if who.erased_at is not None:
        return SenderContact("", "", "", False, account=False, erased=True)
    person = report.case.person
    active = User.objects.select_related("person").filter(person=person, is_active=True)
    account = active.first() if person else None
    held = account.person if account else None
    return SenderContact(
        name=who.name or (held.full_name if held else ""),
        phone=who.phone or (account.phone if account else "") or (held.phone if held else ""),
        email=who.email or (account.email if account else "") or (held.email if held else ""),
        confirmed=who.confirmed,
        account=account is not None,
    )


def reach_of(report: Report) -> Reach:
    found = contact_of(report)
    return Reach(bool(found.phone), bool(found.email), found.account, found.erased)


def name_of(report: Report) -> str:
    """The name that stands beside a report whose sender wants it there; "" for every other."""
    return "" if report.anonymous else contact_of(report).name
