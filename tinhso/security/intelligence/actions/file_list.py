from datetime import datetime

from django.db import transaction

from tinhso.kernel.events.public import Actor, job, record
from tinhso.lib.dates import local
from tinhso.lib.intelligence.record import IntelligenceList
from tinhso.security.duties.permissions import check_can_coordinate
from tinhso.security.intelligence.events import IntelligenceListFiled
from tinhso.security.intelligence.writing import Result, write_indicators, write_weaknesses
from tinhso.security.models import IntelligenceLoad, IntelligenceSource

State = IntelligenceLoad.State


class AlreadyRead(ValueError):
    """The list was read before, or its source ended meanwhile: nothing is written."""


@transaction.atomic
def file_list(
    *,
    load: IntelligenceLoad,
    found: IntelligenceList,
    until: datetime | None = None,
    by: Actor,
    now: datetime,
) -> IntelligenceLoad:
    """Write what a list says; `until` is how far a server of TAXII was read.

    Raises: SecurityForbidden, AlreadyRead.
    """
    check_can_coordinate(by, on=local(now).date())
    source = IntelligenceSource.objects.select_for_update(no_key=True).get(pk=load.source_id)
    row = IntelligenceLoad.objects.select_for_update(no_key=True).get(pk=load.pk)
    if row.state in (State.DONE, State.REFUSED) or source.ended_at:
        raise AlreadyRead(row.code)
    row.source = source
    result = _write(row, found, now)
    _finish(row, found, result, now)
    source.loaded_at, source.added_until = now, until or source.added_until
    source.save(update_fields=["loaded_at", "added_until"])
    event = IntelligenceListFiled(
        load_id=row.pk,
        source_id=source.pk,
        records=row.records,
        new=row.new,
        repeated=row.repeated,
        held_back=row.held_back,
        revoked=row.revoked,
        rejected=row.rejected_count,
    )
    record(event, by=by, at=now)
    return row


def _write(row: IntelligenceLoad, found: IntelligenceList, now: datetime) -> Result:
    if not found.weaknesses:
        return write_indicators(row, found.indicators, now)
    result = write_weaknesses(
        row, found.weaknesses, exploited=found.format == "kev", issued=found.issued_at or now
    )
    job("security.order_findings").defer()
    return result


def _finish(row: IntelligenceLoad, found: IntelligenceList, result: Result, now: datetime) -> None:
    row.state, row.finished_at, row.format = State.DONE, now, found.format
    row.new, row.repeated, row.revoked = result.new, result.repeated, result.revoked
    row.held_back, row.skipped = result.held_back, found.skipped
    row.records = row.progress = found.records + found.rejected_count + found.skipped
    row.rejected_count = found.rejected_count
    row.rejected = [[one.place, one.reason[:300], one.excerpt[:200]] for one in found.rejected]
    row.save()
