import pytest
from django.urls import reverse

from tinhso.kernel.search.everywhere import A_GROUP, find_everywhere
from tinhso.kernel.search.public import Entry, index
from tinhso.kernel.search.tests.makers import DAY, catalogue

pytestmark = pytest.mark.django_db
PAGE = "/tim-kiem/"


def entry(kind, ref, title, **more):
    return Entry(kind=kind, ref=ref, title=title, url=f"/{kind}/{ref}/", **more)


@pytest.fixture
def filled():
    catalogue()
    index(
        [
            entry("dataset", "khai-sinh", "Số trẻ em được khai sinh theo xã"),
            entry("figure", "births", "Tỷ lệ khai sinh đúng hạn"),
            entry("article", "tin", "Tỉnh thí điểm khai sinh điện tử"),
            entry("rule", "D-1", "Quyết định 01/2024/QĐ-UBND: bảng giá đất"),
            entry("dataset", "noi-bo", "Sổ khai sinh nội bộ", audience="officer"),
        ]
    )


def test_what_is_found_stands_under_its_kind(client, filled):
    body = client.get(PAGE, {"q": "khai sinh"}).content.decode()
    for title in ("Thủ tục hành chính", "Dữ liệu mở", "Số liệu", "Tin, bài"):
        assert f"<h2>{title}</h2>" in body
    assert '/dataset/khai-sinh/"' in body
    assert "bảng giá đất" not in body


def test_what_is_for_officers_is_found_by_nobody_here(client, filled):
    assert "/dataset/noi-bo/" not in client.get(PAGE, {"q": "sổ khai sinh nội bộ"}).content.decode()


def test_a_sure_answer_stands_before_what_only_resembles_it(filled):
    groups = find_everywhere("bảng giá đất", on=DAY).groups
    assert groups[0].kind.code == "rule"


def test_the_most_frequent_kind_leaves_room_for_the_others(filled):
    index(entry("procedure", f"9.00{n:04}", f"Đăng ký khai sinh kiểu {n}") for n in range(150))
    groups = {group.kind.code: group for group in find_everywhere("khai sinh", on=DAY).groups}
    assert len(groups["procedure"].hits) == A_GROUP
    assert groups["procedure"].more
    assert groups["dataset"].hits


def test_one_kind_is_read_page_by_page_up_to_the_last(client, filled):
    index(entry("article", f"bai-{n}", f"Tin khai sinh số {n}") for n in range(150))
    first = client.get(PAGE, {"q": "khai sinh", "loai": "article"}).content.decode()
    assert "trang=2" in first
    last = client.get(PAGE, {"q": "khai sinh", "loai": "article", "trang": "5"}).content.decode()
    assert "trang=6" not in last
    assert "/article/bai-" in last


@pytest.mark.parametrize("page", ["0", "-1", "x", "99", "9" * 30, "٣"])
def test_a_page_that_is_none_is_read_as_one_that_is(client, filled, page):
    assert client.get(PAGE, {"q": "khai sinh", "loai": "article", "trang": page}).status_code == 200


@pytest.mark.parametrize("words", ["", "  ", "\x00", "zzqx", "'\"; drop table", "x" * 5000, "…", "🙂"])
def test_words_of_any_kind_are_answered(client, filled, words):
    assert client.get(PAGE, {"q": words}).status_code == 200


def test_an_unknown_kind_is_the_whole_portal(client, filled):
    assert "<h2>Tin, bài</h2>" in client.get(PAGE, {"q": "khai sinh", "loai": "zz"}).content.decode()


def test_nothing_found_says_what_else_can_be_done(client, filled):
    body = client.get(PAGE, {"q": "zzqx qqzz"}).content.decode()
    assert "Không tìm thấy gì" in body


def test_the_code_of_a_dossier_leads_to_its_tracking(client, filled):
    code = "H56.01-240308-0001-K3"
    answer = client.get(PAGE, {"q": code})
    assert answer.status_code in (200, 302)
    if answer.status_code == 302:
        assert reverse("track") in answer["Location"] or code in answer["Location"]


def test_the_page_asks_little(client, filled, django_assert_max_num_queries):
    client.get(PAGE, {"q": "khai sinh"})
    with django_assert_max_num_queries(22):
        client.get(PAGE, {"q": "khai sinh"})
