"""Who may do what with a paper; the states say when."""

from datetime import date

from tinhso.kernel.events.public import Actor
from tinhso.kernel.papers.models import Paper, Signature
from tinhso.kernel.people.public import signs_from_elsewhere


class PaperForbidden(Exception):
    """This paper belongs to another agency, or its kind is signed by another post."""


def can_create(agency_id: int, by: Actor) -> bool:
    return by.system or (by.is_officer and by.agency_id == agency_id)


def can_sign(paper: Paper, role: str, by: Actor, on: date | None = None) -> bool:
    """An officer of the paper's agency whose role signs (or, for the agency's signature, seals) this kind; beside them an
    official of the agency that signs along, whom the system above has named. With a day also whom a head there let sign
    that day from another agency (TL., TUQ.): the seal stays with the agency whose paper it is."""
    if role == Signature.Role.COSIGNER:
        return by.is_officer and by.agency_id is not None and by.agency_id == paper.cosign_agency_id
    kind = paper.kind_facts
    roles = kind.signers if role == Signature.Role.PERSON else kind.sealers
    if not by.is_officer or not any(by.holds(r) for r in roles):
        return False
    if by.agency_id == paper.agency_id:
        return True
    if role != Signature.Role.PERSON or on is None:
        return False
    return signs_from_elsewhere(paper.agency, by.post_id, on)


def can_issue(paper: Paper, by: Actor) -> bool:
    """The clerk of the agency; for papers that need no seal also who signs them."""
    if can_sign(paper, Signature.Role.AGENCY, by):
        return True
    return not paper.kind_facts.sealed and can_sign(paper, Signature.Role.PERSON, by)


def check(allowed: bool) -> None:
    if not allowed:
        raise PaperForbidden
