import json
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import DataError, IntegrityError, transaction

from tinhso.exchange.calls.bodies.storing import store_bodies
from tinhso.exchange.calls.proof.batches import MOST_ROWS, commit_about, next_batch, seal_batch
from tinhso.exchange.calls.proof.older_rows import seal_older_rows
from tinhso.exchange.calls.spool_lines import UnreadableLine, read_line, stored_of
from tinhso.exchange.models import ExchangeCall
from tinhso.exchange.pages.refusals import ExchangeForbidden
from tinhso.kernel.events.public import Actor
from tinhso.lib.exchange.plane.call_log import CLOSED, UNREADABLE

logger = logging.getLogger("tinhso.exchange")
MOST_FILES, MOST_BYTES = 200, 16_000_000
"""In one run, and of what is read into memory at a time: rows with stored bodies are long."""


@dataclass(frozen=True)
class Imported:
    """What came of a spool: rows that are now in the table, lines that could not be read, files that could not be opened."""

    rows: int
    unreadable: int
    unopened: int = 0

    def __add__(self, other: "Imported") -> "Imported":
        return Imported(
            self.rows + other.rows, self.unreadable + other.unreadable, self.unopened + other.unopened
        )


Refused = list[tuple[str, bytes]]
Line = tuple[Path, bytes]


def import_calls(*, folder: Path, by: Actor, now: datetime) -> Imported:
    """The closed files of a plane's spool; a file goes once its rows are in the table, sealed as batches. By the system; a file that
    is read again adds nothing. A line that is no row is set aside with its reason and never holds up the others.

    Raises: ExchangeForbidden.
    """
    if not by.system:
        raise ExchangeForbidden
    seal_older_rows(by=by, now=now)
    found = Imported(0, 0)
    waiting: dict[Path, list[bytes]] = {}
    for path in sorted(folder.glob(f"*{CLOSED}"))[:MOST_FILES]:
        try:
            waiting[path] = path.read_bytes().splitlines()
        except OSError:
            logger.exception("a file of the spool could not be read")
            found += Imported(0, 0, 1)
            continue
        if _is_enough(waiting):
            found += _imported(waiting, by, now)
            waiting = {}
    found += _imported(waiting, by, now)
    if found.unreadable:
        logger.error(
            "%s lines of the spool are no rows: they lie beside as *%s", found.unreadable, UNREADABLE
        )
    return found


def _is_enough(files: dict[Path, list[bytes]]) -> bool:
    every = [line for lines in files.values() for line in lines]
    return len(every) >= MOST_ROWS or sum(map(len, every)) >= MOST_BYTES


def _imported(files: dict[Path, list[bytes]], by: Actor, now: datetime) -> Imported:
    """The files as one batch; each goes by itself."""
    refused = _stored(files, by, now)
    lines, unopened = 0, 0
    for path, its_lines in files.items():
        try:
            _set_aside(path, refused.get(path, []))
        except OSError:
            logger.exception("a file of the spool could not be moved")
            unopened += 1
            continue
        lines += len(its_lines) - len(refused.get(path, []))
    return Imported(lines, sum(map(len, refused.values())), unopened)


def _stored(files: dict[Path, list[bytes]], by: Actor, now: datetime) -> dict[Path, Refused]:
    """What was not taken of each file, with the reason."""
    calls: list[tuple[Line, ExchangeCall]] = []
    refused: dict[Path, Refused] = {}
    for path, lines in files.items():
        for line in lines:
            try:
                calls.append(((path, line), read_line(line)))
            except UnreadableLine as error:
                refused.setdefault(path, []).append((error.reason, line))
    if not calls:
        return refused
    for _line, call in calls:
        commit_about(call)
    with transaction.atomic():
        for path, why in _written(calls):
            refused.setdefault(path, []).append(why)
        sealed = {call.pk: text for (_path, line), call in calls if (text := stored_of(line))}
        store_bodies((call for _line, call in calls), sealed, now=now)
        if seal_batch(calls[0][1].batch_id or 0, by=by, now=now) is None:
            transaction.set_rollback(True)  # all of it was there already: the number goes back
    return refused


def _written(calls: list[tuple[Line, ExchangeCall]]) -> Iterator[tuple[Path, tuple[str, bytes]]]:
    """Into the table with the number of a new batch; what the table refuses is told."""
    number = next_batch()
    for _line, call in calls:
        call.batch_id = number
    try:
        with transaction.atomic():
            ExchangeCall.objects.bulk_create(
                [call for _line, call in calls], ignore_conflicts=True, batch_size=2000
            )
    except (DataError, IntegrityError):
        # One row that the table refuses would refuse them all, this minute and every other: each by itself.
        yield from _written_one_by_one(calls)


def _written_one_by_one(
    calls: list[tuple[Line, ExchangeCall]],
) -> Iterator[tuple[Path, tuple[str, bytes]]]:
    """A database that is away refuses nothing: its error goes on, and the file stays."""
    for (path, line), call in calls:
        try:
            with transaction.atomic():
                ExchangeCall.objects.bulk_create([call], ignore_conflicts=True)
        except (DataError, IntegrityError) as error:
            yield path, (f"table:{type(error).__name__}", line)


def _set_aside(path: Path, refused: Refused) -> None:
    """Whole before the file goes: after a crash between the two both are there, and the next import ends it."""
    if refused:
        lines = [json.dumps({"reason": reason, "line": line.decode("latin-1")}) for reason, line in refused]
        path.with_suffix(UNREADABLE).write_text("\n".join(lines) + "\n")
    path.unlink()
