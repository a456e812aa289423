from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from tinhso.kernel.events.models import AccessRow, EventRow


@dataclass(frozen=True)
class TimelineLine:
    """One event on the timeline of a case; `at` is the legal moment, `recorded_at` the real one."""

    id: int
    name: str
    at: datetime
    recorded_at: datetime
    actor_id: int | None
    post_id: int | None
    payload: dict[str, Any]


@dataclass(frozen=True)
class AccessLine:
    """One page view that showed personal data of a case."""

    at: datetime
    actor_id: int | None
    post_id: int | None
    agency_id: int | None
    purpose: str
    page: str


COLUMNS = ("id", "name", "at", "recorded_at", "actor_id", "post_id", "payload")


def timeline(case_id: int, *, limit: int = 500) -> list[TimelineLine]:
    """The latest `limit` events of the case, oldest first; one query."""
    return timeline_of(timeline_rows(case_id, limit=limit))


def timeline_rows(case_id: int, *, limit: int = 500) -> "QuerySet[EventRow, Any]":
    """What `timeline_of` makes its lines of, for whoever reads it together with other rows."""
    return EventRow.objects.filter(case_id=case_id).order_by("-id").values_list(*COLUMNS)[:limit]


def timeline_of(rows: "QuerySet[EventRow, Any]") -> list[TimelineLine]:
    """The lines, oldest first. One query where the rows were not read before."""
    return [TimelineLine(*row) for row in reversed(rows)]


def who_read(case_id: int, *, limit: int = 500) -> list[AccessLine]:
    """Who saw personal data of the case, newest first; one query."""
    columns = ("at", "actor_id", "post_id", "agency_id", "purpose", "page")
    rows = AccessRow.objects.filter(case_ids__contains=[case_id]).order_by("-id").values_list(*columns)
    return [AccessLine(*row) for row in rows[:limit]]


def access_rows(case_ids: Collection[int]) -> "QuerySet[AccessRow]":
    """The page views that showed any of these cases, for whoever counts or pages them; newest last written first."""
    return AccessRow.objects.filter(case_ids__overlap=list(case_ids)).order_by("-at", "-id")


def who_read_any(
    case_ids: Sequence[int], *, limit: int = 500, without: Collection[str] = ()
) -> list[tuple[int, AccessLine]]:
    """Who saw personal data of any of these cases, with the case, newest page view first; one query.

    `limit` counts page views; a view of several of the cases gives a line for each. Views for the purposes
    `without` are left out.
    """
    asked = set(case_ids)
    columns = ("case_ids", "at", "actor_id", "post_id", "agency_id", "purpose", "page")
    found = AccessRow.objects.filter(case_ids__overlap=list(asked)).exclude(purpose__in=without)
    rows = found.order_by("-id").values_list(*columns)
    return [(pk, AccessLine(*row)) for ids, *row in rows[:limit] for pk in ids if pk in asked]
