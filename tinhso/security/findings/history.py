"""A finding that comes into another state: its row of history and its event."""

from collections.abc import Sequence
from datetime import datetime

from tinhso.kernel.events.public import Actor, Code, Event, record
from tinhso.kernel.site.public import new_row
from tinhso.security.findings.events import DecisionEnded, FindingMended, FindingOpened, FindingReopened
from tinhso.security.findings.standing import state_of
from tinhso.security.models import FindingChange, FindingDecision, ScanImport, SecurityFinding

State = SecurityFinding.State


def change_of(
    row: SecurityFinding,
    *,
    at: datetime,
    effective_at: datetime | None = None,
    source: ScanImport | None = None,
    by_id: int | None = None,
    note: str = "",
) -> FindingChange:
    return new_row(
        FindingChange,
        finding_id=row.pk,
        state=row.state,
        at=at,
        effective_at=effective_at or (row.mended_at if row.state == State.MENDED else None) or at,
        due_at=row.due_at,
        scan_import_id=source.pk if source else None,
        by_id=by_id,
        note=note,
    )


def opened(row: SecurityFinding) -> Event:
    return FindingOpened(
        finding_id=row.pk,
        machine_id=row.machine_id,
        agency_id=row.agency_id,
        kind=Code(row.kind),
        severity=row.severity,
        due_at=row.due_at,
    )


def moved(row: SecurityFinding) -> Event | None:
    """What the log says of the state that the row has come into; None for what decisions say themselves."""
    if row.state == State.MENDED and row.mended_at:
        return FindingMended(
            finding_id=row.pk,
            machine_id=row.machine_id,
            agency_id=row.agency_id,
            kind=Code(row.kind),
            mended_at=row.mended_at,
            due_at=row.due_at,
        )
    if row.state in (State.REOPENED, State.OPEN):
        return FindingReopened(finding_id=row.pk, agency_id=row.agency_id, due_at=row.due_at)
    return None


def end_decisions_over(findings: Sequence[int], now: datetime) -> list[Event]:
    """End the decisions over these findings, and what the log says of each. Two queries."""
    State = FindingDecision.State
    live = FindingDecision.objects.filter(finding__in=findings, state__in=[State.PROPOSED, State.ACTIVE])
    found = list(live.order_by("pk").values_list("finding_id", "pk"))
    FindingDecision.objects.filter(pk__in=[key for _, key in found]).update(state=State.ENDED, settled_at=now)
    return [DecisionEnded(finding_id=finding, decision_id=key) for finding, key in found]


def settle(row: SecurityFinding, *, by: Actor, now: datetime, note: str = "") -> None:
    """Write the state that follows, with its history and event, for one finding that a deed has locked and changed."""
    before, row.state = row.state, state_of(row)
    row.save()
    if row.state != before or note:
        change_of(row, at=now, by_id=by.user_id, note=note).save()
    event = moved(row)
    if row.state != before and event is not None:
        record(event, by=by, at=now)
