"""What goes by itself: files of evidence whose time is over and that nobody holds for the law."""

from datetime import datetime, timedelta

from django.db import transaction

from tinhso.kernel.events.public import SYSTEM, record
from tinhso.kernel.files.public import erase_file
from tinhso.kernel.law.public import rule_or
from tinhso.lib.dates import local
from tinhso.security.incidents.events import EvidenceFileErased
from tinhso.security.models import IncidentEvidence

RULE = "security.evidence_days"
USUAL = 3650
AT_A_TIME = 200


def forget_evidence(now: datetime) -> int:
    """Files of incidents that ended longer ago than the rule says; digest and hand-overs stay. How many went."""
    last = now - timedelta(days=int(rule_or(RULE, USUAL, on=local(now).date())))
    rows = IncidentEvidence.objects.filter(
        file__isnull=False, hold_reason="", incident__case__finished_at__lte=last
    )
    found = list(rows.order_by("pk").values_list("pk", flat=True)[:AT_A_TIME])
    for pk in found:
        _forget(pk, now)
    return len(found)


@transaction.atomic
def _forget(pk: int, now: datetime) -> None:
    """Locked: who holds it at the same moment comes before or after."""
    row = IncidentEvidence.objects.select_for_update(of=("self",)).select_related("file").get(pk=pk)
    file = row.file
    if file is None or row.hold_reason:
        return
    row.file = None
    row.save(update_fields=["file"])
    record(EvidenceFileErased(case_id=row.incident_id, evidence_id=row.pk), by=SYSTEM, at=now)
    erase_file(file, by=SYSTEM, now=now)
