from dataclasses import dataclass


@dataclass(frozen=True)
class CastMember:
    """A person of the demo whom anyone may become with one click; declared by the demo's `slots.py`."""

    username: str
    name: str
    role: str
    tries: str  # what one can try as this person
    order: int = 50
    story: str = ""  # the heading under which the sign-in page lists this person
