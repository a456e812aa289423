"""The public list, map, feed and frame; following, commenting, rating and reopening on the pages."""

from datetime import timedelta
from uuid import uuid4
from xml.etree import ElementTree

import pytest
from django.test import Client

from tinhso.casework.public import Case
from tinhso.citizen.desk.tests.test_desk import closed
from tinhso.citizen.models import Report, ReportCategory, ReportComment
from tinhso.citizen.public_pages.figures import figures
from tinhso.citizen.reports.actions.submit_report import submit_report
from tinhso.citizen.reports.content import ReportContent
from tinhso.citizen.tests.makers import NOW, open_own_part, send, set_up
from tinhso.kernel.site import clock

pytestmark = pytest.mark.django_db
BOX = "bbox=105,19,107,21"


@pytest.fixture
def published(town):
    """Five published reports near to each other, one of another category and commune, one that is not published."""
    category = set_up(town)
    now = clock.now()
    for n in range(5):
        send(town, category, now=now - timedelta(hours=n + 2), lat=19.8067 + n / 100_000)
    lamp = ReportCategory.objects.get(code="den")
    send(town, lamp, now=now, commune=town.other_commune, lat=20.5, lon=106.0, attributes={"mau": "vang"})
    Report.objects.update(visibility="published", published_at=now)
    send(town, category, now=now, description="Chưa đăng")
    return list(Report.objects.order_by("pk"))


def rows_of(page: str) -> int:
    return page.count('class="headline"')


@pytest.mark.long
def test_the_list_is_narrowed_and_paged(published, django_assert_max_num_queries):
    client = Client()
    with django_assert_max_num_queries(14):
        text = client.get("/phan-anh/").content.decode()
    assert rows_of(text) == 6 and "Chưa đăng" not in text
    assert rows_of(client.get("/phan-anh/?muc=den").content.decode()) == 1
    assert "Đèn đường · Phường" not in client.get("/phan-anh/?xa=14797").content.decode()
    assert rows_of(client.get("/phan-anh/?trang-thai=closed").content.decode()) == 0
    assert client.get("/phan-anh/?muc=khong-co&xa=%00&truoc=x&trang-thai=y").status_code == 200


def test_the_pages_of_the_list_meet_without_gap(published, monkeypatch):
    from tinhso.citizen.public_pages import public_list

    monkeypatch.setattr(public_list, "PAGE", 2)
    narrowed, before, seen = public_list.Filter(), None, []
    while True:
        rows, before = public_list.page_of(narrowed, before=before)
        seen += [row.pk for row in rows]
        if before is None:
            break
    assert len(seen) == len(set(seen)) == 6


def test_the_map_gathers_far_off_and_parts_close_by(published, django_assert_max_num_queries):
    client = Client()
    with django_assert_max_num_queries(8):
        far = client.get(f"/phan-anh/ban-do.geojson?{BOX}&zoom=8").json()["features"]
    assert sorted(one["properties"]["count"] for one in far) == [1, 5]
    close = client.get("/phan-anh/ban-do.geojson?bbox=105.78,19.80,105.79,19.81&zoom=18").json()["features"]
    assert sum(one["properties"]["count"] for one in close) >= 5
    only = client.get(f"/phan-anh/ban-do.geojson?{BOX}&zoom=8&muc=den&trang-thai=open&xa=14758").json()
    assert [one["properties"]["title"] for one in only["features"]] == ["Đèn đường – Phường Hàm Rồng"]
    for wrong in ("", "?bbox=1,2", "?bbox=a,b,c,d", f"?{BOX}&zoom=x", "?bbox=107,19,105,21"):
        assert client.get(f"/phan-anh/ban-do.geojson{wrong}").status_code == 400


def test_what_is_near_is_offered_the_same_first(published, django_assert_max_num_queries):
    client = Client()
    with django_assert_max_num_queries(5):
        near = client.get("/phan-anh/gan-day.json?lat=19.8067&lon=105.7852&muc=o-ga").json()["reports"]
    assert len(near) == 5 and near[0]["metres"] == 0 and near == sorted(near, key=lambda one: one["metres"])
    assert client.get("/phan-anh/gan-day.json?lat=19.9&lon=105.7852").json()["reports"] == []
    assert client.get("/phan-anh/gan-day.json?lat=x").status_code == 400


def test_feed_and_frame(published):
    feed = ElementTree.fromstring(Client().get("/phan-anh/rss/?muc=den").content)
    assert len(feed.findall("channel/item")) == 1
    frame = Client().get("/phan-anh/nhung/")
    assert "frame-ancestors *" in frame["Content-Security-Policy"] and "X-Frame-Options" not in frame


def test_an_account_follows_and_meets_the_same_once(published, town):
    report = published[0]
    page = f"/phan-anh/{report.case.code}/"
    client = town.sign_in(Client(), "dung")
    for _ in range(2):
        client.post(f"{page}theo-doi/", {"confirm": "1"})
    report.refresh_from_db()
    assert report.confirms == 1 and report.followers.count() == 1
    other = town.sign_in(Client(), "an")
    other.post(f"{page}theo-doi/")
    other.post(f"{page}theo-doi/", {"stop": "1"})
    assert report.followers.count() == 1
    hidden = published[-1]
    assert client.post(f"/phan-anh/{hidden.case.code}/theo-doi/").status_code == 404


