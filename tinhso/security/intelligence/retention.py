"""How long lists are stored: the file of one goes with the rule of reports, a value nobody lists any more after a rule of its own."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from tinhso.kernel.events.public import SYSTEM
from tinhso.kernel.files.public import erase_file
from tinhso.kernel.law.public import rule
from tinhso.lib.dates import local
from tinhso.security.models import Indicator, IndicatorRecord, IntelligenceLoad, SecurityFinding

FILES, VALUES = "security.report_days", "security.indicator_retention_days"
FILES_AT_A_TIME, VALUES_AT_A_TIME = 500, 10_000


def forget_lists(now: datetime) -> int:
    """How many files went."""
    last = now - timedelta(days=int(rule(FILES, on=local(now).date())))
    rows = IntelligenceLoad.objects.filter(file__isnull=False, finished_at__lte=last).select_related("file")
    found = list(rows.order_by("pk")[:FILES_AT_A_TIME])
    for row in found:
        _forget_file(row, now)
    return len(found)


@transaction.atomic
def _forget_file(row: IntelligenceLoad, now: datetime) -> None:
    file, row.file = row.file, None
    row.save(update_fields=["file"])
    if file is not None:
        erase_file(file, by=SYSTEM, now=now)


@transaction.atomic
def forget_indicators(now: datetime) -> int:
    """Values that every source withdrew or stopped listing so long ago; what a finding names or an officer decided stays. How many."""
    last = now - timedelta(days=int(rule(VALUES, on=local(now).date())))
    records = IndicatorRecord.objects.filter(indicator=OuterRef("pk"))
    lasting = records.filter(
        Q(last_loaded_at__gt=last) & (Q(revoked_at=None) | Q(revoked_at__gt=last))
        | Q(source__fades=False, revoked_at=None)
    )
    named = SecurityFinding.objects.filter(kind="botnet", rule=OuterRef("value"))
    rows = Indicator.objects.filter(
        ~Exists(lasting), ~Exists(named), decided_at=None, first_loaded_at__lte=last
    )
    keys = list(rows.order_by("pk").values_list("pk", flat=True)[:VALUES_AT_A_TIME])
    IndicatorRecord.objects.filter(indicator__in=keys).delete()
    Indicator.objects.filter(pk__in=keys).delete()
    return len(keys)
