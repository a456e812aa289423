"""Carries out what a keeper approved: versions that hold from today; what is open keeps the version it was filed by."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import DataError, IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.search.public import Entry, index
from tinhso.lib.forms.check import checked_form
from tinhso.lib.forms.definition import BadForm
from tinhso.lib.language.vietnamese import sort_key
from tinhso.onestop.catalogue.permissions import check_can_keep_catalogue
from tinhso.onestop.catalogue.search import search_entry
from tinhso.onestop.data.national.content import content_of, has_own_form
from tinhso.onestop.data.national.edition import DATABASE, field_of
from tinhso.onestop.data.national.levels import level_now
from tinhso.onestop.models import (
    NationalApproval,
    NationalChange,
    Procedure,
    ProcedureCompetence,
    ProcedureField,
    ProcedureVersion,
)
from tinhso.onestop.national_import.comparison import current_versions, differing, general_of
from tinhso.onestop.national_import.events import NationalChangesApplied

KIND = NationalChange.Kind
PIECE = 50
COUNTER = {KIND.NEW: "created", KIND.CHANGED: "changed", KIND.ENDED: "ended"}
UNWRITABLE = (BadForm, ValidationError, ObjectDoesNotExist, IntegrityError, DataError)
"""What is wrong with one procedure and not with the machine: it is told and the others go on."""


def apply_national_changes(*, approval_id: int, by: Actor, now: datetime) -> NationalApproval:
    """Let what was approved hold from today, some at a time; broken off, it goes on where it stopped.

    What stands already, or was written by hand meanwhile, is left as it is: the same copy twice counts once.

    Raises: PermissionDenied.
    """
    check_can_keep_catalogue(by)
    while (approval := _piece(approval_id, by, now)).finished_at is None:
        pass
    return approval


@transaction.atomic
def _piece(approval_id: int, by: Actor, now: datetime) -> NationalApproval:
    held = NationalApproval.objects.select_for_update(of=("self",)).select_related("batch")
    approval = held.defer("batch__content", "batch__report").get(pk=approval_id)
    if approval.finished_at:
        return approval
    changes = list(approval.changes.filter(applied_at__isnull=True)[:PIECE])
    if changes:
        _apply_all(changes, approval, now)
    else:
        approval.finished_at = now
        _record(approval, by, now)
    approval.moved_at, approval.fault = timezone.now(), ""
    approval.save()
    return approval


def _record(approval: NationalApproval, by: Actor, now: datetime) -> None:
    event = NationalChangesApplied(
        import_id=approval.batch_id,
        created=approval.created,
        changed=approval.changed,
        ended=approval.ended,
    )
    record(event, by=by, at=now)


def _apply_all(changes: list[NationalChange], approval: NationalApproval, now: datetime) -> None:
    edition, today = approval.batch.edition or now.date(), now.date()  # a compared copy has its day
    codes = [change.code for change in changes]
    list(Procedure.objects.select_for_update().filter(code__in=codes).order_by("pk"))  # another copy waits
    current, general = current_versions(today, codes), general_of(today)
    known = dict(Procedure.objects.on(today).filter(code__in=codes).values_list("code", "name"))
    rows = [change.row for change in changes if change.row]
    found = differing(rows, current, known, edition=edition, on=today).differences
    wanted = {one.code for one in found} | {
        c.code for c in changes if c.kind == KIND.ENDED and _is_ours(c, current)
    }
    entries = []
    for change in changes:
        counter = COUNTER[KIND(change.kind)] if change.code in wanted else "unchanged"
        fault = _is_older(current.get(change.code), edition) if change.code in wanted else ""
        try:
            with transaction.atomic():
                if change.code in wanted and not fault:
                    entries.append(_apply(change, edition, general, now))
        except UNWRITABLE as error:
            fault = _reason(error)
        if fault:
            counter, change.approval, change.fault = "refused", None, fault
        else:
            change.applied_at = now
        setattr(approval, counter, getattr(approval, counter) + 1)
    NationalChange.objects.bulk_update(changes, ["applied_at", "approval", "fault"])
    index(entries)


def _is_ours(change: NationalChange, current: Mapping[str, ProcedureVersion]) -> bool:
    version = current.get(change.code)
    return version is not None and bool(version.national) and not version.drafters


def _is_older(version: ProcedureVersion | None, edition: date) -> str:
    """Why this copy does not come back over what the catalogue follows; "" where it is not older."""
    edition_held = version.national.get("edition", "") if version else ""
    if edition_held <= edition.isoformat():
        return ""
    return f"Danh mục đã theo bản ngày {date.fromisoformat(edition_held):%d/%m/%Y}, mới hơn bản này."


def _reason(error: Exception) -> str:
    words = "; ".join(error.messages) if isinstance(error, ValidationError) else str(error)
    known = isinstance(error, BadForm | ValidationError)
    return (words if known else f"Không ghi được vào danh mục: {words}")[:300]


def _apply(change: NationalChange, edition: date, general: dict[str, Any], now: datetime) -> Entry:
    today = now.date()
    if change.kind == KIND.ENDED:
        return _end(change.code, today)
    procedure = Procedure.objects.filter(code=change.code).first() or _create(change, edition, today)
    if procedure.valid.lower and procedure.valid.lower > today:  # it was to begin later
        procedure.valid = DateRange(today, procedure.valid.upper)
        procedure.save(update_fields=["valid"])
    if procedure.name != change.row["name"]:
        procedure.name, procedure.sort_key = change.row["name"], sort_key(change.row["name"])
        procedure.save(update_fields=["name", "sort_key"])
    content = content_of(change.row, general, edition=edition)
    checked_form(content["form"])
    _publish(procedure, content, now)
    level = procedure.competences.filter(valid__contains=today).values_list("competence", flat=True).first()
    return search_entry(procedure, level or ProcedureCompetence.Level.PROVINCE)


def _create(change: NationalChange, edition: date, today: date) -> Procedure:
    source = f"{DATABASE}, bản ngày {edition:%d/%m/%Y}"
    field = ProcedureField.objects.get(code=field_of(change.row))
    procedure = Procedure.objects.create(
        code=change.code,
        name=change.row["name"],
        field=field,
        content_digest=sha256(change.code.encode()).hexdigest(),
        sort_key=sort_key(change.row["name"]),
        valid=DateRange(today, None),
        source=source,
    )
    level, also = level_now(change.row, field.code)
    ProcedureCompetence.objects.create(
        procedure=procedure, competence=level, also_at=list(also), valid=DateRange(today, None), source=source
    )
    return procedure


def _publish(procedure: Procedure, content: dict[str, Any], now: datetime) -> None:
    """The next version from today; one that began today gives way from tomorrow on."""
    versions = ProcedureVersion.objects.select_for_update().filter(procedure=procedure)
    former = versions.in_force(now.date()).first()
    begin, upper = now.date(), None
    if former:
        begin = max(begin, former.valid.lower + timedelta(days=1))
        upper = former.valid.upper
        former.valid = DateRange(former.valid.lower, begin)
        former.save(update_fields=["valid"])
    elif later := versions.filter(valid__startswith__gt=begin).order_by("valid").first():
        upper = later.valid.lower
    last = versions.order_by("-number").values_list("number", flat=True).first() or 0
    ProcedureVersion.objects.create(
        procedure=procedure,
        number=last + 1,
        valid=DateRange(begin, upper),
        settled_in=former.settled_in if former else "",
        own_form=has_own_form(content["form"]),
        published_at=now,
        **content,
    )


def _end(code: str, today: date) -> Entry:
    """Neither the procedure nor its version holds from today; what was filed goes on by it."""
    procedure = Procedure.objects.select_for_update().get(code=code)
    procedure.valid = DateRange(procedure.valid.lower, max(today, procedure.valid.lower + timedelta(days=1)))
    procedure.save(update_fields=["valid"])
    return search_entry(procedure, ProcedureCompetence.Level.PROVINCE)
