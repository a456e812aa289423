"""The two logs that are sealed, and how each is read for sealing and checking."""

from dataclasses import dataclass
from datetime import timedelta

from tinhso.kernel.events.bodies.body_sql import access_body, event_body
from tinhso.kernel.events.models import AccessRow, EventRow, Seal


@dataclass(frozen=True)
class SealedLog:
    """`agrees` is SQL over the row `r`: whether its body says what its columns say; `name` labels a row.

    `columns` maps the keys of a body to the columns; a row older than `patience` must lie in a seal.
    """

    key: Seal.Log
    table: str
    model: type[EventRow] | type[AccessRow]
    name: str
    agrees: str
    columns: dict[str, str]
    patience: timedelta


_COMMON = {
    "id": "id",
    "epoch": "epoch",
    "xid": "xid",
    "recorded_at": "recorded_at",
    "at": "at",
    "actor": "actor_id",
    "post": "post_id",
    "agency": "agency_id",
}

EVENTS = SealedLog(
    key=Seal.Log.EVENTS,
    table="kernel_event",
    model=EventRow,
    name="name",
    agrees=f"starts_with(r.body, {event_body('r')}) and case when r.body is json object"
    " then r.payload = r.body::jsonb -> 'payload' else false end",
    columns={**_COMMON, "name": "name", "case": "case_id", "payload": "payload"},
    patience=timedelta(minutes=10),
)

ACCESS = SealedLog(
    key=Seal.Log.ACCESS,
    table="kernel_access",
    model=AccessRow,
    name="page",
    agrees=f"r.body = {access_body('r')}",
    columns={**_COMMON, "purpose": "purpose", "page": "page", "cases": "case_ids"},
    patience=timedelta(hours=26),  # sealed once a day
)

LOGS = {log.key: log for log in (EVENTS, ACCESS)}
