"""The first page: whoever has signed in is told first what waits for them; everybody finds moments of life."""

import re
from datetime import timedelta

import pytest

from tinhso.casework.public import Case
from tinhso.onestop.models import Dossier
from tinhso.onestop.money.tests.test_money import charge_of, collecting


def todo(client, town, who):
    page = town.sign_in(client, who).get("/").content.decode()
    return re.findall(r"<li><div>.*?</li>", page, re.DOTALL)


def test_what_i_must_do_stands_before_what_is_done_for_me_and_says_until_when(shop, client):
    shop.waiting()
    shop.dossier("examine")
    first, second = todo(client, shop.town, "an")
    assert "<b>Thiếu phương án</b>" in first and "yêu cầu" in first and "còn " in first
    assert 'class="button"' in first and "Bổ sung</a>" in first
    assert "Ông/bà không phải làm gì." in second and "hẹn trả" in second and "words" in second


@pytest.mark.long
def test_a_draft_is_finished_and_a_result_is_fetched_or_seen(shop, client):
    shop.filled()
    shop.dossier("hand_over")
    words = " ".join(todo(client, shop.town, "an"))
    assert "Hoàn thành hồ sơ đang soạn" in words and "Soạn tiếp" in words
    assert "Nhận kết quả" in words


def test_an_open_fee_is_the_thing_to_do_with_its_amount(shop, client):
    dossier = collecting(shop).dossier("receive")
    (line,) = todo(client, shop.town, "an")
    assert charge_of(dossier).rest == 102_000 and "Nộp lệ phí 102.000 đồng" in line


def test_what_ended_in_the_last_seven_days_is_told_and_what_ended_before_is_not(shop, client):
    dossier = shop.dossier("forward")
    for ago, shown in ((timedelta(days=7, minutes=-10), 1), (timedelta(days=7), 0)):
        Case.objects.filter(pk=dossier.case_id).update(state="done", finished_at=shop.now - ago)
        assert len(todo(client, shop.town, "an")) == shown


def test_nobody_is_told_of_the_things_of_others(shop, client):
    shop.waiting()
    assert todo(client, shop.town, "dung") == []
    assert "Không có việc nào chờ ông/bà." in client.get("/").content.decode()
    assert todo(client, shop.town, "binh") == []
    client.logout()
    assert "Việc của tôi" not in client.get("/").content.decode()
    assert Dossier.objects.exists()


def test_the_things_of_mine_cost_one_message_for_each_system(shop, client, django_assert_max_num_queries):
    for _ in range(5):
        shop.waiting()
    shop.town.sign_in(client, "an").get("/")
    # session, account, one for each of two systems, one for offers; the visitor's nine beside are kept for some seconds
    with django_assert_max_num_queries(14):
        client.get("/")


@pytest.mark.long
def test_moments_of_life_lead_to_their_procedures_with_how_many_there_are(catalogue, client):
    page = client.get("/").content.decode()
    moments = re.search(r'<div class="moments">.*?</div>', page, re.DOTALL)[0]
    address, count = re.search(r'href="([^"]*sinh-con)".*?<small>(\d+) thủ tục', moments, re.DOTALL).groups()
    assert f"{count} thủ tục" in client.get(address).content.decode()
