"""Who keeps plans, published ranks and recognitions."""

from django.core.exceptions import PermissionDenied

from tinhso.indicators.models import AssessmentRound, CriteriaSet, Plan
from tinhso.indicators.rights.permissions import can_draft
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import Agency
from tinhso.kernel.people.roles import Head, Supervisor


class NotARegistrar(PermissionDenied):
    """Not for this actor; the words say who may."""


def can_keep_plans(by: Actor) -> bool:
    """The system, and who leads or follows an agency of the province."""
    return by.system or can_draft(by)


def can_keep(plan: Plan, by: Actor) -> bool:
    """The agency that follows the plan corrects its targets."""
    return by.system or (by.agency_id is not None and by.agency_id == plan.owner_id and can_draft(by))


def can_give_tasks(plan: Plan, by: Actor) -> bool:
    return by.agency_id is not None and by.agency_id == plan.owner_id and by.holds(Head)


def can_enter_ranks(by: Actor) -> bool:
    """The system, the committee of the province, and the agency that verifies the province's own assessment."""
    if by.system:
        return True
    if not can_draft(by):
        return False
    verifies = AssessmentRound.objects.filter(
        criteria__subject=CriteriaSet.Subject.PROVINCE, verifier=by.agency_id
    )
    return verifies.exists() or _is_committee(by)


def can_recognise(criteria: CriteriaSet, by: Actor) -> bool:
    """The system, and who leads or follows the agency that verifies rounds of this set."""
    if by.system:
        return True
    leads = by.holds(Head) or by.holds(Supervisor)
    rounds = AssessmentRound.objects.filter(criteria__code=criteria.code, verifier=by.agency_id)
    return leads and by.agency_id is not None and rounds.exists()


def can_keep_any(by: Actor) -> bool:
    """Whether there is a register for this actor to keep. At most four queries."""
    verifies = AssessmentRound.objects.filter(verifier=by.agency_id).exists()
    leads = by.holds(Head) or by.holds(Supervisor)
    return can_enter_ranks(by) or (leads and by.agency_id is not None and verifies)


def check_can_keep_plans(by: Actor) -> None:
    if not can_keep_plans(by):
        raise NotARegistrar("Chỉ lãnh đạo cơ quan cấp tỉnh được nhập kế hoạch.")


def check_can_keep(plan: Plan, by: Actor) -> None:
    if not can_keep(plan, by):
        raise NotARegistrar("Chỉ lãnh đạo cơ quan theo dõi kế hoạch được nhập, sửa chỉ tiêu kế hoạch.")


def check_can_give_tasks(plan: Plan, by: Actor) -> None:
    if not can_give_tasks(plan, by):
        raise NotARegistrar("Chỉ thủ trưởng cơ quan theo dõi kế hoạch được giao nhiệm vụ.")


def check_can_enter_ranks(by: Actor) -> None:
    if not can_enter_ranks(by):
        raise NotARegistrar("Chỉ lãnh đạo cơ quan theo dõi chuyển đổi số của tỉnh được nhập thứ hạng.")


def check_can_recognise(criteria: CriteriaSet, by: Actor) -> None:
    if not can_recognise(criteria, by):
        raise NotARegistrar("Chỉ lãnh đạo cơ quan thẩm định bộ tiêu chí này được nhập quyết định công nhận.")


def _is_committee(by: Actor) -> bool:
    return Agency.objects.filter(pk=by.agency_id or 0, kind=Agency.Kind.COMMITTEE).exists()
