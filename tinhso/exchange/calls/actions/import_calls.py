import json
import logging
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.db import DataError, IntegrityError, transaction

from tinhso.exchange.calls.spool_lines import UnreadableLine, read_line
from tinhso.exchange.models import ExchangeCall
from tinhso.exchange.pages.refusals import ExchangeForbidden
from tinhso.kernel.events.public import Actor
from tinhso.lib.exchange.plane.call_log import CLOSED, UNREADABLE

logger = logging.getLogger("tinhso.exchange")
MOST_FILES = 200


@dataclass(frozen=True)
class Imported:
    """What came of a spool: rows that are now in the table, lines that could not be read, files that could not be opened."""

    rows: int
    unreadable: int
    unopened: int = 0


Refused = list[tuple[str, bytes]]


def import_calls(*, folder: Path, by: Actor) -> Imported:
    """The closed files of a plane's spool; a file goes once its rows are in the table. By the system; a file that is read
    again adds nothing. A line that is no row is set aside with its reason and never holds up the others.

    Raises: ExchangeForbidden.
    """
    if not by.system:
        raise ExchangeForbidden
    rows, unreadable, unopened = 0, 0, 0
    for path in sorted(folder.glob(f"*{CLOSED}"))[:MOST_FILES]:
        try:
            lines = path.read_bytes().splitlines()
            refused = _stored(lines)
            _set_aside(path, refused)
        except OSError:
            logger.exception("a file of the spool could not be read or moved")
            unopened += 1
            continue
        rows, unreadable = rows + len(lines) - len(refused), unreadable + len(refused)
    if unreadable:
        logger.error("%s lines of the spool are no rows: they lie beside as *%s", unreadable, UNREADABLE)
    return Imported(rows, unreadable, unopened)


def _stored(lines: Iterable[bytes]) -> Refused:
    """What was not taken, with the reason."""
    calls, refused = [], []
    for line in lines:
        try:
            calls.append((line, read_line(line)))
        except UnreadableLine as error:
            refused.append((error.reason, line))
    try:
        with transaction.atomic():
            ExchangeCall.objects.bulk_create(
                [call for _line, call in calls], ignore_conflicts=True, batch_size=2000
            )
    except (DataError, IntegrityError):
        # One row that the table refuses would refuse them all, this minute and every other: each by itself.
        return refused + _stored_one_by_one(calls)
    return refused


def _stored_one_by_one(calls: list[tuple[bytes, ExchangeCall]]) -> Refused:
    """A database that is away refuses nothing: its error goes on, and the file stays."""
    refused: Refused = []
    for line, call in calls:
        try:
            with transaction.atomic():
                ExchangeCall.objects.bulk_create([call], ignore_conflicts=True)
        except (DataError, IntegrityError) as error:
            refused.append((f"table:{type(error).__name__}", line))
    return refused


def _set_aside(path: Path, refused: Refused) -> None:
    """Whole before the file goes: after a crash between the two both are there, and the next import ends it."""
    if refused:
        lines = [json.dumps({"reason": reason, "line": line.decode("latin-1")}) for reason, line in refused]
        path.with_suffix(UNREADABLE).write_text("\n".join(lines) + "\n")
    path.unlink()
