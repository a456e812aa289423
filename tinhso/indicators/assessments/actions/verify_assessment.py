from datetime import datetime
from decimal import Decimal

from django.db import transaction

from tinhso.indicators.assessments.actions.score_criterion import check_score
from tinhso.indicators.assessments.assessing import RoundClosed, ScoreRefused
from tinhso.indicators.assessments.events import AssessmentVerified, ScoreVerified
from tinhso.indicators.assessments.permissions import check_can_verify
from tinhso.indicators.models import Assessment, AssessmentScore
from tinhso.kernel.events.public import Actor, record


@transaction.atomic
def verify_score(*, score: AssessmentScore, points: Decimal, reason: str, by: Actor, now: datetime) -> None:
    """Set a score beside the agency's own, which stays. A different one needs a reason.

    Raises: PermissionDenied, RoundClosed, ScoreRefused.
    """
    check_can_verify(score.assessment, by)
    held = Assessment.objects.select_for_update().get(pk=score.assessment_id)
    if held.state != Assessment.State.SUBMITTED:
        raise RoundClosed
    check_score(score.criterion, points, "points")
    if points != score.self_score and not reason.strip():
        raise ScoreRefused("reason", "Điểm thẩm định khác điểm tự chấm thì cần ghi lý do.")
    score.verified_score, score.reason = points, reason.strip()
    score.save(update_fields=["verified_score", "reason"])
    event = ScoreVerified(
        assessment_id=score.assessment_id, criterion_id=score.criterion_id, score=int(points * 100)
    )
    record(event, by=by, at=now)


@transaction.atomic
def finish_verification(*, assessment: Assessment, ver: int, by: Actor, now: datetime) -> None:
    """Every score is verified.

    Raises: PermissionDenied, RoundClosed, ScoreRefused where one is not, AssessmentChanged.
    """
    check_can_verify(assessment, by)
    if assessment.state != Assessment.State.SUBMITTED:
        raise RoundClosed
    missing = assessment.scores.filter(verified_score=None).count()
    if missing:
        raise ScoreRefused("", f"Còn {missing} tiêu chí chưa thẩm định.")
    assessment.move(ver=ver, state=Assessment.State.VERIFIED, verified_at=now)
    record(AssessmentVerified(assessment_id=assessment.pk), by=by, at=now)
