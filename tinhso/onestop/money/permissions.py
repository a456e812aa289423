from django.core.exceptions import PermissionDenied

from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import Agency
from tinhso.kernel.people.roles import DeskOfficer, Head


def can_collect(by: Actor, agency_id: int) -> bool:
    """The desk that a charge is paid to: counts, matches, exempts, asks for refunds."""
    return by.holds(DeskOfficer) and by.agency_id == agency_id


def check_can_collect(by: Actor, agency_id: int) -> None:
    """PermissionDenied for everybody but the desk that collects."""
    if not can_collect(by, agency_id):
        raise PermissionDenied("Chỉ nơi thu khoản này được xử lý.")


def can_reconcile(by: Actor, agency_id: int, parent_id: int | None = None) -> bool:
    """The desk whose account it is, the head of the agency above it, and the system every morning."""
    heads = by.holds(Head) and by.agency_id in {agency_id, parent_id or agency_id}
    return by.system or can_collect(by, agency_id) or heads


def check_can_reconcile(by: Actor, agency: Agency) -> None:
    """PermissionDenied for everybody else."""
    if not can_reconcile(by, agency.pk, agency.parent_id):
        raise PermissionDenied("Chỉ nơi thu có tài khoản này được đối soát.")


def can_approve_refund(by: Actor, agency: Agency) -> bool:
    """The desk itself or the head of the agency above it; the one who asked is refused by the deed."""
    return can_collect(by, agency.pk) or by.holds(Head) and by.agency_id in {agency.pk, agency.parent_id}


def check_can_approve_refund(by: Actor, agency: Agency) -> None:
    """PermissionDenied for anybody else."""
    if not can_approve_refund(by, agency):
        raise PermissionDenied("Chỉ nơi thu khoản này hoặc người đứng đầu cơ quan được duyệt hoàn tiền.")
