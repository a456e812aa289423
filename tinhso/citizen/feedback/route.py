"""The way of feedback on rules and conduct, and the legal times of its stations."""

from datetime import date, datetime
from decimal import Decimal

from tinhso.casework.public import Case, Process, due_after
from tinhso.kernel.law.public import rule, rule_source
from tinhso.kernel.people.public import Agency
from tinhso.kernel.people.roles import DeskOfficer, Examiner
from tinhso.lib.legal_time.time_limit import TimeLimit, Unit

KIND = "feedback"
ANSWER, PUBLISH = "answer", "publish"
STEPS = [
    {
        "key": ANSWER,
        "label": "Trả lời",
        "role": Examiner.code,
        "place": "agency",
        "act": ANSWER,
        "share": 1.0,
    },
    {
        "key": PUBLISH,
        "label": "Công khai",
        "role": DeskOfficer.code,
        "place": "desk",
        "act": PUBLISH,
        "share": 0.0,
    },
]
SOURCE = "NĐ 20/2008/NĐ-CP, sửa đổi bởi NĐ 48/2013/NĐ-CP, NĐ 92/2017/NĐ-CP"


class NoReceiver(LookupError):
    """No agency of that day receives feedback: the rule `feedback.receiver` names none that exists."""


def feedback_process() -> Process:
    found, _ = Process.objects.get_or_create(
        code=KIND, version=1, defaults={"steps": STEPS, "source": SOURCE}
    )
    return found


def receiver(on: date) -> Agency:
    """The office that receives all feedback of the province on that day (rule `feedback.receiver`)."""
    code = rule("feedback.receiver", on=on)
    found = Agency.objects.on(on).filter(code=code).first()
    if found is None:
        raise NoReceiver(code)
    return found


def feedback_limit(what: str, on: date) -> TimeLimit:
    """`refuse`, `supplement`, `settle` or `publish`: so many working days, by the rule of that day."""
    key = f"feedback.{what}_days"
    return TimeLimit(Decimal(rule(key, on=on)), Unit.WORKING_DAY, rule_source(key, on=on))


def due_of(case: Case, what: str, now: datetime) -> datetime:
    """When that legal time ends if it begins now."""
    return due_after(case, feedback_limit(what, now.date()), now=now)
