"""What in a stored log a person should look at: the job. Nothing of it is a finding before somebody decided."""

import logging
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from django.db import transaction

from tinhso.kernel.events.public import SYSTEM, job, record
from tinhso.kernel.law.public import rule
from tinhso.lib.dates import local
from tinhso.lib.hunting.logs import HuntRefused, Reviewed, moment, review
from tinhso.lib.hunting.public_suffixes import built_in_suffixes
from tinhso.lib.scan_reports.report import ReportedMachine
from tinhso.security.hunting.events import LogReviewed
from tinhso.security.intake.identification import Register
from tinhso.security.intelligence.hygiene import Hygiene
from tinhso.security.models import REVIEWED_WITHIN, LogSuspicion, NetworkLog, WarningList
from tinhso.security.network_logs.sealed_files import digest_key, opened_log
from tinhso.security.network_logs.seen_domains import add_domains, is_learning, known_to
from tinhso.security.pages.codes import code_of

log = logging.getLogger("tinhso.security")
RULE = "security.review_limits"
FAMILIAR = (
    WarningList.Kind.POPULAR,
    WarningList.Kind.OWN,
    WarningList.Kind.DYNAMIC,
    WarningList.Kind.OTHER,
    WarningList.Kind.RESERVED,
)
FIRST_DAYS = 7.0
"""Of logs that there must be before a domain counts as new, where the rule does not say it."""


@dataclass(frozen=True)
class Domains:
    """The digests of the domains of a log, and its days."""

    digests: list[str]
    first: date
    last: date


def familiar_names(day: date) -> set[str]:
    """Popular ones, the province's own, those of warning lists: nobody has to look at them, nor at the domains in which they lie."""
    found = {name for name, warned in Hygiene.on(day).names.items() if warned.kind in FAMILIAR}
    suffixes = built_in_suffixes()
    return found | {domain for name in found if (domain := suffixes.registered_domain(name))}


def review_log(log_id: int, now: datetime) -> int:
    """How many suspicions; asked to do so twice, it does it once. A log that cannot be reviewed says why, and is tried again by night."""
    row = (
        NetworkLog.objects.filter(pk=log_id, reviewed_at=None, file__isnull=False)
        .select_related("file")
        .first()
    )
    if row is None:
        return 0
    limits = dict(rule(RULE, on=local(now).date()))
    bounds = {name: float(value) for name, value in limits.items()}
    first, last = local(row.started_at).date(), local(row.ended_at).date()
    try:
        found = _reviewed(row, bounds, now)
    except HuntRefused as refused:
        log.error("a stored log cannot be reviewed", extra={"code": row.code, "why": str(refused)})
        NetworkLog.objects.filter(pk=row.pk).update(review_refusal=str(refused)[:300])
        return 0
    signs = list(found.signs)
    if not is_learning(row.agency_id, first, bounds.get("first_days", FIRST_DAYS)):
        signs += found.new
    return _write(row.pk, signs, Domains(found.digests, first, last), now)


def _reviewed(row: NetworkLog, bounds: dict[str, float], now: datetime) -> Reviewed:
    """HuntRefused."""
    with opened_log(row) as folder:
        familiar = familiar_names(local(now).date())
        return review(folder, bounds, key=digest_key(), known=known_to(row.agency_id), familiar=familiar)


def review_lost_logs(now: datetime) -> int:
    """Let those be reviewed again that could not be, or of which a killed worker left nothing; how many."""
    lost = NetworkLog.objects.filter(
        reviewed_at=None, file__isnull=False, stored_at__lte=now - REVIEWED_WITHIN
    )
    keys = list(lost.order_by("pk").values_list("pk", flat=True)[:500])
    for key in keys:
        job("security.review_log").defer(log_id=key)
    return len(keys)


@transaction.atomic
def _write(log_id: int, signs: list[dict[str, Any]], domains: Domains, now: datetime) -> int:
    row = NetworkLog.objects.select_for_update().get(pk=log_id)
    if row.reviewed_at is not None or row.erased_at is not None:
        return 0
    named = {one["client"]: ReportedMachine((one["client"],)) for one in signs}
    register = Register(named.values(), agency_id=row.agency_id)
    made = [_suspicion(row, sign, register, named[sign["client"]]) for sign in signs]
    LogSuspicion.objects.bulk_create(made, batch_size=500)
    add_domains(row.agency_id, domains.digests, domains.first, domains.last)
    row.reviewed_at, row.review_refusal = now, ""
    row.save(update_fields=["reviewed_at", "review_refusal"])
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
