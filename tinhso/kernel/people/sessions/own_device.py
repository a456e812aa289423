from datetime import datetime

from tinhso.kernel.law.public import rule_or
from tinhso.kernel.people.guards.actors import posts_of
from tinhso.kernel.people.models import User


def own_device_days(user: User, *, now: datetime) -> int:
    """For how many days this account may stay signed in on a device of its own; 0 for officers."""
    if user.person_id is None or posts_of(user, on=now.date()):
        return 0
    return int(rule_or("security.own_device_days", 0, on=now.date()))
