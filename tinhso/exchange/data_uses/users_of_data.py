"""The agencies that used somebody's data, whichever way: an agency here, or a member of the exchange without one."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from tinhso.exchange.models import InformationSystem
from tinhso.kernel.people.public import Agency

LETTERS = 16


@dataclass(frozen=True)
class User:
    """`agency` is the key of an agency here, None for a member without one; `systems` are its addresses in the log."""

    name: str
    agency: int | None
    systems: frozenset[str]

    def token(self, person_id: int) -> str:
        """By which a filter names it: an address says nothing of whose data an agency read."""
        of = f"{person_id}:{self.agency}:{','.join(sorted(self.systems)) if self.agency is None else ''}"
        return salted_hmac("exchange.data_uses", of, algorithm="sha256").hexdigest()[:LETTERS]


@dataclass(frozen=True)
class Users:
    """All that a page names, found together."""

    by_agency: dict[int, User]
    by_system: dict[str, User]

    def of_agency(self, agency_id: int | None) -> User | None:
        return self.by_agency.get(agency_id or 0)

    def of_system(self, client: str) -> User:
        return self.by_system.get(client) or User(
            _("một hệ thống không còn trong danh sách"), None, frozenset({client})
        )

    def all(self) -> list[User]:
        found = {*self.by_agency.values(), *self.by_system.values()}
        return sorted(found, key=lambda one: one.name)


def users_of(agencies: Iterable[int], clients: Iterable[str]) -> Users:
    """Two queries."""
    codes = {client.rpartition("/")[2] for client in clients}
    systems = InformationSystem.objects.filter(code__in=codes).select_related("member__agency")
    addressed = {str(one): one for one in systems if str(one) in set(clients)}
    named: dict[int, set[str]] = {pk: set() for pk in agencies}
    for address, one in addressed.items():
        if one.member.agency_id is not None:
            named.setdefault(one.member.agency_id, set()).add(address)
    names = dict(Agency.objects.filter(pk__in=named).values_list("pk", "name"))
    by_agency = {pk: User(names.get(pk, ""), pk, frozenset(of)) for pk, of in named.items()}
    by_system = {
        address: by_agency[one.member.agency_id]
        if one.member.agency_id is not None
        else User(one.member.name, None, frozenset({address}))
        for address, one in addressed.items()
    }
    return Users(by_agency, by_system)
