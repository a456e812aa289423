from datetime import datetime

from django.db import transaction

from tinhso.kernel.events.public import Actor, Code, record
from tinhso.onestop.models import Dossier, SourceRecord
from tinhso.onestop.once_only.events import SourceAskedAgain
from tinhso.onestop.once_only.permissions import check_can_ask_again


@transaction.atomic
def renew_source_record(
    *, dossier: Dossier, newer: SourceRecord, source_id: int, by: Actor, now: datetime
) -> SourceRecord:
    """What a source says now is stored beside the dossier; where it says nothing, what was known stays.

    Raises: NotYourTurn.
    """
    check_can_ask_again(dossier, by)
    locked = Dossier.objects.select_for_update().select_related(None).get(pk=dossier.pk)
    former = locked.source_records().get(newer.key)
    stored = former.followed_by(newer) if former else newer
    locked.source_data |= {newer.key: stored.written()}
    locked.save(update_fields=["source_data"])
    dossier.source_data = locked.source_data
    event = SourceAskedAgain(
        case_id=dossier.pk, source_id=source_id, said=Code(newer.outcome), changed=bool(stored.before)
    )
    record(event, by=by, at=now)
    return stored
