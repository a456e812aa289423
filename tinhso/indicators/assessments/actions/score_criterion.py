from datetime import datetime
from decimal import Decimal

from django.db import transaction

from tinhso.indicators.assessments.assessing import RoundClosed, ScoreRefused
from tinhso.indicators.assessments.events import CriterionScored
from tinhso.indicators.assessments.permissions import (
    check_can_begin,
    check_can_begin_for_firm,
    check_can_score,
)
from tinhso.indicators.models import Assessment, AssessmentRound, AssessmentScore, Criterion, Firm
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.files.public import StoredFile, claim_files
from tinhso.kernel.people.public import Agency


@transaction.atomic
def begin_assessment(*, round: AssessmentRound, agency: Agency, by: Actor, now: datetime) -> Assessment:
    """The agency's assessment in the round; the one that is there stays.

    Raises: PermissionDenied, NotMeasured, RoundClosed.
    """
    check_can_begin(round, agency, by)
    found = Assessment.objects.filter(round=round, agency=agency).first()
    if found is None and round.closed_on(now.date()):
        raise RoundClosed
    return found or Assessment.objects.create(round=round, agency=agency, begun_at=now)


@transaction.atomic
def begin_for_firm(
    *, round: AssessmentRound, tax_code: str, name: str, by: Actor, now: datetime
) -> Assessment:
    """The firm's assessment by this account; the one that it began before stays.

    Raises: PermissionDenied, NotMeasured, RoundClosed, ScoreRefused where another account began it.
    """
    check_can_begin_for_firm(round, by)
    firm, _ = Firm.objects.get_or_create(tax_code=tax_code, defaults={"name": name})
    found = Assessment.objects.filter(round=round, firm=firm).first()
    if found is None and round.closed_on(now.date()):
        raise RoundClosed
    if found is not None and found.person_id != by.person_id:
        raise ScoreRefused("tax_code", "Doanh nghiệp này đã được một tài khoản khác tự đánh giá trong kỳ.")
    return found or Assessment.objects.create(round=round, firm=firm, person_id=by.person_id, begun_at=now)


@transaction.atomic
def score_criterion(
    *,
    assessment: Assessment,
    criterion: Criterion,
    score: Decimal,
    explanation: str,
    file: StoredFile | None,
    by: Actor,
    now: datetime,
) -> AssessmentScore:
    """Give oneself a score; a file that was handed in before stays where none comes now.

    Raises: PermissionDenied, RoundClosed, ScoreRefused, NotYourFile.
    """
    check_can_score(assessment, by)
    held = Assessment.objects.select_for_update().get(pk=assessment.pk)
    if not held.is_open(now.date()):
        raise RoundClosed
    check_score(criterion, score)
    old = AssessmentScore.objects.filter(assessment=assessment, criterion=criterion).first()
    file_kept = file or (old.file if old else None)
    if criterion.evidence and file_kept is None and not explanation.strip():
        raise ScoreRefused(
            "explanation", "Tiêu chí này cần tài liệu kiểm chứng: ghi số văn bản hoặc gửi tệp."
        )
    if file is not None:
        claim_files([file.pk], by=by, now=now)
    given = {"self_score": score, "explanation": explanation.strip(), "file": file_kept}
    found, _ = AssessmentScore.objects.update_or_create(
        assessment=assessment, criterion=criterion, defaults=given
    )
    event = CriterionScored(assessment_id=assessment.pk, criterion_id=criterion.pk, score=int(score * 100))
    record(event, by=by, at=now)
    return found


def check_score(criterion: Criterion, score: Decimal, field: str = "score") -> None:
    """Raises: ScoreRefused below nothing and above the greatest score."""
    if score < 0:
        raise ScoreRefused(field, "Điểm không được nhỏ hơn 0.")
    if criterion.points is not None and score > criterion.points:
        raise ScoreRefused(field, f"Điểm tối đa của tiêu chí này là {criterion.points.normalize():f}.")
