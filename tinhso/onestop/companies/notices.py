"""What the people of a company hear: each by its event once, without the company's name in a message."""

from datetime import datetime

from django.urls import reverse

from tinhso.kernel.notices.public import notify
from tinhso.kernel.people.public import Person
from tinhso.onestop.models import CompanyDelegation, CompanyRepresentative

TOPIC = "onestop.company"


def tell_representative(representative: CompanyRepresentative, what: str, now: datetime) -> None:
    """`what` is the state in which the representation is now."""
    key = f"company_representative:{representative.pk}:{what}"
    _notify(representative.person, "company_representative", what, key, now)


def tell_delegation(delegation: CompanyDelegation, what: str, now: datetime, *, to: Person) -> None:
    """`what` is the state in which the delegation is now, or `redelegated`."""
    key = f"company_delegation:{delegation.pk}:{what}:{to.pk}"
    _notify(to, "company_delegation", what, key, now)


def _notify(to: Person, template: str, what: str, key: str, now: datetime) -> None:
    if to.erased_at is not None:
        return
    notify(
        to=to,
        topic=TOPIC,
        template=f"onestop.{template}",
        params={"what": what},
        now=now,
        key=key,
        path=reverse("my_companies"),
    )
