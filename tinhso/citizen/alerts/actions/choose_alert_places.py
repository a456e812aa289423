from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from tinhso.citizen.alerts.events import AlertPlacesChosen
from tinhso.citizen.models import AlertPlace
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.people.public import User
from tinhso.kernel.places.public import AdminUnit

MOST = 10


class TooManyPlaces(ValueError):
    """More communes than one account may choose."""


@transaction.atomic
def choose_alert_places(*, user: User, units: Iterable[AdminUnit], by: Actor, now: datetime) -> None:
    """These communes and no others from now on. Raises: TooManyPlaces."""
    wanted = {unit.pk for unit in units}
    if len(wanted) > MOST:
        raise TooManyPlaces(len(wanted))
    AlertPlace.objects.filter(user=user).exclude(unit__in=wanted).delete()
    AlertPlace.objects.bulk_create(
        [AlertPlace(user=user, unit_id=pk) for pk in wanted], ignore_conflicts=True
    )
    record(AlertPlacesChosen(user_id=user.pk, places=len(wanted)), by=by, at=now)
