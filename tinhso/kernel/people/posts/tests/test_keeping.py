"""Pages on which an administrator keeps posts and delegations: what they do, and each refusal in words."""

from datetime import date, datetime

import pytest
from django.utils import timezone

from tests.town import make_officer
from tinhso.kernel.events.models import EventRow
from tinhso.kernel.people.agencies.administered_agencies import (
    DateInPast,
    NotYourAgency,
    administered_agencies,
)
from tinhso.kernel.people.models import Delegation, Post, PostList
from tinhso.kernel.people.posts.actions.appoint import EndsBeforeStart, PostHeldAlready, appoint, relieve
from tinhso.kernel.people.posts.actions.decide_posts import confirm_posts
from tinhso.kernel.people.posts.actions.delegate import DelegatedAlready, delegate, end_delegation
from tinhso.kernel.people.roles import Administrator
from tinhso.kernel.site.clock import HANOI
from tinhso.kernel.site.models import Instance

NOW = datetime(2024, 3, 8, 9, tzinfo=HANOI)
DAY = date(2024, 3, 8)
NEW = {
    "username": "bao",
    "title": "Chuyên viên",
    "roles": ["support"],
    "starts": "11/3/2024",
    "ends": "",
}


@pytest.fixture
def quan(town, client):
    """The administrator of the province's committee, on 08/03/2024."""
    names = {"name": "Tỉnh Số", "owner": "UBND tỉnh", "province_code": "38", "ident_code": "H56"}
    Instance.objects.create(pk=1, demo=True, clock_offset=NOW - timezone.now(), **names)
    return town.sign_in(client, "quan")


@pytest.fixture
def local_admin(town):
    """Kim administers agency A only."""
    town.kim = make_officer("kim", "Đào Thị Kim", town.agency_a, "Quản trị", Administrator)
    return town.actor("kim")


def names():
    return list(EventRow.objects.order_by("pk").values_list("name", flat=True))


def give(town, **changes):
    words = {
        "title": "Chuyên viên",
        "roles": ["support"],
        "starts": DAY,
        "by": town.actor("quan"),
        "now": NOW,
    }
    return appoint(changes.pop("user", town.bao), changes.pop("agency", town.agency_a), **(words | changes))


def test_an_agencys_administrator_keeps_it_and_those_below_only(town, local_admin):
    assert {a.code for a in administered_agencies(local_admin, DAY)} == {"so-a", "mot-cua-a"}
    assert administered_agencies(town.actor("quan"), DAY).count() == 5
    assert not administered_agencies(town.actor("chi"), DAY)
    give(town, by=local_admin)
    with pytest.raises(NotYourAgency):
        give(town, agency=town.agency_b, by=local_admin)
    with pytest.raises(NotYourAgency):
        relieve(town.posts["bao"], ends=DAY, by=local_admin, now=NOW)


def test_posts_do_not_overlap_nor_begin_or_end_in_the_past(town):
    post = give(town)
    with pytest.raises(PostHeldAlready):
        give(town, starts=date(2024, 5, 1))
    with pytest.raises(DateInPast):
        give(town, user=town.binh, starts=date(2024, 3, 7))
    with pytest.raises(EndsBeforeStart):
        give(town, user=town.binh, ends=DAY)
    with pytest.raises(DateInPast):
        relieve(town.posts["emi"], ends=date(2024, 3, 7), by=town.actor("quan"), now=NOW)
    relieve(post, ends=date(2024, 4, 1), by=town.actor("quan"), now=NOW)
    give(town, starts=date(2024, 4, 1))
    assert names() == ["people.PostGiven", "people.PostEnded", "people.PostGiven"]


def test_delegations_do_not_overlap_nor_reach_into_the_past(town, local_admin):
    words = {"giver": town.posts["chi"], "receiver": town.posts["emi"], "capacity": "KT.", "source": "QĐ 1"}
    given = delegate(**words, starts=DAY, by=town.actor("chi"), now=NOW)
    with pytest.raises(DelegatedAlready):
        delegate(**words, starts=date(2024, 5, 1), by=local_admin, now=NOW)
    with pytest.raises(DateInPast):
        delegate(**words, field="x", starts=date(2024, 3, 7), by=local_admin, now=NOW)
    with pytest.raises(EndsBeforeStart):
        delegate(**words, field="x", starts=DAY, ends=DAY, by=local_admin, now=NOW)
    with pytest.raises(DateInPast):
        end_delegation(given, ends=date(2024, 3, 7), by=local_admin, now=NOW)


