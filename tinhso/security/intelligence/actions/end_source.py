from datetime import datetime

from django.db import transaction

from tinhso.kernel.events.public import Actor, job, record
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local
from tinhso.security.duties.permissions import check_can_coordinate
from tinhso.security.intelligence.events import IntelligenceSourceEnded
from tinhso.security.models import IndicatorRecord, IntelligenceSource, WeaknessIntelligence


@transaction.atomic
def end_source(*, source: IntelligenceSource, by: Actor, now: datetime) -> int:
    """Use a source no longer and withdraw all that it lists; how many values. What other sources list too goes on to hold;
    of exploited weaknesses the last list counts, and goes with its source.

    Raises: SecurityForbidden, EntryRefused.
    """
    check_can_coordinate(by, on=local(now).date())
    row = IntelligenceSource.objects.select_for_update().get(pk=source.pk)
    if row.ended_at:
        raise EntryRefused("", "Nguồn này đã ngừng dùng.")
    row.ended_at = now
    row.save(update_fields=["ended_at"])
    revoked = IndicatorRecord.objects.filter(source=row, revoked_at=None).update(revoked_at=now)
    weaknesses = WeaknessIntelligence.objects
    listed = weaknesses.filter(exploited_load__source=row).update(
        exploited_since=None, ransomware=False, title=""
    )
    scored = weaknesses.filter(scored_load__source=row).update(epss=None, percentile=None, scored_on=None)
    if listed or scored:
        job("security.order_findings").defer()
    record(IntelligenceSourceEnded(source_id=row.pk, revoked=revoked), by=by, at=now)
    return revoked
