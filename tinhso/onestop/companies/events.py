"""Who represents a company, and whom it lets use its account. Names and papers stand in the rows alone."""

from dataclasses import dataclass
from datetime import date

from tinhso.kernel.events.public import Code, Event


@dataclass(frozen=True, kw_only=True)
class RepresentationClaimed(Event):
    """A citizen said that they are a company's legal representative; a desk has to see the papers."""

    representative_id: int
    company_id: int


@dataclass(frozen=True, kw_only=True)
class RepresentativeConfirmed(Event):
    """A one-stop desk saw the papers: from that day this person is the company's legal representative."""

    representative_id: int
    company_id: int
    starts_on: date
    ends_on: date | None


@dataclass(frozen=True, kw_only=True)
class RepresentationRefused(Event):
    """A claim was not confirmed: by the desk that saw the papers, or by the clock when nobody came."""

    representative_id: int


@dataclass(frozen=True, kw_only=True)
class RepresentativeEnded(Event):
    """Somebody represents a company no more; their delegations and seats end with it."""

    representative_id: int
    company_id: int
    because: Code


@dataclass(frozen=True, kw_only=True)
class CompanyDelegationOffered(Event):
    """A representative offered an employee to use the company's account, for these days; `procedures` 0 are all."""

    delegation_id: int
    representative_id: int
    starts_on: date
    ends_on: date
    procedures: int


@dataclass(frozen=True, kw_only=True)
class CompanyDelegationAnswered(Event):
    """The employee accepted the delegation, or refused it."""

    delegation_id: int
    accepted: bool


@dataclass(frozen=True, kw_only=True)
class CompanyDelegationEnded(Event):
    """A delegation ended, and with it `seats` of its employee in the company's dossiers."""

    delegation_id: int
    because: Code
    seats: int


@dataclass(frozen=True, kw_only=True)
class DossierRedelegated(Event):
    """The employee goes on with a dossier by a later delegation of the same company, as the former ended."""

    former_id: int
    delegation_id: int
