"""How bad a finding is, by when it has to be mended, and before which others it comes."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db.models import F, Max
from django.db.models.functions import Coalesce

from tinhso.kernel.law.public import rules_under
from tinhso.lib.dates import local
from tinhso.lib.scan_reports.report import ReportedFinding
from tinhso.lib.scan_reports.report import Severity as Told
from tinhso.security.models import InformationSystem, SecurityFinding

Severity = SecurityFinding.Severity
OF_TOOLS = {
    Told.CRITICAL: Severity.CRITICAL,
    Told.HIGH: Severity.HIGH,
    Told.MEDIUM: Severity.MEDIUM,
    Told.LOW: Severity.LOW,
    Told.INFORMATION: Severity.INFORMATION,
}
BANDS = (
    (9.0, Severity.CRITICAL),
    (7.0, Severity.HIGH),
    (4.0, Severity.MEDIUM),
    (0.1, Severity.LOW),
)  # the bands of CVSS 3.1 and 4.0
RULES = "security.finding_days_"


def severity_of(finding: ReportedFinding) -> Severity:
    """By the CVSS base score where the report gives one, else as the tool says."""
    if finding.cvss is None:
        return OF_TOOLS[finding.severity]
    return next((one for least, one in BANDS if finding.cvss >= least), Severity.INFORMATION)


class Deadlines:
    """The limits of a day, by severity; what has no rule has no deadline."""

    def __init__(self, day: date) -> None:
        found = rules_under(RULES, on=day)
        self.days = {
            one.value: int(found[key][0]) for one in Severity if (key := RULES + one.name.lower()) in found
        }

    def due(self, severity: int, opened_at: datetime) -> datetime | None:
        """The end of the last day."""
        days = self.days.get(severity)
        if days is None:
            return None
        last = local(opened_at) + timedelta(days=days)
        return last.replace(hour=23, minute=59, second=59, microsecond=0)

    def open_anew(self, row: SecurityFinding, now: datetime) -> None:
        """A mended finding that is shown again has another deadline; the former stands in its history."""
        row.opened_before, row.opened_at, row.due_at = True, now, self.due(row.severity, now)


def priority_of(severity: int, level: int, points: int = 0) -> int:
    """The worse first; of equals those of the agency whose systems have the higher level. `points` is what lists of exploited
    weaknesses add (`exploitation`)."""
    return 100 * severity + 10 * level + points


def levels_of(agencies: Iterable[int], day: date) -> dict[int, int]:
    """The highest level of the systems in use that an agency operates: no register says which machine serves which system."""
    systems = InformationSystem.objects.used_on(day).annotate(agency=Coalesce("operator_id", F("owner_id")))
    rows = systems.filter(agency__in=set(agencies)).values_list("agency").annotate(most=Max("level"))
    return dict(rows)
