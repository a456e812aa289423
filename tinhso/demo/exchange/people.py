"""Who acts for an agency in the demo's exchange of data, and when."""

from datetime import datetime, timedelta
from random import Random

from tinhso.demo.officers import SINCE, TWO_LEVELS
from tinhso.demo.people import OFFICERS_MIDDLES, name
from tinhso.kernel.people.public import SYSTEM, Actor, Agency, Post, User, actor_of, appoint
from tinhso.kernel.people.roles import DataOfficer, Head, PressEditor, Role
from tinhso.lib.dates import HANOI

TITLES = {
    Head.code: "Giám đốc",
    DataOfficer.code: "Cán bộ phụ trách dữ liệu",
    PressEditor.code: "Chuyên viên, biên tập viên",
}


class Office:
    """The people of the exchange on the days of the demo."""

    def __init__(self, now: datetime) -> None:
        self.now, self.today = now, now.date()
        first = TWO_LEVELS if self.today >= TWO_LEVELS else SINCE
        self.first = datetime(first.year, first.month, first.day, 8, tzinfo=HANOI)

    def ago(self, days: int) -> datetime:
        """So many days before the demo's day, at nine in the morning, and never before its agencies are there."""
        day = (self.now - timedelta(days=days)).astimezone(HANOI)
        return min(max(day.replace(hour=9, minute=0, second=0, microsecond=0), self.first), self.now)

    def person(self, username: str) -> Actor:
        return actor_of(User.objects.get(username=username), on=self.today)

    def agency(self, username: str) -> Agency:
        """Where somebody of the cast sits on the demo's day."""
        return Agency.objects.get(pk=self.person(username).agency_id or 0)

    def officer(self, agency: Agency, role: type[Role], other_than: int | None = None) -> Actor:
        """Whoever holds that role there and is another person; where nobody does, an invented officer is appointed."""
        posts = Post.objects.on(self.today).with_role(role.code).filter(agency=agency)
        post = posts.exclude(user=other_than).order_by("-pk").first() or self._appointed(agency, role)
        return actor_of(post.user, on=self.today)

    def _appointed(self, agency: Agency, role: type[Role]) -> Post:
        chance = Random(f"exchange-{agency.code}-{role.code}")  # noqa: S311
        username = f"mp-{agency.code}-{role.code}-chia-se"[:150]
        user = User.objects.create_user(username, full_name=name(chance, OFFICERS_MIDDLES))
        return appoint(
            user,
            agency,
            title=TITLES[role.code],
            roles=[role.code],
            starts=self.first.date(),
            ends=None,
            by=SYSTEM,
            now=self.now,
        )
