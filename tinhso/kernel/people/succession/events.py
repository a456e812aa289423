from dataclasses import dataclass
from datetime import date

from tinhso.kernel.events.public import Event


@dataclass(frozen=True, kw_only=True)
class AgencySucceeded(Event):
    """The duties, posts and open work of an agency that ended went to its successor on that day."""

    old: int
    new: int
    on: date


@dataclass(frozen=True, kw_only=True)
class PostMoved(Event):
    """An officer's post went over to the successor agency: the old post ended, the new one starts that day."""

    old_post: int
    new_post: int
    user: int
    old: int
    new: int
    on: date
