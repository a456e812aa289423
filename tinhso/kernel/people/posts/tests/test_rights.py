"""A head sees who reads what at the own agency, since when, and confirms or ends it."""

from datetime import date, datetime, timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.urls import reverse
from django.utils import timezone

from tests.town import make_officer
from tinhso.kernel.events.models import EventRow
from tinhso.kernel.people.agencies.heads import NotTheHead
from tinhso.kernel.people.models import Post, User
from tinhso.kernel.people.posts.actions.appoint import PostNotHeld, end_post, relieve
from tinhso.kernel.people.posts.actions.confirm_rights import confirm_rights, end_rights
from tinhso.kernel.people.posts.probes import confirmed_by_heads
from tinhso.kernel.people.posts.rights import Waiting, posts_under, unconfirmed, unconfirmed_by_head
from tinhso.kernel.people.roles import Head
from tinhso.kernel.site.clock import HANOI
from tinhso.kernel.site.models import Instance

NOW = datetime(2024, 3, 8, 9, tzinfo=HANOI)
DAY = date(2024, 3, 8)


@pytest.fixture
def chi(town, client):
    names = {"name": "Tỉnh Số", "owner": "UBND tỉnh", "province_code": "38", "ident_code": "H56"}
    Instance.objects.create(pk=1, demo=True, clock_offset=NOW - timezone.now(), **names)
    return town.sign_in(client, "chi")


def under(town, who):
    return {post.user.username for post in Post.objects.filter(pk__in=posts_under(town.actor(who), DAY))}


def test_the_list_shows_who_reads_what_since_when(town, chi, django_assert_max_num_queries):
    User.objects.filter(pk=town.emi.pk).update(last_login=timezone.now() - timedelta(days=90))
    User.objects.filter(pk=town.van.pk).update(is_active=False)
    with django_assert_max_num_queries(18):
        page = chi.get(reverse("rights")).text
    for words in (
        "Trịnh Thị Emi",
        "Nguyễn Thị Bình",
        "01/01/2020",
        "90 ngày không dùng",
        "tài khoản đã khóa",
        "3 chưa xác nhận",
    ):
        assert words in page
    assert 'aria-label="Chọn Đỗ Văn Bảo"' not in page and 'aria-label="Chọn Hoàng Văn Chi"' not in page


def test_a_head_confirms_and_ends_with_an_event_each(town, chi):
    emi, van = town.posts["emi"], town.posts["van"]
    sent = {"posts": [emi.pk, town.posts["binh"].pk], "deed": "confirm"}
    assert "Đã xác nhận 2 quyền" in chi.post(reverse("decide_rights"), sent, follow=True).text
    emi.refresh_from_db()
    assert (emi.confirmed_by, EventRow.objects.filter(name="people.RightConfirmed").count()) == (town.chi, 2)
    page = chi.post(reverse("decide_rights"), {"posts": [van.pk], "deed": "end"}, follow=True).text
    assert "Đã kết thúc 1 quyền" in page and "Chọn Lê Thị Văn" not in page
    van.refresh_from_db()
    assert van.valid.upper == DAY and EventRow.objects.filter(name="people.PostEnded").count() == 1


@pytest.mark.parametrize(
    "sent",
    [{}, {"posts": ["x"], "deed": "confirm"}, {"posts": ["9" * 40], "deed": "end"}, {"deed": "confirm"}],
)
def test_what_is_not_chosen_is_refused_in_words(town, chi, sent):
    page = chi.post(reverse("decide_rights"), sent, follow=True).text
    assert any(words in page for words in ("Chọn ít nhất một dòng", "Danh sách vừa thay đổi"))
    assert not EventRow.objects.exists()


def test_nobody_confirms_or_ends_the_own_post_or_one_of_another_agency(town, chi):
    for post in (town.posts["chi"], town.posts["bao"]):
        for deed in (confirm_rights, end_rights):
            with pytest.raises(NotTheHead):
                deed([post.pk], by=town.actor("chi"), now=NOW)
    page = chi.post(
        reverse("decide_rights"), {"posts": [town.posts["bao"].pk], "deed": "confirm"}, follow=True
    ).text
    assert "thủ trưởng khác xác nhận" in page
    for who in ("quan", "emi", "sau"):
        with pytest.raises(NotTheHead):
            confirm_rights([town.posts["emi"].pk], by=town.actor(who), now=NOW)
        assert town.sign_in(chi, who).get(reverse("rights")).status_code == 403


