"""Who keeps the open data. Reading them is everybody's."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.roles import Administrator, Clerk, DataOfficer, Examiner, Head


class OpenDataForbidden(PermissionDenied):
    """Not for this actor; the words say whose it is."""


def can_keep(by: Actor) -> bool:
    """The instance's administrator enters the chairman's list and opens by it; the system does so for the demo."""
    return by.system or by.holds(Administrator)


def check_can_keep(by: Actor) -> None:
    """OpenDataForbidden."""
    if not can_keep(by):
        raise OpenDataForbidden(_("Chỉ người quản trị được cập nhật danh mục dữ liệu mở."))


def check_is_system(by: Actor) -> None:
    """OpenDataForbidden."""
    if not by.system:
        raise OpenDataForbidden(_("Bảng dữ liệu của chương trình chỉ do hệ thống nạp và làm mới."))


WRITERS = (Examiner, Head, Clerk, DataOfficer)


def can_write(agency_id: int, by: Actor) -> bool:
    """An officer who works at that agency writes its datasets; the system does so when it harvests."""
    return by.system or (by.agency_id == agency_id and any(by.holds(role) for role in WRITERS))


def check_can_write(agency_id: int, by: Actor) -> None:
    """OpenDataForbidden."""
    if not can_write(agency_id, by):
        raise OpenDataForbidden(_("Chỉ cán bộ của cơ quan công bố được sửa bộ dữ liệu của cơ quan mình."))


def can_answer(agency_id: int, by: Actor) -> bool:
    """The agency's data officer answers for what it publishes."""
    return by.agency_id == agency_id and by.holds(DataOfficer)


def check_can_answer(agency_id: int, by: Actor, *, maker: int | None) -> None:
    """OpenDataForbidden for everybody but the agency's data officer, and for whoever made it (`maker`, a user's id)."""
    if not can_answer(agency_id, by):
        raise OpenDataForbidden(_("Việc này do cán bộ phụ trách dữ liệu của cơ quan công bố quyết định."))
    if maker is not None and maker == by.user_id:
        raise OpenDataForbidden(_("Người soạn không tự duyệt; xin nhờ cán bộ phụ trách dữ liệu khác."))
