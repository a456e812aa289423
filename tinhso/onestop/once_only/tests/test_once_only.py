"""A paper whose source is connected is not handed in: the source is asked, what came is shown, and a fallback says why."""

from uuid import uuid4

import pytest

from tinhso.casework.public import NotYourTurn, State
from tinhso.kernel.events.models import EventRow
from tinhso.lib.exchange.client import Ended
from tinhso.onestop.catalogue.papers import missing_papers, paper_states
from tinhso.onestop.desk.checklist import checklist
from tinhso.onestop.dossier.actions.save_answers import NotADraft
from tinhso.onestop.dossier.applicants import Applicant
from tinhso.onestop.dossier.received_papers import received_papers
from tinhso.onestop.intake.actions.discard_dossier import discard_dossier
from tinhso.onestop.intake.actions.start_at_counter import start_at_counter
from tinhso.onestop.intake.actions.start_dossier import start_dossier
from tinhso.onestop.intake.actions.submit_dossier import submit_dossier
from tinhso.onestop.models import ConsentBy, Dossier
from tinhso.onestop.once_only.actions.keep_source_records import drop_source_record, keep_source_records
from tinhso.onestop.once_only.ask_and_keep import ConsentMissing, ask_and_keep
from tinhso.onestop.once_only.permissions import can_ask_sources
from tinhso.onestop.once_only.tests.makers import LAW, RECORD, Plane, connect, make_source
from tinhso.onestop.tests.makers import ANSWERS

WAY = "/thu/{}"


@pytest.fixture
def number(shop):
    return shop.town.an.person.id_number


@pytest.fixture
def plane(shop, settings, monkeypatch, number):
    return connect(settings, monkeypatch, Plane({WAY.format(number): RECORD}))


def draft(shop):
    dossier = shop.start()
    dossier.answers = dict(ANSWERS)
    dossier.save(update_fields=["answers"])
    return dossier


def ask(shop, dossier, *, consent=None, who="an"):
    return ask_and_keep(dossier, ["phuong_an"], consent=consent, by=shop.actor(who), now=shop.now)


def test_what_a_source_says_stands_in_for_the_paper(shop, plane):
    source, dossier = make_source(shop), draft(shop)
    assert [paper.id for paper in missing_papers(dossier)] == ["phuong_an"]
    (record,) = ask(shop, dossier)
    assert record.found and record.rows == [["Họ tên", "Lê Thị An"], ["Ngày", "01/04/2024"]]
    assert missing_papers(shop.fresh(dossier)) == []
    submit_dossier(dossier=dossier, by=shop.actor("an"), now=shop.now)
    fresh = shop.fresh(dossier)
    assert fresh.case.state == State.SUBMITTED and not fresh.attachments.exists()
    assert received_papers(fresh, until=shop.now).came == ["Phương án: lấy từ dữ liệu của CSDL thử"]
    (checked, *_rest) = checklist(fresh, paper_states(fresh))
    assert (str(checked.word), checked.tone, checked.source) == ("lấy từ dữ liệu", "ok", "CSDL thử")
    event = EventRow.objects.filter(name__endswith="SourceAsked").last()
    assert event.payload["source_id"] == source.pk and "Lê Thị An" not in event.body


@pytest.mark.parametrize(
    ("ended", "reason"),
    [
        (Ended.AWAY, "Nguồn đang không trả lời."),
        (Ended.REFUSED, "Nguồn từ chối trả lời."),
        (Ended.NO_RECORD, "Nguồn không có dữ liệu này."),
    ],
)
def test_a_source_that_says_nothing_leaves_the_upload_and_its_reason(shop, plane, client, ended, reason):
    make_source(shop)
    plane.ended, dossier = ended, draft(shop)
    ask(shop, dossier)
    assert [paper.id for paper in missing_papers(shop.fresh(dossier))] == ["phuong_an"]
    page = shop.town.sign_in(client, "an").get(f"/ho-so/{dossier.case.code}/giay-to/").content.decode()
    assert reason in page and "Lấy lại dữ liệu" in page and 'name="file_phuong_an"' in page


