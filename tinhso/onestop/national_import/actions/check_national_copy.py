"""Reads a copy of the national database and keeps what it would change; the catalogue stays as it is."""

from dataclasses import asdict
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from django.db import transaction

from tinhso.kernel.events.public import Actor, job
from tinhso.onestop.catalogue.permissions import check_can_keep_catalogue
from tinhso.onestop.data.national.edition import NotACopy, lines_of
from tinhso.onestop.models import NationalChange, NationalImport
from tinhso.onestop.national_import.comparison import Comparison, compare
from tinhso.onestop.national_import.rows import Copy, read_copy

MOST_FAULTS = 5000


class NoDay(ValueError):
    """The copy names no day and none was given; the message is for the screen."""


class NothingToCompare(Exception):
    """This copy was compared already, or what it held is gone."""


@transaction.atomic
def check_national_copy(
    *, content: bytes, file_name: str, by: Actor, now: datetime, edition: date | None = None
) -> NationalImport:
    """The dry run: new, changed and ended procedures by part, and every line that could not be read.

    `edition` is the day of the copy where its rows do not name it. Raises: PermissionDenied, NotACopy and NoDay.
    """
    held = _keep(content, file_name, edition, by, now)
    return _compare(held, now)


@transaction.atomic
def receive_national_copy(
    *, content: bytes, file_name: str, by: Actor, now: datetime, edition: date | None = None
) -> NationalImport:
    """The same as a job of the slow worker, for a page: reading a whole copy takes longer than a page may.

    What cannot even be unpacked is refused at once. Raises: PermissionDenied and NotACopy.
    """
    held = _keep(content, file_name, edition, by, now)
    lines_of(content)
    job("onestop.compare_national_copy").defer(import_id=held.pk)
    return held


@transaction.atomic
def compare_received_copy(*, import_id: int, now: datetime) -> NationalImport:
    """Compare what was received; a second time nothing changes. Raises: NotACopy and NoDay."""
    held = NationalImport.objects.select_for_update(of=("self",)).get(pk=import_id)
    return held if held.checked_at or held.content is None else _compare(held, now)


@transaction.atomic
def compare_again(*, import_id: int, by: Actor, now: datetime, edition: date | None = None) -> NationalImport:
    """Order the comparison that failed once more, with the day of the copy where it named none.

    Raises: PermissionDenied and NothingToCompare.
    """
    check_can_keep_catalogue(by)
    held = NationalImport.objects.select_for_update(of=("self",)).get(pk=import_id)
    if held.checked_at or held.content is None:
        raise NothingToCompare
    held.fault, held.edition = "", edition or held.edition
    held.save(update_fields=["fault", "edition"])
    job("onestop.compare_national_copy").defer(import_id=held.pk)
    return held


def _keep(content: bytes, file_name: str, edition: date | None, by: Actor, now: datetime) -> NationalImport:
    check_can_keep_catalogue(by)
    return NationalImport.objects.create(
        file_name=file_name[:200],
        digest=sha256(content).hexdigest(),
        content=content,
        edition=edition,
        made_by_id=by.user_id,
        made_at=now,
    )


def _compare(held: NationalImport, now: datetime) -> NationalImport:
    copy = read_copy(lines_of(bytes(held.content or b"")))
    if not copy.rows:
        raise NotACopy("Tệp không có thủ tục nào đọc được.")
    day = held.edition or copy.edition
    if day is None:
        raise NoDay("Tệp không ghi ngày trích; ghi ngày của bản trích.")
    compared = compare(copy.rows, edition=day, on=now.date())
    held.edition, held.report, held.content, held.checked_at = day, _report(copy, compared), None, now
    held.save()
    NationalChange.objects.bulk_create(
        [
            NationalChange(
                batch=held,
                code=one.code,
                name=one.name,
                kind=one.kind,
                field=one.field,
                agency=one.agency,
                parts=one.parts,
                differences=dict(one.changes),
                row=one.row,
            )
            for one in compared.differences
        ],
        batch_size=500,
    )
    return held


def _report(copy: Copy, compared: Comparison) -> dict[str, Any]:
    kinds = [one.kind for one in compared.differences]
    return {
        "read": len(copy.rows),
        "left_out": copy.left_out,
        "unchanged": compared.unchanged,
        "by_hand": compared.by_hand,
        **{kind.value: kinds.count(kind) for kind in NationalChange.Kind},
        "unreadable": len(copy.faults),
        "faults": [asdict(fault) for fault in copy.faults[:MOST_FAULTS]],
    }
