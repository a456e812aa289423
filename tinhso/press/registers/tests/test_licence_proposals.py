"""What finished procedures propose for the register of licences: read from the result, confirmed by an officer, never twice."""

from datetime import date

import pytest
from django.db import transaction

from tinhso.casework.events import CaseFinished
from tinhso.casework.tests.makers import NOW, make_case
from tinhso.kernel.events.models import EventRow
from tinhso.kernel.events.public import SYSTEM, Code, record
from tinhso.kernel.papers.events import PaperRevoked
from tinhso.kernel.site.declare import ProcedureResult, ProcedureResults
from tinhso.kernel.site.public import EntryRefused
from tinhso.press import receivers
from tinhso.press.articles.permissions import PressForbidden
from tinhso.press.models import FieldLicence, LicenceNote, LicenceProposal
from tinhso.press.registers.actions import propose_licence as module
from tinhso.press.registers.actions.decide_proposal import confirm_grant, confirm_note, dismiss_proposal
from tinhso.press.registers.actions.enter_licence import note_licence
from tinhso.press.registers.actions.propose_licence import propose_licence, propose_revocation, web_address
from tinhso.press.registers.permissions import proposals_waiting_for

TODAY = date(2024, 3, 8)
SITE = {
    "procedure": "2.001098", "number": "12/GP-STTTT", "dated": TODAY, "valid_until": None,
    "values": {
        "to_chuc.name": "Công ty Ví Dụ", "ten_trang": "Trang tổng hợp Ví Dụ", "ten_mien": "tin.example.vn",
        "thoi_han_de_nghi": "5 năm",
    },
}  # fmt: skip
BULLETIN = {
    "procedure": "1.009374", "number": "03/GP-STTTT", "dated": date(2024, 2, 29), "valid_until": None,
    "values": {"to_chuc.name": "Hội Ví Dụ", "ten_ban_tin": "Bản tin Ví Dụ"},
}  # fmt: skip


@pytest.fixture
def results(press_desk, monkeypatch):
    """What the one-stop shop would say of a case, and which answers it was asked for."""
    answers, asked = {}, []

    def read(case_id, wanted):
        asked.append(wanted)
        given = answers.get(case_id)
        return ProcedureResult(**given) if given and given["procedure"] in wanted else None

    monkeypatch.setattr(module, "all_of", lambda kind: [ProcedureResults("dossier", read)])
    press_desk.results, press_desk.asked = answers, asked
    return press_desk


def finished(town, given, *, outcome="granted", kind="dossier"):
    """The proposal of a dossier that ended so, as the event brings it."""
    case = make_case(kind=kind, agency=town.agency_a)
    town.results[case.pk] = given | {"code": case.code}
    with transaction.atomic():
        record(CaseFinished(case_id=case.pk, kind=Code(kind), outcome=Code(outcome)), by=SYSTEM, at=NOW)
    row = EventRow.objects.filter(name="casework.CaseFinished").latest("pk")
    receivers.propose_what_was_licensed(row)
    receivers.propose_what_was_licensed(row)
    return LicenceProposal.objects.filter(dossier=case.code).first(), case


def confirmed(town, row, **words):
    names = ("number", "holder", "title", "address", "starts", "ends")
    given = {name: getattr(row, name) for name in names}
    return confirm_grant(proposal=row, **(given | {"by": town.actor("bien"), "now": NOW} | words))


def test_a_result_proposes_its_licence_once_and_an_officer_writes_it(results):
    row, case = finished(results, SITE)
    assert (row.kind, row.number, row.holder) == ("aggregated", "12/GP-STTTT", "Công ty Ví Dụ")
    assert (row.address, row.starts, row.ends) == ("https://tin.example.vn", TODAY, date(2029, 3, 8))
    assert LicenceProposal.objects.count() == 1 and not FieldLicence.objects.exists()
    assert results.asked[0]["1.009374"] == ["to_chuc.name", "ten_ban_tin"], "and no other answer"
    assert [proposals_waiting_for(results.actor(who)) for who in ("bien", "xa", "viet")] == [1, 0, 0]
    licence = confirmed(results, row, title="Trang Ví Dụ")
    assert (licence.dossier, licence.title, licence.ends) == (case.code, "Trang Ví Dụ", date(2029, 3, 8))
    with pytest.raises(EntryRefused, match="đã được xử lý"):
        confirmed(results, row)
    propose_licence(case_id=case.pk, kind="dossier", by=SYSTEM, now=NOW)
    assert LicenceProposal.objects.count() == 1 and FieldLicence.objects.count() == 1
    names = EventRow.objects.filter(name__startswith="press.Licence").values_list("name", flat=True)
    assert sorted(names) == ["press.LicenceProposalDecided", "press.LicenceProposed"]


