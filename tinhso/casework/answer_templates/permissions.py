from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.roles import Clerk, Head


class NotTemplateKeeper(Exception):
    """Answer templates are kept by the head and the clerk of the agency."""


def can_keep_templates(by: Actor, agency_id: int) -> bool:
    """The head or the clerk (văn thư) of that agency."""
    return by.agency_id == agency_id and (by.holds(Head) or by.holds(Clerk))


def check_can_keep_templates(by: Actor, agency_id: int) -> None:
    if not can_keep_templates(by, agency_id):
        raise NotTemplateKeeper
