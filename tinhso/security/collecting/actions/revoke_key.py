from datetime import datetime

from django.db import transaction
from django.utils import timezone

from tinhso.kernel.events.public import Actor, record
from tinhso.lib.dates import local
from tinhso.security.collecting.events import CollectorKeyRevoked
from tinhso.security.duties.permissions import check_can_answer_for
from tinhso.security.models import CollectorKey


@transaction.atomic
def revoke_key(*, key: CollectorKey, by: Actor, now: datetime) -> None:
    """From now on the key opens nothing; twice is harmless.

    Raises: SecurityForbidden.
    """
    check_can_answer_for(key.agency_id, by, on=local(now).date())
    if CollectorKey.objects.filter(pk=key.pk, revoked_at__isnull=True).update(revoked_at=timezone.now()):
        record(CollectorKeyRevoked(key_id=key.pk, agency_id=key.agency_id), by=by, at=now)
