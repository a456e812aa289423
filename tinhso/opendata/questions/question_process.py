"""The ways of a question about data and of an application for the showcase: who answers, in which time."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from decimal import Decimal

from django.urls import reverse

from tinhso.casework.public import Case, Process, RowDetails, Step
from tinhso.kernel.events.public import Actor
from tinhso.kernel.law.public import rule, rule_source
from tinhso.kernel.notices.public import notify
from tinhso.kernel.people.public import Agency, Person, Post
from tinhso.kernel.people.roles import DataOfficer
from tinhso.lib.language.personal_data import find_personal_data
from tinhso.lib.language.vietnamese import fold
from tinhso.lib.legal_time.time_limit import TimeLimit, Unit
from tinhso.opendata.models import DataQuestion, Dataset, Reuse

QUESTION, REUSE = "data_request", "data_reuse"
ANSWER, PUBLISH, MODERATE, SHOW = "answer_data", "publish_data", "moderate_reuse", "show"
MOST_A_DAY = 5  # of one person, of each kind
SHORTEST_NAME = 5  # a shorter name is found in words that name nobody
STEPS = {
    QUESTION: (
        Step("answer", "Trả lời câu hỏi", DataOfficer.code, "agency", ANSWER, 1.0),
        Step("publish", "Công khai câu trả lời", DataOfficer.code, "agency", PUBLISH),
    ),
    REUSE: (
        Step("moderate", "Duyệt ứng dụng", DataOfficer.code, "agency", MODERATE, 1.0),
        Step("show", "Đăng ứng dụng", DataOfficer.code, "agency", MODERATE),
    ),
}
SOURCE = "Quy trình nội bộ của cổng dữ liệu mở"


class NoAnswerer(LookupError):
    """No agency of that day answers for the open data: the rule `opendata.publisher` names none that exists."""


class TooMany(Exception):
    """This person has sent as many today as one may."""


class StillPersonal(ValueError):
    """What the public is to read holds what looks like a phone, an identity number, a mail address or the asker's name."""

    def __init__(self, found: list[str]) -> None:
        super().__init__(", ".join(found))
        self.found = found


def process_of(kind: str) -> Process:
    """Made with the first case of the kind."""
    given = {"steps": [asdict(step) for step in STEPS[kind]], "source": SOURCE}
    return Process.objects.get_or_create(code=kind, version=1, defaults=given)[0]


def focal_agency(on: date) -> Agency:
    """The agency that publishes the open data of the province on that day (rule `opendata.publisher`). NoAnswerer."""
    code = rule("opendata.publisher", on=on)
    found = Agency.objects.on(on).filter(code=code).first()
    if found is None:
        raise NoAnswerer(code)
    return found


def answering_agency(dataset: Dataset | None, on: date) -> Agency:
    """The publisher where it has a data officer that day, else the focal agency. NoAnswerer. Four queries at most."""
    if dataset is not None:
        officers = Post.objects.on(on).with_role(DataOfficer.code)
        if officers.filter(agency=dataset.publisher_id).exists():
            return dataset.publisher
    return focal_agency(on)


def limit_of(key: str, on: date) -> TimeLimit:
    """So many working days, by the rule of that day."""
    return TimeLimit(Decimal(rule(key, on=on)), Unit.WORKING_DAY, rule_source(key, on=on))


def personal_words(text: str, *, of: Person | None) -> list[str]:
    """What tells who somebody is in a text for the public, in words, each once; `of` is whoever wrote the question."""
    found = dict.fromkeys(one.kind.label for one in find_personal_data(text))
    folded = f" {fold(text)} "
    own_words = (of.full_name, of.phone, of.email) if of else ()
    if any(len(value) >= SHORTEST_NAME and f" {fold(value)} " in folded for value in own_words):
        found["tên hoặc liên hệ của người hỏi"] = None
    return list(found)


def check_without_people(text: str, *, of: Person | None) -> None:
    """StillPersonal."""
    if found := personal_words(text, of=of):
        raise StillPersonal(found)


def tell_sender(case: Case, what: str, page: str, *, by: Actor, now: datetime) -> None:
    """A notice in the transaction of the deed; one a deed and version of the case."""
    if case.person is None or case.person.erased_at is not None:
        return
    notify(
        to=case.person,
        topic="opendata.asked",
        template=f"opendata.{what}",
        params={"code": case.code},
        now=now,
        key=f"{what}:{case.pk}:{case.ver}",
        case_id=case.pk,
        path=reverse(page, args=[case.code]),
        by=by,
    )


def question_rows(case_ids: Sequence[int]) -> dict[int, RowDetails]:
    """What each is about, and nobody's name. One query."""
    rows = DataQuestion.objects.filter(case__in=case_ids).values_list("case_id", "subject")
    return {pk: RowDetails(hint=subject) for pk, subject in rows}


def reuse_rows(case_ids: Sequence[int]) -> dict[int, RowDetails]:
    """How each application is called. One query."""
    rows = Reuse.objects.filter(case__in=case_ids).values_list("case_id", "title")
    return {pk: RowDetails(hint=title) for pk, title in rows}
