from datetime import date

from django.db.models import QuerySet

from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.roles import SecurityOfficer, SupportDesk
from tinhso.security.duties.permissions import can_coordinate
from tinhso.security.models import SecurityContact


def can_read_every_contact(by: Actor, *, on: date) -> bool:
    """Who has to call any agency: a coordinator, and the desk that supports shared software."""
    return (by.is_officer and by.holds(SupportDesk)) or can_coordinate(by, on=on)


def contacts_for(by: Actor, *, on: date) -> "QuerySet[SecurityContact]":
    """The contacts of the own agency, for its security officer; of all for who has to call them."""
    if can_read_every_contact(by, on=on):
        return SecurityContact.objects.all()
    if by.is_officer and by.holds(SecurityOfficer):
        return SecurityContact.objects.filter(agency_id=by.agency_id or 0)
    return SecurityContact.objects.none()
