"""Who works at an agency of the demo: the cast where it sits there, else invented officers made for it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from random import Random

from tinhso.demo.cast import titled
from tinhso.demo.people import OFFICERS_MIDDLES, name
from tinhso.kernel.people.public import SYSTEM, Actor, Agency, Post, User, appoint
from tinhso.kernel.people.roles import Clerk, DeskOfficer, Examiner, Head, Role

TITLES = {
    Head: {"province": "Giám đốc", "district": "Chủ tịch", "commune": "Chủ tịch"},
    Examiner: {"province": "Chuyên viên", "district": "Chuyên viên", "commune": "Công chức chuyên môn"},
}
CLERK, DESK = "Văn thư", "Cán bộ Bộ phận Một cửa"
RESULTS_EACH = {Examiner: 60, DeskOfficer: 120}
"""So many results in all the demo's years give one more officer of that role, up to `MOST_ALIKE`."""
MOST_ALIKE = 3


@dataclass(frozen=True)
class Team:
    """One actor for each role that a dossier meets."""

    desk: Actor
    head: Actor
    examiner: Actor
    clerk: Actor


class Teams:
    """The teams of the day, made when first asked for; `results` is how much work each agency has."""

    def __init__(
        self, on: date, since: date, rng: Random, now: datetime, results: Mapping[int, int] | None = None
    ) -> None:
        self.on, self.since, self.rng, self.now, self.results = on, since, rng, now, results or {}
        self._by_seat: dict[tuple[int, str], list[Actor]] = {}

    def team(self, agency: Agency, desk: Agency, rng: Random | None = None) -> Team:
        """Who has such a dossier on the desk; with `rng` any of those who do that work there."""
        work = self.results.get(agency.pk, 0)
        seats = [(desk, DeskOfficer), (agency, Head), (agency, Examiner), (agency, Clerk)]
        return Team(*(self._one_of(self.actors(seat, role, work), rng) for seat, role in seats))

    def actor(self, agency: Agency, role: type[Role]) -> Actor:
        return self.actors(agency, role, 0)[0]

    def _one_of(self, actors: list[Actor], rng: Random | None) -> Actor:
        return rng.choice(actors) if rng and len(actors) > 1 else actors[0]

    def actors(self, agency: Agency, role: type[Role], work: int) -> list[Actor]:
        """Those who hold that role there; where nobody does, as many as the work asks for are appointed.

        The latest comes first: of two heads the one who signs for the other, Chi and not the director.
        """
        key = (agency.pk, role.code)
        if key not in self._by_seat:
            posts = list(Post.objects.on(self.on).with_role(role.code).filter(agency=agency).order_by("-pk"))
            wanted = min(MOST_ALIKE, 1 + work // RESULTS_EACH[role]) if role in RESULTS_EACH else 1
            posts = posts or [self._appointed(agency, role, n) for n in range(wanted)]
            self._by_seat[key] = [
                Actor(user_id=p.user_id, post_id=p.pk, agency_id=agency.pk, roles=frozenset({role.code}))
                for p in posts
            ]
        return self._by_seat[key]

    def _appointed(self, agency: Agency, role: type[Role], order: int) -> Post:
        known = f"mp-{agency.code}-{role.code}" + (f"-{order + 1}" if order else "")
        user = User.objects.create_user(known[:150], full_name=name(self.rng, OFFICERS_MIDDLES))
        return appoint(
            user,
            agency,
            title=titled(title_of(agency, role), self.now.date()),
            roles=[role.code],
            starts=self.since,
            ends=None,
            by=SYSTEM,
            now=self.now,
        )


def title_of(agency: Agency, role: type[Role]) -> str:
    if role in TITLES:
        return TITLES[role].get(agency.level, "Chuyên viên")
    return CLERK if role is Clerk else DESK
