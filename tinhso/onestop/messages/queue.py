"""How a message to another system is claimed, tried again and settled; the same for every system that takes messages.

Whoever changes `waiting` to `sending` sends; no transaction is open while the other system answers. Times are the real
clock.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, Q

from tinhso.onestop.messages.client import Answer
from tinhso.onestop.models import LinkedMessage, PortalMessage

Message = PortalMessage | LinkedMessage
MOST_ATTEMPTS = 21  # with the waits between them a day and some minutes
FIRST_WAIT = timedelta(seconds=15)
LONGEST_WAIT = timedelta(hours=2)
LOST_AFTER = timedelta(minutes=2)  # a call takes at most three times 20 seconds
AWAY = "away"
WAITING, SENDING, CONFIRMED, STUCK, SKIPPED = "waiting", "sending", "confirmed", "stuck", "skipped"
MENDABLE = [STUCK, WAITING]


class NotOpen(Exception):
    """The message was confirmed or set aside meanwhile, or is just being sent."""


def claim(message: Message, at: datetime) -> bool:
    waiting = type(message)._default_manager.filter(pk=message.pk, state=WAITING)
    claimed = waiting.update(state=SENDING, attempts=F("attempts") + 1, claimed_at=at)
    message.attempts += 1
    return bool(claimed)


def settle(message: Message, state: str, answer: Answer, at: datetime, **more: Any) -> bool:
    """Leave `sending`; False for a message that somebody else moved meanwhile: it stays as they left it."""
    in_sending = type(message)._default_manager.filter(pk=message.pk, state=SENDING)
    moved = in_sending.update(
        state=state, answer_code=answer.code, answer_text=answer.text, answered_at=at, **more
    )
    return bool(moved)


def again_at(message: Message, why: str, *, who: str, at: datetime) -> tuple[datetime | None, Answer]:
    """After 15 seconds, then 30, 60 and so on up to two hours; None after a day of trying: it is stuck then."""
    answer = Answer(AWAY, f"{who} chưa trả lời ({why[:200]})" if why else f"{who} chưa trả lời")
    if message.attempts >= MOST_ATTEMPTS:
        return None, answer
    retry_at: datetime = at + min(LONGEST_WAIT, FIRST_WAIT * 2 ** (message.attempts - 1))
    settle(message, WAITING, answer, at, next_try=retry_at)
    return retry_at, answer


def reopen(message: Message, at: datetime, *, among: Sequence[str] = MENDABLE) -> None:
    """A message in one of these states goes out at once. NotOpen."""
    open_ = type(message)._default_manager.filter(pk=message.pk, state__in=among)
    if not open_.update(state=WAITING, attempts=0, next_try=at):
        raise NotOpen


def set_aside(message: Message, reason: str, user_id: int | None) -> None:
    """A stuck or waiting message is never sent. NotOpen."""
    open_ = type(message)._default_manager.filter(pk=message.pk, state__in=MENDABLE)
    if not open_.update(state=SKIPPED, skip_reason=reason[:500], skipped_by_id=user_id):
        raise NotOpen


def take_up(
    model: type[PortalMessage] | type[LinkedMessage], owner: str, at: datetime, most: int
) -> list[int]:
    """What a dead worker left: messages that hang in sending wait again; the owners whose job got lost."""
    late = at - LOST_AFTER
    hanging = model._default_manager.filter(Q(state=SENDING, claimed_at__lt=late))
    hanging.update(state=WAITING, next_try=at - LOST_AFTER * 2)
    lost = model._default_manager.filter(Q(state=WAITING, next_try__lt=late))
    return list(lost.order_by(owner).values_list(owner, flat=True).distinct()[:most])
