"""How many articles of a span of days: by outlet, topic and agency; what came of the issues that were made of them."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Q, QuerySet

from tinhso.casework.public import FINAL
from tinhso.kernel.events.public import Actor
from tinhso.kernel.site import clock
from tinhso.lib.dates import HANOI
from tinhso.press.models import NewsArticle, NewsMention, PressIssue
from tinhso.press.monitoring.topics import topics_on
from tinhso.press.questions.issue_process import KIND

MOST_ROWS = 100
MOST_LATE = 50
Rows = list[tuple[str, int]]


@dataclass(frozen=True)
class NewsCounts:
    outlets: Rows
    topics: Rows
    agencies: Rows
    total: int


@dataclass(frozen=True)
class AgencyCounts:
    """The sheet of the press briefing: what an agency was to verify in these days, what it had left of earlier ones, what of both it
    answered, what is late."""

    agency: str
    carried: int
    issues: int
    answered: int
    waiting: int
    late: int


def span(first: date, last: date) -> tuple[datetime, datetime]:
    """From the first day to the end of the last."""
    begins = datetime.combine(first, time(), tzinfo=HANOI)
    return begins, datetime.combine(last, time(), tzinfo=HANOI) + timedelta(days=1)


def counts_between(first: date, last: date) -> NewsCounts:
    """Articles, each once for each agency that it names. Four queries."""
    rows = NewsArticle.objects.between(*span(first, last)).order_by()
    words = topics_on(last)
    by_outlet = rows.values_list("source__outlet").annotate(n=Count("pk")).order_by("-n", "source__outlet")
    by_topic = (
        rows.exclude(cluster__topic="")
        .values_list("cluster__topic")
        .annotate(n=Count("pk"))
        .order_by("-n", "cluster__topic")
    )
    named = NewsMention.objects.filter(article__in=rows, agency__isnull=False)
    by_agency = (
        named.values_list("agency__name")
        .annotate(n=Count("article", distinct=True))
        .order_by("-n", "agency__name")
    )
    return NewsCounts(
        outlets=list(by_outlet[:MOST_ROWS]),
        topics=[(words.get(code, code), n) for code, n in by_topic[:MOST_ROWS]],
        agencies=list(by_agency[:MOST_ROWS]),
        total=rows.count(),
    )


def briefing_between(first: date, last: date) -> list[AgencyCounts]:
    """By agency, those with something late first. One query."""
    now = clock.now()
    begins = span(first, last)[0]
    rows = (
        _of_briefing(first, last)
        .values_list("case__agency__name")
        .annotate(
            carried=Count("pk", filter=Q(case__accepted_at__lt=begins)),
            n=Count("pk", filter=Q(case__accepted_at__gte=begins)),
            answered=Count("pk", filter=Q(answered_at__isnull=False)),
            waiting=Count("pk", filter=_open()),
            late=Count("pk", filter=_late(now)),
        )
        .order_by("-late", "-n", "case__agency__name")
    )
    return [AgencyCounts(*row) for row in rows[:MOST_ROWS]]


def late_issues(first: date, last: date, by: Actor) -> list[PressIssue]:
    """Those of the sheet that are late and that this officer may open, the longest first. One query."""
    rows = _of_briefing(first, last).filter(_late(clock.now()), pk__in=PressIssue.objects.visible_to(by))
    return list(rows.select_related("case__agency").order_by("case__due_at", "pk")[:MOST_LATE])


def _of_briefing(first: date, last: date) -> QuerySet[PressIssue]:
    """What outlets reported and was taken in by the last day: in these days, or before and not answered or ended when they began."""
    begins, ends = span(first, last)
    left = Q(case__settled_at__isnull=True) | Q(case__settled_at__gte=begins)
    left &= Q(case__finished_at__isnull=True) | Q(case__finished_at__gte=begins)
    rows = PressIssue.objects.filter(case__kind=KIND, case__accepted_at__lt=ends)
    return rows.filter(Q(case__accepted_at__gte=begins) | left).exclude(origin__in=PressIssue.ASKED)


def _open() -> Q:
    return Q(case__settled_at__isnull=True) & ~Q(case__state__in=[state.value for state in FINAL])


def _late(now: datetime) -> Q:
    return Q(case__timeliness="late") | (_open() & Q(case__due_at__lt=now))
