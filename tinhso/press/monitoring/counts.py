"""How many articles of a span of days: by outlet, topic and agency; what came of the issues that were made of them."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Q

from tinhso.casework.public import FINAL
from tinhso.kernel.site import clock
from tinhso.lib.dates import HANOI
from tinhso.press.models import NewsArticle, NewsMention, PressIssue
from tinhso.press.monitoring.topics import topics_on
from tinhso.press.questions.issue_process import KIND

MOST_ROWS = 100
Rows = list[tuple[str, int]]


@dataclass(frozen=True)
class NewsCounts:
    outlets: Rows
    topics: Rows
    agencies: Rows
    total: int


@dataclass(frozen=True)
class AgencyCounts:
    """The sheet of the press briefing: what an agency was to verify, what it answered, what is late."""

    agency: str
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
    begins, ends = span(first, last)
    now = clock.now()
    final = [state.value for state in FINAL]
    open_ones = Q(case__settled_at__isnull=True) & ~Q(case__state__in=final)
    rows = (
        PressIssue.objects.filter(case__kind=KIND, case__accepted_at__gte=begins, case__accepted_at__lt=ends)
        .exclude(origin__in=PressIssue.ASKED)
        .values_list("case__agency__name")
        .annotate(
            n=Count("pk"),
            answered=Count("pk", filter=Q(answered_at__isnull=False)),
            waiting=Count("pk", filter=open_ones),
            late=Count("pk", filter=Q(case__timeliness="late") | (open_ones & Q(case__due_at__lt=now))),
        )
        .order_by("-late", "-n", "case__agency__name")
    )
    return [AgencyCounts(*row) for row in rows[:MOST_ROWS]]
