"""How many systems are approved, and how many are fully protected as approved, on the day of an inventory: two figures.

A system counts at its operator's agency, at its owner's where an enterprise runs it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from tinhso.kernel.events.public import Actor
from tinhso.security.duties.permissions import can_coordinate
from tinhso.security.models import (
    InformationSystem,
    InventoryConfirmation,
    LevelApproval,
    ProtectionReview,
)


@dataclass(frozen=True)
class Standing:
    """How one system stands on a day."""

    agency_id: int
    agency_name: str
    approved: bool
    approved_since: date | None
    last_complete: bool | None
    last_reviewed: date | None

    @property
    def protected(self) -> bool:
        since, reviewed = self.approved_since, self.last_reviewed
        return bool(self.approved and self.last_complete and since and reviewed and reviewed >= since)


@dataclass(frozen=True)
class AgencyFigures:
    """`confirmed_on`: the last day, not after the inventory's, on which the agency said that its list is whole."""

    name: str
    systems: int
    approved: int
    protected: int
    confirmed_on: date | None


@dataclass(frozen=True)
class Figures:
    """n/N, twice, and how many of the agencies have said that their list is whole."""

    day: date
    agencies: list[AgencyFigures]

    @property
    def systems(self) -> int:
        return sum(one.systems for one in self.agencies)

    @property
    def approved(self) -> int:
        return sum(one.approved for one in self.agencies)

    @property
    def protected(self) -> int:
        return sum(one.protected for one in self.agencies)

    @property
    def confirmed(self) -> int:
        return sum(one.confirmed_on is not None for one in self.agencies)


def with_standing(systems: "QuerySet[InformationSystem]", day: date) -> "QuerySet[InformationSystem]":
    """`approved`: a decision for its level or a higher one is valid on the day. `protected`: besides, the last check since that
    decision found all of the plan deployed."""
    approvals = LevelApproval.objects.valid_on(day).filter(
        system=OuterRef("pk"), level__gte=OuterRef("level")
    )
    since = approvals.order_by("-decided_on").values("decided_on")[:1]
    reviews = ProtectionReview.objects.filter(system=OuterRef("pk"), reviewed_on__lte=day)
    last = reviews.order_by("-reviewed_on", "-pk")
    return systems.annotate(
        approved=Exists(approvals),
        approved_since=Subquery(since),
        last_complete=Subquery(last.values("complete")[:1]),
        last_reviewed=Subquery(last.values("reviewed_on")[:1]),
    )


def figures_on(day: date, by: Actor, *, today: date) -> Figures:
    """Of what the officer may see, by agency. Who does not coordinate learns of the own agency alone when it confirmed its
    list. Three queries."""
    rows = InformationSystem.objects.visible_to(by, on=today).used_on(day)
    systems = with_standing(rows, day).annotate(
        counting=Coalesce("operator_id", "owner_id"), agency_name=Coalesce("operator__name", "owner__name")
    )
    found: dict[int, list[Standing]] = {}
    for row in systems.order_by("agency_name", "pk").values_list(
        "counting",
        "agency_name",
        "approved",
        "approved_since",
        "last_complete",
        "last_reviewed",
        named=True,
    ):
        found.setdefault(row.counting, []).append(Standing(*row))
    known = found if can_coordinate(by, on=today) else {by.agency_id or 0}
    days = _confirmed(known, day)
    return Figures(day, [_agency(lines, days.get(agency)) for agency, lines in found.items()])


def _agency(lines: list[Standing], confirmed_on: date | None) -> AgencyFigures:
    return AgencyFigures(
        lines[0].agency_name,
        len(lines),
        sum(one.approved for one in lines),
        sum(one.protected for one in lines),
        confirmed_on,
    )


def _confirmed(agencies: Iterable[int], day: date) -> dict[int, date]:
    rows = InventoryConfirmation.objects.filter(agency_id__in=list(agencies), confirmed_on__lte=day)
    return dict(rows.order_by("confirmed_on").values_list("agency_id", "confirmed_on"))
