"""For which names one machine asked: of the logs in which the opening may look, and of no time at which the address was another agency's."""

from collections.abc import Iterable
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import Q
from django.db.models.query import QuerySet

from tinhso.lib.hunting.logs import HuntRefused, NameUse, names_of
from tinhso.security.machines.owners import owner_of
from tinhso.security.models import LogOpening, MachineAddress, NetworkLog
from tinhso.security.network_logs.sealed_files import opened_log

MOST_LOGS, MOST_NAMES = 40, 500
LOGS_AT_A_TIME = 10
"""So many lie unsealed in the folder of a request at once."""


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
    of_agency = [row for row in rows[:MOST_LOGS] if _is_readable(opening, row)]
    for start in range(0, len(of_agency), LOGS_AT_A_TIME):
        found, broken = _read_together(opening, of_agency[start : start + LOGS_AT_A_TIME])
        uses += [use for names in found for use in names]
        logs, unreadable = logs + len(found), unreadable + broken
    names = _joined(uses)
    more = len(names) > MOST_NAMES or len(rows) > MOST_LOGS
    return OpenedNames(names[:MOST_NAMES], logs, more, unreadable)


def _is_readable(opening: LogOpening, row: NetworkLog) -> bool:
    since, until = max(opening.since, row.started_at), min(opening.until, row.ended_at)
    return opening.every_agency or _is_of_agency(opening, row, (since, until))


def _read_together(opening: LogOpening, rows: list[NetworkLog]) -> tuple[list[list[NameUse]], int]:
    """The names of each log that can be read, by one child for all of them; how many cannot."""
    with ExitStack() as stack:
        folders: list[Path] = []
        for row in rows:
            with suppress(HuntRefused):
                folders.append(stack.enter_context(opened_log(row)))
        if not folders:
            return [], len(rows)
        try:
            found = names_of(folders, opening.address, opening.since, opening.until, MOST_NAMES + 1)
        except HuntRefused:
            return [], len(rows)
    read = [names for names in found if names is not None]
    return read, len(rows) - len(read)


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
