"""Lines, tasks and reports of an incident, inside the transaction of the deed that writes them."""

from datetime import datetime

from django.db.models import Max, QuerySet

from tinhso.casework.public import FINAL, Conflict
from tinhso.kernel.events.public import Actor, Code, record
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local, vn_datetime
from tinhso.security.incidents.events import IncidentEntryWritten, IncidentReportRequired
from tinhso.security.incidents.law import reports_on, template_of
from tinhso.security.models import CyberIncident, IncidentEntry, IncidentReport, IncidentTask, Machine

MOST_TASKS = 200


def held_open(incident: CyberIncident) -> CyberIncident:
    """The incident, locked, and then read with its case: who waited for the lock finds what the one before wrote. Conflict where it
    has ended."""
    CyberIncident.objects.select_for_update().get(pk=incident.pk)
    found = CyberIncident.objects.select_related("case__process", "agency").get(pk=incident.pk)
    if found.case.state in FINAL:
        raise Conflict(found.pk)
    return found


def check_alone(incident: CyberIncident) -> None:
    """Conflict while it is merged into another, which goes the steps for both."""
    if incident.merged_into_id:
        raise Conflict(incident.pk)


def past(field: str, moment: datetime | None, now: datetime) -> datetime:
    """A moment that has been. EntryRefused."""
    if moment is None:
        raise EntryRefused(field, "Ghi ngày và giờ.")
    if moment > now:
        raise EntryRefused(field, f"Thời điểm {vn_datetime(moment)} chưa tới.")
    return moment


def next_number(rows: "QuerySet[IncidentEntry] | QuerySet[IncidentTask]") -> int:
    return (rows.aggregate(n=Max("number"))["n"] or 0) + 1


def write_line(
    incident: CyberIncident,
    kind: IncidentEntry.Kind,
    text: str,
    *,
    happened_at: datetime,
    by: Actor,
    now: datetime,
    machine: Machine | None = None,
    indicator: str = "",
    corrects: IncidentEntry | None = None,
) -> IncidentEntry:
    """A line of the timeline; the caller holds the incident."""
    made = IncidentEntry.objects.create(
        incident=incident,
        number=next_number(incident.entries.all()),
        kind=kind,
        text=text,
        machine=machine,
        indicator=indicator,
        corrects=corrects,
        happened_at=happened_at,
        by_id=by.user_id,
        at=now,
    )
    event = IncidentEntryWritten(case_id=incident.pk, entry_id=made.pk, entry_kind=Code(kind.value))
    record(event, by=by, at=now)
    return made


def write_template(incident: CyberIncident, now: datetime) -> None:
    """The tasks of its kind as the template of that day has them, after those that it has; none twice."""
    held = set(incident.tasks.values_list("words", flat=True))
    number = next_number(incident.tasks.all())
    rows = [row for row in template_of(incident.kind, local(now).date()) if row["words"] not in held]
    IncidentTask.objects.bulk_create(
        IncidentTask(incident=incident, number=number + place, step=row["step"], words=row["words"], part=row["part"])
        for place, row in enumerate(rows)
    )  # fmt: skip


def make_due(
    incident: CyberIncident,
    counts_from: str,
    since: datetime,
    *,
    found_at: datetime,
    by: Actor,
    now: datetime,
    but: str = "",
) -> None:
    """Reports that fall due from `since` by the rules of the day `found_at`, for what began under a set of rules ends under it; with
    `but` one that is not asked; none twice. An exercise has its clocks too."""
    for one in reports_on(local(found_at).date(), counts_from):
        if one.kind == but or incident.reports.filter(kind=one.kind).exists():
            continue
        made = IncidentReport.objects.create(
            incident=incident,
            kind=one.kind,
            rules=one.rules,
            recipients=one.recipients,
            limit_words=one.words,
            source=one.source,
            due_at=one.due(since),
        )
        event = IncidentReportRequired(
            case_id=incident.pk, report_id=made.pk, report_kind=Code(one.kind), due_at=made.due_at
        )
        record(event, by=by, at=now)
