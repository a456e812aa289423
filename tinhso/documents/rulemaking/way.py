"""The way of a draft under consultation: kind of case, steps, limits as dated rules."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date

from tinhso.casework.public import Process, RowDetails, Step
from tinhso.documents.models import Consultation
from tinhso.kernel.law.public import rule, rule_or, rule_source
from tinhso.kernel.people.roles import Examiner
from tinhso.lib.legal_time.time_limit import TimeLimit

KIND = "consultation"
OPEN_ACT = "open_consultation"
COLLECT, ANSWER, PUBLISHED = "collect", "answer", "published"
SOURCE = "Luật 80/2015/QH13; Luật 64/2025/QH15 (chưa đối chiếu Công báo)"
STEPS = (
    Step(COLLECT, "Lấy ý kiến", Examiner.code, "agency", "collect_comments", 0.6),
    Step(ANSWER, "Tổng hợp, tiếp thu, giải trình", Examiner.code, "agency", "answer_comments", 0.4),
    Step(PUBLISHED, "Đã công bố kết quả tiếp thu, giải trình", Examiner.code, "agency", "answer_comments"),
)
MOST_DAYS = 180


def process() -> Process:
    """Made with the first consultation."""
    given = {"steps": [asdict(step) for step in STEPS], "source": SOURCE}
    return Process.objects.get_or_create(code=KIND, version=1, defaults=given)[0]


def fewest_days(on: date) -> tuple[int, str]:
    """For how many days a draft stands open at least, and where that is written. Two queries."""
    key = "documents.consultation_days"
    return int(rule(key, on=on)), rule_source(key, on=on)


def answer_limit(on: date) -> TimeLimit:
    """From the end of the consultation to the answers."""
    key = "documents.answer_comments_limit"
    return TimeLimit.from_json(rule(key, on=on) | {"source": rule_source(key, on=on)})


def is_account_needed(on: date) -> bool:
    """Whether a comment wants an account that day; one query."""
    return int(rule_or("documents.comment_account_needed", 0, on=on)) == 1


def consultation_rows(case_ids: Sequence[int]) -> dict[int, RowDetails]:
    """What the draft is about. One query."""
    rows = Consultation.objects.filter(case__in=case_ids).values_list("case_id", "title")
    return {pk: RowDetails(hint=title) for pk, title in rows}
