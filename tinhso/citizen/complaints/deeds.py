"""What the deeds on a complaint share."""

from datetime import datetime
from uuid import uuid4

from django.urls import reverse

from tinhso.casework.public import Case
from tinhso.kernel.events.public import Actor
from tinhso.kernel.notices.public import notify

TOPIC = "citizen.feedback"


def tell_complainant(case: Case, what: str, *, by: Actor, now: datetime) -> None:
    """A notice that says nothing of what it is about: it may be read on a locked screen."""
    if case.person is None or case.person.erased_at is not None:
        return
    notify(
        to=case.person,
        topic=TOPIC,
        template=f"citizen.complaint_{what}",
        params={"code": case.code},
        now=now,
        key=f"complaint_{what}:{case.pk}:{case.ver}",
        case_id=case.pk,
        path=reverse("my_complaint", args=[case.code]),
        by=by,
    )


def tell_off_the_network(case: Case, *, now: datetime) -> None:
    """Where to hand in what may not come by the network. No row of it names the case, no word says what it was."""
    if case.person is None or case.person.erased_at is not None:
        return
    notify(
        to=case.person,
        topic=TOPIC,
        template="citizen.off_the_network",
        params={},
        now=now,
        key=f"off_the_network:{uuid4().hex}",
        path=reverse("complaints"),
    )
