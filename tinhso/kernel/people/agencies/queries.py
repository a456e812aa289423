from dataclasses import dataclass, field
from datetime import date

from django.db.models import BooleanField, ExpressionWrapper, Q

from tinhso.kernel.people.models import Agency, AgencySuccession, Competence
from tinhso.kernel.places.public import AdminUnit, ancestors


class NoCompetence(LookupError):
    """The data name no agency for this field, level and day: competence rows of the pack are missing."""


def competent_agency(field: str, level: str, unit: AdminUnit | None, on: date) -> Agency:
    """Which agency settles `field` at `level` (`Agency.Level`) for a place on that day.

    At the province the row names the agency; at the district and commune it is the committee of the place that
    holds `unit`. Raises NoCompetence, for example for a district after 01/07/2025.
    """
    row = Competence.objects.on(on).filter(field=field, level=level).select_related("agency").first()
    if row is None:
        raise NoCompetence(f"{field} {level} {on.isoformat()}")
    if row.agency is not None:
        return row.agency
    place = next((u for u in [unit, *ancestors(unit, on)] if u and u.level == level), None) if unit else None
    committees = Agency.objects.on(on).filter(unit=place, kind=Agency.Kind.COMMITTEE, level=level)
    agency = committees.first() if place else None
    if agency is None:
        raise NoCompetence(f"{field} {level} {unit} {on.isoformat()}")
    return agency


def desk_of(agency: Agency, on: date) -> Agency | None:
    """The one-stop desk that receives for an agency: its own, else that of the nearest agency above."""
    above: Agency | None = agency
    while above is not None:
        desk = Agency.objects.on(on).filter(parent=above, kind=Agency.Kind.DESK).first()
        if desk is not None:
            return desk
        above = above.parent
    return None


def successor(agency: Agency, on: date) -> Agency | None:
    """The agency that holds the duties of `agency` on that day: itself while it exists, else by default lines.

    None where the data name no successor.
    """
    current: Agency | None = agency
    while current is not None and not current.exists_on(on):
        line = (
            AgencySuccession.objects.filter(old=current, on__lte=on, is_default=True)
            .select_related("new")
            .first()
        )
        current = line.new if line else None
    return current


@dataclass(frozen=True)
class AgencyNode:
    """One agency of the tree, with those below it that exist on the same day."""

    agency: Agency
    children: list["AgencyNode"] = field(default_factory=list)


def agency_tree(on: date, *, root: Agency | None = None) -> list[AgencyNode]:
    """The agencies of that day as a tree (about 1,500 in 2023); one query. `root` gives one branch.

    An agency whose superior ended hangs on the nearest one above that still exists.
    """
    rows = list(
        Agency.objects.only("pk", "code", "name", "short_name", "kind", "level", "parent_id", "valid")
    )
    parents = {a.pk: a.parent_id for a in rows}
    nodes = {a.pk: AgencyNode(a) for a in rows if a.exists_on(on)}
    tops: list[AgencyNode] = []
    for pk, node in nodes.items():
        above = parents[pk]
        while above is not None and above not in nodes:
            above = parents[above]
        (nodes[above].children if above is not None else tops).append(node)
    if root is None:
        return tops
    return [nodes[root.pk]] if root.pk in nodes else []


@dataclass(frozen=True)
class Branches:
    """Which agencies exist on a day and what hangs below each, by id: the tree without its names, for sums."""

    there: frozenset[int]
    above: dict[int, int | None]
    below: dict[int | None, list[int]]

    @classmethod
    def read(cls, on: date) -> "Branches":
        """One query; a fraction of what the tree of names costs."""
        exists = ExpressionWrapper(Q(valid__contains=on), BooleanField())
        rows = list(Agency.objects.order_by().values_list("pk", "parent_id", exists))
        below: dict[int | None, list[int]] = {}
        for pk, parent, _exists in rows:
            below.setdefault(parent, []).append(pk)
        there = frozenset(pk for pk, _parent, is_there in rows if is_there)
        return cls(there, {pk: parent for pk, parent, _exists in rows}, below)

    def under(self, pk: int) -> set[int]:
        """It and all below it, also what hangs on one that has ended; nothing of one that does not exist."""
        found: set[int] = set()
        queue = [pk] if pk in self.there else []
        while queue:
            one = queue.pop()
            found.add(one)
            queue += self.below.get(one, [])
        return found & self.there

    def is_top(self, pk: int) -> bool:
        above = self.above[pk]
        while above is not None and above not in self.there:
            above = self.above[above]
        return above is None


def agencies_below(agency: Agency, on: date) -> set[int]:
    """The ids of an agency and all below it on that day: what a supervisor's figures cover. One query."""
    return Branches.read(on).under(agency.pk)
