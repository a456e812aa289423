"""Who works at an agency of the demo: the cast where it sits there, else invented officers made for it."""

from dataclasses import dataclass
from datetime import date, datetime
from random import Random

from tinhso.demo.cast import titled
from tinhso.demo.people import OFFICERS_MIDDLES, name
from tinhso.kernel.people.public import SYSTEM, Actor, Agency, Post, User, appoint
from tinhso.kernel.people.roles import Clerk, DeskOfficer, Examiner, Head, Role

TITLES = {
    Head: "Lãnh đạo",
    Examiner: "Chuyên viên",
    Clerk: "Văn thư",
    DeskOfficer: "Cán bộ Bộ phận Một cửa",
}


@dataclass(frozen=True)
class Team:
    """One actor for each role that a dossier meets."""

    desk: Actor
    head: Actor
    examiner: Actor
    clerk: Actor


class Teams:
    """The teams of the day, made when first asked for."""

    def __init__(self, on: date, since: date, rng: Random, now: datetime) -> None:
        self.on, self.since, self.rng, self.now = on, since, rng, now
        self._kept: dict[tuple[int, str], Actor] = {}

    def team(self, agency: Agency, desk: Agency) -> Team:
        return Team(
            self.actor(desk, DeskOfficer),
            self.actor(agency, Head),
            self.actor(agency, Examiner),
            self.actor(agency, Clerk),
        )

    def actor(self, agency: Agency, role: type[Role]) -> Actor:
        key = (agency.pk, role.code)
        if key not in self._kept:
            found = Post.objects.on(self.on).with_role(role.code).filter(agency=agency)
            # Of two heads the later one, who signs for the other: Chi, not the director whom nobody plays.
            post = found.order_by("-pk").first() or self._appointed(agency, role)
            roles = frozenset({role.code})
            self._kept[key] = Actor(user_id=post.user_id, post_id=post.pk, agency_id=agency.pk, roles=roles)
        return self._kept[key]

    def _appointed(self, agency: Agency, role: type[Role]) -> Post:
        user = User.objects.create_user(
            f"mp-{agency.code}-{role.code}"[:150], full_name=name(self.rng, OFFICERS_MIDDLES)
        )
        appoint(
            user,
            agency,
            title=titled(TITLES[role], self.now.date()),
            roles=[role.code],
            starts=self.since,
            ends=None,
            by=SYSTEM,
            now=self.now,
        )
        return Post.objects.get(user=user)
