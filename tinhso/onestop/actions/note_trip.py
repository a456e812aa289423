from datetime import datetime

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.site.public import in_one_transaction
from tinhso.onestop.events import TripMade
from tinhso.onestop.models import Dossier, Trip


@in_one_transaction
def note_trip(*, dossier: Dossier, why: Trip.Why, by: Actor, now: datetime) -> None:
    """Somebody came to the desk for this dossier; part of the deed for which they came."""
    trip = Trip.objects.create(dossier=dossier, why=why, made_at=now)
    record(trip_made(trip), by=by, at=now)


def trip_made(trip: Trip) -> TripMade:
    return TripMade(case_id=trip.dossier_id, trip_id=trip.pk, why=Trip.Why(trip.why))
