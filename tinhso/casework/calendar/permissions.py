from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.roles import Administrator


class NotAdministrator(Exception):
    """Only an administrator keeps the calendars."""


def can_keep_calendars(by: Actor) -> bool:
    return by.holds(Administrator)


def check_can_keep_calendars(by: Actor) -> None:
    if not can_keep_calendars(by):
        raise NotAdministrator
