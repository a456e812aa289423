"""How things are now, of an agency or of the province: counts alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from tinhso.lib.dates import local
from tinhso.security.models import (
    OPEN_STATES,
    AdvisoryTask,
    DetectionHit,
    LogSuspicion,
    NetworkLog,
    SecurityFinding,
    SupportIncident,
)
from tinhso.security.reporting.figures import Pair, lines_of
from tinhso.security.reporting.periods import Period

Kind = SecurityFinding.Kind
LINES = ("found", "mended", "machines", "scanned", "monitored", "systems", "approved_systems")
"""No more of a report than is shown: a wall asks each minute."""


@dataclass(frozen=True)
class Posture:
    """`lines` are those of the report of the month so far; the other counts are of this moment. Findings are those of machines of the
    register here as there; `unregistered` are open ones of machines that are in none."""

    lines: Mapping[str, Pair]
    open: int
    unregistered: int
    grave: int
    late: int
    infected: int
    in_contact: int
    suspicions: int
    logs_at_fault: int
    hits: int
    advisories: int
    advisories_late: int
    support: int


def posture_of(agency_id: int | None, now: datetime) -> Posture:
    """Of an agency; of the province where it is None."""
    today = local(now).date()
    of = {} if agency_id is None else {"agency": agency_id}
    every = SecurityFinding.objects.filter(state__in=OPEN_STATES, **of)
    found = every.filter(machine__isnull=False).aggregate(
        open=Count("pk"),
        grave=Count("pk", filter=Q(severity__gte=3)),
        late=Count("pk", filter=Q(due_at__lt=now)),
        infected=Count("machine", filter=Q(kind=Kind.MALWARE), distinct=True),
        in_contact=Count("machine", filter=Q(kind=Kind.BOTNET), distinct=True),
    )
    tasks = AdvisoryTask.objects.at_work().filter(**of)
    return Posture(
        lines=lines_of(Period(today.year, today.month), agency_id, today, LINES),
        unregistered=every.filter(machine__isnull=True).count(),
        suspicions=LogSuspicion.objects.filter(state=LogSuspicion.State.WAITING, **of).count(),
        logs_at_fault=NetworkLog.objects.at_fault(now).filter(**of).count(),
        hits=DetectionHit.objects.filter(state=DetectionHit.State.NEW, **of).count(),
        advisories=tasks.count(),
        advisories_late=tasks.filter(advisory__due_on__lt=today).count(),
        support=SupportIncident.objects.at_work().filter(**of).count(),
        **found,
    )
