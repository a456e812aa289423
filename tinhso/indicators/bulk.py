"""COPY writer of assessments with their scores and events, for demo and import."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from tinhso.indicators.assessments.events import (
    AssessmentSubmitted,
    AssessmentVerified,
    CriterionScored,
    ScoreVerified,
)
from tinhso.indicators.assessments.scoring import leaves
from tinhso.indicators.models import (
    Assessment,
    AssessmentRound,
    AssessmentScore,
    CriteriaSet,
    Criterion,
    Firm,
)
from tinhso.kernel.events.public import Actor, Event, copy_events
from tinhso.kernel.people.public import Agency, Person
from tinhso.kernel.site.public import copy_rows, reserve_ids

__all__ = ["Assessed", "Criterion", "Scored", "copy_assessments", "criteria_of", "firm_of", "round_of"]


@dataclass(frozen=True)
class Scored:
    """A criterion as the assessed scored it, with the evidence told, and as it was verified (None: not yet)."""

    criterion: Criterion
    self_score: Decimal
    evidence: str
    verified: Decimal | None = None
    reason: str = ""


@dataclass(frozen=True)
class Assessed:
    """An agency or a firm (with the person who acts for it) in a round: the moments say how far it is."""

    round: AssessmentRound
    scores: list[Scored]
    begun_at: datetime
    submitted_at: datetime
    agency: Agency | None = None
    firm: Firm | None = None
    person: Person | None = None
    verified_at: datetime | None = None


def criteria_of(criteria: CriteriaSet) -> list[Criterion]:
    """The lines that are scored."""
    return leaves(criteria)


def round_of(criteria: CriteriaSet, year: int) -> AssessmentRound:
    return AssessmentRound.objects.get(criteria=criteria, year=year)


def firm_of(tax_code: str, name: str) -> Firm:
    """The firm of that tax code, made where nobody named it before."""
    return Firm.objects.get_or_create(tax_code=tax_code, defaults={"name": name})[0]


def copy_assessments(every: Iterable[Assessed], *, by: Actor, verifier: Actor) -> int:
    """Write them in the caller's transaction with the events that the deeds would record; how many."""
    assessments = list(every)
    keys = reserve_ids(Assessment, len(assessments))
    copy_rows([_row(one, key) for one, key in zip(assessments, keys, strict=True)])
    scores = [score for one, key in zip(assessments, keys, strict=True) for score in _scores(one, key)]
    for score, key in zip(scores, reserve_ids(AssessmentScore, len(scores)), strict=True):
        score.pk = key
    copy_rows(scores)
    copy_events(
        event for one, key in zip(assessments, keys, strict=True) for event in _events(one, key, by, verifier)
    )
    return len(assessments)


def _row(one: Assessed, key: int) -> Assessment:
    state = Assessment.State.VERIFIED if one.verified_at else Assessment.State.SUBMITTED
    return Assessment(
        pk=key,
        round=one.round,
        agency=one.agency,
        firm=one.firm,
        person=one.person,
        state=state,
        ver=3 if one.verified_at else 2,
        begun_at=one.begun_at,
        submitted_at=one.submitted_at,
        verified_at=one.verified_at,
    )


def _scores(one: Assessed, key: int) -> Iterator[AssessmentScore]:
    for score in one.scores:
        yield AssessmentScore(
            assessment_id=key,
            criterion=score.criterion,
            self_score=score.self_score,
            explanation=score.evidence,
            verified_score=score.verified if one.verified_at else None,
            reason=score.reason if one.verified_at else "",
        )


def _events(one: Assessed, key: int, by: Actor, verifier: Actor) -> Iterator[tuple[Event, Actor, datetime]]:
    for score in one.scores:
        ids = {"assessment_id": key, "criterion_id": score.criterion.pk}
        yield CriterionScored(**ids, score=int(score.self_score * 100)), by, one.begun_at
    yield AssessmentSubmitted(assessment_id=key), by, one.submitted_at
    if one.verified_at is None:
        return
    for score in one.scores:
        ids = {"assessment_id": key, "criterion_id": score.criterion.pk}
        yield ScoreVerified(**ids, score=int((score.verified or 0) * 100)), verifier, one.verified_at
    yield AssessmentVerified(assessment_id=key), verifier, one.verified_at
