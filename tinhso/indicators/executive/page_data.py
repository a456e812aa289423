"""What the executive page asks for, and everything that was read for it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from tinhso.casework.public import overdue_rows
from tinhso.indicators.cells.amounts import Scope
from tinhso.indicators.executive.offered import Offer
from tinhso.indicators.figures.batch_reader import BatchReader
from tinhso.indicators.figures.figures import Figure, read
from tinhso.indicators.figures.targets import Targets, planned_targets, targets_of
from tinhso.indicators.models import AgencyUrging, Annotation, ExternalRank, IndicatorVersion
from tinhso.kernel.people.public import Agency
from tinhso.kernel.site.public import read_together
from tinhso.lib.periods import Period

NOTES = 3
Late = tuple[int, str, int, datetime]
"""Agency, kind of case, how many are overdue, and since when the oldest of them."""


@dataclass(frozen=True)
class Lists:
    """Short lists that are read in one message."""

    notes: Mapping[int, list[Annotation]]
    targets: Targets
    ranks: Sequence[ExternalRank]
    late: Sequence[Late]
    urgings: "Mapping[int, AgencyUrging]"

    @classmethod
    def read(
        cls, offers: Sequence[Offer], year: int, agency: Agency, scope: Scope, *, whole: bool, now: datetime
    ) -> Self:
        """One query."""
        versions = [offer.version for offer in offers]
        notes = Annotation.objects.filter(
            indicator__in=[v.indicator_id for v in versions], period__startswith=str(year)
        )
        notes = notes if whole else notes.filter(agency=agency)
        planned = planned_targets(v.indicator.code for v in versions)
        ranks = (
            ExternalRank.objects.standing().filter(index__in=rank_indexes(versions)).order_by("assessed_year")
        )
        late = overdue_rows(None if scope.agencies is None else sorted(scope.agencies), now=now)
        urged = AgencyUrging.objects.filter(case__desk=agency, case__finished_at=None).select_related("case")
        read_together(notes, planned, ranks, late, urged)
        by_indicator: dict[int, list[Annotation]] = {}
        for note in notes:
            by_indicator.setdefault(note.indicator_id, []).append(note)
        notes_by_indicator = {pk: found[:NOTES] for pk, found in by_indicator.items()}
        codes = [v.indicator.code for v in versions]
        return cls(
            notes_by_indicator,
            targets_of(codes, planned),
            list(ranks),
            list(late),
            {one.case.agency_id: one for one in urged},
        )


def rank_indexes(versions: Sequence[IndicatorVersion]) -> list[str]:
    return [index for version in versions if (index := rank_index(version))]


def rank_index(version: IndicatorVersion) -> str:
    """Which published ranks an indicator tells of; "" where it is none."""
    if not version.definition.is_rank:
        return ""
    return next(
        (values[0] for ref in version.definition.refs for name, values in ref.where if name == "index"), ""
    )


@dataclass(frozen=True)
class PageData:
    """A period of the figures that one reader follows; `running` while the period does."""

    period: Period
    now: datetime
    agency: Agency
    whole: bool
    scope: Scope
    held: BatchReader
    lists: Lists

    @property
    def running(self) -> bool:
        return self.period.end >= self.now.date()

    def read(self, version: IndicatorVersion) -> Figure:
        return read(version, self.period, self.scope, self.held)
