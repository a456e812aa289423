"""Who may assess: an agency scores itself, the verifying agency of the round verifies, nobody else does either."""

from django.core.exceptions import PermissionDenied

from tinhso.indicators.models import Assessment, AssessmentRound, CriteriaSet
from tinhso.indicators.registers.applicable_criteria import NotMeasured, is_measured
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import Agency
from tinhso.kernel.people.roles import Head, Supervisor


def can_score(assessment: Assessment, by: Actor) -> bool:
    """The agency's officers; of a firm the account that began its assessment."""
    if assessment.agency_id is None:
        return by.person_id is not None and by.person_id == assessment.person_id
    return by.is_officer and by.agency_id == assessment.agency_id


def can_verify(assessment: Assessment, by: Actor) -> bool:
    """Nobody verifies what their own agency scored."""
    verifier = assessment.round.verifier_id
    return by.is_officer and by.agency_id == verifier and verifier != assessment.agency_id


def can_open_round(verifier: Agency, by: Actor) -> bool:
    """The system, and who heads or supervises the verifying agency, which is one of the province."""
    leads = by.holds(Head) or by.holds(Supervisor)
    return by.system or (by.agency_id == verifier.pk and verifier.level == Agency.Level.PROVINCE and leads)


def check_can_score(assessment: Assessment, by: Actor) -> None:
    if not can_score(assessment, by):
        raise PermissionDenied("Chỉ cơ quan, doanh nghiệp được đánh giá tự chấm điểm của mình.")


def check_can_verify(assessment: Assessment, by: Actor) -> None:
    if not can_verify(assessment, by):
        raise PermissionDenied("Chỉ cơ quan thẩm định của kỳ này được thẩm định.")


def check_can_open_round(verifier: Agency, by: Actor) -> None:
    if not can_open_round(verifier, by):
        raise PermissionDenied("Chỉ lãnh đạo cơ quan thẩm định cấp tỉnh được mở kỳ đánh giá.")


def check_can_begin(round_: AssessmentRound, agency: Agency, by: Actor) -> None:
    """PermissionDenied, NotMeasured."""
    if not by.is_officer or by.agency_id != agency.pk:
        raise PermissionDenied("Chỉ cơ quan, doanh nghiệp được đánh giá tự chấm điểm của mình.")
    if not is_measured(round_.criteria, agency):
        raise NotMeasured


def check_can_begin_for_firm(round_: AssessmentRound, by: Actor) -> None:
    """PermissionDenied, NotMeasured."""
    if by.person_id is None:
        raise PermissionDenied("Đăng nhập bằng tài khoản của người đại diện để tự đánh giá.")
    if round_.criteria.subject != CriteriaSet.Subject.ENTERPRISE:
        raise NotMeasured
