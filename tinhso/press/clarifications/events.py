"""What happens to official corrections of what goes round. Their words lie in their rows."""

from dataclasses import dataclass

from tinhso.kernel.events.public import Event


@dataclass(frozen=True, kw_only=True)
class ClarificationDrafted(Event):
    """Somebody wrote what is untrue and what is true; it waits for a second person."""

    clarification_id: int
    agency_id: int


@dataclass(frozen=True, kw_only=True)
class ClarificationPublished(Event):
    """A second person published it."""

    clarification_id: int


@dataclass(frozen=True, kw_only=True)
class ClarificationWithdrawn(Event):
    """It was taken back, with a reason that its page tells."""

    clarification_id: int
