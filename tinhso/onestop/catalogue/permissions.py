from django.core.exceptions import PermissionDenied

from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.roles import Administrator


def can_keep_catalogue(by: Actor) -> bool:
    """Whether the actor keeps procedures and their versions; the system loads what the province's pack holds."""
    return by.system or by.holds(Administrator)


def check_can_keep_catalogue(by: Actor) -> None:
    """PermissionDenied for anybody else."""
    if not can_keep_catalogue(by):
        raise PermissionDenied("Chỉ quản trị hệ thống được công bố thủ tục hành chính.")
