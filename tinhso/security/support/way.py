"""The way of an incident of shared software: the support desk of the day receives and resolves it, the reporter confirms."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime

from tinhso.casework.public import Process, RowDetails, Step, finish_case, resume_case, settle_case
from tinhso.kernel.law.public import rule, rule_source
from tinhso.kernel.people.public import SYSTEM, Agency, Post
from tinhso.kernel.people.roles import SupportDesk
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.legal_time.time_limit import TimeLimit
from tinhso.security.models import SecurityDuty, SupportIncident

KIND = "support_incident"
RECEIVE, SOLVE = "receive_incident", "solve_incident"
RESOLVED = "resolved"
"""The outcome of the case; others are those of casework."""
SOURCE = "Quy chế hỗ trợ phần mềm dùng chung (chưa kiểm chứng)"
STEPS = (
    Step("solve", "Xử lý sự cố", SupportDesk.code, "agency", SOLVE, 1.0),
    Step("close", "Đã khắc phục", SupportDesk.code, "agency", SOLVE),
)
LIMITS = {severity.value: f"security.support_limit_{severity.value}" for severity in SupportIncident.Severity}
"""The rule that says how long the desk has, by severity."""


def process() -> Process:
    """Made with the first incident."""
    given = {"steps": [asdict(step) for step in STEPS], "source": SOURCE}
    return Process.objects.get_or_create(code=KIND, version=1, defaults=given)[0]


def limit_of(key: str, on: date) -> TimeLimit:
    """`security.support_receive_limit` or one of LIMITS, by the rule of that day."""
    return TimeLimit.from_json(rule(key, on=on) | {"source": rule_source(key, on=on)})


def desk_on(day: date) -> Agency:
    """The agency whose desk supports shared software that day. EntryRefused where nobody would receive an incident."""
    duty = SecurityDuty.objects.on(day).filter(duty=SecurityDuty.Duty.SUPPORT)
    posts = Post.objects.on(day).with_role(SupportDesk.code).filter(user__is_active=True)
    post = posts.filter(agency__in=duty.values("agency")).select_related("agency").first()
    if post:
        return post.agency
    if not duty.exists():
        raise EntryRefused("", "Hôm nay chưa giao cơ quan nào hỗ trợ phần mềm dùng chung.")
    raise EntryRefused("", "Bộ phận hỗ trợ chưa có ai trên hệ thống, nên chưa có ai tiếp nhận.")


def is_resolved(incident: SupportIncident) -> bool:
    """Resolved and waiting for the reporter to confirm; or confirmed."""
    return incident.resolved_at is not None


def end_resolved(incident: SupportIncident, *, ver: int, now: datetime) -> None:
    """The case ends with the moment of the resolution: the time that the reporter took is not the desk's. Stale."""
    case = incident.case
    settle_case(case=case, ver=ver, outcome=RESOLVED, ready_at=incident.resolved_at, by=SYSTEM, now=now)
    resume_case(case=case, ver=case.ver, reason="answered", by=SYSTEM, now=now)
    finish_case(case=case, ver=case.ver, by=SYSTEM, now=now)


def incident_rows(case_ids: Sequence[int]) -> dict[int, RowDetails]:
    """Whose it is and how severe. One query: no word of the incident, for the officers' search finds cases by role."""
    rows = SupportIncident.objects.filter(case__in=case_ids).select_related("agency")
    return {
        one.pk: RowDetails(
            who=one.agency.name,
            hint=one.get_severity_display() if one.severity else one.get_reported_severity_display(),
        )
        for one in rows
    }