def test_a_paper_with_a_connected_source_is_never_required_as_an_upload(shop, plane, client):
    make_source(shop)
    dossier, an = draft(shop), shop.town.sign_in(client, "an")
    page = an.get(f"/ho-so/{dossier.case.code}/giay-to/").content.decode()
    assert "Không phải nộp nếu lấy được từ CSDL thử" in page and LAW in page
    assert "Chưa có, bắt buộc" not in page
    review = an.get(f"/ho-so/{dossier.case.code}/kiem-tra/").content.decode()
    assert "Chưa lấy dữ liệu thay giấy tờ: Phương án" in review
    answer = an.post(f"/ho-so/{dossier.case.code}/lay-du-lieu/", {"nguon": "phuong_an"})
    assert answer.status_code == 302 and answer.url.endswith("/giay-to/#p-phuong_an")
    page = an.get(f"/ho-so/{dossier.case.code}/giay-to/").content.decode()
    assert "Không phải nộp: lấy từ dữ liệu" in page
    assert f"Từ CSDL thử, lúc 09:00 ngày 08/03/2024, theo {LAW}" in page
    assert an.post(f"/ho-so/{dossier.case.code}/bo-du-lieu/", {"nguon": "phuong_an"}).status_code == 302
    assert missing_papers(shop.fresh(dossier))


def test_without_a_plane_nothing_is_offered_and_the_paper_is_asked_for(shop, client):
    make_source(shop)
    dossier = draft(shop)
    page = shop.town.sign_in(client, "an").get(f"/ho-so/{dossier.case.code}/giay-to/").content.decode()
    assert "Chưa có, bắt buộc" in page and "lay-du-lieu" not in page
    (record,) = ask(shop, dossier)
    assert record.outcome == "away"


def test_a_source_that_needs_the_persons_word_is_not_asked_without_it(shop, plane, client):
    make_source(shop, by_consent=True)
    dossier = draft(shop)
    with pytest.raises(ConsentMissing):
        ask(shop, dossier)
    assert plane.calls == []
    an = shop.town.sign_in(client, "an")
    answer = an.post(f"/ho-so/{dossier.case.code}/lay-du-lieu/", {"nguon": "phuong_an"}, follow=True)
    assert "Đánh dấu đồng ý" in answer.content.decode() and plane.calls == []
    an.post(f"/ho-so/{dossier.case.code}/lay-du-lieu/", {"nguon": "phuong_an", "dong_y": "1"})
    assert shop.fresh(dossier).source_records()["phuong_an"].by_consent and len(plane.calls) == 1


def test_a_record_that_says_something_else_than_the_form_does_not_stand_in(shop, plane):
    make_source(shop, must_match={"ngay": "ngay_can"})
    dossier = draft(shop)
    dossier.answers["ngay_can"] = "2024-04-02"
    (record,) = ask(shop, dossier)
    assert (record.outcome, record.values) == ("not_fitting", {})
    assert record.reason == "Nguồn ghi “Ngày: 01/04/2024”, tờ khai ghi 02/04/2024."
    dossier.answers["ngay_can"] = "2024-04-01"
    (record,) = ask(shop, dossier)
    assert record.stands_in(dossier.answers) and not record.stands_in({"ngay_can": "2024-04-09"})


def test_a_record_of_another_state_does_not_stand_in(shop, plane):
    make_source(shop, conditions={"tinhTrang": "Chưa kết hôn"})
    (record,) = ask(shop, draft(shop))
    assert record.outcome == "not_fitting" and "cần “Chưa kết hôn”" in record.reason


def test_the_spouse_is_asked_about_by_the_number_that_the_source_gives_never_by_a_typed_one(
    shop, plane, number
):
    make_source(shop, paper="", by_consent=True, path="/ca-nhan/{soDinhDanh}")
    make_source(shop, paper="", by_consent=True, path="/ca-nhan/{soDinhDanh}", subject="spouse")
    dossier = draft(shop)
    dossier.answers["giay_to_cha"] = "038000000099"
    plane.records = {
        f"/ca-nhan/{number}": {"hoTen": "Lê Thị An", "soDinhDanhVoChong": "038088000011"},
        "/ca-nhan/038088000011": {"hoTen": "Trịnh Quốc Bảo"},
    }
    records = ask_and_keep(dossier, ["@spouse"], consent=ConsentBy.ONLINE, by=shop.actor("an"), now=shop.now)
    assert [one.values["hoTen"] for one in records] == ["Lê Thị An", "Trịnh Quốc Bảo"]
    assert [one.rpartition("/")[2] for one in plane.calls] == [number, "038088000011"]


def test_only_the_person_and_the_desk_ask_and_only_while_the_dossier_is_open(shop, plane):
    make_source(shop)
    dossier = draft(shop)
    assert can_ask_sources(dossier, shop.actor("an"))
    assert not can_ask_sources(dossier, shop.actor("dung")) and not can_ask_sources(
        dossier, shop.actor("binh")
    )
    with pytest.raises(NotYourTurn):
        ask(shop, dossier, who="dung")
    with pytest.raises(NotYourTurn):
        keep_source_records(dossier=dossier, records=[], ids={}, by=shop.actor("dung"), now=shop.now)
    with pytest.raises(NotYourTurn):
        drop_source_record(dossier=dossier, key="phuong_an", by=shop.actor("dung"), now=shop.now)
    ask(shop, dossier)
    submit_dossier(dossier=dossier, by=shop.actor("an"), now=shop.now)
    for deed in (
        lambda: keep_source_records(dossier=dossier, records=[], ids={}, by=shop.actor("an"), now=shop.now),
        lambda: drop_source_record(dossier=dossier, key="x", by=shop.actor("an"), now=shop.now),
    ):
        with pytest.raises((NotADraft, NotYourTurn)):
            deed()


