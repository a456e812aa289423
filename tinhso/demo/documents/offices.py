"""The offices of the demo that write documents: who drafts, reads, signs and seals there on its day."""

from dataclasses import dataclass
from datetime import date
from random import Random

from tinhso.casework.bulk import office_calendar_id, work_calendar
from tinhso.demo.officers import COMMUNE, HA_TRUNG, POST_OFFICE, SINCE, Seat
from tinhso.demo.onestop.teams import Teams
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import Agency, Post, signing_rights
from tinhso.kernel.people.roles import Clerk, Examiner, Head
from tinhso.lib.legal_time.working_time import WorkCalendar

PROVINCE = Seat("ubnd-tinh")
SEATS = (
    ("province", PROVINCE, 4),
    ("department", POST_OFFICE, 5),
    ("district", HA_TRUNG, 4),
    ("commune", COMMUNE, 2),
)
"""Which words an office uses, where it sits before and after the reforms, and its share of the documents."""


@dataclass(frozen=True)
class Office:
    """One agency and its people; `first` is the day from which they hold their posts there."""

    words: str
    share: int
    agency: Agency
    first: date
    calendar_id: int | None
    calendar: WorkCalendar
    drafters: list[Actor]
    heads: list[Actor]
    clerks: list[Actor]
    titles: dict[int, str]  # of posts


def offices(now: date, rng: Random, teams: Teams) -> list[Office]:
    """Those of the cast that stand on that day; of a committee whose people have moved on, where they sit now."""
    return [_office(words, seat, share, now, teams) for words, seat, share in SEATS]


def _office(words: str, seat: Seat, share: int, day: date, teams: Teams) -> Office:
    moved = seat.moves is not None and day >= seat.moves
    agency = Agency.objects.on(day).get(code=seat.later if moved else seat.agency)
    first = seat.moves if moved and seat.moves else SINCE
    calendar_id = office_calendar_id(agency.pk, day)
    rights = signing_rights(agency, day).in_field("")
    heads = [
        Actor(
            user_id=one.post.user_id,
            post_id=one.post.pk,
            agency_id=agency.pk,
            roles=frozenset({Head.code}),
        )
        for one in rights
    ]
    drafters, clerks = teams.actors(agency, Examiner, 0), teams.actors(agency, Clerk, 0)
    posts = Post.objects.filter(pk__in=[one.post_id for one in (*drafters, *heads, *clerks)])
    return Office(
        words=words,
        share=share,
        agency=agency,
        first=first,
        calendar_id=calendar_id,
        calendar=work_calendar(calendar_id),
        drafters=drafters,
        heads=heads,
        clerks=clerks,
        titles=dict(posts.values_list("pk", "title")),
    )
