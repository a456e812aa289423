import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import models, transaction

from tinhso.exchange.models import ExchangeCall
from tinhso.exchange.pages.refusals import ExchangeForbidden
from tinhso.kernel.events.public import Actor
from tinhso.lib.exchange.plane.call_log import CLOSED
from tinhso.lib.exchange.subjects import PERSON, case_code

MOST_FILES = 200
LATER = ("issue", "named", "subject")
"""Fields that a spool of a former program does not have."""
SUBJECT = re.compile(r"[0-9a-f]{32}")
FIELDS = {field.name: field for field in ExchangeCall._meta.concrete_fields}


@dataclass(frozen=True)
class Imported:
    """What came of a spool: rows that are now in the table, lines that could not be read."""

    rows: int
    unreadable: int


def import_calls(*, folder: Path, by: Actor) -> Imported:
    """The closed files of a plane's spool, each in one transaction; a file goes once its rows are in the table. By the
    system; a file that is read again adds nothing.

    Raises: ExchangeForbidden.
    """
    if not by.system:
        raise ExchangeForbidden
    rows, unreadable = 0, 0
    for path in sorted(folder.glob(f"*{CLOSED}"))[:MOST_FILES]:
        lines = path.read_bytes().splitlines()
        calls = list(_read(lines))
        with transaction.atomic():
            ExchangeCall.objects.bulk_create(calls, ignore_conflicts=True, batch_size=2000)
        rows, unreadable = rows + len(calls), unreadable + len(lines) - len(calls)
        if len(calls) < len(lines):
            path.rename(path.with_suffix(".unreadable"))
        else:
            path.unlink()
    return Imported(rows, unreadable)


def _read(lines: list[bytes]) -> Iterator[ExchangeCall]:
    """What is no row is left out: the last line of a plane that was killed may be half."""
    for line in lines:
        try:
            yield _call(json.loads(line))
        except (ValueError, TypeError, KeyError):
            continue


def _call(given: dict[str, Any]) -> ExchangeCall:
    values = {name: given[name] for name in FIELDS if name not in LATER} | {
        name: given.get(name, "") for name in LATER
    }
    _check_subject(values)
    for name, value in values.items():
        field = FIELDS[name]
        most = field.max_length or 0
        if isinstance(field, models.CharField) and (
            not isinstance(value, str) or len(value) > most or "\0" in value
        ):
            raise ValueError(name)
    values |= {"id": UUID(given["id"]), "at": datetime.fromisoformat(given["at"])}
    return ExchangeCall(**values)


def _check_subject(values: dict[str, Any]) -> None:
    """ValueError for a row that says it is about a person and does not say whom by a pseudonym, or the other way round."""
    named, subject, issue = (values[name] for name in ("named", "subject", "issue"))
    if named not in ("", *ExchangeCall.Named.values) or issue != case_code(issue):
        raise ValueError(named)
    if (named == PERSON) != bool(SUBJECT.fullmatch(subject)) or (subject and named != PERSON):
        raise ValueError("subject")
