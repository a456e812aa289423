"""Who keeps the register of spokespersons and notes statements: people of the agency itself."""

from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.roles import Head, PressEditor, PressSpokesperson
from tinhso.press.articles.permissions import PressForbidden


def can_register(by: Actor) -> bool:
    """Who speaks for the agency: its head, or its press editor for it."""
    return by.is_officer and (by.holds(Head) or by.holds(PressEditor))


def check_can_register(by: Actor) -> tuple[int, int]:
    """The ids of account and agency. Raises: PressForbidden."""
    if not can_register(by) or by.user_id is None or by.agency_id is None:
        raise PressForbidden("Thủ trưởng hoặc biên tập viên của cơ quan ghi người phát ngôn.")
    return by.user_id, by.agency_id


def can_state(by: Actor) -> bool:
    """Statements of the agency: its spokesperson, or its head."""
    return by.is_officer and (by.holds(PressSpokesperson) or by.holds(Head))


def check_can_state(by: Actor) -> tuple[int, int]:
    """The ids of account and agency. Raises: PressForbidden."""
    if not can_state(by) or by.user_id is None or by.agency_id is None:
        raise PressForbidden("Người phát ngôn hoặc thủ trưởng của cơ quan ghi lần phát ngôn.")
    return by.user_id, by.agency_id
