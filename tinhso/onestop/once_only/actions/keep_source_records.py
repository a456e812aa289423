from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from tinhso.kernel.events.public import Actor, Code, record
from tinhso.onestop.dossier.actions.save_answers import OPEN_FOR_CITIZEN, NotADraft
from tinhso.onestop.models import Dossier, SourceRecord
from tinhso.onestop.once_only.events import SourceAsked, SourceRecordDropped
from tinhso.onestop.once_only.permissions import check_can_ask_sources


@transaction.atomic
def keep_source_records(
    *, dossier: Dossier, records: Sequence[SourceRecord], ids: Mapping[str, int], by: Actor, now: datetime
) -> None:
    """What sources said is kept with the dossier, one event a source; `ids` are the lines of the register by key.

    Raises: NotYourTurn, NotADraft.
    """
    check_can_ask_sources(dossier, by)
    locked = _open(dossier)
    locked.source_data |= {one.key: one.written() for one in records}
    _write(locked, dossier)
    for one in records:
        event = SourceAsked(case_id=dossier.pk, source_id=ids[one.key], said=Code(one.outcome))
        record(event, by=by, at=now)


@transaction.atomic
def drop_source_record(*, dossier: Dossier, key: str, by: Actor, now: datetime) -> None:
    """What a source said is thrown away, and the paper asked for again; twice is once.

    Raises: NotYourTurn, NotADraft.
    """
    check_can_ask_sources(dossier, by)
    locked = _open(dossier)
    if locked.source_data.pop(key, None) is None:
        return
    _write(locked, dossier)
    record(SourceRecordDropped(case_id=dossier.pk), by=by, at=now)


def _open(dossier: Dossier) -> Dossier:
    if dossier.case.state not in OPEN_FOR_CITIZEN:
        raise NotADraft(dossier.pk)
    return Dossier.objects.select_for_update().select_related(None).get(pk=dossier.pk)


def _write(locked: Dossier, dossier: Dossier) -> None:
    locked.save(update_fields=["source_data"])
    dossier.source_data = locked.source_data
