"""What in a stored log a person should look at: the job. Nothing of it is a finding before somebody decided."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django.db import transaction

from tinhso.kernel.events.public import SYSTEM, job, record
from tinhso.kernel.law.public import rule
from tinhso.lib.dates import local
from tinhso.lib.hunting.logs import moment, signs_in
from tinhso.lib.scan_reports.report import ReportedMachine
from tinhso.security.hunting.events import LogReviewed
from tinhso.security.intake.identification import Register
from tinhso.security.models import LogSuspicion, NetworkLog
from tinhso.security.network_logs.sealed_files import opened_log
from tinhso.security.pages.codes import code_of

RULE = "security.review_limits"
LONGEST = timedelta(days=1)
"""After which the job of a log was lost with its worker."""


def review_log(log_id: int, now: datetime) -> int:
    """How many suspicions; asked to do so twice, it does it once. Raises: HuntRefused."""
    row = (
        NetworkLog.objects.filter(pk=log_id, reviewed_at=None, file__isnull=False)
        .select_related("file")
        .first()
    )
    if row is None:
        return 0
    limits = dict(rule(RULE, on=local(now).date()))
    with opened_log(row) as folder:
        signs = signs_in(folder, {name: float(value) for name, value in limits.items()})
    return _write(row.pk, signs, now)


def review_lost_logs(now: datetime) -> int:
    """Let those be reviewed again of which a killed worker left nothing; how many."""
    lost = NetworkLog.objects.filter(reviewed_at=None, file__isnull=False, stored_at__lte=now - LONGEST)
    keys = list(lost.order_by("pk").values_list("pk", flat=True)[:500])
    for key in keys:
        job("security.review_log").defer(log_id=key)
    return len(keys)


@transaction.atomic
def _write(log_id: int, signs: list[dict[str, Any]], now: datetime) -> int:
    row = NetworkLog.objects.select_for_update().get(pk=log_id)
    if row.reviewed_at is not None or row.erased_at is not None:
        return 0
    named = {one["client"]: ReportedMachine((one["client"],)) for one in signs}
    register = Register(named.values(), agency_id=row.agency_id)
    made = [_suspicion(row, sign, register, named[sign["client"]]) for sign in signs]
    LogSuspicion.objects.bulk_create(made, batch_size=500)
    row.reviewed_at = now
    row.save(update_fields=["reviewed_at"])
    record(LogReviewed(log_id=row.pk, agency_id=row.agency_id, suspicions=len(made)), by=SYSTEM, at=now)
    return len(made)


def _suspicion(
    row: NetworkLog, sign: dict[str, Any], register: Register, machine: ReportedMachine
) -> LogSuspicion:
    last = moment(sign["last"])
    known = register.find(machine, last)
    return LogSuspicion(
        code=code_of(uuid4()),
        network_log=row,
        kind=sign["kind"],
        address=sign["client"],
        machine_id=known.machine_id if known else None,
        agency_id=known.agency_id if known else row.agency_id,
        target=sign["target"][:255],
        score=sign["score"],
        figures=sign["figures"],
        first_seen=moment(sign["first"]),
        last_seen=last,
    )
