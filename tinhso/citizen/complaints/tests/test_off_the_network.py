"""Citizens' own door for complaints, and denunciations: no form, and nothing of what arrives all the same stays here."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.test import Client

from tests.town import FOREVER, Town
from tinhso.casework.public import Case, NotYourTurn, State
from tinhso.citizen.complaints.actions.accept_complaint import accept_complaint
from tinhso.citizen.complaints.actions.move_out_denunciation import (
    NotADenunciation,
    forget_denouncers,
    move_out_denunciation,
)
from tinhso.citizen.complaints.actions.refuse_complaint import refuse_complaint
from tinhso.citizen.complaints.actions.resolve_complaint import resolve_complaint
from tinhso.citizen.complaints.actions.send_complaint import TooManyComplaints, send_complaint
from tinhso.citizen.complaints.content import ComplaintContent
from tinhso.citizen.complaints.route import ON_PAPER, NoReceivingUnit
from tinhso.citizen.complaints.tests.test_complaints import signed_in
from tinhso.citizen.models import (
    Complaint,
    ComplaintFile,
    Feedback,
    ReceptionSchedule,
    Report,
    Reporter,
)
from tinhso.citizen.sender.tests.row_walk import read_rows, walk, way_to
from tinhso.citizen.sender.tests.test_unlinked import by_outbox
from tinhso.citizen.tests import makers
from tinhso.citizen.tests.life_makers import NOW, Inspectorate, Office, actor, make_feedback, make_rules
from tinhso.kernel.events.models import AccessRow, EventRow
from tinhso.kernel.events.public import verify
from tinhso.kernel.files.public import Holder, NotYourFile, StoredFile
from tinhso.kernel.notices.public import Notice
from tinhso.kernel.people.models import Pseudonym

pytestmark = pytest.mark.django_db
SECRET, NAME, PHONE = "Giám đốc Sở A nhận tiền của tôi", "Lê Thị Giấu", "0987000111"
PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"


@pytest.fixture
def office(town: Town, monkeypatch) -> Office:
    make_rules()
    makers.set_up(town)
    monkeypatch.setattr("tinhso.kernel.site.clock.now", lambda: NOW)
    office = Office(town)
    office.unit = Inspectorate(town)
    return office


def form(town: Town, **more):
    words = {
        "subject": "Thu hồi đất",
        "text": SECRET,
        "sender_name": NAME,
        "phone": PHONE,
        "address": "Phố Xanh",
    }
    return words | {"client_key": str(uuid4()), "accused": town.agency_a.pk, "mine": "on", "send": "1"} | more


def paper(name: str = "quyet-dinh.pdf"):
    return makers.upload(PDF, name, "application/pdf")


@pytest.mark.long
def test_a_citizen_sends_a_complaint_with_papers_into_the_private_register(town, office):
    client, path = signed_in(town.an), "/khieu-nai-to-cao/khieu-nai/"
    given = form(town, giay_to=paper(), mine="")
    page = client.post(path, given)
    assert page.status_code == 422 and SECRET in page.content.decode()  # words and papers stay
    assert "quyet-dinh.pdf" in page.content.decode() and not Complaint.objects.exists()
    given = form(town, client_key=given["client_key"])
    answer = client.post(path, given)
    complaint = Complaint.objects.select_related("case").get()
    assert answer["Location"] == f"/khieu-nai-to-cao/{complaint.case.code}/"
    assert (complaint.kind, complaint.channel, complaint.sender_name) == ("complaint", "portal", NAME)
    assert complaint.case.agency == office.unit.agency and complaint.case.confidential
    assert ComplaintFile.objects.get().file.uploaded_by is None
    assert client.post(path, given)["Location"] == answer["Location"] and Complaint.objects.count() == 1
    mine = client.get(answer["Location"]).content.decode()
    assert (
        SECRET in mine
        and "quyet-dinh.pdf" in mine
        and complaint.case.code in client.get("/cua-toi/").content.decode()
    )
    assert (
        SECRET
        in signed_in(office.unit.ly).get(f"/can-bo/khieu-nai-to-cao/{complaint.case.code}/").content.decode()
    )
    for name in ("emi", "chi", "binh", "sau"):
        who = signed_in(getattr(town, name))
        assert who.get(f"/can-bo/khieu-nai-to-cao/{complaint.case.code}/").status_code in {403, 404}, name
    assert signed_in(town.dung).get(answer["Location"]).status_code == 404
    assert Notice.objects.of(town.an).filter(template="citizen.complaint_received").exists()


def test_no_row_leads_from_a_complaint_to_the_account_and_the_log_names_nobody(town, office):
    client = signed_in(town.an)
    client.post("/khieu-nai-to-cao/khieu-nai/", form(town, giay_to=paper()))
    complaint = Complaint.objects.get()
    assert not EventRow.objects.exclude(actor_id=None).filter(case_id=complaint.pk).exists()
    assert not EventRow.objects.filter(name="files.FileStored").exclude(actor_id=None).exists()
    reached = walk(read_rows(), ("casework_case", str(complaint.pk)))
    for goal in (("people_user", str(town.an.pk)), ("people_person", str(town.an.person_id))):
        assert not way_to(reached, goal), way_to(reached, goal)


def test_papers_are_added_and_taken_off_and_a_bad_one_is_refused_in_words(town, office):
    client, path = signed_in(town.an), "/khieu-nai-to-cao/khieu-nai/"
    given = form(town, giay_to=paper(), keep="1", text="Chưa xong")
    del given["send"]
    page = client.post(path, given)
    assert page.status_code == 200 and "Chưa xong" in page.content.decode()
    file = StoredFile.objects.get()
    off = {name: value for name, value in given.items() if name != "giay_to"} | {"bo": str(file.pk)}
    assert client.post(path, off).status_code == 200 and not StoredFile.objects.exists()
    bad = client.post(path, given | {"giay_to": makers.upload(b"MZ\x90", "don.exe", "application/pdf")})
    assert bad.status_code == 422 and "không nhận được" in bad.content.decode()
    assert Client().get(path).status_code == 302


def test_pieces_of_a_paper_need_the_ticket_of_this_page_and_browser(town, office):
    client, path = signed_in(town.an), "/khieu-nai-to-cao/khieu-nai/"
    opened = client.get(path).context
    ticket = opened["ticket"]
    wish = {"ticket": ticket, "name": "don.pdf", "size": len(PDF), "type": "application/pdf"}
    stranger = signed_in(town.dung)
    assert makers.as_json(stranger, "/tep/", wish).status_code == 403
    token = makers.as_json(client, "/tep/", wish).json()["token"]
    held = {"Upload-Ticket": ticket}
    piece = {"data": PDF, "content_type": "application/octet-stream"}
    assert client.patch(f"/tep/{token}/", **piece, headers={"Upload-Offset": "0"}).status_code == 404
    assert stranger.patch(f"/tep/{token}/", **piece, headers=held | {"Upload-Offset": "0"}).status_code == 404
    assert client.patch(f"/tep/{token}/", **piece, headers=held | {"Upload-Offset": "0"}).status_code == 200
    assert client.get(f"/tep/{token}/", headers=held).json()["received"] == len(PDF)
    assert client.post(f"/tep/{token}/xong/", headers=held).status_code == 200
    file = StoredFile.objects.get()
    listed = client.post(f"{path}?don={opened['key']}", {"giay_to_tep": str(file.pk)})
    assert listed.status_code == 200 and "Bỏ tệp don.pdf" in listed.content.decode()
    assert file.nameless and file.uploaded_by is None
    assert not EventRow.objects.filter(name="files.FileStored").exclude(actor_id=None).exists()


def test_who_may_not_send_and_what_is_refused_by_name(town, office):
    content = ComplaintContent(Complaint.Channel.PORTAL, "Đơn", SECRET, NAME, PHONE)
    an, person = town.actor("an"), town.an.person
    given = {"person": person, "content": content, "holder": Holder("complaint:x"), "now": NOW}
    with pytest.raises(NotYourTurn):
        send_complaint(accused=None, file_ids=[], client_key=uuid4(), by=town.actor("dung"), **given)
    with pytest.raises(NotYourFile):
        send_complaint(accused=None, file_ids=[uuid4()], client_key=uuid4(), by=an, **given)
    key = uuid4()
    send_complaint(accused=None, file_ids=[], client_key=key, by=an, **given)
    with pytest.raises(NotYourTurn):  # somebody else's key
        send_complaint(
            accused=None,
            file_ids=[],
            client_key=key,
            by=town.actor("dung"),
            **given | {"person": town.dung.person},
        )
    make_rules(**{"complaint.receivers": ["thanh-tra"]})
    with pytest.raises(NoReceivingUnit):
        send_complaint(accused=office.unit.agency, file_ids=[], client_key=uuid4(), by=an, **given)
    with pytest.raises(TooManyComplaints):
        for _ in range(6):
            send_complaint(accused=None, file_ids=[], client_key=uuid4(), by=an, **given)


def test_a_denunciation_has_no_form_but_a_page_with_places_and_days(town, office, client):
    """The days are those of the schedules of `reception`, and of no rule beside them."""
    unit = office.unit.agency
    ReceptionSchedule.objects.create(
        agency=unit, post="Chánh Thanh tra", month_days=[9], hours="08:00-11:00", place="Trụ sở",
        illustrative=True, valid=FOREVER, source="thử",
    )  # fmt: skip
    make_rules(**{"complaint.denouncer_secret": "Quyết định 774/QĐ-TTg năm 2020"})
    page = client.get("/khieu-nai-to-cao/to-cao/").content.decode()
    main = page[page.index("<main") : page.index("</main")]
    assert "<textarea" not in main and "<form" not in main
    assert "Không gõ nội dung tố cáo" in main and "774/QĐ-TTg" in main
    assert unit.name in main and "Chánh Thanh tra" in main and "Ngày, giờ dưới đây là minh họa" in main
    assert "/khieu-nai-to-cao/to-cao/" in client.get("/khieu-nai-to-cao/").content.decode()
    ReceptionSchedule.objects.update(illustrative=False)
    assert "dưới đây là minh họa" not in client.get("/khieu-nai-to-cao/to-cao/").content.decode()


@pytest.mark.long
def test_of_a_denunciation_that_came_as_a_report_only_the_number_stays(town, office):
    report = by_outbox(signed_in(town.an))
    Reporter.objects.filter(report=report).update(name=NAME, phone=PHONE)
    Report.objects.filter(pk=report.pk).update(description=SECRET, shown_text=SECRET)
    case, client = Case.objects.get(pk=report.case_id), signed_in(town.binh)
    printed = client.get(f"/can-bo/khieu-nai-to-cao/chuyen/{case.code}/in/").content.decode()
    assert SECRET in printed and NAME in printed and PHONE in printed
    assert AccessRow.objects.filter(purpose="identity_moved_out", case_ids__contains=[case.pk]).exists()
    path = f"/can-bo/khieu-nai-to-cao/chuyen/{case.code}/"
    given = {"ver": case.ver, "kind": "denunciation", "accused": town.agency_a.pk}
    assert client.post(path, given).status_code == 422 and not Complaint.objects.exists()
    assert client.post(path, given | {"printed": "on"}).status_code == 302
    complaint = Complaint.objects.select_related("case").get()
    assert complaint.case.due_at.date() == date(2024, 3, 19)  # seven working days
    assert (complaint.accused, complaint.text, complaint.sender_name, complaint.subject) == (None, "", "", "")
    assert complaint.case.agency == office.unit.agency
    assert not StoredFile.objects.exists()  # photos with their bytes
    notice = Notice.objects.of(town.an).get(template="citizen.off_the_network")
    assert notice.case_id is None and case.code not in str(vars(notice))
    for node, row in read_rows().rows.items():
        assert not [word for word in (SECRET, NAME, PHONE) if word in str(row)], node
    assert verify().ok
    moved = EventRow.objects.get(name="citizen.DenunciationMovedOut")
    assert (moved.case_id, moved.actor_id, moved.payload["files"]) == (case.pk, town.binh.pk, 1)
    assert (
        "nộp trực tiếp" in signed_in(town.an).get(f"/khieu-nai-to-cao/{case.code}/").content.decode().lower()
    )


@pytest.mark.long
def test_who_denounced_is_known_no_longer_the_night_after(town, office):
    feedback = make_feedback(town, text=SECRET)
    client = signed_in(office.ha)
    given = {"ver": feedback.case.ver, "kind": "denunciation", "accused": "", "printed": "on"}
    path = f"/can-bo/khieu-nai-to-cao/chuyen/{feedback.case.code}/"
    assert SECRET in client.get(f"{path}in/").content.decode()
    assert client.post(path, given).status_code == 302
    assert (Feedback.objects.get().text, Feedback.objects.get().sender_name) == ("", "")
    assert forget_denouncers(now=NOW + timedelta(hours=14)) == 1
    assert forget_denouncers(now=NOW + timedelta(hours=14)) == 0
    case = Case.objects.get(pk=feedback.case.pk)
    assert case.person is None and not case.participants.filter(person__isnull=False).exists()
    assert not Notice.objects.filter(case_id=case.pk, person__isnull=False).exists()
    reached = walk(read_rows(), ("casework_case", str(case.pk)))
    assert not way_to(reached, ("people_person", str(town.an.person_id)))
    assert signed_in(town.an).get(f"/khieu-nai-to-cao/{case.code}/").status_code == 404


def unchanged(town: Town, office: Office) -> Complaint:
    """As an earlier version kept a denunciation."""
    key = uuid4()
    signed_in(town.an).post("/khieu-nai-to-cao/khieu-nai/", form(town, client_key=str(key), giay_to=paper()))
    Complaint.objects.update(kind="denunciation")
    return Complaint.objects.select_related("case").get()


@pytest.mark.long
def test_one_that_was_kept_whole_is_moved_out_by_its_unit_with_a_record(town, office):
    complaint = unchanged(town, office)
    path = f"/can-bo/khieu-nai-to-cao/{complaint.case.code}/"
    ly = signed_in(office.unit.ly)
    assert "xoá khỏi hệ thống" in ly.get(path).content.decode()
    assert NAME in ly.get(f"{path}in/").content.decode()
    for name in ("emi", "binh", "chi"):
        assert signed_in(getattr(town, name)).post(f"{path}chuyen-ra/").status_code in {403, 404}
    with pytest.raises(NotYourTurn):
        move_out_denunciation(complaint=complaint, by=town.actor("emi"), now=NOW)
    assert ly.post(f"{path}chuyen-ra/").status_code == 302
    complaint.refresh_from_db()
    assert (complaint.text, complaint.sender_name, complaint.accused, complaint.moved_out_at) == (
        "",
        "",
        None,
        NOW,
    )
    assert not ComplaintFile.objects.exists() and not StoredFile.objects.exists()
    assert ly.post(f"{path}chuyen-ra/").status_code == 302  # a second time nothing happens
    assert EventRow.objects.filter(name="citizen.DenunciationMovedOut").count() == 1
    assert ly.get(f"{path}in/").status_code == 404 and ly.get(path).status_code == 200
    assert forget_denouncers(now=NOW) == 1 and not Pseudonym.objects.exists()
    assert verify().ok
    Complaint.objects.update(kind="complaint", moved_out_at=None)
    complaint.refresh_from_db()
    with pytest.raises(NotADenunciation):
        move_out_denunciation(complaint=complaint, by=actor("ly", town), now=NOW)


def test_a_denunciation_on_paper_gets_a_number_and_nothing_else(town, office):
    client, path = signed_in(town.binh), "/can-bo/khieu-nai-to-cao/ghi-to-cao/"
    assert 'name="text"' not in client.get(path).content.decode()
    given = {"client_key": str(uuid4()), "accused": town.agency_a.pk, "text": SECRET, "sender_name": NAME}
    assert client.post(path, given).status_code == 302
    complaint = Complaint.objects.select_related("case").get()
    assert (complaint.kind, complaint.text, complaint.sender_name, complaint.accused) == (
        "denunciation",
        "",
        "",
        None,
    )
    assert complaint.case.agency == office.unit.agency and complaint.moved_out_at == NOW


@pytest.mark.long
def test_what_is_decided_on_a_denunciation_is_on_paper_too(town, office):
    client = signed_in(town.binh)
    for _ in range(2):
        client.post("/can-bo/khieu-nai-to-cao/ghi-to-cao/", {"client_key": str(uuid4()), "accused": ""})
    one, other = Complaint.objects.select_related("case").order_by("pk")
    ly = actor("ly", town)
    accept_complaint(complaint=one, ver=one.case.ver, by=ly, now=NOW)
    page = signed_in(office.unit.ly).get(f"/can-bo/khieu-nai-to-cao/{one.case.code}/").content.decode()
    assert "<textarea" not in page and "hồ sơ giấy" in page
    one = Complaint.objects.whole().get(pk=one.pk)
    resolve_complaint(complaint=one, ver=one.case.ver, conclusion=SECRET, by=ly, now=NOW)
    refuse_complaint(complaint=other, ver=other.case.ver, text=SECRET, by=ly, now=NOW)
    assert Complaint.objects.get(pk=one.pk).conclusion == ON_PAPER
    assert Case.objects.get(pk=one.pk).state == State.DONE
    assert not [row for row in read_rows().rows.values() if SECRET in str(row)]
