from datetime import date

from django.db.models import QuerySet

from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.roles import SecurityOfficer
from tinhso.security.duties.permissions import can_coordinate
from tinhso.security.models import IndicatorRecord, IntelligenceLoad, IntelligenceSource


def can_read_narrow_sources(by: Actor, *, on: date) -> bool:
    """What may not be handed on beyond the specialised unit of that day."""
    return can_coordinate(by, on=on)


def records_for(by: Actor, *, on: date) -> "QuerySet[IndicatorRecord]":
    """What sources say, as far as this officer may know of them."""
    if can_read_narrow_sources(by, on=on):
        return IndicatorRecord.objects.all()
    if by.is_officer and by.holds(SecurityOfficer):
        return IndicatorRecord.objects.for_officers()
    return IndicatorRecord.objects.none()


def loads_for(by: Actor, *, on: date) -> "QuerySet[IntelligenceLoad]":
    return IntelligenceLoad.objects.filter(source__in=IntelligenceSource.objects.visible_to(by, on=on))
