from datetime import datetime

from django.db import transaction

from tinhso.kernel.events.actor import Actor
from tinhso.kernel.moderation.permissions import check_can_moderate
from tinhso.kernel.moderation.queue import moderated_kind


class NoSuchText(Exception):
    """Nothing of this kind has that key."""


class TextChanged(Exception):
    """Something else was written meanwhile, or nothing is written: read it again. Systems raise it in their own deed."""


@transaction.atomic
def decide_text(*, kind: str, key: int, seen: str, shown: bool, by: Actor, now: datetime) -> None:
    """The moderator lets words of others through, or hides them; the system that holds them does it and tells of it.

    `seen` is the `digest_of` what was read, "" where such words never change.

    Raises: NoSuchText, NotModerator.
    """
    declared = moderated_kind(kind)
    row = declared.find(key)
    if row is None:
        raise NoSuchText(key)
    check_can_moderate(declared, row, by)
    declared.decide(row, seen=seen, shown=shown, by=by, now=now)