@pytest.mark.long
def test_a_comment_shows_after_the_desk_let_it_through(published, town):
    report = published[0]
    page = f"/phan-anh/{report.case.code}/"
    client = town.sign_in(Client(), "dung")
    client.post(f"{page}binh-luan/", {"text": "Tôi ở đây, gọi 0912345678"})
    comment = ReportComment.objects.get()
    assert comment.flags == ["phone", "sender"] and "0912345678" not in comment.text
    assert "Tôi ở đây" not in Client().get(page).content.decode()
    desk = town.sign_in(Client(), "binh")
    waiting = desk.get("/can-bo/phan-anh/?o=comments").content.decode()
    assert "Tôi ở đây" in waiting and "số điện thoại di động" in waiting
    desk.post(f"/can-bo/phan-anh/binh-luan/{comment.pk}/", {"shown": "1"})
    assert "Tôi ở đây" in Client().get(page).content.decode()
    refused = client.post(f"{page}binh-luan/", {"text": "x" * 1001})
    assert refused.status_code == 422
    assert "x" * 1001 in refused.content.decode()  # what was typed is not lost
    assert ReportComment.objects.count() == 1


def test_the_sender_rates_and_reopens_on_the_page(town, settings, django_assert_max_num_queries):
    now = clock.now()
    report = send(town, set_up(town), now=now - timedelta(days=2))
    closed(town, report, now=now)
    page, client = f"/phan-anh/{report.case.code}/", Client()
    assert client.post(f"{page}danh-gia/", {"stars": "5"}).status_code == 404
    open_own_part(client, report, settings)
    with django_assert_max_num_queries(32):
        assert "Chưa xong, mở lại" in client.get(page).content.decode()
    client.post(f"{page}danh-gia/", {"stars": "9"})
    client.post(f"{page}danh-gia/", {"stars": "2", "text": "Chưa được"})
    assert Case.objects.get(pk=report.case_id).rating == 2
    answer = client.post(f"{page}mo-lai/", {"key": str(uuid4()), "text": "Vẫn hỏng"})
    reopened = Report.objects.get(reopens=report)
    assert reopened.case.code in answer["Location"]
    assert "mở lại" in Client().get(page).content.decode()
    refused = client.post(f"{page}mo-lai/", {"key": str(uuid4()), "text": "Vẫn còn hỏng nữa"})
    assert refused.status_code == 422
    assert "Vẫn còn hỏng nữa" in refused.content.decode()
    rated = client.post(f"{page}danh-gia/", {"stars": "", "text": "Làm chậm quá"})
    assert rated.status_code == 422
    assert "Làm chậm quá" in rated.content.decode()
    assert Report.objects.count() == 2


@pytest.mark.long
def test_groups_of_fewer_than_five_are_not_counted_out_loud(town):
    category = set_up(town)
    now = clock.now()
    since, until = now - timedelta(days=30), now + timedelta(days=1)
    for _ in range(4):
        closed(town, send(town, category, now=now - timedelta(days=1)), now=now)
    assert figures("loai", since, until) == []
    closed(town, send(town, category, now=now - timedelta(days=1)), now=now)
    row = figures("co-quan", since, until)[0]
    assert (row.received, row.answered, row.in_time, row.reopened) == (5, 5, 5, 0)


@pytest.mark.long
def test_four_stars_are_satisfied_and_fewer_than_five_answers_make_no_rate(town):
    category, now = set_up(town), clock.now()
    since, until = now - timedelta(days=30), now + timedelta(days=1)
    reports = [closed(town, send(town, category, now=now - timedelta(days=1)), now=now) for _ in range(5)]
    for report, stars in zip(reports, (3, 4, 5, 2), strict=False):
        Case.objects.filter(pk=report.case_id).update(rating=stars)
    assert figures("loai", since, until)[0].good_rate is None
    Case.objects.filter(pk=reports[4].case_id).update(rating=1)
    row = figures("loai", since, until)[0]
    assert (row.rated, row.good, row.good_rate) == (5, 2, 40)
    assert Client().get("/phan-anh/thong-ke/?theo=xa&nam=2023").status_code == 200


def test_an_answer_is_among_my_things_for_seven_days(town):
    client = town.sign_in(Client(), "an")
    content = ReportContent(category=set_up(town), description="Ổ gà", commune=town.commune)
    who = {"person": town.an.person, "by": town.actor("an")}
    report = submit_report(content=content, client_key=uuid4(), channel=Report.Channel.APP, now=NOW, **who)
    closed(town, report)
    for ago, shown in ((timedelta(days=7, minutes=-10), True), (timedelta(days=7), False)):
        Case.objects.filter(pk=report.case_id).update(finished_at=clock.now() - ago)
        assert ("Cơ quan đã trả lời" in client.get("/").content.decode()) == shown
