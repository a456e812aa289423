"""Decisions of publication in the register of the catalogue."""

from dataclasses import dataclass

from tinhso.kernel.events.public import Event


@dataclass(frozen=True, kw_only=True)
class PublicationEntered(Event):
    """A keeper entered a decision of publication of so many procedures."""

    publication_id: int
    procedures: int


@dataclass(frozen=True, kw_only=True)
class ProceduresShown(Event):
    """So many procedures of a decision of publication were shown to the public."""

    publication_id: int
    procedures: int


@dataclass(frozen=True, kw_only=True)
class PublicationRevoked(Event):
    """A decision of publication was struck out of the register as entered by mistake; its reason stands in the row."""

    publication_id: int
