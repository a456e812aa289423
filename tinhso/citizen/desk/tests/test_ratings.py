"""Stars are public at once, the words beside them once the desk lets them through, and nothing in either names the sender."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from tinhso.casework.public import Case, NotFinished, NotYourTurn
from tinhso.citizen.desk.actions.decide_rating import decide_rating
from tinhso.citizen.desk.actions.merge_report import merge_report
from tinhso.citizen.desk.tests.test_desk import LATER, closed, routed
from tinhso.citizen.models import Report
from tinhso.citizen.public_pages.actions.write_comment import write_comment
from tinhso.citizen.sender.actions.rate_report import RatingRefused, rate_report
from tinhso.citizen.sender.sender_identity import sender_of
from tinhso.citizen.tests.makers import NOW, as_json, send, set_up
from tinhso.kernel.events.models import EventRow
from tinhso.kernel.moderation.public import TextChanged
from tinhso.kernel.site import clock

pytestmark = pytest.mark.django_db
INSULT = "Ông Trần Văn Lười là thằng chó, gọi tôi 0912345678"


@pytest.fixture
def report(town) -> Report:
    return closed(town, send(town, set_up(town)))


def rated(report: Report, text: str = INSULT) -> Report:
    rate_report(report=report, ver=report.case.ver, stars=1, text=text, by=sender_of(report), now=clock.now())
    return report


def public(report: Report) -> str:
    return Client().get(f"/phan-anh/{report.case.code}/").content.decode()


@pytest.mark.long
def test_the_words_wait_for_the_desk_and_the_stars_do_not(report, town):
    rated(report)
    assert report.rating_state == "pending" and {"offensive", "phone"} <= set(report.rating_flags)
    page = public(report)
    assert "1/5" in page and "Lười" not in page
    unit, desk = town.sign_in(Client(), "emi"), town.sign_in(Client(), "binh")
    at = f"/can-bo/phan-anh/{report.case.code}/"
    assert "Lười" not in unit.get(at).content.decode()
    assert "Lười" in desk.get(at).content.decode()
    box = desk.get("/can-bo/phan-anh/?o=ratings").content.decode()
    assert "Lười" in box and "xúc phạm" in box and "0912345678" not in box
    assert unit.post(f"{at}gop-y/", {"seen": report.rating_digest, "shown": "1"}).status_code == 403
    desk.post(f"{at}gop-y/", {"seen": report.rating_digest})
    assert "Lười" not in public(report) and Report.objects.get().rating_state == "hidden"
    desk.post(f"{at}gop-y/", {"seen": report.rating_digest, "shown": "1"})
    assert "Lười" in public(report) and "Lười" in unit.get(at).content.decode()
    events = EventRow.objects.filter(name="citizen.RatingDecided")
    assert [row.payload["shown"] for row in events.order_by("pk")] == [False, True]


def test_words_written_anew_wait_anew_and_the_desk_decides_on_what_it_read(report, town):
    seen, by = rated(report, "Tốt").rating_digest, town.actor("binh")
    rated(report, INSULT)
    with pytest.raises(TextChanged):
        decide_rating(report=report, seen=seen, shown=True, by=by, now=NOW)
    desk = town.sign_in(Client(), "binh")
    page = desk.post(f"/can-bo/phan-anh/{report.case.code}/gop-y/", {"seen": seen, "shown": "1"}, follow=True)
    assert "viết lại góp ý" in page.content.decode() and "Lười" not in public(report)
    with pytest.raises(NotYourTurn):
        decide_rating(report=report, seen=report.rating_digest, shown=True, by=town.actor("emi"), now=NOW)
    decide_rating(report=report, seen=report.rating_digest, shown=True, by=by, now=NOW)
    rated(report, "Chưa được")
    assert "Chưa được" not in public(report)
    rated(report, "")
    with pytest.raises(TextChanged):
        decide_rating(report=report, seen=report.rating_digest, shown=True, by=by, now=NOW)


def test_too_many_words_are_refused_and_nothing_is_cut(report):
    with pytest.raises(RatingRefused, match="1001"):
        rated(report, "x" * 1001)
    assert Case.objects.get().rating is None


def test_a_merged_report_has_no_result_to_rate(town):
    category = set_up(town)
    first, second = send(town, category), send(town, category)
    merge_report(report=second, ver=second.case.ver, into=first, by=town.actor("binh"), now=NOW)
    with pytest.raises(NotFinished):
        rated(second)


@pytest.fixture
def account(town):
    """An, whose account holds name, phone, address, number; nothing of it is typed when she reports."""
    person = town.an.person
    person.full_name, person.phone, person.id_number = "Lê Thị Bí Mật", "0912345678", "038190000001"
    person.address, person.email = "Số 12 đường Lê Lợi, phường Điện Biên", "bimat@example.vn"
    person.save()
    town.an.phone = "0987654321"
    town.an.save()
    set_up(town)
    return town.sign_in(Client(), "an")


PERSONAL_TEXT = "Tôi là le thi bi mat, nhà 12 Lê Lợi, gọi 0987 654 321 hoặc 0912345678, số 038190000001"
SECRETS = ("le thi bi mat", "12 Lê Lợi", "654 321", "0912345678", "038190000001")


def test_the_masker_knows_the_account_that_sent_the_report(account, town):
    body = {"key": str(uuid4()), "category": "o-ga", "description": PERSONAL_TEXT, "lat": 19.8, "lon": 105.78}
    body |= {"address": "Số 12 đường Lê Lợi", "anonymous": True}
    assert as_json(account, "/phan-anh/gui/don/", body).status_code == 201
    report = Report.objects.get()
    assert not [secret for secret in SECRETS if secret in report.shown_text], report.shown_text
    assert "sender" in report.flags
    assert report.shown_address == "Số 12 đường Lê Lợi"  # where it happened: the unit must find it
    closed(town, report)
    rated(report, PERSONAL_TEXT)
    assert not [secret for secret in SECRETS if secret in report.rating_text]
    comment = write_comment(report=report, text=PERSONAL_TEXT, by=town.actor("an"), now=NOW)
    assert not [secret for secret in SECRETS if secret in comment.text] and "sender" in comment.flags


@pytest.mark.long
def test_the_desk_can_call_a_signed_in_sender_back_and_the_unit_learns_nothing(account, town):
    body = {"key": str(uuid4()), "category": "o-ga", "description": "Sâu", "lat": 19.8, "lon": 105.78}
    as_json(account, "/phan-anh/gui/don/", body)
    report = Report.objects.get()
    desk, at = town.sign_in(Client(), "binh"), f"/can-bo/phan-anh/{report.case.code}/"
    page = desk.get(at).content.decode()
    assert "để gọi lại" in page and "0987654321" not in page
    shown = desk.post(f"{at}nguoi-gui/").content.decode()
    assert "Lê Thị Bí Mật" in shown and "0987654321" in shown and "bimat@example.vn" in shown
    assert EventRow.objects.filter(name="citizen.ContactShown", case_id=report.case_id).count() == 1
    routed(town, report)
    assert "gọi lại" not in town.sign_in(Client(), "chi").get(at).content.decode()
    account.post(f"/phan-anh/{report.case.code}/xoa-lien-he/")
    assert "đã xoá liên hệ" in desk.get(at).content.decode()
    assert "0987654321" not in desk.post(f"{at}nguoi-gui/").content.decode()


def test_a_name_stands_there_only_by_choice_also_of_an_account(account, town):
    body = {"category": "o-ga", "description": "Sâu", "lat": 19.8, "lon": 105.78}
    for anonymous in (True, False):
        as_json(account, "/phan-anh/gui/don/", body | {"key": str(uuid4()), "anonymous": anonymous})
    hidden, named = Report.objects.order_by("pk")
    Report.objects.update(visibility="published", published_at=LATER - timedelta(hours=1))
    assert "Bí Mật" in public(named) and "Bí Mật" not in public(hidden)


def test_no_page_says_that_nobody_ever_learns_who_sent(account, town):
    """The handling unit reads a name that its owner wants shown: the sentences on the way must say so."""
    pages = [Client().get("/phan-anh/soan/").content.decode()]
    key = uuid4()
    account.post(f"/phan-anh/gui/{key}/anh/", {"next": "1"})
    account.post(f"/phan-anh/gui/{key}/vi-tri/", {"address": "Cầu Đông", "commune": "14797"})
    account.post(f"/phan-anh/gui/{key}/noi-dung/", {"category": "o-ga", "description": "Sâu"})
    pages.append(account.get(f"/phan-anh/gui/{key}/lien-he/").content.decode())
    for page in pages:
        assert "không bao giờ biết" not in page and "không biết ai" not in page
        assert "cũng đọc được" in page
