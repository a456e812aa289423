"""The way of a request for information, and the dated days, grounds and items of the law."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db.models import QuerySet

from tinhso.casework.public import Case, Process, calendar_for
from tinhso.citizen.models import InformationRequest
from tinhso.kernel.law.public import rule, rule_or, rule_source
from tinhso.kernel.people.public import Agency, Post
from tinhso.kernel.people.roles import Examiner
from tinhso.lib.dates import local
from tinhso.lib.legal_time.time_limit import TimeLimit, Unit

KIND = "information_request"
TITLE = "Yêu cầu cung cấp thông tin"  # what it is about is the asker's own text and stays in its row
ANSWER, PUBLISH = "answer", "publish"
STEPS = [
    {
        "key": ANSWER,
        "label": "Cung cấp thông tin",
        "role": Examiner.code,
        "place": "agency",
        "act": "answer_information",
        "share": 1.0,
    },
    {
        "key": PUBLISH,
        "label": "Quyết định công khai",
        "role": Examiner.code,
        "place": "agency",
        "act": "publish_information",
        "share": 0.0,
    },
]
SOURCE = "Luật Tiếp cận thông tin 104/2016/QH13; NĐ 13/2018/NĐ-CP (chưa kiểm chứng điều khoản)"
MOST_COST = 100_000_000  # đồng, of one answer
LEAST = Decimal("0.1")  # of a working day: what is over when a request is found valid is due at once
Channel = InformationRequest.Channel
GROUPS = {
    Channel.PAGE: "electronic",
    Channel.EMAIL: "electronic",
    Channel.POST: "post",
    Channel.COUNTER: "counter",
}
"""By which article of the law the days are counted."""
SOURCES = {
    Channel.PAGE: Case.Source.OWN_PORTAL,
    Channel.EMAIL: Case.Source.OWN_PORTAL,
    Channel.POST: Case.Source.POST,
    Channel.COUNTER: Case.Source.COUNTER,
}


class UnknownGround(LookupError):
    """No such ground of refusal is in the list of that day: nothing else is one."""


def information_process() -> Process:
    found, _ = Process.objects.get_or_create(
        code=KIND, version=1, defaults={"steps": STEPS, "source": SOURCE}
    )
    return found


def answering_agencies(on: date) -> "QuerySet[Agency]":
    """The committees and departments of that day at which somebody answers. One query."""
    kinds = [Agency.Kind.DEPARTMENT, Agency.Kind.COMMITTEE]
    staffed = Post.objects.on(on).with_role(Examiner.code).values("agency_id")
    return Agency.objects.on(on).filter(kind__in=kinds, pk__in=staffed)


def review_limit(on: date) -> TimeLimit:
    """So long an agency may look whether a request is valid."""
    key = "information.review_days"
    return TimeLimit(Decimal(rule(key, on=on)), Unit.WORKING_DAY, rule_source(key, on=on))


def law_limit(channel: str, what: str, on: date) -> TimeLimit:
    """`simple`, `complex`, `notice` or `extension` by the article of that channel: working days of the rule of that day."""
    key = f"information.{GROUPS[Channel(channel)]}_{what}_days"
    return TimeLimit(Decimal(rule(key, on=on)), Unit.WORKING_DAY, rule_source(key, on=on))


def what_is_left(limit: TimeLimit, case: Case, since: datetime, now: datetime) -> TimeLimit:
    """The same limit less the working days that have passed_days by since the valid request came: the law counts from there."""
    first, last = local(since).date(), local(now).date()
    calendar = calendar_for(case.agency_id, last)
    passed_days = sum(
        calendar.is_working_day(first + timedelta(days=n + 1)) for n in range((last - first).days)
    )
    return TimeLimit(max(limit.amount - passed_days, LEAST), limit.unit, limit.source)


def grounds_on(day: date) -> Mapping[str, str]:
    """Code and words of the grounds of refusal in force, in the order of the law; none in an older pack."""
    pairs: list[list[str]] = rule_or("information.grounds", [], on=day)
    return dict(pairs)


def ground_source(day: date) -> str:
    return rule_source("information.grounds", on=day) if grounds_on(day) else ""


def words_of_ground(code: str, on: date) -> str:
    """UnknownGround."""
    found = grounds_on(on).get(code)
    if found is None:
        raise UnknownGround(code)
    return found
