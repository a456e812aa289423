"""Who acts: the `by=` of every action. There is no ambient user; a view builds the actor and hands it down."""

from dataclasses import dataclass, replace
from typing import ClassVar, Protocol


class HasCode(Protocol):
    code: ClassVar[str]


@dataclass(frozen=True)
class Actor:
    """A signed-in person or the system itself, in the post that was chosen for this request.

    `user_id` is None for the system and for a signed-out visitor; `post_id` and `agency_id` are None for a
    citizen; `person_id` is None for an officer who has no citizen's account. `roles` holds codes of
    `people.roles`. `covers` are the accounts for which this post stands in that day. `system` marks jobs and commands: a visitor is an actor too, and never the system.
    """

    user_id: int | None = None
    person_id: int | None = None
    post_id: int | None = None
    agency_id: int | None = None
    roles: frozenset[str] = frozenset()
    identity_level: int = 0
    system: bool = False
    covers: frozenset[int] = frozenset()

    def holds(self, role: type[HasCode]) -> bool:
        return role.code in self.roles

    @property
    def is_officer(self) -> bool:
        return self.post_id is not None

    @property
    def is_visitor(self) -> bool:
        """Nobody that is known: signed out, and not the system."""
        return self.user_id is None and not self.system

    def as_person(self) -> "Actor":
        """The same account away from its post: what it may do at home, as a citizen."""
        return replace(self, post_id=None, agency_id=None, roles=frozenset(), covers=frozenset())


SYSTEM = Actor(system=True)
