"""Who keeps the register of good models: agencies enter their own, the department that follows them confirms."""

from tinhso.indicators.models import AssessmentRound, CriteriaSet, GoodModel
from tinhso.indicators.registers.permissions import NotARegistrar
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.roles import Clerk, Examiner, Head, Supervisor
from tinhso.kernel.site.public import EntryRefused

ENTERS = (Examiner, Clerk, Head)


def can_enter(by: Actor) -> bool:
    return by.agency_id is not None and any(by.holds(role) for role in ENTERS)


def can_change(model: GoodModel, by: Actor) -> bool:
    """Officers of its own agency, until it is handed in."""
    return can_enter(by) and by.agency_id == model.agency_id and model.state == GoodModel.State.DRAFT


def can_confirm_any(by: Actor) -> bool:
    """Who leads or follows the agency that verifies how communes stand."""
    leads = by.holds(Head) or by.holds(Supervisor)
    rounds = AssessmentRound.objects.filter(
        criteria__subject=CriteriaSet.Subject.COMMUNE, verifier=by.agency_id
    )
    return leads and by.agency_id is not None and rounds.exists()


def can_confirm(model: GoodModel, by: Actor) -> bool:
    """Nobody confirms what their own agency entered."""
    waits = model.state == GoodModel.State.SUBMITTED
    return waits and model.agency_id != by.agency_id and can_confirm_any(by)


def can_copy(model: GoodModel, by: Actor) -> bool:
    """Officers of another agency, of a confirmed one."""
    known = model.state == GoodModel.State.CONFIRMED
    return known and can_enter(by) and by.agency_id != model.agency_id


def check_can_change(model: GoodModel, by: Actor) -> None:
    """NotARegistrar; EntryRefused for what was handed in already."""
    if not can_enter(by) or by.agency_id != model.agency_id:
        raise NotARegistrar("Chỉ cán bộ của cơ quan có mô hình được nhập, sửa.")
    if model.state != GoodModel.State.DRAFT:
        raise EntryRefused("", "Mô hình đã gửi xác nhận; không sửa được nữa.")


def check_can_confirm(model: GoodModel, by: Actor) -> None:
    """NotARegistrar; EntryRefused for what does not wait to be confirmed."""
    if not can_confirm_any(by) or model.agency_id == by.agency_id:
        raise NotARegistrar(
            "Chỉ lãnh đạo cơ quan theo dõi chuyển đổi số được xác nhận mô hình của cơ quan khác."
        )
    if model.state != GoodModel.State.SUBMITTED:
        raise EntryRefused("", "Mô hình này không ở trạng thái chờ xác nhận.")
