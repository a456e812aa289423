"""Messages that leave in order: the next of a lane goes only after the one before is confirmed or set aside."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from tinhso.documents.axis.client import OK, Axis, AxisAway
from tinhso.documents.axis.epochs import current_epoch
from tinhso.documents.models import AxisMessage, AxisReply
from tinhso.kernel.outbox.public import WAITING, Answer, again_at, claim
from tinhso.lib.edxml.limits import EdxmlRefused

WRONG = "edxml"
M = TypeVar("M", AxisMessage, AxisReply)


@dataclass(frozen=True)
class Lane(Generic[M]):
    """`first` is the first message that the axis has not confirmed; `content` its kind and bytes, `ends` who sends to whom."""

    first: Callable[[], M | None]
    content: Callable[[M], tuple[str, bytes]]
    ends: Callable[[M], tuple[str, str]]
    stick: Callable[[M, Answer], None]
    confirm: Callable[[M, Answer], None]


def send_lane(lane: Lane[M], *, axis: Axis, at: datetime) -> datetime | None:
    """Send what waits until one does not pass; when to try again, None if nothing waits by itself.

    Only silence is tried again; a refusal stays stuck and the clerk is told. What waits since a restore is held.
    """
    while message := lane.first():
        if message.state != WAITING or message.epoch != current_epoch():
            return None
        if message.next_try > at:
            return message.next_try
        if not claim(message, at):
            return None
        try:
            kind, content = lane.content(message)
            sender, receiver = lane.ends(message)
            answer = axis.send(content, kind, sender=sender, receiver=receiver)
        except EdxmlRefused as refused:
            lane.stick(message, Answer(WRONG, str(refused)[:300]))
            return None
        except AxisAway as away:
            retry_at, answer = again_at(message, str(away), who="Trục", at=at)
            if retry_at is None:
                lane.stick(message, answer)
            return retry_at
        if answer.code != OK:
            lane.stick(message, answer)
            return None
        lane.confirm(message, answer)
    return None
