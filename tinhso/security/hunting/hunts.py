"""New indicators over all stored logs: the job, outside a transaction; each log is written in one of its own."""

import logging
from datetime import datetime

from django.db import DatabaseError

from tinhso.kernel.events.public import SYSTEM
from tinhso.lib.hunting.logs import Hit, HuntRefused, hunt, spans
from tinhso.security.hunting.actions.file_hits import file_hits
from tinhso.security.intake.indicators import Indicator, current_indicators
from tinhso.security.intake.network_logs import LONG_ENOUGH
from tinhso.security.models import NetworkLog
from tinhso.security.network_logs.hunted import new_to, note_indicators
from tinhso.security.network_logs.sealed_files import opened_log

log = logging.getLogger("tinhso.security")
Key = tuple[str, str]
UNWRITTEN = (DatabaseError, ValueError, LookupError, TypeError, ArithmeticError, OSError)


class HitsUnwritten(RuntimeError):
    """The hits of some logs could not be written: how many and their codes. The job fails so that `tinhso check` names it."""


def indicators_of_today() -> dict[Key, Indicator]:
    """By kind ("name", "address", "network") and value: the one place from which hunts have their indicators."""
    return dict(current_indicators().by_value)


def hunt_stored_logs(now: datetime) -> int:
    """Hold against each stored log the indicators that are new to it, the oldest log first; how many pairs were found.

    Raises: HitsUnwritten, once every log was looked at.
    """
    current = indicators_of_today()
    note_indicators(current, now)
    rows = NetworkLog.objects.filter(file__isnull=False, hunted_at__lt=now).select_related("file")
    found = 0
    unwritten: list[tuple[str, Exception]] = []
    machines: set[str] = set()
    for row in rows.order_by("ended_at", "pk").iterator(chunk_size=100):
        new = {key: current[key] for key in new_to(row, current)}
        if not new:
            continue
        try:
            hits, looked = _held_against(row, list(new), machines)
        except HuntRefused as refused:
            log.error("a stored log cannot be hunted in", extra={"code": row.code, "why": str(refused)})
            NetworkLog.objects.filter(pk=row.pk).update(hunt_refusal=str(refused)[:300])
            continue
        try:
            file_hits(log=row, indicators=new, hits=hits, looked=looked, by=SYSTEM, now=now)
        except UNWRITTEN as error:  # the logs after it are hunted in this night too
            log.exception("what was found in a stored log cannot be written", extra={"code": row.code})
            unwritten.append((row.code, error))
            continue
        found += len(hits)
    if unwritten:
        codes = ", ".join(code for code, _error in unwritten)
        raise HitsUnwritten(f"{len(unwritten)}: {codes}") from unwritten[0][1]
    return found


def _held_against(row: NetworkLog, new: list[Key], machines: set[str]) -> tuple[list[Hit], list[str]]:
    """What is found, and which of the machines found so far this log holds for a day or longer. HuntRefused."""
    with opened_log(row) as folder:
        hits = hunt(folder, new)
        machines |= {one.client for one in hits}
        held = spans(folder, sorted(machines)) if machines else {}
    return hits, [client for client, (first, last) in held.items() if last - first >= LONG_ENOUGH]
