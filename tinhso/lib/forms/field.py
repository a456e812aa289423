from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Choice:
    """One answer that may be chosen: the value is stored and never reused, the label is shown."""

    value: str
    label: str
    hint: str = ""


@dataclass(frozen=True)
class Field:
    """One question. `id` is stable: it is never given to another question, not even in a later version.

    `min` and `max` are numbers, or for a date an ISO date or "today"; `max_items` counts rows or files.
    `prefill` names a source such as `person`, whose parts are then `person.full_name` and so on. `without` leaves parts of a composed field out and
    `require` makes optional ones obligatory. `paper` is the id of the paper that a file field brings.
    """

    id: str
    type: str
    label: str
    hint: str = ""
    required: bool = False
    sensitive: bool = False
    min_length: int | None = None
    max_length: int | None = None
    min: float | str | None = None
    max: float | str | None = None
    decimals: int = 0
    unit: str = ""
    pattern: str = ""
    pattern_message: str = ""
    choices: tuple[Choice, ...] = ()
    fields: tuple["Field", ...] = ()
    min_items: int | None = None
    max_items: int | None = None
    item_label: str = ""
    without: tuple[str, ...] = ()
    require: tuple[str, ...] = ()
    paper: str = ""
    prefill: str = ""
    show_if: Any = field(default=None, hash=False)
