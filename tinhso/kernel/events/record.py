from dataclasses import asdict
from datetime import datetime

from tinhso.kernel.events.actor import Actor
from tinhso.kernel.events.event import Event
from tinhso.kernel.events.models import EventRow


def record(event: Event, *, by: Actor, at: datetime) -> int:
    """Write the event in the caller's transaction and return its id; `at` is the legal moment of the deed."""
    payload = asdict(event)
    row = EventRow.objects.create(
        name=type(event).__name__,
        at=at,
        actor_id=by.user_id,
        post_id=by.post_id,
        case_id=payload.pop("case_id"),
        payload={k: str(v) for k, v in payload.items()},
    )
    return row.pk
