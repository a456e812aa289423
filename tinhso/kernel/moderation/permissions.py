"""Who may let words through: whom the system that declared the kind says."""

from typing import Any

from django.core.exceptions import PermissionDenied

from tinhso.kernel.events.actor import Actor
from tinhso.kernel.moderation.moderated_kind import ModeratedKind


class NotModerator(PermissionDenied):
    """Somebody else decides on these words."""


def can_moderate(kind: ModeratedKind, row: Any, by: Actor) -> bool:
    return by.is_officer and kind.may_decide(row, by)


def check_can_moderate(kind: ModeratedKind, row: Any, by: Actor) -> None:
    """Raises: NotModerator."""
    if not can_moderate(kind, row, by):
        raise NotModerator
