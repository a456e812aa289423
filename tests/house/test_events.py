"""Events are facts in the past tense that may stay in the log for ever: no free text, nothing personal."""

import dataclasses
import inspect
import re
import types
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from importlib import import_module
from typing import Any, ClassVar, Literal, Union, get_args, get_origin, get_type_hints
from uuid import UUID

import pytest
from django.apps import apps

from tests.house.sources import files, short
from tinhso.kernel.events.public import Code, Commitment, Event, name_of

PLAIN = {int, bool, Decimal, date, datetime, UUID, type(None), Code, Commitment}
CONTAINERS = {tuple, frozenset}
# A value so called is personal whatever its type; a commitment to it is allowed.
PERSONAL = re.compile(
    r"(^|_)(name|full_name|phone|email|mail|address|text|title|birth|birth_date|born|id_number|cccd|tax_code"
    r"|subject|reason_text|ip|content|message|comment|password|token|secret|salt)$"
)
IRREGULAR = re.compile(
    r"Begun|Bound|Bought|Broken|Brought|Built|Chosen|Cut|Done|Drawn|Driven|Fallen|Felt|Forbidden"
    r"|Found|Frozen|Given|Gone|Grown|Heard|Held|Hidden|Kept|Known|Laid|Learnt|Led|Left|Lent|Lost"
    r"|Made|Met|Overridden|Paid|Put|Read|Run|Said|Seen|Sent|Set|Shown|Shut|Sold|Spent|Split|Spoken"
    r"|Taken|Taught|Thrown|Told|Understood|Undone|Won|Withdrawn|Withheld|Written"
)
PARTICLES = {"In", "Out", "Over", "Up", "Back", "Off", "On", "Away", "Down", "Again", "Late"}


def problems_of(kind: type[Event]) -> Iterator[str]:
    if not dataclasses.is_dataclass(kind) or not kind.__dataclass_params__.frozen:  # type: ignore[attr-defined]
        yield "is not a frozen dataclass"
    doc = kind.__dict__.get("__doc__") or ""
    if not doc or doc.startswith(f"{kind.__name__}("):
        yield "has no docstring of its own: that is its documentation"
    if not in_the_past(kind.__name__):
        yield "is not in the past tense"
    for name, hint in get_type_hints(kind, include_extras=True).items():
        if get_origin(hint) is ClassVar or hint is ClassVar:
            continue
        if not all(allowed(part) for part in parts_of(hint)):
            yield f"{name}: {hint} has no place in an event (ids, Code, enums, times, numbers, Commitment)"
        if PERSONAL.search(name) and Commitment not in parts_of(hint):
            yield f"{name}: sounds personal; keep it in an erasable row, with a Commitment here"


def in_the_past(name: str) -> bool:
    words = re.findall(r"[A-Z][a-z0-9]*", name)
    if len(words) < 2:  # what was opened?
        return False
    while len(words) > 1 and words[-1] in PARTICLES:
        words.pop()
    return words[-1].endswith("ed") or IRREGULAR.fullmatch(words[-1]) is not None


def parts_of(hint: Any) -> list[Any]:
    """The types in a union or container, one by one."""
    if get_origin(hint) in {Union, types.UnionType, *CONTAINERS}:
        return [part for inner in get_args(hint) if inner is not ... for part in parts_of(inner)]
    return [hint]


def allowed(part: Any) -> bool:
    if get_origin(part) is Literal:
        return all(isinstance(value, str | int) for value in get_args(part))
    return part in PLAIN or (inspect.isclass(part) and issubclass(part, Enum))


def subclasses(kind: type[Event]) -> Iterator[type[Event]]:
    for child in kind.__subclasses__():
        yield child
        yield from subclasses(child)


def every_event() -> list[type[Event]]:
    """Whatever an earlier test of this run has read, so that one that no door hands on is missed every time."""
    for path in files("tinhso/**events.py"):
        if "tests" not in path.parts:
            import_module(short(path).removesuffix(".py").replace("/", "."))
    return [k for k in subclasses(Event) if "tests" not in k.__module__.split(".")]


def test_every_event_is_a_documented_fact_without_personal_data():
    wrong = [f"{k.__module__}.{k.__qualname__} {p}" for k in every_event() for p in problems_of(k)]
    assert not wrong, "\n".join(wrong)


def test_every_event_is_reached_through_the_events_file_of_its_app():
    """A subject keeps its own in its `events.py`, or a theme of them in `<theme>_events.py`; the door of the app stays one."""
    wrong = [
        k
        for k in every_event()
        if not k.__module__.endswith((".events", "_events"))
        or getattr(import_module(f"{app_of(k)}.events"), k.__name__, None) is not k
    ]
    assert not wrong


def app_of(kind: type[Event]) -> str:
    found = apps.get_containing_app_config(kind.__module__)
    assert found is not None, kind
    return str(found.name)


def test_no_two_events_share_a_name_in_the_log():
    names = [name_of(k) for k in every_event()]
    assert len(names) == len(set(names))


@dataclasses.dataclass(frozen=True, kw_only=True)
class SeatTaken(Event):
    """Somebody sat down."""

    label: ClassVar[str] = "Đã ngồi"
    seats: tuple[int, ...] = ()
    row: Code | None = None
    side: Literal["left", "right"] = "left"
    phone: Commitment | None = None


def test_a_good_event_passes():
    assert not list(problems_of(SeatTaken))


@pytest.mark.parametrize(
    ("name", "annotations", "words"),
    [
        ("TakeSeat", {}, "past tense"),
        ("SeatTaken", {"where": str}, "no place in an event"),
        ("SeatTaken", {"where": list[str]}, "no place in an event"),
        ("SeatTaken", {"where": tuple[str, ...]}, "no place in an event"),
        ("SeatTaken", {"where": float}, "no place in an event"),
        ("SeatTaken", {"where": Any}, "no place in an event"),
        ("SeatTaken", {"applicant_name": Code}, "sounds personal"),
        ("SeatTaken", {"phone": int}, "sounds personal"),
    ],
)
def test_a_bad_event_is_named(name, annotations, words):
    kind = dataclasses.make_dataclass(
        name,
        annotations.items(),
        bases=(Event,),
        frozen=True,
        kw_only=True,
        namespace={"__doc__": "Something.", "__module__": __name__},
    )
    assert any(words in problem for problem in problems_of(kind))


@pytest.mark.parametrize(
    "name", ["CaseOpened", "UserSignedIn", "SignedIn", "CaseHandedOver", "DelegationGiven", "PaperSent"]
)
def test_the_past_tense_is_known(name):
    assert in_the_past(name)


@pytest.mark.parametrize("name", ["OpenCase", "Opened", "CaseOpening", "SendPaper", "CaseOpen"])
def test_what_is_no_past_tense_is_known(name):
    assert not in_the_past(name)
