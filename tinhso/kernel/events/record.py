from datetime import datetime
from typing import Any

from django.db import connection

from tinhso.kernel.events.actor import Actor
from tinhso.kernel.events.bodies.canonical import fields_text
from tinhso.kernel.events.event import Event, name_of
from tinhso.kernel.events.listen import receivers_of
from tinhso.kernel.site.public import planned

Row = tuple[str, datetime, int | None, int | None, int | None, int | None, str]

INSERT = """
insert into kernel_event (name, at, actor_id, post_id, agency_id, case_id, body)
values (%s, %s, %s, %s, %s, %s, %s) returning id
"""
# The event and the job that delivers it in one round trip: the same function that `defer` of Procrastinate calls.
INSERT_AND_DEFER = """
with recorded as (
insert into kernel_event (name, at, actor_id, post_id, agency_id, case_id, body)
values (%s, %s, %s, %s, %s, %s, %s) returning id
)
select id, procrastinate_defer_jobs_v1(array[row(
    %s, %s, 0, null, null, jsonb_build_object('event_id', id), null
)::procrastinate_job_to_defer_v1]) from recorded
"""


class OutsideTransaction(RuntimeError):
    """The deed and its event must stand or fall together: call inside `transaction.atomic`."""


def record(event: Event, *, by: Actor, at: datetime) -> int:
    """Write the event in the caller's transaction and return its id; `at` is the legal moment of the deed.

    The delivery is deferred in the same transaction, and only if somebody listens to this class of event.
    Raises OutsideTransaction, and NotForEvents for a field that holds free text or a personal number.
    """
    if not connection.in_atomic_block:
        raise OutsideTransaction(type(event).__name__)
    statement, values = INSERT, list[Any](row_of(event, by, at))
    if receivers_of(name_of(type(event))):
        statement = INSERT_AND_DEFER
        values += ["deliver", "events.deliver"]
    with planned() as cursor:
        cursor.execute(statement, values)
        event_id: int = cursor.fetchone()[0]
    return event_id


def row_of(event: Event, by: Actor, at: datetime) -> Row:
    """The columns that a writer gives; the trigger adds the rest and composes the body."""
    if at.tzinfo is None:
        raise ValueError("`at` needs a time zone")
    return (
        name_of(type(event)),
        at,
        by.user_id,
        by.post_id,
        by.agency_id,
        event.case_id,
        fields_text(event),
    )
