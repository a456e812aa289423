"""Data of the state in place of papers: questions to sources, and the register that says which stand in."""

from dataclasses import dataclass
from datetime import date

from tinhso.kernel.events.public import Code, Event


@dataclass(frozen=True, kw_only=True)
class SourceAsked(Event):
    """A source was asked for a dossier; `said` is what became of it. What it said stands in the dossier."""

    case_id: int
    source_id: int
    said: Code


@dataclass(frozen=True, kw_only=True)
class SourceAskedAgain(Event):
    """Whoever settles a dossier asked a source anew; `changed` where it says something else than before."""

    case_id: int
    source_id: int
    said: Code
    changed: bool


@dataclass(frozen=True, kw_only=True)
class SourceRecordDropped(Event):
    """What a source had said of a dossier was thrown away; its paper is asked for again."""

    case_id: int


@dataclass(frozen=True, kw_only=True)
class PaperSourceEntered(Event):
    """From that day a source stands in for a paper of a procedure."""

    source_id: int
    valid_from: date


@dataclass(frozen=True, kw_only=True)
class PaperSourceDecided(Event):
    """Another keeper than the one who entered it lets a line of the register hold, or refused it."""

    source_id: int
    approved: bool


@dataclass(frozen=True, kw_only=True)
class PaperSourceEnded(Event):
    """From that day the source no longer stands in; the reason stands in the row."""

    source_id: int
    valid_to: date
