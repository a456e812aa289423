"""Who keeps the open data. Reading them is everybody's."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.roles import Administrator


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
