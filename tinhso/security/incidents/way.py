"""The way of a cyber incident: seven steps of the law with the specialised unit of the day, then its head lets it be closed."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from tinhso.casework.public import Case, Conflict, Process, RowDetails, Step
from tinhso.kernel.law.public import rule_or, rule_source
from tinhso.kernel.people.public import Agency, Post
from tinhso.kernel.people.roles import Head, SecurityCoordinator
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.legal_time.time_limit import TimeLimit
from tinhso.security.incidents.law import steps_of
from tinhso.security.models import CyberIncident, SecurityDuty

KIND = "cyber_incident"
VERIFY, RESPOND, CLOSE = "verify_cyber", "respond_cyber", "close_cyber"
APPROVE = "approve"
CLOSED, WITH_ANOTHER = "closed", "merged"
"""Outcomes of the case."""
RECEIVE_LIMIT, LIMIT = "security.incident_receive_limit", "security.incident_limit"
USUAL: dict[str, dict[str, Any]] = {
    RECEIVE_LIMIT: {"amount": "4", "unit": "hour"},
    LIMIT: {"amount": "30", "unit": "day"},
}
"""Where the pack has no rule yet: an incident is received all the same."""


def process(rules: str) -> Process:
    """Made with the first incident of that set of rules."""
    law = steps_of(rules)
    steps = [Step(row["key"], row["label"], SecurityCoordinator.code, "agency", RESPOND) for row in law]
    steps.append(Step(APPROVE, "Duyệt đóng sự cố", Head.code, "agency", CLOSE, 1.0))
    steps.append(Step("close", "Đã đóng", Head.code, "agency", CLOSE))
    given = {"steps": [asdict(step) for step in steps], "source": law[0]["source"]}
    return Process.objects.get_or_create(code=KIND, version=int(rules), defaults=given)[0]


def limit_of(key: str, on: date) -> TimeLimit:
    usual = USUAL[key]
    value = rule_or(key, None, on=on)
    if value is None:
        return TimeLimit.from_json(usual | {"source": "Quy định nội bộ, chưa có trong gói của tỉnh"})
    return TimeLimit.from_json(value | {"source": rule_source(key, on=on)})


def unit_on(day: date) -> Agency:
    """The specialised unit of that day. EntryRefused where nobody would receive an incident."""
    duty = SecurityDuty.objects.on(day).filter(duty=SecurityDuty.Duty.SPECIALISED)
    found = duty.select_related("agency").first()
    if found is None:
        raise EntryRefused(
            "", "Hôm nay chưa giao đơn vị chuyên trách về an toàn thông tin. Gọi đầu mối của cơ quan."
        )
    posts = Post.objects.on(day).with_role(SecurityCoordinator.code).filter(user__is_active=True)
    if not posts.filter(agency=found.agency).exists():
        raise EntryRefused(
            "", "Đơn vị chuyên trách chưa có điều phối viên trên hệ thống. Gọi đầu mối của cơ quan."
        )
    return found.agency  # fmt: skip


def answering_agency(agency_id: int) -> Agency:
    """The agency that answers: a receiving desk is part of another."""
    agency = Agency.objects.select_related("parent").get(pk=agency_id)
    desk = agency.kind == Agency.Kind.DESK
    return agency.parent if desk and agency.parent else agency


def check_at(case: Case, *steps: str) -> None:
    """Conflict where the case stands elsewhere."""
    if case.step not in steps:
        raise Conflict(case.pk)


def incident_rows(case_ids: Sequence[int]) -> dict[int, RowDetails]:
    """Whether it is an exercise, and how severe. One query: no word of the incident, for the officers' search finds cases by role."""
    rows = CyberIncident.objects.filter(case__in=case_ids)
    return {
        one.pk: RowDetails(hint="Diễn tập" if one.exercise else one.get_severity_display()) for one in rows
    }