def test_the_term_is_that_of_the_result_else_of_the_rule_else_left_open(results):
    row, _ = finished(results, BULLETIN)
    assert (row.kind, row.ends) == ("bulletin", date(2025, 2, 28)), "twelve months"
    row, _ = finished(results, BULLETIN | {"number": "04/GP", "valid_until": date(2024, 12, 1)})
    assert row.ends == date(2024, 12, 1)
    row, _ = finished(results, SITE | {"values": {}})
    assert (row.ends, row.holder, row.address) == (None, "", "")
    row, _ = finished(results, SITE | {"values": {"thoi_han_de_nghi": "99 năm", "ten_mien": "<b>"}})
    assert row.ends == date(2123, 3, 8) and row.address == ""
    for words in ("24 tháng", "từ 01/04/2024 đến 01/04/2026", "05/2026"):
        assert module._term_end(date(2024, 3, 8), words, 12) is None, "no years: the officer reads it"
    assert module._term_end(date(2024, 3, 8), "05 (năm) năm, kể từ ngày ký", 0) == date(2029, 3, 8)
    assert web_address("javascript:alert(1)") == web_address("://x") == web_address("x" * 400) == ""


def test_what_is_no_licence_proposes_nothing(results):
    for given, words in (
        (SITE | {"procedure": "9.000001"}, {}),
        (SITE, {"outcome": "refused"}),
        (SITE, {"kind": "report"}),
    ):
        assert finished(results, given, **words)[0] is None


def test_a_renewal_is_written_at_the_line_of_its_licence(results):
    licence = confirmed(results, finished(results, SITE)[0])
    other = confirmed(results, finished(results, BULLETIN)[0])
    row, case = finished(results, {**SITE, "procedure": "2.001091", "number": "20/GH", "values": {}})
    assert (row.deed, row.licence, row.ends) == ("renewal", None, None)
    given = {"on": TODAY, "number": "20/GH", "result": "Gia hạn hai năm", "until": date(2031, 3, 8)}
    given |= {"proposal": row, "by": results.actor("bien"), "now": NOW}
    for words in (
        {"licence": other},
        {"licence": licence, "until": None},
        {"licence": licence, "number": ""},
    ):
        with pytest.raises(EntryRefused):
            confirm_note(**(given | words))
    with pytest.raises(EntryRefused, match="không phải là cấp mới"):
        confirmed(results, row, ends=date(2031, 3, 8))
    confirm_note(**given, licence=licence)
    licence.refresh_from_db()
    assert licence.ends == date(2031, 3, 8) and LicenceNote.objects.get().kind == "renewal"
    revoked(case)
    revoked(case)
    back = LicenceProposal.objects.get(deed="reversal")
    assert (back.licence, back.ends, back.title) == (licence, date(2029, 3, 8), "")
    given |= {"proposal": back, "licence": licence, "number": "31/TH", "result": "Thu hồi gia hạn"}
    for until in (None, TODAY, date(2032, 1, 1)):
        with pytest.raises(EntryRefused):
            confirm_note(**given | {"until": until})
    confirm_note(**given | {"until": back.ends})
    licence.refresh_from_db()
    assert (licence.ends, licence.revoked_on) == (date(2029, 3, 8), None)


