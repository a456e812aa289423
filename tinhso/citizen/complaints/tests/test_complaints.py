"""Complaints and denunciations: nobody of the accused agency finds a trace, and who sent them stays hidden."""

import json
from uuid import uuid4

import pytest
from django.test import Client

from tests.town import Town
from tinhso.casework.public import AlreadyClosed, Case, NoteRefused, NotYourTurn, Stale, State
from tinhso.citizen.complaints.actions.accept_complaint import AcceptedBefore, accept_complaint
from tinhso.citizen.complaints.actions.refuse_complaint import refuse_complaint
from tinhso.citizen.complaints.actions.register_complaint import register_complaint
from tinhso.citizen.complaints.actions.resolve_complaint import resolve_complaint
from tinhso.citizen.complaints.actions.set_apart_complaint import set_apart_complaint
from tinhso.citizen.complaints.content import ComplaintContent
from tinhso.citizen.complaints.route import LEGAL, NoReceivingUnit, receiving_unit
from tinhso.citizen.feedback import figures as feedback_figures
from tinhso.citizen.models import Complaint, Feedback, Report, Reporter
from tinhso.citizen.open311.actions.ask_api_key import ask_api_key, claim_api_key, decide_api_key
from tinhso.citizen.tests import makers
from tinhso.citizen.tests.life_makers import (
    NOW,
    Inspectorate,
    Office,
    actor,
    make_feedback,
    make_rules,
    taken_feedback,
)
from tinhso.kernel.events.models import AccessRow
from tinhso.kernel.events.public import EventRow

SECRET = "Giám đốc Sở A nhận tiền của tôi"


@pytest.fixture
def office(town: Town, monkeypatch) -> Office:
    make_rules()
    monkeypatch.setattr("tinhso.kernel.site.clock.now", lambda: NOW)
    office = Office(town)
    office.unit = Inspectorate(town)
    return office


def complained(town: Town, office: Office) -> Case:
    """An's feedback that had already gone to agency A, and turns out to complain of its director."""
    feedback = taken_feedback(town, make_feedback(town, subject="Giám đốc Sở A", text=SECRET))
    case = feedback.case
    set_apart_complaint(
        case=case,
        ver=case.ver,
        kind=Complaint.Kind.COMPLAINT,
        accused=town.agency_a,
        by=actor("ha", town),
        now=NOW,
    )
    case.refresh_from_db()
    return case


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    session = client.session
    session["second_factor"] = True
    session.save()
    return client


@pytest.mark.long
def test_nobody_but_the_receiving_unit_and_the_sender_finds_a_trace(town, office):
    case = complained(town, office)
    code = case.code
    assert (case.kind, case.confidential, case.agency) == ("complaint", True, office.unit.agency)
    for name in ("emi", "chi", "van", "bao", "ha", "sau", "quan", "dung"):
        who = actor(name, town)
        assert not Case.objects.visible_to(who).filter(pk=case.pk).exists(), name
        assert not Complaint.objects.visible_to(who).exists(), name
        user = office.ha if name == "ha" else getattr(town, name)
        client = signed_in(user)
        for path in (
            f"/can-bo/kien-nghi/{code}/",
            f"/can-bo/khieu-nai-to-cao/{code}/",
            f"/can-bo/khieu-nai-to-cao/chuyen/{code}/",
            f"/kien-nghi/{code}/",
            f"/kien-nghi/{code}/cua-toi/",
            f"/khieu-nai-to-cao/{code}/",
        ):
            assert client.get(path).status_code in {403, 404}, (name, path)
        for path in ("/can-bo/", "/can-bo/kien-nghi/", "/can-bo/khieu-nai-to-cao/", "/can-bo/theo-doi/"):
            page = client.get(path).content.decode()
            assert code not in page, (name, path)
            assert "Giám đốc Sở A" not in page, (name, path)


def test_a_visitor_finds_nothing_by_code_search_list_or_figure(town, office, client):
    case = complained(town, office)
    found = client.post("/tra-cuu/", {"code": case.code, "proof": "5678"}).content.decode()
    assert case.title not in found
    assert "Đang giải quyết" not in found
    assert SECRET not in client.get("/kien-nghi/").content.decode()
    assert client.get(f"/kien-nghi/{case.code}/").status_code == 404
    assert not feedback_figures.received().exists()
    assert not feedback_figures.timed_feedback().exists()
    row = Feedback.objects.get(pk=case.pk)
    assert (row.text, row.sender_name, row.phone, row.about) == ("", "", "", None)


