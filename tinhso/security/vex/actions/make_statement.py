from datetime import datetime
from uuid import UUID

from django.db import transaction

from tinhso.kernel.events.public import Actor, job
from tinhso.lib.dates import local
from tinhso.security.models import InformationSystem, VexStatement
from tinhso.security.vex.entry import StatementEntry
from tinhso.security.vex.permissions import check_can_state
from tinhso.security.vex.writing import write_statement


@transaction.atomic
def make_statement(
    *,
    entry: StatementEntry,
    system: InformationSystem | None,
    client_key: UUID,
    source: str = "",
    by: Actor,
    now: datetime,
) -> VexStatement:
    """Say how a weakness in a package stands, in one system or (the specialised unit) in all; the former statement about the same ends. A job lets
    findings meet it. The same form sent twice is one.

    Raises: SecurityForbidden, EntryRefused.
    """
    check_can_state(system, by, on=local(now).date())
    made = write_statement(entry, system, client_key, source, by, now)
    job("security.meet_statements").defer()
    return made
