from collections.abc import Mapping
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from tinhso.indicators.infrastructure.events import SignalReportsSummed
from tinhso.indicators.models import SignalReportCount
from tinhso.kernel.events.public import Actor, record


@transaction.atomic
def sum_signal_reports(*, month: date, by_place: Mapping[int, int], by: Actor, now: datetime) -> int:
    """Bring the numbers of reports about missing signal of a month in line: by the id of the commune, one that is not there has
    none. How many communes changed; the same numbers again change nothing.

    Raises:
        PermissionDenied: unless by the system, which counts reports where they are.
    """
    if not by.system:
        raise PermissionDenied("Phản ánh không có sóng do hệ thống tự cộng.")
    first = month.replace(day=1)
    rows = SignalReportCount.objects.select_for_update().filter(month=first)
    known = dict(rows.values_list("place_id", "reports"))
    wanted = dict.fromkeys(known, 0) | {place: n for place, n in by_place.items() if n}
    changed = {place: n for place, n in wanted.items() if known.get(place) != n}
    SignalReportCount.objects.bulk_create(
        [
            SignalReportCount(place_id=place, month=first, reports=n, summed_at=now)
            for place, n in changed.items()
        ],
        update_conflicts=True,
        unique_fields=["place", "month"],
        update_fields=["reports", "summed_at"],
    )
    for place, n in changed.items():
        record(SignalReportsSummed(place_id=place, month=f"{first:%Y-%m}", reports=n), by=by, at=now)
    return len(changed)
