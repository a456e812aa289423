"""The small town of all tests: two agencies A and B with their desks, and the named cast. No province pack."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from tinhso.kernel.events.public import SYSTEM, Actor, copy_events
from tinhso.kernel.people.agencies.actions.load_pack import PackCounts, load_pack
from tinhso.kernel.people.public import Agency, Person, Post, User, actor_of, identified
from tinhso.kernel.people.roles import (
    Administrator,
    Auditor,
    Clerk,
    DeskOfficer,
    Examiner,
    Head,
    Role,
    Supervisor,
)
from tinhso.kernel.places.public import AdminUnit
from tinhso.kernel.site.clock import HANOI
from tinhso.kernel.site.public import count_tables

if TYPE_CHECKING:
    from django.test import Client

SINCE = date(2020, 1, 1)
FOREVER = DateRange(SINCE, None)
DAY = date(2024, 3, 8)
DESK = Agency.Kind.DESK
SOURCE = "thị trấn của bài kiểm thử"


@dataclass
class Town:
    """The cast. An lives here, Dũng is a stranger; the others hold posts: Bình, Emi, Chi and Văn at A, Bảo at B.

    Bình (desk) sits at `desk_a`, Bảo at `desk_b`; Emi examines, Chi heads and signs, Văn is the clerk of
    `agency_a`; Quản administers, Tra audits and Sáu supervises at the province's committee.
    """

    province: AdminUnit
    commune: AdminUnit
    other_commune: AdminUnit
    committee: Agency
    agency_a: Agency
    agency_b: Agency
    desk_a: Agency
    desk_b: Agency
    an: User
    dung: User
    binh: User
    emi: User
    chi: User
    van: User
    bao: User
    quan: User
    tra: User
    sau: User
    day: date = DAY
    posts: dict[str, Post] = field(default_factory=dict)

    def actor(self, name: str, *, on: date | None = None) -> Actor:
        """The actor that this member of the cast is, in the own post: `town.actor("binh")`."""
        return actor_of(getattr(self, name), on=on or self.day)

    def sign_in(self, client: "Client", name: str) -> "Client":
        """The same test client, signed in as this member of the cast."""
        client.force_login(getattr(self, name))
        session = client.session
        session["second_factor"] = True  # the cast has no authenticator app to set up first
        session.save()
        return client


def unit(code: str, name: str, level: str, kind: str, parent: AdminUnit | None = None) -> AdminUnit:
    return AdminUnit(
        code=code,
        name=name,
        level=level,
        kind=kind,
        parent=parent,
        valid=FOREVER,
        source=SOURCE,
        sort_key=code,
    )


def make_unit(code: str, name: str, level: str, kind: str, parent: AdminUnit | None = None) -> AdminUnit:
    made = unit(code, name, level, kind, parent)
    made.save(force_insert=True)
    return made


def agency(
    code: str,
    name: str,
    *,
    kind: str = Agency.Kind.DEPARTMENT,
    level: str = Agency.Level.PROVINCE,
    parent: Agency | None = None,
    unit: AdminUnit | None = None,
    ident_code: str = "",
) -> Agency:
    return Agency(
        code=code,
        name=name,
        short_name=name,
        kind=kind,
        level=level,
        parent=parent,
        unit=unit,
        ident_code=ident_code,
        old_ident_code=f"000.00.{ident_code[-2:]}.H56" if ident_code else "",
        valid=FOREVER,
        source=SOURCE,
        sort_key=code,
    )


def make_agency(code: str, name: str, **words: Any) -> Agency:
    """Saved; the words are those of `agency`."""
    made = agency(code, name, **words)
    made.save(force_insert=True)
    return made


def person(full_name: str, id_number: str) -> Person:
    return Person(full_name=full_name, id_number=id_number, birth_date=date(1990, 5, 2), phone="0912345678")


def make_citizen(username: str, full_name: str, id_number: str, *, level: int = 2) -> User:
    who = person(full_name, id_number)
    who.save(force_insert=True)
    return User.objects.create(username=username, full_name=full_name, person=who, identity_level=level)


def tell_accounts() -> None:
    """Let the log say whose the made accounts are, as if the identity provider had vouched for them."""
    of_persons = User.objects.exclude(person=None)
    with transaction.atomic():
        copy_events((event, SYSTEM, timezone.now()) for event in identified(list(of_persons)))


def post(user: User, agency: Agency, title: str, *roles: type[Role]) -> Post:
    return Post(agency=agency, user=user, title=title, roles=[role.code for role in roles], valid=FOREVER)


def make_officer(username: str, full_name: str, agency: Agency, title: str, *roles: type[Role]) -> User:
    user = User.objects.create(username=username, full_name=full_name)
    post(user, agency, title, *roles).save(force_insert=True)
    return user


CITIZENS = {"an": ("Lê Thị An", "038190000001"), "dung": ("Phạm Văn Dũng", "038190000002")}
OFFICERS: dict[str, tuple[str, str, str, type[Role]]] = {
    "binh": ("Nguyễn Thị Bình", "mot-cua-a", "Cán bộ Bộ phận Một cửa", DeskOfficer),
    "emi": ("Trịnh Thị Emi", "so-a", "Chuyên viên", Examiner),
    "chi": ("Hoàng Văn Chi", "so-a", "Phó Giám đốc", Head),
    "van": ("Lê Thị Văn", "so-a", "Văn thư", Clerk),
    "bao": ("Đỗ Văn Bảo", "mot-cua-b", "Cán bộ Bộ phận Một cửa", DeskOfficer),
    "quan": ("Vũ Văn Quản", "ubnd-tinh", "Quản trị hệ thống", Administrator),
    "tra": ("Mai Thị Tra", "ubnd-tinh", "Thanh tra viên", Auditor),
    "sau": ("Bùi Văn Sáu", "ubnd-tinh", "Lãnh đạo Văn phòng", Supervisor),
}


def found_agencies(province: AdminUnit) -> list[Agency]:
    """The committee, the departments A and B, and their desks."""
    words: dict[str, Any] = {"unit": province, "parent": None}
    committee = agency(
        "ubnd-tinh", "Ủy ban nhân dân tỉnh", kind=Agency.Kind.COMMITTEE, ident_code="H56", **words
    )
    Agency.objects.bulk_create([committee])
    words["parent"] = committee
    a = agency("so-a", "Sở A", ident_code="H56.14", **words)
    b = agency("so-b", "Sở B", ident_code="H56.15", **words)
    Agency.objects.bulk_create([a, b])
    desks = [
        agency("mot-cua-a", "Bộ phận Một cửa Sở A", kind=DESK, ident_code="H56.14", **words | {"parent": a}),
        agency("mot-cua-b", "Bộ phận Một cửa Sở B", kind=DESK, ident_code="H56.15", **words | {"parent": b}),
    ]
    return [committee, a, b, *Agency.objects.bulk_create(desks)]


@pytest.fixture
def town(db: None) -> Town:
    """Agencies A and B, their desks and the cast; every post and unit valid since 01/01/2020 without an end.

    A kind of row is one statement: most tests begin with this town.
    """
    province = make_unit("38", "Tỉnh Thanh Hóa", "province", "tinh")
    communes = AdminUnit.objects.bulk_create(
        [
            unit("14797", "Phường Hạc Thành", "commune", "phuong", province),
            unit("14758", "Phường Hàm Rồng", "commune", "phuong", province),
        ]
    )
    agencies = {one.code: one for one in found_agencies(province)}
    persons = Person.objects.bulk_create([person(*words) for words in CITIZENS.values()])
    users = [
        User(username=name, full_name=words[0], person=one, identity_level=2)
        for (name, words), one in zip(CITIZENS.items(), persons, strict=True)
    ] + [User(username=name, full_name=words[0]) for name, words in OFFICERS.items()]
    cast = {one.username: one for one in User.objects.bulk_create(users)}
    posts = Post.objects.bulk_create(
        [post(cast[name], agencies[seat], title, role) for name, (_, seat, title, role) in OFFICERS.items()]
    )
    return Town(
        province=province,
        commune=communes[0],
        other_commune=communes[1],
        committee=agencies["ubnd-tinh"],
        agency_a=agencies["so-a"],
        agency_b=agencies["so-b"],
        desk_a=agencies["mot-cua-a"],
        desk_b=agencies["mot-cua-b"],
        posts={one.user.username: one for one in posts},
        **cast,
    )


STANDING = ("_loaded_demo", "_loaded_province")
"""Fixtures whose rows stand from the first test of a file that asks for them to its last test."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A file's demo or province stays open until its last test: one that wants empty tables would find its rows, in a run
    of the long tests too.

    Raises:
        pytest.UsageError: a file has tests of loaded tables beside tests of empty ones.
    """
    loaded, empty = set(), set()
    for item in items:
        names = set(getattr(item, "fixturenames", ()))
        if names & set(STANDING):
            loaded.add(item.path)
        elif names & {"db", "transactional_db"} or item.get_closest_marker("django_db"):
            empty.add(item.path)
    if mixed := loaded & empty:
        mixed_names = ", ".join(sorted(path.name for path in mixed))
        raise pytest.UsageError(
            f"tests of loaded tables and tests of empty tables share a file: {mixed_names}"
        )


@pytest.fixture(scope="module")
def _loaded_province(django_db_setup: None, django_db_blocker: Any) -> Iterator[PackCounts]:
    """The pack in a transaction around all tests of one file, rolled back after them."""
    with django_db_blocker.unblock(), transaction.atomic():
        counts = load_pack(settings.PROVINCE_PACK, by=SYSTEM, now=datetime(2024, 3, 8, 9, tzinfo=HANOI))
        count_tables()
        yield counts
        transaction.set_rollback(True)


@pytest.fixture
def whole_province(_loaded_province: PackCounts, db: None) -> PackCounts:
    """The whole province pack, loaded once a file (2 s): not for tests that commit or use several connections."""
    return _loaded_province
