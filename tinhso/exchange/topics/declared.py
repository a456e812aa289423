"""What a system tells others by events: a slot. Rows of the sealed log become notices; nobody is asked while a deed runs.

TOPICS_OF_EVENTS = [EventTopic("onestop.dossier_received", …)]
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from django.utils.functional import Promise

from tinhso.kernel.events.public import Event, EventRow, name_of
from tinhso.kernel.site.slots import all_of

Value = str | int | None
Text = str | Promise
LONGEST = 200
"""Letters of a value: codes, times and words of the law are shorter, sentences about somebody are not."""


class NotAsDeclared(ValueError):
    """A publisher gave other fields than its topic declares, or a value that no envelope carries."""


@dataclass(frozen=True)
class TopicField:
    """A field of a notice; `kind` as OpenAPI has it. One that is not `always` there may be null."""

    name: str
    kind: Literal["string", "date-time", "integer"]
    meaning: str
    always: bool = True


@dataclass(frozen=True)
class Notice:
    """What is told of one event: the code of what it is about, the agency's code, and the fields of the topic.

    Never a name, a number, a contact or a sentence: codes, times and words of the law alone.
    """

    subject: str
    agency: str
    data: Mapping[str, Value]


@dataclass(frozen=True)
class EventTopic:
    """Slot: a topic. `events` are the classes of sealed events it is made of; `read` gives the notice of each row that is
    told, by its key, and leaves out the others; a few queries for any number of rows.

    `service` is the code of the service under which the topic is agreed about. `in_order`: what is about one subject comes
    in its order, and waits for what came before.
    """

    code: str
    service: str
    title: Text
    about: Text
    events: tuple[type[Event], ...]
    read: Callable[[Sequence[EventRow]], Mapping[int, Notice]]
    fields: tuple[TopicField, ...]
    in_order: bool = True
    version: int = 1
    order: int = 50

    @property
    def type(self) -> str:
        """As CloudEvents names it."""
        return f"tinhso.{self.code}.v{self.version}"

    @property
    def names(self) -> frozenset[str]:
        return frozenset(name_of(kind) for kind in self.events)

    def check(self, notice: Notice) -> None:
        """NotAsDeclared."""
        if set(notice.data) != {one.name for one in self.fields}:
            raise NotAsDeclared(f"{self.code}: fields {sorted(notice.data)}")
        for one in self.fields:
            value = notice.data[one.name]
            wrong = value is None and one.always
            wrong |= value is not None and isinstance(value, int) != (one.kind == "integer")
            if wrong or (isinstance(value, str) and len(value) > LONGEST):
                raise NotAsDeclared(f"{self.code}: {one.name}")


def declared_topics() -> dict[str, EventTopic]:
    """Of all installed systems, by code."""
    return {one.code: one for one in all_of(EventTopic)}