def test_whoever_files_for_somebody_else_asks_nothing_about_them(shop, plane):
    make_source(shop)
    dossier = start_dossier(
        version=shop.version,
        level="province",
        agency=shop.town.agency_a,
        desk=shop.town.desk_a,
        person=shop.town.an.person,
        submitter=shop.town.dung.person,
        by=shop.actor("dung"),
        now=shop.now,
        client_key=uuid4(),
    )
    assert not can_ask_sources(dossier, shop.actor("dung"))


def test_a_thrown_away_draft_takes_what_came_along(shop, plane):
    make_source(shop)
    dossier = draft(shop)
    ask(shop, dossier)
    discard_dossier(dossier=shop.fresh(dossier), ver=dossier.case.ver, by=shop.actor("an"), now=shop.now)
    assert Dossier.objects.get(pk=dossier.pk).source_data == {}


def test_the_first_page_of_the_form_offers_asks_and_shows_what_came(shop, plane, client, number):
    make_source(shop, paper="", by_consent=True)
    dossier, an = draft(shop), shop.town.sign_in(client, "an")
    url = f"/ho-so/{dossier.case.code}/dien/buoc_mot/"
    assert "Lấy dữ liệu thay giấy tờ" in an.get(url).content.decode()
    sent = {"muc_dich": "Mở hai bưu cục", "nguon": "@applicant", "ask_sources": "1"}
    assert "Đánh dấu đồng ý" in an.post(url, sent, follow=True).content.decode()
    page = an.post(url, sent | {"dong_y": "1"}, follow=True).content.decode()
    assert "Đã lấy dữ liệu" in page and "Lê Thị An" in page and "Mở hai bưu cục" in page
    assert shop.fresh(dossier).answers["muc_dich"] == "Mở hai bưu cục"


@pytest.mark.long
def test_the_desk_asks_by_the_persons_word_sees_what_came_and_why_nothing_did(shop, plane, client):
    make_source(shop, by_consent=True)
    dossier = shop.dossier("draft")
    dossier.attachments.all().delete()
    binh = shop.actor("binh")
    assert not can_ask_sources(dossier, binh)
    counter = start_at_counter(
        version=shop.version,
        level="province",
        agency=shop.town.agency_a,
        desk=shop.town.desk_a,
        applicant=Applicant("citizen", shop.town.an.person.id_number, shop.town.an.person.full_name),
        source="counter",
        by=binh,
        now=shop.now,
        client_key=uuid4(),
    )
    page = shop.town.sign_in(client, "binh")
    url = f"/can-bo/nhap/{counter.case.code}/"
    assert "Lấy dữ liệu thay giấy tờ" in page.get(url).content.decode()
    sent = {"muc_dich": "Mở bưu cục", "nguon": "phuong_an", "ask_sources": "1"}
    assert "Chọn cách người nộp đã đồng ý" in page.post(url, sent, follow=True).content.decode()
    assert page.post(url, sent | {"dong_y": "1"}).status_code == 302 and plane.calls == []
    text = page.post(url, sent | {"dong_y": "paper"}, follow=True).content.decode()
    assert "lấy từ dữ liệu của CSDL thử" in text and "đã ký giấy đồng ý tại quầy" in text
    assert "Đọc lại cùng người nộp" in text and len(plane.calls) == 1
    text = page.post(
        url, {"muc_dich": "Mở bưu cục", "drop_source": "phuong_an"}, follow=True
    ).content.decode()
    assert "Nhận bản giấy hoặc bản quét" in text and "lấy từ dữ liệu của" not in text
    plane.ended = Ended.AWAY
    text = page.post(url, sent | {"dong_y": "screen"}, follow=True).content.decode()
    assert "Nguồn đang không trả lời." in text and "lý do này được ghi vào hồ sơ" in text


def test_the_public_page_of_the_procedure_says_that_the_paper_is_spared(shop, plane, client):
    make_source(shop)
    page = client.get(f"/thu-tuc/{shop.version.procedure.code}/").content.decode()
    assert "Không phải nộp khi tra cứu được trong: CSDL thử." in page
