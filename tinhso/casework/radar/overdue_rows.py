"""What is overdue now, by agency and kind: for pages that show it beside other things and read all of it in one message."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Count, Min, QuerySet

from tinhso.casework.clocks.overdue import overdue_at
from tinhso.casework.models import Case
from tinhso.casework.radar.radar import Among


def overdue_rows(
    agency_ids: Sequence[int] | None, *, now: datetime
) -> "QuerySet[Case, tuple[int, str, int, datetime]]":
    """Agency, kind, how many, and the due moment of the one that is late the longest. None: of every agency."""
    rows = Case.objects.filter(overdue_at(now)).order_by()
    if agency_ids is not None:
        rows = rows.filter(Among("agency", agency_ids))
    return rows.values_list("agency", "kind").annotate(n=Count("*"), oldest=Min("due_at"))
