"""What happens to lists of indicators. Names, addresses and values stand in their rows."""

from dataclasses import dataclass

from tinhso.kernel.events.public import Code, Event


@dataclass(frozen=True, kw_only=True)
class IntelligenceSourceRegistered(Event):
    """A source of indicators was registered: of which kind, how far it may be handed on, how much it is trusted."""

    source_id: int
    kind: Code
    tlp: Code
    trust: int


@dataclass(frozen=True, kw_only=True)
class IntelligenceSourceEnded(Event):
    """A source is used no longer, and all that it listed was withdrawn."""

    source_id: int
    revoked: int


@dataclass(frozen=True, kw_only=True)
class IntelligenceListReceived(Event):
    """A list of a source was sent in, or is to be fetched, and waits to be read."""

    load_id: int
    source_id: int


@dataclass(frozen=True, kw_only=True)
class IntelligenceListFiled(Event):
    """A list was read: new values, repeated ones, those held back by a warning, withdrawn ones, records not understood."""

    load_id: int
    source_id: int
    records: int
    new: int
    repeated: int
    held_back: int
    revoked: int
    rejected: int


@dataclass(frozen=True, kw_only=True)
class IntelligenceListRejected(Event):
    """A list could not be fetched or read as a whole: its page says why."""

    load_id: int
    source_id: int


@dataclass(frozen=True, kw_only=True)
class IndicatorDecided(Event):
    """An officer let an indicator through, or discarded it; the reason stands in its row."""

    indicator_id: int
    state: Code


@dataclass(frozen=True, kw_only=True)
class WarningListLoaded(Event):
    """A warning list was read: how many values it has, how many indicators it holds back from now on."""

    list_id: int
    kind: Code
    entries: int
    held_back: int


@dataclass(frozen=True, kw_only=True)
class WarningListEnded(Event):
    """A warning list counts no longer; what it held back waits for an officer all the same."""

    list_id: int
