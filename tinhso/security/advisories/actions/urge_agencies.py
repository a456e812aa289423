from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local
from tinhso.security.advisories.events import AdvisoryUrged
from tinhso.security.duties.permissions import check_can_coordinate
from tinhso.security.models import AdvisoryTask, SecurityAdvisory

BETWEEN = timedelta(hours=20)


@transaction.atomic
def urge_agencies(*, advisory: SecurityAdvisory, by: Actor, now: datetime) -> int:
    """Urge all that have not answered and were not urged within the day: it stands in their digest of the next morning. How many.

    Raises: SecurityForbidden, EntryRefused.
    """
    check_can_coordinate(by, on=local(now).date())
    row = SecurityAdvisory.objects.select_for_update().get(pk=advisory.pk)
    waiting = AdvisoryTask.objects.at_work().filter(advisory=row)
    urged = waiting.filter(Q(urged_at__isnull=True) | Q(urged_at__lte=now - BETWEEN))
    numbers = list(urged.values_list("pk", flat=True))
    if not numbers:
        raise EntryRefused("", "Không còn cơ quan nào chưa trả lời mà chưa được nhắc trong ngày.")
    AdvisoryTask.objects.filter(pk__in=numbers).update(urged_at=now)
    record(AdvisoryUrged(advisory_id=row.pk, agencies=len(numbers)), by=by, at=now)
    return len(numbers)
