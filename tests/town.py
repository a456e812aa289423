"""The small town of all tests: two agencies A and B with their desks, and the named cast. No province pack."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from tinhso.kernel.events.public import SYSTEM, Actor
from tinhso.kernel.people.actions.load_pack import PackCounts, load_pack
from tinhso.kernel.people.public import Agency, Person, Post, User, actor_of
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


def make_unit(code: str, name: str, level: str, kind: str, parent: AdminUnit | None = None) -> AdminUnit:
    return AdminUnit.objects.create(
        code=code,
        name=name,
        level=level,
        kind=kind,
        parent=parent,
        valid=FOREVER,
        source=SOURCE,
        sort_key=code,
    )


def make_agency(
    code: str,
    name: str,
    *,
    kind: str = Agency.Kind.DEPARTMENT,
    level: str = Agency.Level.PROVINCE,
    parent: Agency | None = None,
    unit: AdminUnit | None = None,
    ident_code: str = "",
) -> Agency:
    return Agency.objects.create(
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


def make_citizen(username: str, full_name: str, id_number: str, *, level: int = 2) -> User:
    person = Person.objects.create(
        full_name=full_name, id_number=id_number, birth_date=date(1990, 5, 2), phone="0912345678"
    )
    return User.objects.create(username=username, full_name=full_name, person=person, identity_level=level)


def make_officer(username: str, full_name: str, agency: Agency, title: str, *roles: type[Role]) -> User:
    user = User.objects.create(username=username, full_name=full_name)
    Post.objects.create(
        agency=agency, user=user, title=title, roles=[role.code for role in roles], valid=FOREVER
    )
    return user


@pytest.fixture
def town(db: None) -> Town:
    """Agencies A and B, their desks and the cast; every post and unit valid since 01/01/2020 without an end."""
    province = make_unit("38", "Tỉnh Thanh Hóa", "province", "tinh")
    committee = make_agency(
        "ubnd-tinh", "Ủy ban nhân dân tỉnh", kind=Agency.Kind.COMMITTEE, unit=province, ident_code="H56"
    )
    a = make_agency("so-a", "Sở A", parent=committee, unit=province, ident_code="H56.14")
    b = make_agency("so-b", "Sở B", parent=committee, unit=province, ident_code="H56.15")
    desk_a = make_agency(
        "mot-cua-a", "Bộ phận Một cửa Sở A", kind=DESK, parent=a, unit=province, ident_code="H56.14"
    )
    desk_b = make_agency(
        "mot-cua-b", "Bộ phận Một cửa Sở B", kind=DESK, parent=b, unit=province, ident_code="H56.15"
    )
    town = Town(
        province=province,
        commune=make_unit("14797", "Phường Hạc Thành", "commune", "phuong", province),
        other_commune=make_unit("14758", "Phường Hàm Rồng", "commune", "phuong", province),
        committee=committee,
        agency_a=a,
        agency_b=b,
        desk_a=desk_a,
        desk_b=desk_b,
        an=make_citizen("an", "Lê Thị An", "038190000001"),
        dung=make_citizen("dung", "Phạm Văn Dũng", "038190000002"),
        binh=make_officer("binh", "Nguyễn Thị Bình", desk_a, "Cán bộ Bộ phận Một cửa", DeskOfficer),
        emi=make_officer("emi", "Trịnh Thị Emi", a, "Chuyên viên", Examiner),
        chi=make_officer("chi", "Hoàng Văn Chi", a, "Phó Giám đốc", Head),
        van=make_officer("van", "Lê Thị Văn", a, "Văn thư", Clerk),
        bao=make_officer("bao", "Đỗ Văn Bảo", desk_b, "Cán bộ Bộ phận Một cửa", DeskOfficer),
        quan=make_officer("quan", "Vũ Văn Quản", committee, "Quản trị hệ thống", Administrator),
        tra=make_officer("tra", "Mai Thị Tra", committee, "Thanh tra viên", Auditor),
        sau=make_officer("sau", "Bùi Văn Sáu", committee, "Lãnh đạo Văn phòng", Supervisor),
    )
    town.posts = {post.user.username: post for post in Post.objects.select_related("user")}
    return town


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