def test_an_amendment_changes_the_line_and_its_revocation_proposes_what_it_said_before(results, client):
    licence = confirmed(results, finished(results, SITE)[0])
    row, case = finished(results, {**SITE, "procedure": "1.002769", "number": "22/SĐ", "values": {}})
    assert (row.deed, row.licence) == ("amendment", None)
    given = {"on": TODAY, "number": "22/SĐ", "result": "Đổi tên trang", "licence": licence}
    given |= {"by": results.actor("bien"), "now": NOW}
    for words in (
        {},
        {"title": licence.title},
        {"title": "x"},
        {"address": "javascript:x"},
        {"until": TODAY},
    ):
        with pytest.raises(EntryRefused):
            confirm_note(proposal=row, **given | words)
    results.sign_in(client, "bien")
    sent = {"licence": licence.pk, "on": "08/03/2024", "number": "22/SĐ", "result": "Đổi tên trang"}
    page = client.post(f"/can-bo/so-bao-chi/de-xuat/{row.pk}/", sent | {"title": "Trang Mới"})
    licence.refresh_from_db()
    assert (page.status_code, licence.title, licence.holder) == (302, "Trang Mới", "Công ty Ví Dụ")
    assert LicenceNote.objects.get().before == {"title": "Trang tổng hợp Ví Dụ"}
    revoked(case)
    back = LicenceProposal.objects.get(deed="reversal")
    assert (back.title, back.holder, back.ends) == ("Trang tổng hợp Ví Dụ", "", None)
    assert "Trang tổng hợp Ví Dụ" in client.get(f"/can-bo/so-bao-chi/de-xuat/{back.pk}/").content.decode()
    confirm_note(proposal=back, **given | {"title": back.title, "number": "32/TH"})
    licence.refresh_from_db()
    assert licence.title == "Trang tổng hợp Ví Dụ"
    with pytest.raises(EntryRefused, match="Chỉ sửa đổi"):
        note_licence(kind="inspection", until=None, title="Tên khác", **given | {"number": "33/KT"})


def test_an_amendment_that_only_added_an_address_is_reversed_by_the_form_as_it_comes(results, client):
    """An empty field means that all stays, so taking the address away is a choice of its own, made where the line had none."""
    licence = confirmed(results, finished(results, SITE)[0], address="")
    row, case = finished(results, {**SITE, "procedure": "1.002769", "number": "22/SĐ", "values": {}})
    results.sign_in(client, "bien")
    sent = {"licence": licence.pk, "on": "08/03/2024", "number": "22/SĐ", "result": "Thêm tên miền"}
    path = f"/can-bo/so-bao-chi/de-xuat/{row.pk}/"
    both = client.post(path, sent | {"address": "https://tin.example.vn", "without_address": "on"})
    assert both.status_code == 422
    assert client.post(path, sent | {"without_address": "on"}).status_code == 422, "it has none to lose"
    assert client.post(path, sent | {"address": "https://tin.example.vn"}).status_code == 302
    revoked(case)
    back = LicenceProposal.objects.get(deed="reversal")
    path = f"/can-bo/so-bao-chi/de-xuat/{back.pk}/"
    assert client.get(path).context["form"]["without_address"].initial is True
    sent |= {"number": "32/TH", "result": "Trở lại như trước", "without_address": "on"}
    assert client.post(path, sent).status_code == 302
    licence.refresh_from_db(), back.refresh_from_db()
    assert (licence.address, back.outcome) == ("", "confirmed")
    assert LicenceNote.objects.get(kind="reversal").before == {"address": "https://tin.example.vn"}
    words = {"on": TODAY, "number": "33/KT", "result": "Kiểm tra", "until": None, "without_address": True}
    with pytest.raises(EntryRefused, match="Chỉ sửa đổi"):
        FieldLicence.objects.update(address="https://tin.example.vn")
        note_licence(licence=licence, kind="inspection", by=results.actor("bien"), now=NOW, **words)


def revoked(case):
    with transaction.atomic():
        record(PaperRevoked(case_id=case.pk, paper_id=1), by=SYSTEM, at=NOW)
    receivers.propose_what_was_revoked(EventRow.objects.filter(name="papers.PaperRevoked").latest("pk"))


def test_a_result_that_is_revoked_proposes_the_end_of_its_licence(results):
    row, case = finished(results, SITE)
    licence = confirmed(results, row)
    revoked(case)
    revoked(case)
    end = LicenceProposal.objects.get(deed="revocation")
    assert end.licence == licence
    given = {"on": TODAY, "number": "30/TH", "result": "Thu hồi theo đề nghị", "until": None}
    given |= {"proposal": end, "by": results.actor("bien"), "now": NOW}
    with pytest.raises(EntryRefused, match="khác"):
        confirm_note(**given, licence=confirmed(results, finished(results, SITE | {"number": "13/GP"})[0]))
    confirm_note(**given, licence=licence)
    licence.refresh_from_db()
    assert licence.revoked_on == TODAY
    revoked(case)
    assert LicenceProposal.objects.filter(deed="revocation").count() == 1


