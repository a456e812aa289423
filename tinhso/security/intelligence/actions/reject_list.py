from datetime import datetime

from django.db import transaction

from tinhso.kernel.events.public import Actor, record
from tinhso.lib.dates import local
from tinhso.lib.scan_reports.secrets import strike_out
from tinhso.security.duties.permissions import check_can_coordinate
from tinhso.security.intelligence.events import IntelligenceListRejected
from tinhso.security.models import IntelligenceLoad


@transaction.atomic
def reject_list(*, load: IntelligenceLoad, why: str, by: Actor, now: datetime) -> IntelligenceLoad:
    """Write down why a list could not be fetched or read; of one that was settled nothing changes.

    Raises: SecurityForbidden.
    """
    check_can_coordinate(by, on=local(now).date())
    row = IntelligenceLoad.objects.select_for_update(no_key=True).get(pk=load.pk)
    if row.state in (IntelligenceLoad.State.DONE, IntelligenceLoad.State.REFUSED):
        return row
    row.state, row.refusal, row.finished_at = IntelligenceLoad.State.REFUSED, strike_out(why)[:500], now
    row.save(update_fields=["state", "refusal", "finished_at"])
    record(IntelligenceListRejected(load_id=row.pk, source_id=row.source_id), by=by, at=now)
    return row
