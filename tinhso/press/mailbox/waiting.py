"""How many messages wait for an officer, for the link beside the worklist."""

from tinhso.kernel.events.public import Actor
from tinhso.kernel.site import clock
from tinhso.press.models import PressMail
from tinhso.press.questions.permissions import can_enter_issue


def mails_waiting_for(by: Actor) -> int:
    """Messages that this officer may take over. Three queries at most."""
    return PressMail.objects.waiting().count() if can_enter_issue(by, clock.today()) else 0