def test_the_events_name_neither_sender_nor_accused(town, office):
    case = complained(town, office)
    rows = EventRow.objects.filter(case_id=case.pk)
    assert "citizen.ComplaintRegistered" in rows.values_list("name", flat=True)
    assert not rows.filter(actor_id=town.an.pk).exists()
    registered = rows.get(name="citizen.ComplaintRegistered").body
    assert f'"accused":{town.agency_a.pk}' not in registered
    assert all(SECRET not in row.body and "Lê Thị An" not in row.body for row in rows)


def test_the_receiving_unit_reads_it_without_the_sender_until_it_asks(town, office):
    case = complained(town, office)
    client = signed_in(office.unit.ly)
    path = f"/can-bo/khieu-nai-to-cao/{case.code}/"
    page = client.get(path).content.decode()
    assert SECRET in page
    assert str(LEGAL) in page
    assert "Lê Thị An" not in page
    assert "0912345678" not in page
    assert client.post(f"{path}nguoi-gui/", {}).status_code == 422
    page = client.post(f"{path}nguoi-gui/", {"purpose": "verify"}).content.decode()
    assert "Lê Thị An" in page
    purposes = AccessRow.objects.values_list("purpose", flat=True)
    assert {"handling", "identity_verify"} <= set(purposes)
    assert case.code in client.get("/can-bo/khieu-nai-to-cao/").content.decode()


def test_the_sender_keeps_sight_and_reads_the_legal_sentence(town, office):
    case = complained(town, office)
    client = signed_in(town.an)
    assert client.get(f"/kien-nghi/{case.code}/cua-toi/").status_code == 302
    page = client.get(f"/khieu-nai-to-cao/{case.code}/").content.decode()
    assert str(LEGAL) in page
    assert SECRET in page


def test_it_is_taken_up_concluded_and_only_then_closed(town, office):
    complaint = complained(town, office).complaint
    ly = actor("ly", town)
    assert complaint.case.due_at.date().isoformat() == "2024-03-18"  # ten days
    with pytest.raises(NotYourTurn):
        accept_complaint(complaint=complaint, ver=complaint.case.ver, by=town.actor("emi"), now=NOW)
    accept_complaint(complaint=complaint, ver=complaint.case.ver, by=ly, now=NOW)
    complaint = Complaint.objects.whole().get()
    assert complaint.case.due_at.date().isoformat() == "2024-04-08"  # 30 days end on a Sunday
    with pytest.raises(AcceptedBefore):
        accept_complaint(complaint=complaint, ver=complaint.case.ver, by=ly, now=NOW)
    with pytest.raises(NoteRefused):
        resolve_complaint(complaint=complaint, ver=complaint.case.ver, conclusion=" ", by=ly, now=NOW)
    with pytest.raises(Stale):
        resolve_complaint(complaint=complaint, ver=1, conclusion="Có vi phạm.", by=ly, now=NOW)
    complaint = Complaint.objects.whole().get()
    resolve_complaint(complaint=complaint, ver=complaint.case.ver, conclusion="Có vi phạm.", by=ly, now=NOW)
    assert Complaint.objects.get().case.state == State.DONE


def test_one_may_be_refused_with_a_reason(town, office):
    complaint = complained(town, office).complaint
    refuse_complaint(
        complaint=complaint, ver=complaint.case.ver, text="Thiếu căn cứ.", by=actor("ly", town), now=NOW
    )
    assert complaint.case.state == State.REFUSED


def test_what_has_ended_is_not_set_apart_and_strangers_may_not(town, office):
    feedback = make_feedback(town)
    given = {"kind": Complaint.Kind.COMPLAINT, "accused": None, "now": NOW}
    with pytest.raises(NotYourTurn):
        set_apart_complaint(case=feedback.case, ver=feedback.case.ver, by=town.actor("bao"), **given)
    with pytest.raises(Stale):
        set_apart_complaint(case=feedback.case, ver=1, by=actor("ha", town), **given)
    Case.objects.filter(pk=feedback.case.pk).update(state="refused", finished_at=NOW)
    feedback.case.refresh_from_db()
    with pytest.raises(AlreadyClosed):
        set_apart_complaint(case=feedback.case, ver=feedback.case.ver, by=actor("ha", town), **given)


def test_the_accused_never_receives_it_themselves(town, office):
    assert receiving_unit(office.unit.agency, on=NOW.date()) == office.agency
    assert receiving_unit(town.agency_a, on=NOW.date()) == office.unit.agency
    make_rules(**{"complaint.receivers": ["thanh-tra"]})
    with pytest.raises(NoReceivingUnit):
        receiving_unit(office.unit.agency, on=NOW.date())