def test_the_page_appoints_and_ends(town, quan, django_assert_max_num_queries):
    with django_assert_max_num_queries(14):
        assert "Sở A" in quan.get("/quan-tri/co-quan/?q=sở a").content.decode()
    assert quan.post("/quan-tri/co-quan/so-a/bo-nhiem/", NEW).status_code == 302
    post = Post.objects.get(user=town.bao, agency=town.agency_a)
    with django_assert_max_num_queries(14):
        page = quan.get("/quan-tri/co-quan/so-a/").content.decode()
    assert "Đỗ Văn Bảo" in page
    assert "11/03/2024" in page
    end = f"/quan-tri/vi-tri/{post.pk}/thoi-giu/"
    assert "Thôi giữ vị trí: Đỗ Văn Bảo" in quan.get(end).content.decode()
    assert quan.post(end, {"ends": "1/4/2024"}).status_code == 302
    assert Post.objects.get(pk=post.pk).valid.upper == date(2024, 4, 1)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"username": "ai-do"}, "Không có tài khoản cán bộ đang dùng"),
        ({"username": "an"}, "Không có tài khoản cán bộ đang dùng"),
        ({"username": "emi"}, "đã giữ một vị trí ở cơ quan này"),
        ({"starts": "7/3/2024"}, "Chọn ngày từ hôm nay trở đi"),
        ({"starts": "31/2/2024"}, "Ghi ngày theo dạng ngày/tháng/năm"),
        ({"ends": "11/3/2024"}, "Ngày này phải sau ngày bắt đầu"),
        ({"roles": []}, "Chọn ít nhất một việc"),
        ({"title": "x" * 121}, "121"),
    ],
)
def test_a_refused_appointment_says_why_and_keeps_what_was_typed(town, quan, change, sentence):
    answer = quan.post("/quan-tri/co-quan/so-a/bo-nhiem/", NEW | change)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert (change.get("title") or "Chuyên viên") in page
    assert not names()


def test_a_delegation_names_a_field_of_the_catalogue(town, quan, catalogue_fields):
    page = "/quan-tri/co-quan/so-a/giao-quyen-ky/"
    form = quan.get(page).content.decode()
    assert "Mã lĩnh vực" not in form and form.index("Bưu chính") < form.index("Hộ tịch")
    words = {"giver": town.posts["chi"].pk, "receiver": town.posts["emi"].pk, "capacity": "KT."}
    words |= {"starts": "8/3/2024", "source": "QĐ 12/QĐ-SA"}
    for unknown in ("ABC", "x" * 100):
        refused = quan.post(page, words | {"field": unknown})
        assert (
            refused.status_code == 422 and "Không có lĩnh vực này trong danh mục" in refused.content.decode()
        )
    assert quan.post(page, words | {"field": "ho-tich"}).status_code == 302
    waiting = quan.get(f"/quan-tri/vi-tri/cho-xac-nhan/{PostList.objects.get().pk}/").content.decode()
    assert "lĩnh vực Hộ tịch" in waiting and "ho-tich" not in waiting
    confirm_posts(PostList.objects.get(), by=town.actor("chi"), now=NOW)
    assert Delegation.objects.get().field == "ho-tich"
    assert "Hộ tịch" in quan.get("/quan-tri/co-quan/so-a/").content.decode()


def test_the_page_records_a_delegation_and_takes_it_back(town, quan, django_assert_max_num_queries):
    words = {"giver": town.posts["chi"].pk, "receiver": town.posts["emi"].pk, "capacity": "KT."}
    words |= {"starts": "8/3/2024", "source": "QĐ 12/QĐ-SA"}
    with django_assert_max_num_queries(14):
        assert "Hoàng Văn Chi" in quan.get("/quan-tri/co-quan/so-a/giao-quyen-ky/").content.decode()
    assert quan.post("/quan-tri/co-quan/so-a/giao-quyen-ky/", words).status_code == 302
    assert "chờ người thứ hai xác nhận" in quan.get("/quan-tri/co-quan/so-a/").content.decode()
    confirm_posts(PostList.objects.get(), by=town.actor("chi"), now=NOW)
    second = quan.post("/quan-tri/co-quan/so-a/giao-quyen-ky/", words)
    assert (second.status_code, "Thu hồi văn bản cũ trước" in second.content.decode()) == (422, True)
    given = Delegation.objects.get()
    assert "mọi lĩnh vực" in quan.get("/quan-tri/co-quan/so-a/").content.decode()
    late = quan.post(f"/quan-tri/quyen-ky/{given.pk}/thu-hoi/", {"ends": "1/3/2024"})
    assert "Chọn ngày từ hôm nay trở đi" in late.content.decode()
    assert quan.post(f"/quan-tri/quyen-ky/{given.pk}/thu-hoi/", {"ends": "15/3/2024"}).status_code == 302
    assert [name for name in names() if "Delegation" in name] == [
        "people.DelegationGiven",
        "people.DelegationEnded",
    ]


def test_another_agency_is_not_there(town, local_admin, quan):
    town.sign_in(quan, "kim")
    for path in ("co-quan/so-b/", "co-quan/so-b/bo-nhiem/", "co-quan/so-b/giao-quyen-ky/"):
        assert quan.get(f"/quan-tri/{path}").status_code == 404
    assert quan.get(f"/quan-tri/vi-tri/{town.posts['bao'].pk}/thoi-giu/").status_code == 404
    assert quan.get("/quan-tri/co-quan/so-a/").status_code == 200


@pytest.mark.parametrize("who", ["an", "binh", "chi", "tra"])
def test_only_an_administrator_enters(town, client, who):
    town.sign_in(client, who)
    for path in (
        "co-quan/",
        "co-quan/so-a/",
        "co-quan/so-a/bo-nhiem/",
        "vi-tri/1/thoi-giu/",
        "quyen-ky/1/thu-hoi/",
    ):
        assert client.post(f"/quan-tri/{path}", NEW).status_code == 403
