"""What a system declares of a table whose rows follow from events, in its `slots.py`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise

from tinhso.casework.proof.rules import Row, Rule
from tinhso.casework.proof.scope import Scope


def older(held: Row) -> bool:
    return True


@dataclass(frozen=True)
class Derived:
    """Rows of one table that follow from events of their case.

    `columns` are names here with the field of the model that each stands for, `case` is the field with the key of the
    case. `begins` are the events that make a row, where one makes it only if a field
    says something, with that field; `only` narrows the rows of the model; `new` is what it then holds of columns that the event does not say,
    and `sets` says for every event which columns it sets. A case with several rows has a `key`: the event's field and
    the model's that tell them apart. Where a column stands for many rows, `rows` reads them and `covers` are further fields in it;
    a rule may remember more under a name that begins with "_". `may_lack` says of a row that no event begins whether it may be older than that event.

    `ends` are the events that take a row away. `since` is an event of every case with one of its fields: a case whose
    event has the field is younger than all that begins such rows, and none of its rows may lack an event.
    """

    model: str
    label: str | Promise
    case: str
    columns: Mapping[str, str]
    begins: Mapping[str, str]
    sets: Mapping[str, Mapping[str, Rule]]
    new: Mapping[str, Any] = field(default_factory=dict)
    key: tuple[str, str] | None = None
    rows: Callable[[Scope], dict[tuple[int, Any], Row]] | None = None
    covers: tuple[str, ...] = ()
    only: Mapping[str, Any] = field(default_factory=dict)
    may_lack: Callable[[Row], bool] = older
    ends: tuple[str, ...] = ()
    since: tuple[str, str] | None = None

    @property
    def hears(self) -> set[str]:
        """The names of all events that tell something of its rows."""
        return {*self.sets, *self.ends, *(self.since[:1] if self.since else ())}
