"""What happens to topics of events."""

from dataclasses import dataclass
from typing import ClassVar

from tinhso.kernel.events.public import Code, Event


@dataclass(frozen=True, kw_only=True)
class TopicOpened(Event):
    """A topic is offered as a service from now on: what happens later is told to whoever has an agreement and subscribes."""

    label: ClassVar[str] = "Mở chủ đề sự kiện"
    service_id: int
    topic: Code


@dataclass(frozen=True, kw_only=True)
class PublishedEventsErased(Event):
    """Notices whose time was over went; the events that they were made of stay."""

    label: ClassVar[str] = "Xóa sự kiện đã phát quá thời hạn"
    number: int
