from dataclasses import dataclass

from tinhso.kernel.events.public import Code, Event


@dataclass(frozen=True, kw_only=True)
class CutoverFinished(Event):
    """A run took dossiers of a former system over: so many taken, known before, changed since, refused."""

    cutover_id: int
    taken: int
    known: int
    changed: int
    refused: int


@dataclass(frozen=True, kw_only=True)
class NumberTakenOver(Event):
    """A counter goes on after the last number that a former system had given; `before` is where it stood here."""

    scope: Code
    before: int
    last: int
