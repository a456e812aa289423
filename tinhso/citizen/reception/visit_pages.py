"""Who comes to the receptions of a day, a page at a time, in the order in which they are received."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Case, IntegerField, Q, Value, When

from tinhso.citizen.models import ReceptionDay, ReceptionVisit

PAGE = 40
MOST = 2_000  # more than any day has: a clerk who gives numbers all day reads them all


@dataclass(frozen=True)
class VisitPage:
    """The visits of one page by day, how many each day has in all, and which page of how many this is."""

    visits: dict[int, list[ReceptionVisit]]
    counts: Counter[int]
    number: int
    pages: int

    @property
    def has_names(self) -> bool:
        return any(row.name for rows in self.visits.values() for row in rows)


def visit_page(days: Sequence[ReceptionDay], asked: str, of: int | None = None) -> VisitPage:
    """The page that is asked for (the nearest there is), or the one on which the visit `of` stands. Within a day: who is here, with
    priority first, then who booked, then who is gone. Two queries."""
    State = ReceptionVisit.State  # noqa: N806
    turn = Case(
        When(Q(state=State.WAITING, priority=True), then=Value(0)),
        When(state=State.WAITING, then=Value(1)),
        When(state=State.BOOKED, then=Value(2)),
        default=Value(3),
        output_field=IntegerField(),
    )
    ordered = ReceptionVisit.objects.filter(day__in=days).order_by("day__day", "day", turn, "starts_at", "pk")
    keys = list(ordered.values_list("pk", "day")[:MOST])
    pages = max(1, -(-len(keys) // PAGE))
    place = next((n for n, (pk, _day) in enumerate(keys) if pk == of), None)
    wanted = int(asked) if asked.isdecimal() and len(asked) < 7 else 1
    number = min(max(wanted, 1), pages) if place is None else place // PAGE + 1
    shown = [pk for pk, _day in keys[(number - 1) * PAGE : number * PAGE]]
    rows = ReceptionVisit.objects.in_bulk(shown)
    found: dict[int, list[ReceptionVisit]] = {day.pk: [] for day in days}
    for pk in shown:
        if pk in rows:  # not erased meanwhile
            found[rows[pk].day_id].append(rows[pk])
    return VisitPage(found, Counter(day for _pk, day in keys), number, pages)
