from datetime import datetime

from django.db import transaction

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local
from tinhso.security.advisories.events import AdvisoryWithdrawn
from tinhso.security.duties.permissions import check_can_coordinate
from tinhso.security.models import SecurityAdvisory


@transaction.atomic
def withdraw_advisory(*, advisory: SecurityAdvisory, why: str, by: Actor, now: datetime) -> SecurityAdvisory:
    """It asks nobody for anything any more; all who received it read why.

    Raises: SecurityForbidden, EntryRefused.
    """
    check_can_coordinate(by, on=local(now).date())
    row = SecurityAdvisory.objects.select_for_update().get(pk=advisory.pk)
    if row.withdrawn_at:
        raise EntryRefused("", "Cảnh báo này đã được rút.")
    if not why.strip():
        raise EntryRefused("why", "Ghi vì sao rút cảnh báo.")
    row.withdrawn_at, row.withdrawn_by_id, row.withdrawn_why = now, by.user_id, why.strip()[:1000]
    row.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_why"])
    record(AdvisoryWithdrawn(advisory_id=row.pk), by=by, at=now)
    return row
