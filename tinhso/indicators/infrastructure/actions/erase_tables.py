from datetime import datetime, timedelta

from django.db import transaction

from tinhso.indicators.infrastructure.events import OperatorTablesErased
from tinhso.indicators.models import OperatorTable
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.files.public import erase_file
from tinhso.kernel.law.public import rule_or
from tinhso.kernel.people.public import SYSTEM
from tinhso.lib.dates import local

RULE = "infrastructure.unimported_days"
MOST_AT_A_TIME = 200


@transaction.atomic
def erase_tables(*, by: Actor, now: datetime) -> int:
    """Tables that were read and not imported for so many days go with their files, for exact places are in them. How many went;
    none where the instance has no such rule."""
    days = rule_or(RULE, None, on=local(now).date())
    if days is None:
        return 0
    over = OperatorTable.objects.filter(
        state=OperatorTable.State.READ, received_at__lt=now - timedelta(days=days)
    )
    found = list(
        over.select_for_update(of=["self"]).select_related("file").order_by("received_at")[:MOST_AT_A_TIME]
    )
    for table in found:
        table.delete()
        erase_file(table.file, by=SYSTEM, now=now)
    if found:
        record(OperatorTablesErased(tables=len(found)), by=by, at=now)
    return len(found)
