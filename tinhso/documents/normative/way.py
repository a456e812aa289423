"""The steps of a normative document's way that are cases of their own: who does each, and until when, as dated rules.

Sending for the signature (trình) and the issue (ban hành) are steps of the outgoing document's own case.
"""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date

from tinhso.casework.public import Process, RowDetails, Step
from tinhso.documents.models import RuleStep
from tinhso.kernel.law.public import rule, rule_source
from tinhso.kernel.people.roles import Clerk, Examiner
from tinhso.lib.legal_time.time_limit import TimeLimit

KIND = "rule_step"
ASSESS_ACT, PUBLISH_ACT = "assess_rule", "publish_rule"
DO, DONE = "do", "done"
SOURCE = "Luật 80/2015/QH13; Luật 64/2025/QH15 (chưa đối chiếu Công báo)"
Kind = RuleStep.Kind
BEFORE_ISSUE = (Kind.CRITICISM, Kind.APPRAISAL)
AFTER_ISSUE = (Kind.GAZETTE, Kind.NATIONAL)
LIMITS = {
    Kind.CRITICISM: "documents.criticism_limit",
    Kind.APPRAISAL: "documents.appraisal_limit",
    Kind.GAZETTE: "documents.gazette_limit",
    Kind.NATIONAL: "documents.national_limit",
}


def process(kind: RuleStep.Kind) -> Process:
    """One for each kind, made with its first step."""
    role, act = (Examiner, ASSESS_ACT) if kind in BEFORE_ISSUE else (Clerk, PUBLISH_ACT)
    steps = (
        Step(DO, kind.label, role.code, "agency", act, 1.0),
        Step(DONE, "Đã có kết quả", role.code, "agency", act),
    )
    given = {"steps": [asdict(step) for step in steps], "source": SOURCE}
    return Process.objects.get_or_create(code=f"rule_{kind.value}", version=1, defaults=given)[0]


def step_limit(kind: RuleStep.Kind, on: date, *, shortened: bool = False) -> TimeLimit:
    """By the rule of that day; an appraisal by the shortened procedure has a time of its own."""
    key = "documents.appraisal_limit_shortened" if shortened and kind == Kind.APPRAISAL else LIMITS[kind]
    return TimeLimit.from_json(rule(key, on=on) | {"source": rule_source(key, on=on)})


def fewest_days_to_effect(level: str, on: date) -> tuple[int, str]:
    """How many days lie at least between the issue and the force of a rule of the province, or of a district or commune."""
    key = "documents.effect_days" if level == "province" else "documents.effect_days_below"
    return int(rule(key, on=on)), rule_source(key, on=on)


def step_rows(case_ids: Sequence[int]) -> dict[int, RowDetails]:
    """Which step of what. One query."""
    rows = RuleStep.objects.filter(case__in=case_ids).select_related("document__case__agency")
    return {
        one.pk: RowDetails(who=one.document.case.agency.name, hint=RuleStep.Kind(one.kind).label)
        for one in rows
    }
