"""Accounts held against the log: whose an account is, and how far the identity was proved; figures count by both."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tinhso.kernel.events.public import Comparison, ComparisonResult, name_of, older_rows
from tinhso.kernel.people.models import User
from tinhso.kernel.people.own_account.events import AccountClosed
from tinhso.kernel.people.persons.events import PersonIdentified
from tinhso.kernel.people.sign_in.events import CitizenRegistered

COLUMNS = ("identity_level", "person_id")
MOST_LINES = 200

# The last event that names an account says whose it is. Older ones named the person alone: of those the level is known.
READ = """
with said as (
  select distinct on (holder) coalesce(payload->>'user', payload->>'user_id')::bigint as holder,
    coalesce((payload->>'level')::int, 0) as level, (payload->>'person')::bigint as person
  from kernel_event
  where name = any(%(names)s) and (payload ? 'user' or payload ? 'user_id') order by holder, id desc
), older as (
  select distinct on (person) (payload->>'person')::bigint as person, (payload->>'level')::int as level
  from kernel_event where name = %(identified)s and not payload ? 'user' order by person, id desc
)
select u.id, u.identity_level, u.person_id, coalesce(s.level, o.level, case when u.id <= %(border)s then u.identity_level else 0 end),
  case when s.holder is null then u.person_id else s.person end, s.holder is null
from people_user u left join said s on s.holder = u.id left join older o on s.holder is null and o.person = u.person_id
where s.holder is not null or u.person_id is not null or u.identity_level <> 0
"""


@dataclass(frozen=True)
class OtherAccount:
    """One value of an account that its events do not say."""

    user_id: int
    column: str
    in_table: int | None
    in_log: int | None

    @property
    def line(self) -> str:
        words = _("tài khoản số %(id)s: people_user.%(column)s ghi %(held)s, theo sự kiện là %(said)s")
        named = {"held": _number_text(self.in_table), "said": _number_text(self.in_log)}
        return words % ({"id": self.user_id, "column": self.column} | named)


@dataclass(frozen=True)
class ComparedAccounts:
    """How many accounts belong to somebody, of how many no event says to whom, and what differs."""

    accounts: int
    uncheckable: int
    differences: list[OtherAccount]

    @property
    def lines(self) -> list[str]:
        return [one.line for one in self.differences[:MOST_LINES]]


def compare_accounts() -> ComparedAccounts:
    """Every account of somebody against the last event that names it. Two queries.

    Of one that no event names and that an older program may have made nothing can be said.
    """
    border = older_rows().get(User._meta.db_table, 0)
    names = [name_of(kind) for kind in (PersonIdentified, CitizenRegistered, AccountClosed)]
    with connection.cursor() as cursor:
        cursor.execute(READ, {"names": names, "identified": name_of(PersonIdentified), "border": border})
        rows = cursor.fetchall()
    differences = [one for row in rows for one in _differences(*row[:5])]
    return ComparedAccounts(len(rows), sum(row[5] for row in rows), differences)


def _differences(user_id: int, *values: Any) -> list[OtherAccount]:
    held, logged = values[:2], values[2:]
    return [
        OtherAccount(user_id, column, here, there)
        for column, here, there in zip(COLUMNS, held, logged, strict=True)
        if here != there
    ]


def _number_text(value: int | None) -> str:
    return "–" if value is None else str(value)


def identified(users: list[User]) -> list[PersonIdentified]:
    """What the log says of accounts that are written by COPY."""
    return [
        PersonIdentified(user=user.pk, person=user.person_id or 0, level=user.identity_level)
        for user in users
    ]


def compare(progress: Callable[[int], None]) -> ComparisonResult:
    """All of them, also where only what changed is asked: it is one statement."""
    found = compare_accounts()
    progress(found.accounts)
    differing = len({one.user_id for one in found.differences})
    return ComparisonResult(found.lines, found.accounts, found.uncheckable, differing)


ACCOUNTS = Comparison(
    gettext_lazy("tài khoản"),
    compare,
    compare,
    code="accounts",
    columns=tuple((User._meta.db_table, column) for column in COLUMNS),
    order=15,
)
