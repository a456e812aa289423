"""Who lets a list of posts begin: the head, where one of them reads personal data."""

from collections.abc import Iterable, Mapping
from datetime import date

from tinhso.kernel.people.agencies.heads import HeadSeats, Seat
from tinhso.kernel.people.models import PostList, ProposedPost, User
from tinhso.kernel.people.roles import reads_personal_data


def needs_head(lines: Iterable[ProposedPost]) -> bool:
    """Whether a post of the list reads personal data. A right to sign has no roles."""
    return any(reads_personal_data(line.roles) for line in lines)


def accounts_of(lines: Iterable[ProposedPost]) -> dict[str, int]:
    """The accounts that the lines name; who is still to be made has none. One query."""
    names = {line.username for line in lines}
    return dict(User.objects.filter(username__in=names).values_list("username", "pk"))


def heads_of(
    asked: PostList, lines: Iterable[ProposedPost], seats: HeadSeats, accounts: Mapping[str, int]
) -> frozenset[Seat]:
    """The heads whose word the list takes, empty for none: of an appointment the nearest, of a list of the machine who
    heads every agency in it or one above. Nobody who asked for it or is named in it."""
    without = {accounts[line.username] for line in lines if line.username in accounts}
    without |= {asked.asked_by_id} if asked.asked_by_id else set()
    of = seats.nearest if asked.kind == PostList.Kind.APPOINTMENT else seats.at_or_above
    agencies = {line.agency_id for line in lines if reads_personal_data(line.roles)}
    over = [of(agency, without) for agency in agencies]
    return frozenset.intersection(*over) if over else frozenset()


def heads_awaited(list_id: int, on: date) -> set[int]:
    """The accounts of the heads whose word a waiting list takes; none where an administrator confirms. Five queries."""
    asked = PostList.objects.prefetch_related("lines").get(pk=list_id)
    lines = list(asked.lines.all())
    if asked.state != PostList.State.WAITING or not needs_head(lines):
        return set()
    return {user for _at, user in heads_of(asked, lines, HeadSeats.read(on), accounts_of(lines))}
