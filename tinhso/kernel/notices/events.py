"""What is told to people; the words and the addresses are not in the events."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from tinhso.kernel.events.public import Code, Event


@dataclass(frozen=True, kw_only=True)
class PersonNotified(Event):
    """A person was told something: it lies in the inbox, and `outside` messages are on their way."""

    label: ClassVar[str] = "Đã gửi thông báo"
    notice_id: UUID
    template: Code
    outside: int


@dataclass(frozen=True, kw_only=True)
class PushDeviceAdded(Event):
    """A person asked for notices on one of their browsers; where it is reached is not in the event."""

    device_id: int
    user_id: int


@dataclass(frozen=True, kw_only=True)
class PushDeviceRemoved(Event):
    """A browser gets no notices any more: its owner said so, or its push service knows it no longer."""

    device_id: int
    user_id: int


@dataclass(frozen=True, kw_only=True)
class NoticeChoicesChanged(Event):
    """A person chose again through which channels each topic arrives."""

    user_id: int
