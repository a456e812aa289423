"""What administrators do to the search."""

from dataclasses import dataclass

from tinhso.kernel.events.public import Event


@dataclass(frozen=True, kw_only=True)
class SynonymAdded(Event):
    """An administrator taught the search that people say one thing and mean another."""

    synonym_id: int


@dataclass(frozen=True, kw_only=True)
class SynonymRemoved(Event):
    """An administrator took a pair of synonyms out of the search."""

    synonym_id: int