def test_an_end_that_an_administrator_wrote_waits_for_the_head(town, chi):
    emi = town.posts["emi"]
    confirm_rights([emi.pk], by=town.actor("chi"), now=NOW)
    relieve(emi, ends=DAY, by=town.actor("quan"), now=NOW)
    page = chi.get(reverse("rights")).text
    assert "hết từ 08/03/2024, ghi ngày 08/03/2024" in page and "trước hết ngày 07/05/2024" in page
    assert under(town, "chi") == {"emi", "binh", "van"} and emi.pk not in posts_under(town.actor("bao"), DAY)
    with pytest.raises(NotTheHead):
        confirm_rights([emi.pk], by=town.actor("quan"), now=NOW)
    sent = {"posts": [emi.pk], "deed": "confirm"}
    assert "Đã xác nhận 1 quyền" in chi.post(reverse("decide_rights"), sent, follow=True).text
    emi.refresh_from_db()
    assert (emi.end_confirmed_by, emi.confirmed_at) == (town.chi, NOW)
    events = EventRow.objects.filter(name__startswith="people.Right").values_list("name", flat=True)
    assert sorted(events) == ["people.RightConfirmed", "people.RightEndConfirmed"]
    assert under(town, "chi") == {"binh", "van"}


def test_what_a_head_ended_waits_for_nobody_and_ending_twice_is_the_heads_word(town):
    emi, binh = town.posts["emi"], town.posts["binh"]
    assert end_rights([emi.pk], by=town.actor("chi"), now=NOW) == 1
    relieve(binh, ends=DAY, by=town.actor("quan"), now=NOW)
    assert under(town, "chi") == {"binh", "van"}
    assert end_rights([binh.pk], by=town.actor("chi"), now=NOW) == 1
    assert under(town, "chi") == {"van"} and Post.objects.get(pk=binh.pk).end_confirmed_by == town.chi


def test_after_the_days_of_the_rule_a_post_is_late_and_goes_on(town, chi):
    Post.objects.update(listed_on=DAY - timedelta(days=60))
    assert not any(late for _seat, late in unconfirmed(DAY))
    Post.objects.filter(pk=town.posts["emi"].pk).update(listed_on=DAY - timedelta(days=61))
    assert [late for (_at, user), late in unconfirmed(DAY) if user == town.emi.pk] == [True]
    assert unconfirmed_by_head(DAY)[town.chi.pk] == Waiting(3, 1)
    page = chi.get(reverse("rights")).text
    assert page.count("quá ngày 07/03/2024") == 1 and "trước hết ngày 08/03/2024" in page
    assert town.posts["emi"].holds_on(DAY)
    relieve(town.posts["van"], ends=DAY, by=town.actor("quan"), now=NOW - timedelta(days=61))
    assert sum(late for _seat, late in unconfirmed(DAY)) == 2


def test_heads_just_below_are_confirmed_from_above_and_agencies_without_one_too(town):
    town.chu = make_officer("chu", "Lê Văn Chủ", town.committee, "Chủ tịch", Head)
    assert under(town, "chu") == {"chi", "bao", "quan", "tra", "sau"}
    assert under(town, "chi") == {"emi", "binh", "van"}
    assert under(town, "emi") == set()
    confirm_rights([town.posts["chi"].pk], by=town.actor("chu"), now=NOW)


def test_a_post_that_begins_today_ends_with_its_first_day_and_what_ends_by_itself_is_left(town):
    for valid, upper in (
        (DateRange(DAY, None), date(2024, 3, 9)),
        (DateRange(date(2020, 1, 1), date(2024, 3, 9)), DAY),
    ):
        Post.objects.filter(pk=town.posts["emi"].pk).update(valid=valid)
        end_rights([town.posts["emi"].pk], by=town.actor("chi"), now=NOW)
        assert Post.objects.get(pk=town.posts["emi"].pk).valid.upper == upper
    Post.objects.filter(pk=town.posts["emi"].pk).update(valid=DateRange(DAY, date(2024, 3, 9)))
    assert end_rights([town.posts["emi"].pk], by=town.actor("chi"), now=NOW) == 0
    with pytest.raises(PostNotHeld):
        end_post(Post.objects.get(pk=town.posts["emi"].pk), ends=DAY, by=town.actor("chi"), now=NOW)


def test_check_says_how_many_are_unconfirmed_and_whose_link_came_by_a_file(town, chi):
    User.objects.filter(pk=town.emi.pk).update(link_in_file=True)
    found = {one.subject if hasattr(one, "subject") else str(one) for one in confirmed_by_heads()}
    text = " ".join(str(one) for one in confirmed_by_heads())
    assert found and "emi" in text and "chưa thủ trưởng nào xác nhận" in text
    assert "Trịnh Thị Emi" in chi.get(reverse("audit")).text
    Post.objects.update(confirmed_at=NOW, confirmed_by=town.chi)
    assert "đều có thủ trưởng xác nhận" in " ".join(str(one) for one in confirmed_by_heads())
    assert "Trịnh Thị Emi" not in chi.get(reverse("audit")).text
