"""Sums and ranking of assessments."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Sum

from tinhso.indicators.models import Assessment, AssessmentRound, CriteriaSet, Criterion, ExternalRank
from tinhso.lib.language.vietnamese import sort_key


@dataclass(frozen=True)
class Ranked:
    """One place in a ranking; the same score has the same rank, and the next one counts all before it."""

    rank: int
    assessment: Assessment
    self_total: Decimal
    total: Decimal


def leaves(criteria: CriteriaSet) -> list[Criterion]:
    """The lines that are scored: those with nothing below them. One query."""
    lines = list(criteria.lines.all())
    above = {line.parent_id for line in lines}
    return [line for line in lines if line.pk not in above]


def ranking(round_: AssessmentRound) -> list[Ranked]:
    """All verified assessments of the round, the highest verified score first. One query."""
    verified = round_.assessments.filter(state=Assessment.State.VERIFIED).select_related("agency", "firm")
    rows = list(verified.annotate(own=Sum("scores__self_score"), given=Sum("scores__verified_score")))
    rows.sort(key=lambda a: (-a.given, sort_key(a.subject.name)))
    totals = [row.given for row in rows]
    return [Ranked(totals.index(row.given) + 1, row, row.own, row.given) for row in rows]


def rank_words(ranks: Sequence[ExternalRank]) -> str:
    """ "15/63 (năm 2020: 50/63)": an earlier year is told only where both say among how many."""
    newest, *older = ranks
    rank_text = f"{newest.rank}/{newest.n}" if newest.n else f"{newest.rank}"
    if newest.tied:
        rank_text += f" (cùng hạng với {newest.tied} tỉnh)"
    before = next((rank for rank in older if rank.n), None)
    if newest.n is None or before is None:
        return rank_text
    return f"{rank_text} (năm {before.assessed_year}: {before.rank}/{before.n})"


def places_won(ranks: Sequence[ExternalRank]) -> int | None:
    """Places since the earlier year; None unless both are among the same number."""
    newest, *older = ranks
    before = next((rank for rank in older if rank.n), None)
    return before.rank - newest.rank if before and newest.n == before.n else None
