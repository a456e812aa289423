"""Who enters the registers of the press: the agency that answers for it."""

from datetime import date

from tinhso.kernel.events.public import Actor
from tinhso.kernel.site import clock
from tinhso.press.articles.permissions import PressForbidden
from tinhso.press.models import LicenceProposal
from tinhso.press.questions.permissions import can_enter_issue


def can_enter_registers(by: Actor, on: date) -> bool:
    """An editor of the agency that answers for the press that day."""
    return can_enter_issue(by, on)


def proposals_waiting_for(by: Actor) -> int:
    """Entries of the register of licences that wait for this officer. Two queries."""
    if not can_enter_registers(by, clock.today()):
        return 0
    return LicenceProposal.objects.filter(outcome="").count()


def check_can_enter_registers(by: Actor, on: date) -> int:
    """The account. Raises: PressForbidden."""
    if not can_enter_registers(by, on) or by.user_id is None:
        raise PressForbidden("Biên tập viên của cơ quan đầu mối báo chí ghi sổ này.")
    return by.user_id
