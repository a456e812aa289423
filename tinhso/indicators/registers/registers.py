"""Who keeps plans, published ranks and recognitions, how a correction is added, and what is refused."""

from datetime import datetime
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from tinhso.indicators.models import AssessmentRound, CriteriaSet, Plan
from tinhso.indicators.models.registers.revised import Revised
from tinhso.indicators.rights.permissions import can_draft
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import Agency
from tinhso.kernel.people.roles import Head, Supervisor

Entry = TypeVar("Entry", bound=Revised)


class EntryRefused(ValueError):
    """What cannot be entered; the words are for the screen, `field` names what they are about."""

    def __init__(self, field: str, words: str) -> None:
        super().__init__(words)
        self.field = field


class RevisedBefore(EntryRefused):
    """Somebody else entered or corrected the same entry in the meantime, or it was there already."""

    def __init__(self) -> None:
        super().__init__(
            "", "Mục này đã có người ghi hoặc sửa. Tải lại trang để xem bản mới nhất rồi thử lại."
        )


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


def keeps_any(by: Actor) -> bool:
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


def add_revision(
    model: type[Entry],
    key: dict[str, Any],
    values: dict[str, Any],
    *,
    was: int,
    reason: str,
    by: Actor,
    now: datetime,
) -> Entry:
    """The next row of this entry, after revision `was` (0: there is none yet).

    EntryRefused for a correction without a reason or without a change, RevisedBefore. The unique constraint is the
    compare-and-set.
    """
    newest = model.objects.filter(**key).order_by("-revision").first()
    if (newest.revision if newest else 0) != was:
        raise RevisedBefore
    if newest and all(getattr(newest, name) == value for name, value in values.items()):
        raise EntryRefused("", "Nội dung không khác bản đang có; chưa có gì để sửa.")
    if newest and not reason.strip():
        raise EntryRefused("reason", "Ghi lý do sửa.")
    known = {"revision": was + 1, "reason": reason.strip(), "known_at": now, "by_id": by.user_id}
    try:
        with transaction.atomic():
            return model.objects.create(**key, **values, **known)
    except IntegrityError as error:
        raise RevisedBefore from error
