"""The open cases of an officer, who may take them, and what a handover would do: the same for dry run and deed."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import (
    BigIntegerField,
    Count,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Value,
)

from tinhso.casework.handover.absences import away
from tinhso.casework.models import Case, Participant
from tinhso.kernel.people.public import Absence, Post, User

MOST = 200  # cases handed over at once


def held_at(agency_ids: Iterable[int]) -> QuerySet[Participant]:
    """The rows of open cases that are named for an officer there: responsible, or having the turn."""
    ids = list(agency_ids)
    named = Participant.objects.filter(agency__in=ids, officer__isnull=False, case__finished_at__isnull=True)
    open_cases = Case.objects.filter(agency__in=ids, finished_at__isnull=True, officer__isnull=False)
    # Two ways to few rows: an "or" over all that were ever named there reads a hundred thousand finished ones.
    # Compared as a number, not as a key to join by: else all that were ever named for anybody may be read in its order.
    officer = ExpressionWrapper(F("officer") + Value(0), output_field=BigIntegerField())
    responsible = named.filter(case__in=open_cases.values("pk"), case__officer=officer)
    return Participant.objects.filter(
        pk__in=named.filter(open=True).values("pk").union(responsible.values("pk"))
    )


def cases_of(officer_id: int, agency_ids: Iterable[int]) -> QuerySet[Case]:
    """The open cases that this officer holds there, the most urgent first."""
    rows = held_at(agency_ids).filter(officer=officer_id, case=OuterRef("pk"))
    return Case.objects.filter(Exists(rows)).order_by(F("due_at").asc(nulls_last=True), "pk")


@dataclass(frozen=True)
class Holder:
    """An officer with open cases: how many, in which posts today, and why somebody else may be needed."""

    user: User
    cases: int
    titles: list[str] = field(default_factory=list)
    absence: Absence | None = None

    @property
    def has_left(self) -> bool:
        """Holds no post there any more, or cannot sign in."""
        return not self.titles or not self.user.is_active


def holders(agency_ids: Iterable[int], day: date) -> list[Holder]:
    """Whoever holds open cases there, those who are gone first. Four queries."""
    ids = list(agency_ids)
    officer_counts = held_at(ids).values("officer").annotate(n=Count("case", distinct=True)).order_by()
    numbers = {row["officer"]: row["n"] for row in officer_counts}
    titles = defaultdict(list)
    for post in Post.objects.on(day).filter(agency__in=ids, user__in=list(numbers)):
        titles[post.user_id].append(post.title)
    absent = away(ids, numbers, day)
    users = User.objects.filter(pk__in=list(numbers)).order_by("full_name", "pk")
    found = [Holder(u, numbers[u.pk], titles[u.pk], absent.get(u.pk)) for u in users]
    return sorted(found, key=lambda one: (not one.has_left, one.absence is None))


def gone_from(agency_ids: Iterable[int], day: date) -> list[Holder]:
    """Those who hold open cases there and are gone, by name. One query."""
    ids = list(agency_ids)
    posts = Post.objects.on(day).filter(agency__in=ids, user=OuterRef("officer"))
    rows = held_at(ids).filter(~Exists(posts) | Q(officer__is_active=False))
    officer_counts = rows.values_list("officer", "officer__full_name").annotate(
        n=Count("case", distinct=True)
    )
    return [
        Holder(User(pk=pk, full_name=name), n)
        for pk, name, n in officer_counts.order_by("officer__full_name")
    ]


@dataclass(frozen=True)
class Line:
    """One case of a handover; `fault` says why it would stay, "" if it would go over."""

    case: Case
    fault: str = ""


NO_POST = "Người nhận hôm nay không giữ vị trí làm bước này"


def forecast(cases: Iterable[Case], from_id: int, to_id: int, day: date) -> list[Line]:
    """Which of these would go over to that colleague today. Two queries."""
    rows = list(cases)
    needed: dict[int, set[tuple[int, str]]] = defaultdict(set)
    for part in Participant.objects.filter(case__in=[c.pk for c in rows], officer=from_id):
        needed[part.case_id].add((part.agency_id or 0, part.role))
    held = {
        (post.agency_id, role)
        for post in Post.objects.on(day).filter(user=to_id, user__is_active=True)
        for role in post.roles
    }
    return [Line(case, "" if needed[case.pk] <= held else NO_POST) for case in rows]
