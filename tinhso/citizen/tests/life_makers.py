"""Makers for feedback, complaints and alerts: the rules, the receiving offices, and a feedback brought as far as a test wants."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

from django.db.backends.postgresql.psycopg_any import DateRange

from tests.town import Town, make_agency, make_officer
from tinhso.citizen.feedback.actions.answer_feedback import answer_feedback
from tinhso.citizen.feedback.actions.send_feedback import Sender, send_feedback
from tinhso.citizen.feedback.actions.take_feedback import take_feedback
from tinhso.citizen.models import Feedback
from tinhso.kernel.law.models import Rule
from tinhso.kernel.people.public import Agency, User
from tinhso.kernel.people.roles import DeskOfficer, Examiner, Head
from tinhso.kernel.site.clock import HANOI

NOW = datetime(2024, 3, 8, 9, 0, tzinfo=HANOI)  # a Friday morning
SINCE = DateRange(date(2020, 1, 1), None)
RULES = {
    "feedback.receiver": "van-phong",
    "feedback.refuse_days": 2,
    "feedback.supplement_days": 5,
    "feedback.settle_days": 15,
    "feedback.publish_days": 2,
    "alert.offices": ["van-phong"],
    "alert.two_persons_from": 4,
    "complaint.receivers": ["thanh-tra", "van-phong"],
    "complaint.complaint_intake": {"amount": 10, "unit": "day"},
    "complaint.complaint_settle": {"amount": 30, "unit": "day"},
    "complaint.denunciation_intake": {"amount": 7, "unit": "working_day"},
    "complaint.denunciation_settle": {"amount": 30, "unit": "day"},
    "supplement.max_times": 1,
    "supplement.patience_days": 30,
    "security.idle_lock_minutes": 15,
    "security.officer_second_factor": False,
}
QUESTION = "Thủ tục này bắt nộp hai bản sao, xin bỏ bớt."


class Office:
    """Văn phòng: Hà receives at its desk; Kim heads it."""

    def __init__(self, town: Town) -> None:
        self.agency: Agency = make_agency("van-phong", "Văn phòng UBND tỉnh", parent=town.committee)
        self.ha: User = make_officer("ha", "Ngô Thị Hà", self.agency, "Chuyên viên", DeskOfficer, Examiner)
        self.kim: User = make_officer("kim", "Tạ Văn Kim", self.agency, "Chánh Văn phòng", Head)


class Inspectorate:
    """Thanh tra: Ly examines what nobody else may see."""

    def __init__(self, town: Town) -> None:
        self.agency: Agency = make_agency("thanh-tra", "Thanh tra tỉnh", parent=town.committee)
        self.ly: User = make_officer("ly", "Cao Thị Ly", self.agency, "Thanh tra viên", Examiner)


def make_rules(**changes: Any) -> None:
    for key, value in (RULES | changes).items():
        Rule.objects.update_or_create(key=key, defaults={"value": value, "valid": SINCE, "source": "thử"})


def make_feedback(town: Town, *, now: datetime = NOW, **changes: Any) -> Feedback:
    """An's feedback about a rule, handed in."""
    values = {
        "wished": Feedback.Kind.POLICY,
        "subject": "Bớt giấy tờ",
        "text": QUESTION,
        "about": None,
        "client_key": uuid4(),
    }
    person = town.an.person
    sender = Sender(person.full_name, "0912345678", "12 Phố Xanh", person=person)
    given = {"sender": sender, "by": town.actor("an")} | values | changes
    return send_feedback(now=now, **given)


def taken_feedback(
    town: Town, feedback: Feedback, *, agency: Agency | None = None, now: datetime = NOW
) -> Feedback:
    """Classified by Hà and given to an agency, A unless said."""
    take_feedback(
        feedback=feedback,
        ver=feedback.case.ver,
        kind=Feedback.Kind.POLICY,
        agency=agency or town.agency_a,
        repeats="",
        by=actor("ha", town),
        now=now + timedelta(hours=1),
    )
    return feedback


def answered(town: Town, feedback: Feedback, *, now: datetime = NOW) -> Feedback:
    """Taken and answered by Emi of agency A."""
    taken_feedback(town, feedback, now=now)
    by = town.actor("emi")
    answer_feedback(
        feedback=feedback, ver=feedback.case.ver, answer="Đã bỏ một bản.", by=by, now=now + timedelta(hours=2)
    )
    return feedback


def actor(name: str, town: Town) -> Any:
    """The actor of an officer whom this file made."""
    from tinhso.kernel.people.public import actor_of

    return actor_of(User.objects.get(username=name), on=town.day)
