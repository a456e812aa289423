"""For which names one machine asked: of the logs in which the opening may look, and of no time at which the address was another agency's."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import Q
from django.db.models.query import QuerySet

from tinhso.lib.hunting.logs import HuntRefused, NameUse, names_of
from tinhso.security.machines.owners import owner_of
from tinhso.security.models import LogOpening, MachineAddress, NetworkLog
from tinhso.security.network_logs.sealed_files import opened_log

MOST_LOGS, MOST_NAMES = 40, 500


@dataclass(frozen=True)
class OpenedNames:
    """The commonest first; `more` where there are others, or logs that were not opened for their number; `unreadable` are logs that could not be read."""

    names: list[NameUse]
    logs: int
    more: bool
    unreadable: int


def readable_logs(opening: LogOpening) -> "QuerySet[NetworkLog]":
    rows = NetworkLog.objects.filter(
        file__isnull=False, started_at__lt=opening.until, ended_at__gte=opening.since
    )
    if not opening.every_agency:
        rows = rows.filter(Q(agency_id=opening.agency_id) | Q(agency=None))
    return rows.select_related("file").order_by("ended_at", "pk")


def read_names(opening: LogOpening) -> OpenedNames:
    uses: list[NameUse] = []
    unreadable = logs = 0
    rows = list(readable_logs(opening)[: MOST_LOGS + 1])
    for row in rows[:MOST_LOGS]:
        since, until = max(opening.since, row.started_at), min(opening.until, row.ended_at)
        if not opening.every_agency and not _is_of_agency(opening, row, (since, until)):
            continue
        try:
            with opened_log(row) as folder:
                uses += names_of(folder, opening.address, opening.since, opening.until, MOST_NAMES + 1)
            logs += 1
        except HuntRefused:
            unreadable += 1
    names = _joined(uses)
    more = len(names) > MOST_NAMES or len(rows) > MOST_LOGS
    return OpenedNames(names[:MOST_NAMES], logs, more, unreadable)


def _is_of_agency(opening: LogOpening, row: NetworkLog, moments: tuple[datetime, datetime]) -> bool:
    """Whether the address was a machine of the agency when the part of the log began and when it ended."""
    others = MachineAddress.objects.filter(
        kind="ip", value=opening.address, valid__overlap=DateTimeTZRange(moments[0], moments[1], "[]")
    ).exclude(agency_id=opening.agency_id)
    if row.agency_id is None and others.exists():
        return False
    owners = [owner_of("ip", opening.address, at, agency_id=row.agency_id) for at in moments]
    return all(one is not None and one.agency_id == opening.agency_id for one in owners)


def _joined(uses: Iterable[NameUse]) -> list[NameUse]:
    found: dict[str, NameUse] = {}
    for one in uses:
        old = found.get(one.name)
        if old is not None:
            one = NameUse(one.name, min(old.first, one.first), max(old.last, one.last), old.times + one.times)  # noqa: PLW2901
        found[one.name] = one
    return sorted(found.values(), key=lambda one: (-one.times, one.name))
