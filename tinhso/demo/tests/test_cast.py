import re
from datetime import date, datetime

import pytest
from django.utils import timezone

from tinhso.demo.cast import OFFICERS, create_cast, members
from tinhso.demo.colleagues import ON_LEAVE, colleagues
from tinhso.demo.load import holders
from tinhso.demo.stories import STORIES
from tinhso.kernel.papers.public import seal_of
from tinhso.kernel.people.public import Absence, Agency, Post, User, actor_of, who_may_sign
from tinhso.kernel.people.roles import Clerk, DeskOfficer, Examiner, Head
from tinhso.kernel.site.clock import HANOI
from tinhso.kernel.site.models import Instance

NOW = datetime(2024, 3, 8, 8, tzinfo=HANOI)
ARTICLE, NOW_DAYS = date(2024, 3, 8), date(2025, 10, 1)


@pytest.fixture
def cast(whole_province):
    return create_cast(now=NOW)


@pytest.mark.long
@pytest.mark.parametrize("day", [ARTICLE, NOW_DAYS])
def test_every_officer_has_one_post_on_either_day(cast, day):
    for officer in OFFICERS:
        actor = actor_of(User.objects.get(username=officer.username), on=day)
        assert actor.roles == {role.code for role in officer.roles}


@pytest.mark.long
def test_bình_moves_with_the_reform(cast):
    binh = User.objects.get(username="binh")
    before, after = (actor_of(binh, on=d).agency_id for d in (ARTICLE, NOW_DAYS))
    assert Agency.objects.get(pk=before).code == "mot-cua-so-tttt"
    assert Agency.objects.get(pk=after).code == "mot-cua-so-khcn"


@pytest.mark.long
def test_chi_signs_for_the_director_and_long_for_the_committee(cast):
    so = Agency.objects.on(ARTICLE).get(code="so-tttt")
    rights = {r.post.user.username: r.capacity for r in who_may_sign(so, "buu-chinh", ARTICLE)}
    assert rights == {"hai": "", "chi": "KT.", "tue": "KT."}
    xa = Agency.objects.on(NOW_DAYS).get(code="ubnd-xa-15271")
    rights = {r.post.user.username: r.capacity for r in who_may_sign(xa, "hoat-dong-xay-dung", NOW_DAYS)}
    assert rights == {"long": "", "bao": "KT.", "diep": "KT."}


@pytest.mark.long
@pytest.mark.parametrize("day", [ARTICLE, NOW_DAYS])
def test_somebody_whom_one_can_be_gives_the_annual_report_its_number(cast, day):
    clerks = Post.objects.on(day).with_role(Clerk.code).filter(agency__code="ubnd-tinh")
    assert {clerk.user.username for clerk in clerks} & {member.username for member in members()}


@pytest.mark.long
@pytest.mark.parametrize("day", [ARTICLE, NOW_DAYS])
def test_two_to_five_people_do_each_kind_of_work_where_the_cast_sits(cast, day):
    seats = {officer.seat for officer in OFFICERS if Head in officer.roles and officer.seat.later}
    desks = {officer.seat for officer in OFFICERS if officer.roles == (DeskOfficer,) and officer.seat.later}
    for seat, role in [
        *((s, r) for s in seats for r in (Head, Examiner, Clerk)),
        *((d, DeskOfficer) for d in desks),
    ]:
        code = seat.later if seat.moves and day >= seat.moves else seat.agency
        people = Post.objects.on(day).with_role(role.code).filter(agency__code=code).values("user").distinct()
        assert 2 <= people.count() <= 5, (code, role)


@pytest.mark.long
def test_who_is_on_leave_has_a_stand_in(cast):
    away = Absence.objects.filter(valid__contains=NOW.date())
    assert {(one.officer.username, one.stand_in.username) for one in away} == set(ON_LEAVE)


@pytest.mark.long
def test_the_sign_in_page_tells_the_stories_in_their_order(cast, client):
    Instance.objects.filter(pk=1).update(demo=True, clock_offset=NOW - timezone.now())
    page = client.get("/dang-nhap/").content.decode()
    stories = re.findall(r"<h3>(.*?)</h3>", page)
    assert stories[1] == "Sáng thứ Sáu của chị Bình ở bàn tiếp nhận của sở"
    assert [one.partition("{")[0] for one, _people in STORIES] == [
        one.partition("thứ Sáu")[0] if "thứ Sáu" in one else one for one in stories
    ]


@pytest.mark.long
def test_making_the_cast_twice_makes_it_once(cast):
    assert cast == len(OFFICERS) + len(colleagues()) + 3
    assert create_cast(now=NOW) == 0


@pytest.mark.long
def test_the_sign_in_page_of_a_demo_lists_the_cast_and_lets_each_in(cast, client):
    Instance.objects.filter(pk=1).update(demo=True)
    page = client.get("/dang-nhap/").content.decode()
    for member in members():
        assert member.name in page
        assert client.post("/dang-nhap/vai/", {"username": member.username}).status_code == 302
        client.post("/dang-xuat/")


@pytest.mark.long
def test_an_agency_whose_code_named_another_before_has_a_key_of_its_own(cast):
    before, after = (Agency.objects.on(day).get(code="ubnd-xa-15271") for day in (ARTICLE, NOW_DAYS))
    assert before.name != after.name
    assert (seal_of(before), seal_of(after)) == ("ubnd-xa-15271", "ubnd-xa-15271.20250701")
    names = {one["id"]: one["name"] for one in holders()}
    assert {names[seal_of(one)] for one in (before, after)} == {before.name, after.name}
