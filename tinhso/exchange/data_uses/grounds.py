"""Why a case is worked on and by which law, as the system that holds its kind says: a slot.

GROUNDS = [CaseGrounds("dossier", grounds_of)]
CALLS = [CaseCalls("dossier", calls_for)]
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tinhso.kernel.law.public import rules_under
from tinhso.kernel.site.slots import all_of

PREFIX = "access."


@dataclass(frozen=True)
class Ground:
    """`procedure` is its code, "" where the kind has none; `law` names the acts, "" where nobody wrote them down."""

    law: str
    procedure: str = ""


@dataclass(frozen=True)
class CaseGrounds:
    """Slot: the ground of each of these cases of the kind; one query."""

    kind: str
    read: Callable[[Sequence[int]], Mapping[int, Ground]]


@dataclass(frozen=True)
class CaseCalls:
    """Slot: which calls were made for these cases of the kind, {the exchange's own id of the call: case}; one query.

    Whoever asks before a dossier has its code names none: its system alone knows what it asked for.
    """

    kind: str
    read: Callable[[Sequence[int]], Mapping[str, int]]


@dataclass(frozen=True)
class UseRules:
    """What a person is not shown and by which law a kind of case is read, by the rules of a day."""

    hidden_purposes: frozenset[str]
    hidden_kinds: frozenset[str]
    hidden_procedures: frozenset[str]
    laws: Mapping[str, str]
    source: str

    def law_of(self, kind: str) -> str:
        return self.laws.get(kind, "") or self.laws.get("", "")


def use_rules(on: date) -> UseRules:
    """One query. What no rule names is shown: nothing is hidden by accident of a missing line."""
    found = rules_under(PREFIX, on=on)

    def value(name: str, default: object) -> tuple[object, str]:
        return found.get(f"{PREFIX}{name}", (default, ""))

    purposes, source = value("hidden_purposes", [])
    laws, _source = value("laws", {})
    return UseRules(
        frozenset(purposes if isinstance(purposes, list) else ()),
        _names(value("hidden_kinds", [])[0]),
        _names(value("hidden_procedures", [])[0]),
        laws if isinstance(laws, dict) else {},
        source,
    )


def _names(value: object) -> frozenset[str]:
    return frozenset(value if isinstance(value, list) else ())


def grounds_of(kinds: Mapping[int, str]) -> dict[int, Ground]:
    """Of cases, given with their kinds. One query for each kind that has the slot."""
    found: dict[int, Ground] = {}
    for slot in all_of(CaseGrounds):
        ids = [pk for pk, kind in kinds.items() if kind == slot.kind]
        if ids:
            found |= slot.read(ids)
    return found


def calls_for(kinds: Mapping[int, str]) -> dict[str, int]:
    """Of cases, given with their kinds. One query for each kind that has the slot."""
    found: dict[str, int] = {}
    for slot in all_of(CaseCalls):
        ids = [pk for pk, kind in kinds.items() if kind == slot.kind]
        if ids:
            found |= slot.read(ids)
    return found
