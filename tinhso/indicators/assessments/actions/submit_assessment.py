from datetime import datetime

from django.db import transaction

from tinhso.indicators.assessments.assessing import RoundClosed, ScoreRefused
from tinhso.indicators.assessments.events import AssessmentSubmitted
from tinhso.indicators.assessments.permissions import check_can_score
from tinhso.indicators.assessments.scoring import leaves
from tinhso.indicators.models import Assessment
from tinhso.kernel.events.public import Actor, record


@transaction.atomic
def submit_assessment(*, assessment: Assessment, ver: int, by: Actor, now: datetime) -> None:
    """Hand it in, whole.

    Raises: PermissionDenied, RoundClosed, ScoreRefused where a criterion has no score, AssessmentChanged.
    """
    check_can_score(assessment, by)
    if not assessment.is_open(now.date()):
        raise RoundClosed
    missing = len(leaves(assessment.round.criteria)) - assessment.scores.count()
    if missing:
        raise ScoreRefused("", f"Còn {missing} tiêu chí chưa chấm điểm.")
    assessment.move(ver=ver, state=Assessment.State.SUBMITTED, submitted_at=now)
    record(AssessmentSubmitted(assessment_id=assessment.pk), by=by, at=now)
