"""Whose bookings a browser may see: those of its account, and of the telephone that answered a code in it."""

from django.http import HttpRequest

from tinhso.citizen.models import ReceptionVisit
from tinhso.citizen.models.reception_visit import ReceptionVisitQuerySet
from tinhso.citizen.sender.browser_notes import PHONE_TOKEN
from tinhso.citizen.sender.phones import confirmed_phone
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import actor_for
from tinhso.kernel.site.public import browser_note


def phone_here(request: HttpRequest) -> str:
    """The telephone that answered a code in this browser; "" for an account, which needs none."""
    if actor_for(request).person_id is not None:
        return ""
    return confirmed_phone(str(browser_note(request, PHONE_TOKEN) or ""))


def own_visits(request: HttpRequest) -> ReceptionVisitQuerySet:
    return ReceptionVisit.objects.of(actor_for(request).person_id, phone_here(request))


def visitor_of(visit: ReceptionVisit) -> Actor:
    """Whoever booked, as an actor without an account: what they do is the system's in the log."""
    return Actor(person_id=visit.person_id)
