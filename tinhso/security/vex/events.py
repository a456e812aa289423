"""VEX statements. What they say of which package stands in their rows."""

from dataclasses import dataclass
from datetime import date

from tinhso.kernel.events.public import Code, Event


@dataclass(frozen=True, kw_only=True)
class VexStatementMade(Event):
    """Somebody said how a weakness in a package stands, in one system or in all, until a day."""

    statement_id: int
    system_id: int | None
    status: Code
    expires_on: date


@dataclass(frozen=True, kw_only=True)
class VexStatementEnded(Event):
    """A statement was withdrawn, or another about the same took its place."""

    statement_id: int
    ending: Code
