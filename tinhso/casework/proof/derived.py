"""What a system declares of a table whose rows follow from events, in its `slots.py`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise

from tinhso.casework.proof.rules import Row, Rule


def older(held: Row) -> bool:
    return True


@dataclass(frozen=True)
class Derived:
    """Rows of one table that follow from events of their case.

    `columns` are names here with the field of the model that each stands for, `case` is the field with the key of the
    case. `begins` are the events that make a row, `new` is what it then holds of columns that the event does not say,
    and `sets` says for every event which columns it sets. A case with several rows has a `key`: the event's field and
    the model's that tell them apart. `may_lack` says of a row that no event begins whether it may be older than that event.
    """

    model: str
    label: str | Promise
    case: str
    columns: Mapping[str, str]
    begins: frozenset[str]
    sets: Mapping[str, Mapping[str, Rule]]
    new: Mapping[str, Any] = field(default_factory=dict)
    key: tuple[str, str] | None = None
    may_lack: Callable[[Row], bool] = older
