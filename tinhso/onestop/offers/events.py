"""Offers of the next right or duty. Who declined or wants none stands in no event: these two name nobody."""

from dataclasses import dataclass

from tinhso.kernel.events.public import Code, Event


@dataclass(frozen=True, kw_only=True)
class OffersMade(Event):
    """After a dossier was settled its person was offered `offers` further steps."""

    case_id: int
    offers: int


@dataclass(frozen=True, kw_only=True)
class OfferTaken(Event):
    """A dossier was begun from an offer."""

    case_id: int
    offer: Code


@dataclass(frozen=True, kw_only=True)
class OfferDeclined(Event):
    """Somebody does not want this; by the system, so that nobody reads who."""

    offer: Code


@dataclass(frozen=True, kw_only=True)
class OffersSwitched(Event):
    """Somebody wants no offers any more, or wants them again; by the system, so that nobody reads who."""

    off: bool
