"""Every page of the citizen's app and of its desks: phone and desktop, light and dark, enlarged twice, and by ear."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client
from django.urls import resolve
from playwright.sync_api import Browser

from tests.journeys.reader import Reader
from tests.town import Town
from tinhso.casework.public import Case
from tinhso.citizen.alerts.actions.issue_alert import AlertContent, write_alert
from tinhso.citizen.complaints.tests.test_complaints import complained
from tinhso.citizen.desk.tests.test_desk import closed
from tinhso.citizen.information_access.actions.publish_information import publish_information
from tinhso.citizen.information_access.tests import information_makers as information
from tinhso.citizen.information_urls import DEEDS
from tinhso.citizen.models import Complaint, DraftPhoto, Feedback, Report, ReportCategory, ReportDraft
from tinhso.citizen.open311.actions.ask_api_key import ask_api_key
from tinhso.citizen.reception.actions.number_visitor import number_walk_in
from tinhso.citizen.reception.tests.makers import PHONE, at, book, first_day, make_schedule
from tinhso.citizen.tests.life_makers import (
    NOW,
    Inspectorate,
    Office,
    actor,
    answered,
    make_feedback,
    make_rules,
)
from tinhso.citizen.tests.makers import as_json, picture, send, set_up, upload
from tinhso.citizen.urls import urlpatterns
from tinhso.kernel.site import clock

pytestmark = [pytest.mark.journey, pytest.mark.long]
NO_PAGES = {  # deeds, files and data: an address here shows nobody a page
    *(
        "app_manifest",
        "complaint_move_out",
        "app_worker",
        "share_photos",
        "map_ground",
        "map_tile",
        "report_map",
        "nearby_reports",
        "report_feed",
    ),
    *(
        "outbox_key",
        "outbox_photo",
        "outbox_report",
        "outbox_phone",
        "outbox_code",
        "draft_photo",
        "report_photo",
    ),
    *(
        "drop_draft_photo",
        "discard_report_draft",
        "follow_report",
        "comment_report",
        "rate_report",
    ),
    *(
        "reopen_report",
        "hide_own_name",
        "forget_contact",
        "withdraw_report",
        "decide_api_key",
        "decide_comment",
        "decide_rating",
    ),
    *("desk_photo", "withhold_photo", "report_contact", "show_report", "hide_report", "review_report"),
    *(
        "report_route",
        "report_turn_down",
        "report_merge",
        "report_assign",
        "report_give_back",
        "report_answer",
    ),
    *("report_publish", "report_send_back", "add_to_feedback", "rate_feedback", "withdraw_feedback"),
    *(
        "feedback_take",
        "feedback_ask",
        "feedback_refuse",
        "feedback_lapse",
        "feedback_reply",
        "feedback_publish",
    ),
    *("feedback_withhold", "show_complainant", "complaint_file", "complaint_accept", "complaint_refuse"),
    *(
        "complaint_resolve",
        "cap_index",
        "alerts_rss",
        "alert_cap",
        "approve_alert",
        "cancel_alert",
        "try_alert",
    ),
    *("open311_discovery", "open311_services", "open311_service", "open311_requests", "open311_request"),
    *("open311_token", "open311_updates"),
    *(f"information_{deed}" for deed in DEEDS),
    *("add_to_information_request", "withdraw_information_request", "remove_public_entry"),
    *("my_information_paper", "my_information_file", "information_paper", "information_file"),
    "answered_information_rss",
    *(
        "reception_duty",
        "reception_visit_outcome",
        "reception_visit_deed",
        "reception_walk_in",
        "close_reception",
    ),
}


@pytest.fixture(autouse=True)
def own_connection(browser: Browser):
    """Playwright's loop has a context, and so a connection, of its own; set up before the town, so closed after it."""
    yield
    connection.close()
    connection.close_pool()  # type: ignore[attr-defined]


