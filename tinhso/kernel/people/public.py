"""The door of people: accounts, agencies, posts, delegations, and the actor of a request."""

from tinhso.kernel.events.actor import SYSTEM, Actor
from tinhso.kernel.people.models import (
    Agency,
    AgencySuccession,
    Competence,
    Delegation,
    Person,
    Post,
    User,
)
from tinhso.kernel.people.queries import actor_of

__all__ = [
    "SYSTEM",
    "Actor",
    "Agency",
    "AgencySuccession",
    "Competence",
    "Delegation",
    "Person",
    "Post",
    "User",
    "actor_of",
]
