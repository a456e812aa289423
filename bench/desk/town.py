"""The small town of the measurements: one agency with its desk and four officers, one process, one applicant."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.backends.postgresql.psycopg_any import DateRange

from tinhso.casework.models import Process
from tinhso.kernel.law.models import Rule
from tinhso.kernel.people.public import Actor, Agency, Person, Post, User
from tinhso.kernel.site.public import HANOI

NOW = datetime(2024, 3, 8, 9, 0, tzinfo=HANOI)
ALWAYS = DateRange(date(2020, 1, 1), None)
STEPS = [
    {"key": "examine", "label": "Thẩm định", "role": "examiner", "place": "agency", "act": "examine"},
    {"key": "sign", "label": "Ký duyệt", "role": "head", "place": "agency", "act": "sign"},
    {"key": "issue", "label": "Phát hành", "role": "clerk", "place": "agency", "act": "issue"},
    {"key": "hand_over", "label": "Trả kết quả", "role": "desk", "place": "desk", "act": "hand_over"},
]


@dataclass
class Town:
    agency: Agency
    desk: Agency
    process: Process
    an_person: Person
    an: Actor
    binh: Actor
    emi: Actor
    chi: Actor
    van: Actor

    def at(self, step: str) -> Actor:
        return {"examine": self.emi, "sign": self.chi, "issue": self.van}[step]


def make_agency(code: str, name: str, parent: Agency | None = None, *, desk: bool = False) -> Agency:
    return Agency.objects.create(
        code=code,
        name=name,
        short_name=name,
        kind=Agency.Kind.DESK if desk else Agency.Kind.DEPARTMENT,
        level=Agency.Level.PROVINCE,
        parent=parent,
        valid=ALWAYS,
        source="bench",
        sort_key=code,
        ident_code="H56.14",
    )


def officer(name: str, agency: Agency, *roles: str) -> Actor:
    user = User.objects.create(username=name, full_name=name)
    post = Post.objects.create(agency=agency, user=user, title=name, roles=list(roles), valid=ALWAYS)
    return Actor(user_id=user.pk, post_id=post.pk, agency_id=agency.pk, roles=frozenset(roles))


def make_town() -> Town:
    for key, value in (("supplement.max_times", 1), ("supplement.patience_days", 30)):
        Rule.objects.create(key=key, value=value, valid=DateRange(None, None), source="bench")
    agency = make_agency("so-bench", "Sở đo tốc độ")
    desk = make_agency("mot-cua-bench", "Bộ phận Một cửa", agency, desk=True)
    person = Person.objects.create(
        full_name="Lê Thị An", id_number="038190000001", birth_date=date(1990, 5, 2), phone="0912345678"
    )
    user = User.objects.create(username="bench-an", full_name=person.full_name, person=person)
    return Town(
        agency=agency,
        desk=desk,
        process=Process.objects.create(code="bench", version=1, steps=STEPS, source="bench"),
        an_person=person,
        an=Actor(user_id=user.pk, person_id=person.pk),
        binh=officer("bench-binh", desk, "desk"),
        emi=officer("bench-emi", agency, "examiner"),
        chi=officer("bench-chi", agency, "head"),
        van=officer("bench-van", agency, "clerk"),
    )