def test_a_desk_enters_one_once_and_is_out_of_it(town, office):
    key = uuid4()
    content = ComplaintContent(Complaint.Channel.COUNTER, "Đơn", SECRET, "Người Giấu Tên", "0900000009")
    given = {"kind": Complaint.Kind.COMPLAINT, "accused": town.agency_a, "content": content}
    binh = town.actor("binh")
    first = register_complaint(client_key=key, by=binh, now=NOW, **given)
    assert register_complaint(client_key=key, by=binh, now=NOW, **given) == first
    assert not Case.objects.visible_to(binh).exists()
    assert Case.objects.visible_to(actor("ly", town)).get() == first.case
    with pytest.raises(NotYourTurn):
        register_complaint(client_key=uuid4(), by=town.actor("an"), now=NOW, **given)


def test_a_report_leaves_public_work_with_photos_place_and_reporter(town, office):
    category = makers.set_up(town)
    report = makers.send(town, category, description=SECRET, lat=19.8, lon=105.8)
    case = report.case
    set_apart_complaint(
        case=case,
        ver=case.ver,
        kind=Complaint.Kind.COMPLAINT,
        accused=town.agency_a,
        by=town.actor("binh"),
        now=NOW,
    )
    report = Report.objects.get()
    assert (report.description, report.lat, report.visibility) == ("", None, "hidden")
    assert Reporter.objects.get().phone == ""
    assert Complaint.objects.get().text.startswith(SECRET)
    assert not Case.objects.visible_to(town.actor("binh")).exists()
    assert signed_in(town.binh).get(f"/phan-anh/{case.code}/").status_code == 404


@pytest.mark.long
def test_turning_down_a_complaint_of_open311_hands_it_over_and_leaves_nothing(town, office):
    makers.set_up(town)
    key = claimed_key(town)
    body = {"api_key": key, "service_code": "o-ga", "address_string": "12 Phố Xanh", "description": SECRET}
    sent = Client().post("/open311/v2/requests.json", body | {"phone": "0912345678"})
    code = json.loads(sent.content)[0]["service_request_id"]
    case, client = Case.objects.get(code=code), signed_in(town.binh)
    path = f"/can-bo/phan-anh/{code}"
    refusal = {"ver": case.ver, "reason": "khieu-nai"}
    page = client.post(f"{path}/khong-tiep-nhan/", refusal | {"text": "Xin chờ"})
    assert page.status_code == 422 and "Xin chờ" in page.content.decode()
    apart = f"/can-bo/khieu-nai-to-cao/chuyen/{code}/"
    assert client.post(f"{path}/khong-tiep-nhan/", refusal).url == apart
    assert client.post(f"{path}/an/", {"ver": case.ver, "reason": "khieu-nai"}).url == apart
    assert apart in client.get(f"{path}/").content.decode()
    given = {"ver": case.ver, "kind": "complaint", "accused": town.agency_a.pk}
    assert client.post(apart, given).status_code == 302
    assert Complaint.objects.get().phone == "0912345678"
    report = Report.objects.get()
    assert (report.shown_text, report.shown_address, report.visibility) == ("", "", "hidden")
    for who in (client, signed_in(town.chi), Client()):
        assert who.get(f"{path}/").status_code in {302, 404}
    for answer in (
        Client().get(f"/open311/v2/requests/{code}.json"),
        Client().get(f"/open311/v2/servicerequestupdates.json?service_request_id={code}"),
        Client().get("/open311/v2/requests.json"),
    ):
        assert SECRET not in answer.content.decode() and "12 Phố Xanh" not in answer.content.decode()
    assert SECRET in signed_in(office.unit.ly).get(f"/can-bo/khieu-nai-to-cao/{code}/").content.decode()


def claimed_key(town: Town) -> str:
    row, claim = ask_api_key(name="Máy", email="may@example.vn", purpose="thử", now=NOW)
    decide_api_key(row=row, active=True, per_hour=4, by=town.actor("binh"), now=NOW)
    return claim_api_key(claim=claim)


def test_the_pages_of_setting_apart_and_entering(town, office):
    feedback = make_feedback(town)
    client = signed_in(office.ha)
    path = f"/can-bo/khieu-nai-to-cao/chuyen/{feedback.case.code}/"
    assert str(LEGAL) in client.get(path).content.decode()
    assert client.post(path, {"ver": feedback.case.ver}).status_code == 422
    given = {"ver": feedback.case.ver, "kind": "denunciation", "accused": town.agency_a.pk}
    assert "ra giấy trước" in client.post(path, given).content.decode()
    assert client.post(path, given | {"printed": "on"}).status_code == 302
    typed = {
        "client_key": str(uuid4()),
        "accused": "",
        "subject": "Đơn",
        "text": SECRET,
    }
    assert client.post("/can-bo/khieu-nai-to-cao/ghi/", typed | {"text": ""}).status_code == 422
    assert client.post("/can-bo/khieu-nai-to-cao/ghi/", typed).status_code == 302
    assert Complaint.objects.count() == 2
