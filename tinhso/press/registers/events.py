"""The registers of outlets in the province and of licences of the field. Names lie in their rows."""

from dataclasses import dataclass
from datetime import date

from tinhso.kernel.events.public import Code, Event


@dataclass(frozen=True, kw_only=True)
class OutletOfficeRegistered(Event):
    """An office or a resident reporter of an outlet was registered."""

    office_id: int
    kind: Code
    starts: date


@dataclass(frozen=True, kw_only=True)
class OutletOfficeEnded(Event):
    """It ends on a day."""

    office_id: int
    ends: date


@dataclass(frozen=True, kw_only=True)
class FieldLicenceEntered(Event):
    """A licence of the field was entered with its term."""

    licence_id: int
    kind: Code
    starts: date
    ends: date


@dataclass(frozen=True, kw_only=True)
class FieldLicenceNoted(Event):
    """A licence was renewed, inspected or revoked."""

    licence_id: int
    kind: Code
    on: date


@dataclass(frozen=True, kw_only=True)
class LicenceProposed(Event):
    """A finished procedure, or the revocation of its result, proposed an entry of the register."""

    proposal_id: int
    kind: Code
    deed: Code


@dataclass(frozen=True, kw_only=True)
class LicenceProposalDecided(Event):
    """An officer wrote it into the register, or left it with a reason."""

    proposal_id: int
    outcome: Code
    licence_id: int | None
