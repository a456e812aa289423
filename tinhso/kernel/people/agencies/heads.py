"""Whose word a right needs: the head of the agency, or where none can act the nearest head above it."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Q

from tinhso.kernel.events.actor import Actor
from tinhso.kernel.people.agencies.queries import Branches
from tinhso.kernel.people.models import Post, User
from tinhso.kernel.people.roles import Head

Seat = tuple[int, int]  # an agency and the account that heads it


class NotTheHead(PermissionError):
    """The agency, or one above it, has a head who can act: it takes that person's word."""


@dataclass(frozen=True)
class HeadSeats:
    """The heads of a day by agency, a deputy who holds the role too, and the tree upwards.

    Only who can act counts: an account in use that was signed in with or has a password.
    """

    above: dict[int, int | None]
    heads: dict[int, frozenset[int]]

    @classmethod
    def read(cls, on: date) -> "HeadSeats":
        """Two queries."""
        found: dict[int, set[int]] = {}
        acting = Q(user__last_login__isnull=False) | ~Q(
            ("user__password__startswith", UNUSABLE_PASSWORD_PREFIX)
        )
        posts = Post.objects.on(on).with_role(Head.code).filter(acting, user__is_active=True)
        for agency, user in posts.values_list("agency", "user"):
            found.setdefault(agency, set()).add(user)
        return cls(Branches.read(on).above, {agency: frozenset(users) for agency, users in found.items()})

    def nearest(self, agency: int, without: Collection[int]) -> frozenset[Seat]:
        """The heads of the agency but for these accounts; of the nearest one above where it has none; empty for nobody."""
        return next(self._upwards(agency, without), frozenset())

    def at_or_above(self, agency: int, without: Collection[int]) -> frozenset[Seat]:
        return frozenset[Seat]().union(*self._upwards(agency, without))

    def below(self, agency: int) -> list[int]:
        """The agency and whatever hangs on it, of that day or another."""
        return [one for one in self.above if agency in self._chain(one)]

    def _chain(self, agency: int) -> Iterator[int]:
        at: int | None = agency
        while at is not None:
            yield at
            at = self.above.get(at)

    def _upwards(self, agency: int, without: Collection[int]) -> Iterator[frozenset[Seat]]:
        for at in self._chain(agency):
            if users := self.heads.get(at, frozenset()) - frozenset(without):
                yield frozenset((at, user) for user in users)

    def over_account(self, user: User, on: date) -> frozenset[Seat]:
        """Who heads every agency at which this account holds a post that day, else will hold one, or one above it. One query."""
        running = Post.objects.filter(user=user, valid__overlap=DateRange(on, None))
        rows = list(running.values_list("agency", "valid"))
        agencies = [agency for agency, valid in rows if valid.lower <= on] or [agency for agency, _ in rows]
        if not agencies:
            return frozenset()
        return frozenset.intersection(*(self.at_or_above(agency, [user.pk]) for agency in agencies))


def sits_on(by: Actor, seats: frozenset[Seat]) -> bool:
    """Whether this actor heads, in the post chosen for this request, one of these agencies."""
    return by.holds(Head) and (by.agency_id, by.user_id) in seats


def check_heads_account(user: User, by: Actor, on: date) -> None:
    """Raises NotTheHead."""
    if not sits_on(by, HeadSeats.read(on).over_account(user, on)):
        raise NotTheHead
