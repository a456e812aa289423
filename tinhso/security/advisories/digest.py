"""One notice a day for an agency instead of one for each advisory and each weakness: how many, never which."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse

from tinhso.kernel.events.public import Actor
from tinhso.kernel.notices.public import notify
from tinhso.kernel.people.public import Post, User
from tinhso.kernel.people.roles import Head, SecurityOfficer
from tinhso.lib.dates import HANOI, local
from tinhso.security.models import OPEN_STATES, AdvisoryTask, SecurityFinding

TOPIC = "security.digest"
SOON = timedelta(days=3)
DAY = timedelta(days=1)
MONDAY = 0
MORNING = time(7, 15)
"""When the job begins: what came since the morning before is new, however late a job ran in between."""


@dataclass(frozen=True)
class Digest:
    """What of one agency waits on a morning. `new`, `returned` and `urged` are those since the morning before."""

    new: int = 0
    returned: int = 0
    urged: int = 0
    soon: int = 0
    late: int = 0
    findings_new: int = 0
    findings_soon: int = 0
    findings_late: int = 0

    def is_worth_a_notice(self, day: date) -> bool:
        """There is something new, or something ends soon; of what is late alone the agency hears on Mondays."""
        fresh = self.new + self.returned + self.urged + self.soon + self.findings_new + self.findings_soon
        return bool(fresh or (day.weekday() == MONDAY and self.late + self.findings_late))


def digests(now: datetime) -> dict[int, Digest]:
    """By agency, of those for which something waits. Two queries."""
    tasks, findings = _tasks(now), _findings(now)
    return {
        agency: Digest(**tasks.get(agency, {}), **findings.get(agency, {})) for agency in tasks | findings
    }


def _morning_before(now: datetime) -> datetime:
    return datetime.combine(local(now).date() - DAY, MORNING, tzinfo=HANOI)


def _tasks(now: datetime) -> dict[int, dict[str, int]]:
    today, since = local(now).date(), _morning_before(now)
    rows = AdvisoryTask.objects.at_work().order_by().values("agency")
    found = rows.annotate(
        new=Count("pk", filter=Q(advisory__at__gte=since)),
        returned=Count("pk", filter=Q(returned_at__gte=since)),
        urged=Count("pk", filter=Q(urged_at__gte=since)),
        soon=Count("pk", filter=Q(advisory__due_on__gte=today, advisory__due_on__lte=today + SOON)),
        late=Count("pk", filter=Q(advisory__due_on__lt=today)),
    )
    return _by_agency(found)


def _findings(now: datetime) -> dict[int, dict[str, int]]:
    """Grave and high ones alone are told of as new: the others stand in the queue."""
    rows = SecurityFinding.objects.filter(state__in=OPEN_STATES, agency__isnull=False)
    found = (
        rows.order_by()
        .values("agency")
        .annotate(
            findings_new=Count("pk", filter=Q(opened_at__gte=_morning_before(now), severity__gte=3)),
            findings_soon=Count("pk", filter=Q(due_at__gte=now, due_at__lte=now + SOON)),
            findings_late=Count("pk", filter=Q(due_at__lt=now)),
        )
    )
    return _by_agency(found)


def _by_agency(rows: Iterable[Any]) -> dict[int, dict[str, int]]:
    return {row["agency"]: {name: n for name, n in row.items() if name != "agency"} for row in rows}


def send_digests(now: datetime) -> int:
    """To the security officers of each agency, to its heads where it has none; asked to do so twice a day it does it once. How many
    agencies heard."""
    today = local(now).date()
    found = {agency: one for agency, one in digests(now).items() if one.is_worth_a_notice(today)}
    people = recipients(found, today)
    for agency, one in sorted(found.items()):
        for user in people.get(agency, ()):
            notify(
                to=user,
                topic=TOPIC,
                template="security.digest",
                params=asdict(one),
                now=now,
                key=f"security_digest:{today.isoformat()}:{agency}:{user.pk}",
                path=reverse("security_advisories"),
            )
    return sum(1 for agency in found if people.get(agency))


def recipients(agencies: Iterable[int], on: date) -> dict[int, list[User]]:
    """One query."""
    posts = Post.objects.on(on).filter(agency__in=list(agencies), user__is_active=True)
    posts = posts.filter(roles__overlap=[SecurityOfficer.code, Head.code]).select_related("user")
    officers: dict[int, list[User]] = {}
    heads: dict[int, list[User]] = {}
    for post in posts.order_by("agency", "user__pk"):
        group = officers if SecurityOfficer.code in post.roles else heads
        group.setdefault(post.agency_id, []).append(post.user)
    return heads | officers


def tasks_waiting_for(by: Actor) -> int:
    """Advisories that nobody of the officer's agency has acknowledged. One query."""
    rows = AdvisoryTask.objects.at_work().filter(agency_id=by.agency_id or 0)
    return rows.filter(state=AdvisoryTask.State.WAITING).count()
