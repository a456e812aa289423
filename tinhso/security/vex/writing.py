"""One statement as it is written down; what stood there about the same ends."""

from datetime import datetime
from uuid import UUID

from tinhso.kernel.events.public import Actor, Code, record
from tinhso.kernel.people.public import User
from tinhso.lib.dates import local
from tinhso.lib.language.vietnamese import fold
from tinhso.security.models import InformationSystem, VexStatement
from tinhso.security.pages.codes import code_of, lock_code
from tinhso.security.vex.entry import CheckedStatement, StatementEntry, checked
from tinhso.security.vex.events import VexStatementEnded, VexStatementMade
from tinhso.security.vex.permissions import reach_of

Ending = VexStatement.Ending


def write_statement(
    entry: StatementEntry,
    system: InformationSystem | None,
    client_key: UUID,
    source: str,
    by: Actor,
    now: datetime,
) -> VexStatement:
    """Within a transaction of who may. EntryRefused."""
    today = local(now).date()
    found = checked(entry, today)
    code = code_of(
        client_key, by.user_id, system.pk if system else 0, found.names[0], found.package, found.version
    )
    lock_code(code)
    if before := VexStatement.objects.filter(code=code).first():
        return before
    lock_code(f"vex {system.pk if system else 0} {found.package}")
    reach = reach_of(system, by) if system else None
    _replace(found, system, reach, by, now)
    made = VexStatement(code=code, system=system, reach_id=reach, source=source[:200], starts=today, at=now)
    made.status, made.expires_on = entry.status, entry.expires_on
    made.names, made.package, made.version = found.names, found.package, found.version
    made.justification, made.text = found.justification, found.text
    words = [*found.names, found.package, found.version, system.name if system else ""]
    made.folded = fold(" ".join(words))[:700]
    made.by = User.objects.get(pk=by.user_id or 0)
    made.save()
    event = VexStatementMade(
        statement_id=made.pk,
        system_id=made.system_id,
        status=Code(made.status),
        expires_on=made.expires_on,
    )
    record(event, by=by, at=now)
    return made


def _replace(
    found: CheckedStatement, system: InformationSystem | None, reach: int | None, by: Actor, now: datetime
) -> None:
    """One statement of one agency about one weakness in one package at a time."""
    same = VexStatement.objects.select_for_update(of=("self",)).filter(
        ended_at=None,
        system=system,
        reach=reach,
        package=found.package,
        version=found.version,
        names__contains=found.names[:1],
    )
    for one in same.order_by("pk"):
        one.ending, one.ended_at, one.ended_by_id = Ending.REPLACED, now, by.user_id
        one.save(update_fields=["ending", "ended_at", "ended_by"])
        record(VexStatementEnded(statement_id=one.pk, ending=Code(Ending.REPLACED)), by=by, at=now)
