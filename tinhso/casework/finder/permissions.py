from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.roles import Clerk, DeskOfficer, Examiner, Head


def can_find_by_number(by: Actor) -> bool:
    """By a personal number finds only who settles dossiers; who supervises, audits or administers does not."""
    return any(by.holds(role) for role in (DeskOfficer, Examiner, Head, Clerk))