@pytest.fixture
def lived(town: Town, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Town:
    """A town with a desk of reports (Bình), a receiving office (Hà), an inspectorate (Ly), and SMS that can leave."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    settings.TINHSO_SMS_URL = "http://sms.invalid"
    set_up(town)
    make_rules()
    town.office = Office(town)  # type: ignore[attr-defined]
    town.office.unit = Inspectorate(town)  # type: ignore[attr-defined]
    town.ha, town.ly = town.office.ha, town.office.unit.ly  # type: ignore[attr-defined]
    return town


def read_reports(reader: Reader, town: Town) -> None:
    done = closed(town, send(town, ReportCategory.objects.get(code="o-ga")))
    fresh = send(
        town, ReportCategory.objects.get(code="den"), attributes={"mau": "vang"}, description="Gọi 0912345678"
    )
    code, new = done.case.code, fresh.case.code
    reader.read("", "/phan-anh/", f"/phan-anh/{code}/", "/phan-anh/nhung/", "/phan-anh/thong-ke/")
    reader.read("", "/phan-anh/gan-toi/", "/phan-anh/ban-do/")
    reader.read("an", f"/phan-anh/{code}/")
    stranger = Client()
    stranger.post(f"/phan-anh/{code}/cua-toi/", {"phone": "0912345678"})
    reader.read_as(stranger, "a stranger", f"/phan-anh/{code}/cua-toi/", f"/phan-anh/{code}/cua-toi/ma/")
    reader.read("", "/phan-anh/cua-toi/x/")
    reader.read(
        "binh",
        "/can-bo/phan-anh/",
        "/can-bo/phan-anh/?o=unpublished",
        "/can-bo/phan-anh/?o=ratings",
        "/can-bo/phan-anh/moi/",
    )
    reader.read("binh", f"/can-bo/phan-anh/{new}/", f"/can-bo/phan-anh/{code}/")
    apart = f"/can-bo/khieu-nai-to-cao/chuyen/{new}/"
    reader.read("binh", apart, f"{apart}in/")
    Report.objects.filter(pk=fresh.pk).update(
        visibility="published", published_at=NOW
    )  # offered to the next one


def read_sending(reader: Reader, town: Town) -> None:
    """Page by page without JavaScript, to the code on the phone; and what was sent from the phone."""
    kind = ReportCategory.objects.get(code="den")
    draft = ReportDraft.objects.create(
        owner=town.an, category=kind, description="Tối", commune=town.commune, changed_at=NOW
    )
    pages = ("anh", "vi-tri", "noi-dung", "them", "lien-he")
    reader.read("an", "/phan-anh/gui/", *(f"/phan-anh/gui/{draft.key}/{name}/" for name in pages))
    visitor, key = written(town)
    photo = DraftPhoto.objects.get(draft=key)
    reader.read_as(visitor, "a visitor", f"/phan-anh/gui/{key}/anh/{photo.pk}/che/")
    reader.read_as(visitor, "a visitor", f"/phan-anh/gui/{key}/lien-he/")
    visitor.post(f"/phan-anh/gui/{key}/lien-he/", {"phone": "0912345678"})
    reader.read_as(visitor, "a visitor", f"/phan-anh/gui/{key}/ma/")
    unknown, key = written(town)
    sent = unknown.post(f"/phan-anh/gui/{key}/lien-he/", {"phone": ""})
    reader.read_as(unknown, "who gives no phone", sent["Location"])
    body = {"category": "o-ga", "description": "Gọi", "address": "Cầu Đông", "client_key": str(uuid4())}
    binh = town.sign_in(Client(), "binh")
    slip = binh.post("/can-bo/phan-anh/moi/", body | {"channel": "counter"})["Location"]
    reader.read_as(binh, "binh", slip)
    an = town.sign_in(Client(), "an")
    sent = as_json(
        an,
        "/phan-anh/gui/don/",
        {"key": str(uuid4()), "category": "o-ga", "lat": 19.8, "lon": 105.7, "description": "x"},
    )
    reader.read_as(an, "an", sent.json()["url"])
    reader.read("", "/phan-anh/soan/", "/phan-anh/tren-may/", "/ung-dung/", "/ngoai-tuyen/")


def written(town: Town) -> tuple[Client, UUID]:
    """A visitor who wrote everything but the contact."""
    visitor, key = Client(), uuid4()
    visitor.post(f"/phan-anh/gui/{key}/anh/", {"photo": upload(picture()), "next": "1"})
    visitor.post(f"/phan-anh/gui/{key}/vi-tri/", {"address": "Cầu Đông", "commune": town.commune.code})
    visitor.post(f"/phan-anh/gui/{key}/noi-dung/", {"category": "o-ga", "description": "Sâu lắm"})
    return visitor, key


def read_feedback(reader: Reader, town: Town) -> None:
    feedback = answered(town, make_feedback(town))
    open_one = make_feedback(town, subject="Thêm một việc")
    Case.objects.filter(pk=feedback.case_id).update(state="done", step="", finished_at=NOW, settled_at=NOW)
    words = {"published_question": "Bớt giấy?", "published_answer": "Đã bớt"}
    Feedback.objects.filter(pk=feedback.pk).update(published_at=NOW, **words)
    code = feedback.case.code
    reader.read("", "/kien-nghi/", f"/kien-nghi/{code}/")
    reader.read("an", "/kien-nghi/gui/", f"/kien-nghi/{code}/cua-toi/")
    reader.read(
        "ha", "/can-bo/kien-nghi/", "/can-bo/kien-nghi/ghi/", f"/can-bo/kien-nghi/{open_one.case.code}/"
    )


def read_information(reader: Reader, town: Town) -> None:
    information.make_information_rules()
    done, fresh = information.answered(town, information.make_request(town)), information.make_request(town)
    going = information.accepted(town, information.make_request(town))
    words = {"question": "Kế hoạch năm 2024?", "answer": "Kế hoạch số 12."}
    publish_information(request=done, ver=done.case.ver, by=town.actor("emi"), now=NOW, **words)
    here, desk = "/tiep-can-thong-tin/", "/can-bo/tiep-can-thong-tin/"
    pages = (
        "",
        "gui/",
        "da-tra-loi/",
        f"da-tra-loi/{done.case.code}/",
        "phai-cong-khai/",
        "phai-cong-khai/so-a/",
    )
    reader.read("", *(f"{here}{page}" for page in pages))
    reader.read("an", f"{here}gui/", f"{here}cua-toi/{done.case.code}/")
    codes = [one.case.code for one in (done, fresh, going)]
    reader.read(
        "emi", *(f"{desk}{page}" for page in ("", "ghi/", "danh-muc/", *(f"{code}/" for code in codes)))
    )


def read_complaints(reader: Reader, town: Town) -> None:
    case = complained(town, town.office)  # type: ignore[attr-defined]
    reader.read("ly", "/can-bo/khieu-nai-to-cao/", f"/can-bo/khieu-nai-to-cao/{case.code}/")
    reader.read("ha", "/can-bo/khieu-nai-to-cao/ghi/", "/can-bo/khieu-nai-to-cao/ghi-to-cao/")
    reader.read("", "/khieu-nai-to-cao/", "/khieu-nai-to-cao/to-cao/")
    reader.read("an", "/khieu-nai-to-cao/khieu-nai/")
    reader.read("an", f"/khieu-nai-to-cao/{case.code}/")
    Complaint.objects.filter(case=case).update(
        kind="denunciation", moved_out_at=None
    )  # as an earlier version kept
    reader.read("ly", f"/can-bo/khieu-nai-to-cao/{case.code}/in/", f"/can-bo/khieu-nai-to-cao/{case.code}/")


def read_alerts(reader: Reader, town: Town) -> None:
    words = {"kind": "weather", "headline": "Mưa lớn", "text": "Mưa 100 mm", "source": "Đài", "risk_level": 3}
    content = AlertContent(**words, begins_at=NOW, expires_at=NOW + timedelta(hours=9), units=(town.commune,))  # type: ignore[arg-type]
    code = write_alert(content=content, by=actor("ha", town), now=NOW).code
    reader.read(
        "", "/canh-bao/", f"/canh-bao/{code}/", "/so-khan-cap/", "/danh-ba/", "/danh-ba/so-a/", "/tien-ich/"
    )
    reader.read("an", "/canh-bao/noi-nhan/", "/cua-toi/")
    desk = ("", "soan/", f"{code}/", f"{code}/thay/")
    reader.read("ha", *(f"/can-bo/canh-bao/{name}" for name in desk))


def read_receptions(reader: Reader, town: Town) -> None:
    row = make_schedule(town, illustrative=True)
    day, page = first_day(row), "/tiep-cong-dan/ngay"
    reader.read("", "/tiep-cong-dan/", "/tiep-cong-dan/co-quan/so-a/", f"{page}/{day.pk}/")
    visitor = Client()
    visitor.post(f"{page}/{day.pk}/so-dien-thoai/", {"phone": PHONE})
    reader.read_as(visitor, "a visitor", f"{page}/{day.pk}/so-dien-thoai/", f"{page}/{day.pk}/ma/")
    pk = book(town, day, at(8)).pk
    mine = f"/tiep-cong-dan/cua-toi/{pk}"
    reader.read("an", f"{page}/{day.pk}/", "/tiep-cong-dan/cua-toi/", f"{mine}/doi/", f"{mine}/huy/")
    number_walk_in(day=day, priority=True, key=uuid4(), by=town.actor("binh"), now=NOW)
    desk = "/can-bo/tiep-cong-dan/"
    reader.read("chi", desk, f"{desk}lich/", f"{desk}ngay/{day.pk}/thay-doi/")


def read_keys(reader: Reader) -> None:
    _row, claim = ask_api_key(name="Máy", email="may@example.vn", purpose="thử", now=NOW)
    reader.read("", "/open311/", "/open311/xin-khoa/", f"/open311/khoa/{claim}/")
    reader.read("binh", "/can-bo/phan-anh/khoa/")


def test_every_page_of_the_app_and_its_desks_reads_well(browser: Browser, lived: Town):
    """A new page is read here; a new address that shows no page stands in NO_PAGES."""
    reader = Reader(browser, lived, zoomed=True)
    read_reports(reader, lived)
    read_sending(reader, lived)
    read_feedback(reader, lived)
    read_information(reader, lived)
    read_complaints(reader, lived)
    read_alerts(reader, lived)
    read_receptions(reader, lived)
    read_keys(reader)
    assert not reader.wrong, "\n".join(reader.wrong)
    names = {one.name for one in urlpatterns}  # type: ignore[union-attr]
    assert names - NO_PAGES == {resolve(path).url_name for path in reader.drawn}