def test_a_result_revoked_before_it_was_written_is_proposed_no_longer(results):
    row, case = finished(results, SITE)
    revoked(case)
    row.refresh_from_db()
    assert (row.outcome, row.holder, row.decided_by) == ("dismissed", "", None) and "thu hồi" in row.reason
    assert propose_revocation(case_id=case.pk, by=SYSTEM, now=NOW) is None


def test_what_is_left_keeps_its_reason_and_nothing_of_the_holder(results):
    row, _ = finished(results, SITE)
    given = {"proposal": row, "reason": "Cấp trùng", "by": results.actor("bien"), "now": NOW}
    with pytest.raises(EntryRefused, match="lý do"):
        dismiss_proposal(**(given | {"reason": "x"}))
    for who in ("xa", "viet", "an"):
        for deed in (dismiss_proposal,):
            with pytest.raises(PressForbidden):
                deed(**(given | {"by": results.actor(who)}))
        with pytest.raises(PressForbidden):
            confirmed(results, row, by=results.actor(who))
        with pytest.raises(PressForbidden):
            note = {"licence": FieldLicence(kind="social"), "on": TODAY, "number": "1", "result": "x"}
            confirm_note(proposal=row, **note, until=None, by=results.actor(who), now=NOW)
    dismiss_proposal(**given)
    row.refresh_from_db()
    assert (row.holder, row.title, row.reason) == ("", "", "Cấp trùng") and not FieldLicence.objects.exists()


def test_the_pages(results, client, django_assert_max_num_queries):
    row, _ = finished(results, SITE)
    bare, _ = finished(results, {**SITE, "procedure": "2.002772", "number": "", "values": {}})
    desk = "/can-bo/so-bao-chi/"
    results.sign_in(client, "xa")
    assert client.get(f"{desk}de-xuat/{row.pk}/").status_code == 403
    results.sign_in(client, "bien")
    with django_assert_max_num_queries(18):
        assert "Chờ ghi sổ" in client.get(desk).content.decode()
    with django_assert_max_num_queries(14):
        assert 'value="https://tin.example.vn"' in client.get(f"{desk}de-xuat/{row.pk}/").content.decode()
    form = {"number": "12/GP", "holder": "Công ty", "title": "Trang", "address": "x", "starts": "08/03/2024"}
    wrong = client.post(f"{desk}de-xuat/{row.pk}/", form | {"ends": "08/03/2025"})
    assert wrong.status_code == 422 and "Công ty" in wrong.content.decode()
    assert client.post(f"{desk}de-xuat/{row.pk}/", form | {"ends": "31/31/2025"}).status_code == 422
    sent = form | {"address": "", "ends": "08/03/2025"}
    assert client.post(f"{desk}de-xuat/{row.pk}/", sent).status_code == 302
    assert client.get(f"{desk}de-xuat/{row.pk}/").status_code == 302, "it was decided"
    assert client.post(f"{desk}de-xuat/{row.pk}/bo/", {"reason": "Muộn rồi"}).status_code == 422
    assert client.post(f"{desk}de-xuat/{bare.pk}/bo/", {"reason": "Không thuộc tỉnh"}).status_code == 302
    assert "Chờ ghi sổ" not in client.get(desk).content.decode()
    renewal, _ = finished(results, {**SITE, "procedure": "2.001091", "number": "20/GH", "values": {}})
    assert "12/GP · Trang" in client.get(f"{desk}de-xuat/{renewal.pk}/").content.decode()
    note = {
        "licence": FieldLicence.objects.get().pk,
        "on": "08/03/2024",
        "number": "20/GH",
        "result": "Gia hạn thêm",
    }
    assert client.post(f"{desk}de-xuat/{renewal.pk}/", note | {"until": "08/03/2027"}).status_code == 302
    assert client.get(f"{desk}de-xuat/999999/").status_code == 404
