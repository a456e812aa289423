"""Who may do what in the one-stop shop; the states of a case say when."""

from django.core.exceptions import PermissionDenied

from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.roles import Administrator


def can_keep_catalogue(by: Actor) -> bool:
    """Whether the actor keeps procedures and their versions."""
    return by.holds(Administrator)


def check_can_keep_catalogue(by: Actor) -> None:
    """PermissionDenied for anybody else."""
    if not can_keep_catalogue(by):
        raise PermissionDenied("Chỉ quản trị hệ thống được công bố thủ tục hành chính.")
