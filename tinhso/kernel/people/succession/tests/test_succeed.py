from datetime import date, datetime

import pytest
from django.core.management import call_command
from django.db.backends.postgresql.psycopg_any import DateRange

from tinhso.kernel.events.models import EventRow
from tinhso.kernel.people.models import Delegation, Post, User
from tinhso.kernel.people.public import (
    SYSTEM,
    Agency,
    NoCompetence,
    agencies_below,
    agency_tree,
    competent_agency,
    desk_of,
    successor,
)
from tinhso.kernel.people.succession.actions.succeed import DELEGATIONS, POSTS, succeed
from tinhso.kernel.places.public import AdminUnit
from tinhso.kernel.site.clock import HANOI

NOW = datetime(2025, 7, 1, 8, tzinfo=HANOI)
ARTICLE, MERGED, TWO_LEVELS = date(2024, 3, 8), date(2025, 3, 1), date(2025, 7, 1)


@pytest.fixture
def province(whole_province):
    return whole_province


def on(code: str, day: date) -> Agency:
    return Agency.objects.on(day).get(code=code)


def hire(username: str, agency: Agency, role: str) -> Post:
    user = User.objects.create(username=username, full_name=username)
    return Post.objects.create(
        agency=agency, user=user, title="Công chức", roles=[role], valid=DateRange(date(2023, 1, 1), None)
    )


@pytest.mark.long
def test_a_dry_run_counts_and_the_real_one_moves_posts_once(province, capsys):
    head = hire("truong", on("ubnd-xa-14797", ARTICLE), "head")
    deputy = hire("pho", head.agency, "head")
    Delegation.objects.create(
        giver=head, receiver=deputy, capacity="KT.", valid=DateRange(date(2023, 1, 1), None), source="QĐ 1"
    )
    tried = succeed(TWO_LEVELS, dry_run=True, by=SYSTEM, now=NOW)
    assert (tried.counts[POSTS], tried.counts[DELEGATIONS]) == (2, 1)
    assert not EventRow.objects.filter(name="people.PostMoved").exists()
    done = succeed(TWO_LEVELS, dry_run=False, by=SYSTEM, now=NOW)
    assert done.counts == tried.counts
    now_at = Post.objects.on(TWO_LEVELS).get(user__username="truong").agency
    assert now_at == on("ubnd-xa-14797", TWO_LEVELS)
    assert Post.objects.on(date(2025, 6, 30)).get(user__username="truong") == head
    assert not Delegation.objects.on(TWO_LEVELS).exists()
    assert EventRow.objects.filter(name="people.PostMoved").count() == 2
    assert EventRow.objects.filter(name="people.AgencySucceeded").count() == 1
    assert not sum(succeed(TWO_LEVELS, dry_run=False, by=SYSTEM, now=NOW).counts.values())
    call_command("succeed", "01/07/2025")
    assert "chưa thay đổi gì" in capsys.readouterr().out


@pytest.mark.long
def test_agencies_without_a_successor_are_named(province):
    codes = {a.code for a in succeed(date(2025, 1, 1), dry_run=True, by=SYSTEM, now=NOW).orphans}
    assert {"ubnd-xa-15217", "ubnd-xa-15790", "ubnd-xa-16651"} <= codes
    assert not succeed(TWO_LEVELS, dry_run=True, by=SYSTEM, now=NOW).orphans


@pytest.mark.long
def test_a_successor_is_followed_through_several_reforms(province):
    dong_son = on("ubnd-huyen-405", ARTICLE)
    assert successor(dong_son, ARTICLE) == dong_son
    assert successor(dong_son, TWO_LEVELS) == on("ubnd-xa-14797", TWO_LEVELS)


@pytest.mark.long
def test_competence_moves_with_the_day(province):
    tttt = competent_agency("buu-chinh", "province", None, ARTICLE)
    assert tttt.code == "so-tttt"
    assert competent_agency("buu-chinh", "province", None, MERGED).code == "so-khcn"
    assert competent_agency("bao-chi", "province", None, MERGED).code == "so-vhttdl"
    assert competent_agency("an-toan-thong-tin", "province", None, MERGED).code == "cong-an-tinh"
    place = AdminUnit.objects.on(ARTICLE).get(code="14797")
    assert competent_agency("hoat-dong-xay-dung", "district", place, ARTICLE).code == "ubnd-huyen-380"
    now = AdminUnit.objects.on(TWO_LEVELS).get(code="14797")
    assert competent_agency("hoat-dong-xay-dung", "commune", now, TWO_LEVELS).name.endswith("Hạc Thành")
    with pytest.raises(NoCompetence):
        competent_agency("hoat-dong-xay-dung", "district", now, TWO_LEVELS)


def test_every_committee_and_department_has_a_desk(province):
    assert desk_of(on("so-tttt", ARTICLE), ARTICLE) == on("mot-cua-so-tttt", ARTICLE)
    assert desk_of(on("ubnd-xa-14797", TWO_LEVELS), TWO_LEVELS).short_name.startswith("TTPVHCC")


def test_the_tree_holds_every_agency_of_the_day(province, django_assert_max_num_queries):
    with django_assert_max_num_queries(1):
        tops = agency_tree(ARTICLE)
    top = next(node for node in tops if node.agency.code == "ubnd-tinh")
    assert len(agencies_below(top.agency, ARTICLE)) > 1400
    huyen = on("ubnd-huyen-380", ARTICLE)
    assert on("mot-cua-xa-14797", ARTICLE).pk in agencies_below(huyen, ARTICLE)
