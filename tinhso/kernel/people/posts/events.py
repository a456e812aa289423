from dataclasses import dataclass
from datetime import date

from tinhso.kernel.events.public import Code, Event


@dataclass(frozen=True, kw_only=True)
class PostGiven(Event):
    """An officer was appointed to a post from that day."""

    post: int
    user: int
    agency: int
    starts: date


@dataclass(frozen=True, kw_only=True)
class PostsAsked(Event):
    """Posts that decide were asked for (an appointment, an import, a succession): they wait for a second person."""

    post_list: int
    kind: Code
    posts: int


@dataclass(frozen=True, kw_only=True)
class PostsConfirmed(Event):
    """A second person confirmed a list of posts that another had asked for; `without_head` where no head could act."""

    post_list: int
    kind: Code
    asked_by: int | None
    without_head: bool = False


@dataclass(frozen=True, kw_only=True)
class PostsRefused(Event):
    """A list of posts was refused, or taken back by who had asked for it."""

    post_list: int
    kind: Code
    asked_by: int | None


@dataclass(frozen=True, kw_only=True)
class PostConfirmationSkipped(Event):
    """One person alone gave a post on the machine itself; the reason stands in the list."""

    post_list: int
    post: int
    user: int
    agency: int


@dataclass(frozen=True, kw_only=True)
class RightConfirmed(Event):
    """A head looked at a post that runs and found it right."""

    post: int
    user: int
    agency: int


@dataclass(frozen=True, kw_only=True)
class RightEndConfirmed(Event):
    """A head looked at the end that somebody wrote of a post and found it right."""

    post: int
    user: int
    agency: int


@dataclass(frozen=True, kw_only=True)
class PostEnded(Event):
    """An officer's post ends; `ends` is the first day without it."""

    post: int
    user: int
    agency: int
    ends: date


@dataclass(frozen=True, kw_only=True)
class DelegationGiven(Event):
    """The holder of a post let another sign in a capacity (TM, KT, TL, TUQ) from that day."""

    delegation: int
    giver: int
    receiver: int
    capacity: Code
    starts: date


@dataclass(frozen=True, kw_only=True)
class DelegationEnded(Event):
    """A delegation ends; `ends` is the first day without it."""

    delegation: int
    ends: date


@dataclass(frozen=True, kw_only=True)
class AbsenceStated(Event):
    """An officer is away from an agency in `[starts, ends)`, and a colleague stands in."""

    absence: int
    user: int
    stand_in: int
    agency: int
    starts: date
    ends: date


@dataclass(frozen=True, kw_only=True)
class AbsenceEnded(Event):
    """An absence ends earlier than stated, or never began; `ends` is the first day without it."""

    absence: int
    user: int
    ends: date
