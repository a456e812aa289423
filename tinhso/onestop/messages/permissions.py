from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.roles import Administrator, DeskOfficer, Examiner
from tinhso.onestop.models import Dossier, LinkedPart, PortalMessage


def can_mend_message(message: PortalMessage, by: Actor) -> bool:
    """Whoever keeps the exchange (administrators), and the desk for the dossiers in which it takes part."""
    return by.holds(Administrator) or can_read_message(message, by)


def can_read_message(message: PortalMessage, by: Actor) -> bool:
    """What is personal in a message shows only to the desk that takes part in its dossier."""
    return by.holds(DeskOfficer) and Dossier.objects.visible_to(by).filter(pk=message.dossier_id).exists()


def can_mend_arrivals(by: Actor) -> bool:
    """What came from the portal and found no dossier belongs to no desk yet: any desk, and administrators."""
    return by.holds(Administrator) or by.holds(DeskOfficer)


def can_mend_part(part: LinkedPart, by: Actor) -> bool:
    """Administrators keep the exchange; of a dossier the examiner who asked, and its desk."""
    return by.holds(Administrator) or can_read_part(part, by)


def can_read_part(part: LinkedPart, by: Actor) -> bool:
    """What is personal in a request shows only to the desk and the examiners that take part in its dossier."""
    if not (by.holds(DeskOfficer) or by.holds(Examiner)):
        return False
    return Dossier.objects.visible_to(by).filter(pk=part.dossier_id).exists()
