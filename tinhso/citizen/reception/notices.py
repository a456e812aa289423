"""What whoever booked is told; the words say nothing of why somebody wants to be received."""

from datetime import datetime

from django.urls import reverse

from tinhso.citizen.models import ReceptionVisit
from tinhso.kernel.notices.public import notify

TOPIC = "citizen.reception"


def tell_visitor(visit: ReceptionVisit, what: str, *, at: datetime, now: datetime, key: str) -> None:
    """`what` is reminder, moved or cancelled. Nobody is told who is forgotten."""
    if visit.person is None or visit.person.erased_at is not None:
        return
    notify(
        to=visit.person,
        topic=TOPIC,
        template="citizen.reception",
        params={"at": at, "what": what},
        now=now,
        key=f"reception_{what}:{visit.pk}:{key}",
        path=reverse("my_receptions"),
    )
