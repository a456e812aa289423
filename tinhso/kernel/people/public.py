"""The door of people: accounts, agencies, posts, delegations, guards of pages, and the actor of a request."""

from tinhso.kernel.events.actor import SYSTEM, Actor
from tinhso.kernel.people.guards import (
    citizen_required,
    officer_required,
    public_page,
    role_required,
    signed_in_required,
)
from tinhso.kernel.people.models import (
    Agency,
    AgencySuccession,
    Competence,
    Delegation,
    Person,
    Post,
    User,
)
from tinhso.kernel.people.queries import (
    AgencyNode,
    NoCompetence,
    SigningRight,
    actor_for,
    actor_of,
    agencies_below,
    agency_tree,
    competent_agency,
    desk_of,
    successor,
    who_may_sign,
)

__all__ = [
    "SYSTEM",
    "Actor",
    "Agency",
    "AgencyNode",
    "AgencySuccession",
    "Competence",
    "Delegation",
    "NoCompetence",
    "Person",
    "Post",
    "SigningRight",
    "User",
    "actor_for",
    "actor_of",
    "agencies_below",
    "agency_tree",
    "citizen_required",
    "competent_agency",
    "desk_of",
    "officer_required",
    "public_page",
    "role_required",
    "signed_in_required",
    "successor",
    "who_may_sign",
]
