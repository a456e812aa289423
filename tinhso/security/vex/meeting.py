"""Findings meet the statements: what is not affected is decided so, with the statement as the reason; what no statement says any more is open anew.

The deed is that of every decision (`decide`, `end_decision`): with history, deadline and event. A decision of a person stays.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection

from tinhso.kernel.events.public import SYSTEM
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local
from tinhso.security.findings.actions.decide import decide
from tinhso.security.findings.actions.end_decision import end_decision
from tinhso.security.findings.statements import REACHING
from tinhso.security.models import OPEN_STATES, FindingDecision, SecurityFinding, VexStatement

AT_A_TIME = 5000
ENDED = "Tuyên bố VEX không còn hiệu lực hoặc không còn đúng với điểm yếu này"
FOUND = "with found(id, statement, status) as (" + REACHING + ") "
NOT_AFFECTED = (
    FOUND  # noqa: S608 (constants of this file)
    + """select found.id, found.statement from found
join security_securityfinding finding on finding.id = found.id
where found.status = 'not_affected' and finding.state = any(%(open)s)
  and not exists (select 1 from security_findingdecision decision
    where decision.finding_id = found.id and decision.state in ('proposed', 'active'))
order by found.id limit %(most)s"""
)
NO_LONGER = (
    FOUND  # noqa: S608 (constants of this file)
    + """select decision.id from security_findingdecision decision left join found on found.id = decision.finding_id
where decision.state = 'active' and decision.statement_id is not null and found.statement is distinct from decision.statement_id
order by decision.id limit %(most)s"""
)


@dataclass(frozen=True)
class Met:
    decided: int
    ended: int

    @property
    def number(self) -> int:
        return self.decided + self.ended


def meet_statements(now: datetime) -> Met:
    """The job; asked to do so twice, it does it once. How many decisions were made and ended, so many at a time."""
    today = local(now).date()
    over = FindingDecision.objects.filter(pk__in=_keys(NO_LONGER, today)).select_related("finding")
    ended = sum(_ended(one, now) for one in over.order_by("pk"))
    pairs = _pairs(today)
    statements = VexStatement.objects.select_related("by").in_bulk(
        {statement for _finding, statement in pairs}
    )
    findings = SecurityFinding.objects.in_bulk([finding for finding, _statement in pairs])
    decided = sum(_decided(findings[finding], statements[key], now) for finding, key in pairs)
    return Met(decided, ended)


def _ended(decision: FindingDecision, now: datetime) -> bool:
    try:
        end_decision(decision=decision, why=ENDED, by=SYSTEM, now=now)
    except EntryRefused:  # somebody ended it this moment; the others are met all the same
        return False
    return True


def _decided(finding: SecurityFinding, statement: VexStatement, now: datetime) -> bool:
    reason = f"VEX {statement.code}, {statement.names[0]}: {statement.get_justification_display()}. {statement.text}"
    try:
        decide(
            finding=finding,
            kind=FindingDecision.Kind.FALSE_POSITIVE,
            reason=reason,
            expires_on=statement.expires_on,
            statement=statement,
            by=SYSTEM,
            now=now,
        )
    except EntryRefused:  # somebody decided, or a report closed it, this moment
        return False
    return True


def _keys(statement: str, day: date) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(statement, {"day": day, "finding": None, "most": AT_A_TIME})
        return [row[0] for row in cursor.fetchall()]


def _pairs(day: date) -> list[tuple[int, int]]:
    words = {"day": day, "finding": None, "most": AT_A_TIME, "open": list(OPEN_STATES)}
    with connection.cursor() as cursor:
        cursor.execute(NOT_AFFECTED, words)
        return [(row[0], row[1]) for row in cursor.fetchall()]
