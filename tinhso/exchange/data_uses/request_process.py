"""The way of a question or complaint about a use of one's data: which agency answers, in which time."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime

from django.urls import reverse

from tinhso.casework.public import Case, Process, RowDetails, Step
from tinhso.exchange.models import DataUseRequest
from tinhso.exchange.registry.permissions import operator
from tinhso.kernel.events.public import Actor
from tinhso.kernel.law.public import rule, rule_source
from tinhso.kernel.notices.public import notify
from tinhso.kernel.people.public import Agency, Post
from tinhso.kernel.people.roles import DataOfficer
from tinhso.lib.legal_time.time_limit import TimeLimit

KIND, ANSWER = "data_use_request", "answer_data_use"
TOPIC = "exchange.data_use"
MOST_A_DAY = 5
LIMIT = "exchange.request_limit"
SOURCE = "Quy trình nội bộ của nền tảng chia sẻ dữ liệu"
STEPS = (
    Step("answer", "Trả lời về việc dùng dữ liệu cá nhân", DataOfficer.code, "agency", ANSWER, 1.0),
    Step("close", "Đã trả lời", DataOfficer.code, "agency", ANSWER),
)


class NoAnswerer(LookupError):
    """Neither the agency that used the data nor the one that runs the exchange has a data officer that day."""


class TooMany(Exception):
    """This person has sent as many today as one may."""


class AlreadyAsked(Exception):
    """The same use is being answered already."""


class NotYourUse(LookupError):
    """No use of this person's data, or one that is not shown to them."""


def process() -> Process:
    """Made with the first request."""
    given = {"steps": [asdict(step) for step in STEPS], "source": SOURCE}
    return Process.objects.get_or_create(code=KIND, version=1, defaults=given)[0]


def answering_agency(agency_id: int | None, on: date) -> Agency:
    """The one that used the data where it has a data officer that day, else the one that runs the exchange. NoAnswerer.
    Four queries at most."""
    posts = Post.objects.on(on).with_role(DataOfficer.code).filter(user__is_active=True)
    if agency_id is not None and posts.filter(agency=agency_id).exists():
        return Agency.objects.get(pk=agency_id)
    found = operator(on)
    if not posts.filter(agency=found).exists():
        raise NoAnswerer(found.code)
    return found


def limit(on: date) -> TimeLimit:
    """The time for an answer, by the rule of that day."""
    return TimeLimit.from_json(rule(LIMIT, on=on) | {"source": rule_source(LIMIT, on=on)})


def notify_sender(case: Case, *, by: Actor, now: datetime) -> None:
    """In the transaction of the answer."""
    if case.person is None or case.person.erased_at is not None:
        return
    notify(
        to=case.person,
        topic=TOPIC,
        template="exchange.data_use_answered",
        params={"code": case.code},
        now=now,
        key=f"data_use_answered:{case.pk}:{case.ver}",
        case_id=case.pk,
        path=reverse("my_data_use_request", args=[case.code]),
        by=by,
    )


def request_rows(case_ids: Sequence[int]) -> dict[int, RowDetails]:
    """What kind each is, and nobody's name. One query."""
    rows = DataUseRequest.objects.filter(case__in=case_ids)
    return {one.case_id: RowDetails(hint=str(one.get_kind_display())) for one in rows}
