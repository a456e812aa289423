"""Who asks: what an identity says is locked, and whatever else differs is settled with words before a dossier is accepted."""

import dataclasses
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from tinhso.casework.public import NotYourTurn, Stale, State
from tinhso.kernel.events.public import SYSTEM, timeline
from tinhso.kernel.people.public import Person
from tinhso.lib.forms import checked_form, locked_inputs, with_locked
from tinhso.onestop.catalogue.result_forms import layouts
from tinhso.onestop.catalogue.result_forms.layouts import Layout
from tinhso.onestop.dossier import identity_differences as differences
from tinhso.onestop.dossier.actions.save_answers import save_answers
from tinhso.onestop.dossier.actions.settle_identity import NothingDiffers, NoWords, settle_identity
from tinhso.onestop.dossier.applicants import Applicant
from tinhso.onestop.dossier.identity import locked_sources
from tinhso.onestop.dossier.identity_differences import IdentityUnsettled, identity_differences
from tinhso.onestop.handling.actions.accept_dossier import accept_dossier
from tinhso.onestop.handling.actions.ask_supplement import ask_supplement
from tinhso.onestop.intake.actions.receive_at_counter import receive_at_counter
from tinhso.onestop.intake.actions.send_supplement import send_supplement
from tinhso.onestop.intake.actions.start_at_counter import start_at_counter
from tinhso.onestop.intake.actions.submit_dossier import submit_dossier
from tinhso.onestop.models import Dossier
from tinhso.onestop.results.actions.draft_decision import draft_decision
from tinhso.onestop.tests import makers
from tinhso.onestop.tests.makers import ANSWERS, DECISION, FIELDS, NOW

ASKS = [
    {"id": "nguoi_nop", "type": "person", "label": "Người yêu cầu", "prefill": "person"},
    {"id": "to_chuc", "type": "organisation", "label": "Tổ chức", "prefill": "organisation"},
    {"id": "nguoi_nop_ho", "type": "person", "label": "Nộp thay", "prefill": "submitter"},
]
STEP = {"id": "buoc_mot", "title": "Nội dung", "sections": [{"title": "", "fields": [*ASKS, *FIELDS]}]}
FORM = {"id": "thu", "title": "Đơn thử", "version": 1, "steps": [STEP]}
OTHER = {"full_name": "Trần Văn Khác", "id_number": "038190009999", "phone": "0912345678"}
TYPED = {f"nguoi_nop.{name}": text for name, text in OTHER.items()} | {
    "muc_dich": "Mở bưu cục",
    "ngay_can": "01/04/2024",
}
CONTACT = {"phone": "0912345678", "email": "", "address": "Phường Hạc Thành", "result_by": "online"}
COMPANY = {"name": "Công ty Lạ", "tax_code": "2800999999", "phone": "0912345678"}


@pytest.fixture
def asking(monkeypatch):
    monkeypatch.setattr(makers, "FIELDS", [*ASKS, *FIELDS])


@pytest.fixture
def desk(asking, shop):
    """The shop whose form asks who applies."""
    return shop


def drafted(shop, answers=None, who="an"):
    """A draft as an older program left it: what was typed is stored as typed."""
    dossier = shop.filled(who)
    Dossier.objects.filter(pk=dossier.pk).update(answers=ANSWERS | {"nguoi_nop": OTHER} | (answers or {}))
    return shop.fresh(dossier)


def handed_in(shop, **answers):
    """A dossier that was handed in before anything was locked."""
    dossier = shop.dossier("receive")
    person = {"full_name": "Lê Thị An", "id_number": "038190000001", "phone": "0912345678"}
    Dossier.objects.filter(pk=dossier.pk).update(answers=ANSWERS | {"nguoi_nop": person} | answers)
    return shop.fresh(dossier)


def applicant(dossier):
    return {name: dossier.answers["nguoi_nop"].get(name) for name in ("full_name", "id_number", "birth_date")}


AN = {"full_name": "Lê Thị An", "id_number": "038190000001", "birth_date": "1990-05-02"}


def test_what_an_identity_says_stays_whatever_is_sent(desk):
    dossier, client = desk.filled(), desk.town.sign_in(Client(), "an")
    path = reverse("fill", args=[dossier.case.code, "buoc_mot"])
    page = client.get(path).content.decode()
    assert 'value="Lê Thị An" readonly' in page and "Không phải ông/bà?" in page
    assert reverse("start_for", args=[dossier.version.procedure.code]) in page
    assert client.post(path, TYPED).status_code == 302
    stored = desk.fresh(dossier)
    assert applicant(stored) == AN and stored.answers["nguoi_nop"]["phone"] == "0912345678"


def test_the_deed_locks_it_too_and_a_draft_of_before_is_handed_in_under_the_identity(desk):
    an = desk.actor("an")
    dossier = desk.filled()
    save_answers(dossier=dossier, answers=ANSWERS | {"nguoi_nop": dict(OTHER)}, by=an)
    assert applicant(desk.fresh(dossier)) == AN
    before, client = drafted(desk), desk.town.sign_in(Client(), "an")
    page = client.get(reverse("review", args=[before.case.code])).content.decode()
    assert "Trần Văn Khác" not in page and "Lê Thị An" in page
    assert client.post(reverse("review", args=[before.case.code]), CONTACT).status_code == 302
    assert applicant(desk.fresh(before)) == AN
    assert desk.fresh(before).case.state == State.SUBMITTED


def test_a_supplement_changes_no_identity(desk):
    dossier = handed_in(desk)
    ask_supplement(dossier=dossier, text="Thiếu", **desk.words("binh", dossier))
    dossier = desk.fresh(dossier)
    save_answers(dossier=dossier, answers=ANSWERS | {"nguoi_nop": dict(OTHER)}, by=desk.actor("an"))
    Dossier.objects.filter(pk=dossier.pk).update(answers=ANSWERS | {"nguoi_nop": OTHER})
    dossier = desk.fresh(dossier)
    send_supplement(dossier=dossier, ver=dossier.case.ver, by=desk.actor("an"), now=NOW)
    assert applicant(desk.fresh(dossier)) == AN


def test_an_account_without_an_identity_locks_nothing_and_the_desk_sees_the_difference(desk):
    dossier, plain = drafted(desk), dataclasses.replace(desk.actor("an"), identity_level=0)
    assert locked_sources(dossier, plain) == {}
    submit_dossier(dossier=dossier, by=plain, now=NOW)
    labels = [one.label for one in identity_differences(desk.fresh(dossier))]
    assert labels == ["Họ tên", "Số định danh"]
    assert locked_sources(dossier, SYSTEM) == {}


def test_a_number_that_the_form_could_not_read_is_not_locked(desk):
    dossier = desk.filled()
    Person.objects.filter(pk=dossier.case.person_id).update(id_number="B1234567", full_name="X" * 101)
    found = locked_sources(desk.fresh(dossier), desk.actor("an"))
    assert found == {"person.birth_date": "02/05/1990"}


def test_what_differs_stands_in_red_and_is_accepted_by_nobody_without_words(desk):
    dossier, client = handed_in(desk, nguoi_nop=OTHER), desk.town.sign_in(Client(), "binh")
    page = client.get(reverse("desk_dossier", args=[dossier.case.code])).content.decode()
    assert "Thông tin người nộp không khớp" in page and "Trần Văn Khác" in page and 'data-key="t"' not in page
    with pytest.raises(IdentityUnsettled):
        accept_dossier(dossier=desk.fresh(dossier), **desk.words("binh", dossier))
    refused = client.post(reverse("deed_accept", args=[dossier.case.code]), {"ver": dossier.case.ver})
    assert "Thông tin người nộp không khớp" in refused.content.decode()
    pair = f"{dossier.case.code}|{dossier.case.ver}"
    client.post(reverse("bulk"), {"deed": "accept", "chosen": [pair]})
    assert "không khớp" in client.get(reverse("worklist")).content.decode()
    assert desk.fresh(dossier).case.state == State.SUBMITTED


def test_settled_with_words_it_is_accepted_and_the_paper_bears_the_settled_identity(desk, monkeypatch):
    dossier, client = handed_in(desk, nguoi_nop=OTHER), desk.town.sign_in(Client(), "binh")
    path, ver = reverse("deed_settle_identity", args=[dossier.case.code]), dossier.case.ver
    assert client.post(path, {"ver": ver, "words": "", "full_name": "0", "id_number": "0"}).status_code == 422
    sent = {"ver": ver, "words": "Đã xem căn cước bản chính", "full_name": "0", "id_number": "0"}
    assert client.post(path, sent)["Location"] == reverse("desk_dossier", args=[dossier.case.code])
    settled = desk.fresh(dossier)
    assert applicant(settled)["full_name"] == "Lê Thị An" and not identity_differences(settled)
    assert (
        "Đã xem căn cước bản chính"
        in client.get(reverse("desk_dossier", args=[dossier.case.code])).content.decode()
    )
    assert "onestop.IdentitySettled" in [line.name for line in timeline(dossier.case_id)]
    accept_dossier(dossier=settled, **desk.words("binh", settled))
    row = {"heading": "", "rows": [["Họ tên", "{nguoi_nop.full_name}"], ["Số", "{nguoi_nop.id_number}"]]}
    texts = dict.fromkeys(("code", "title", "subject", "notation", "source", "opening"), "")
    lists = dict.fromkeys(("lead", "articles", "closing", "recipients"), [])
    layout = Layout(
        **texts, **lists, forms=["thu"], issuer=False, basis=False, numbered=False, sections=[row]
    )
    monkeypatch.setattr(layouts, "layouts", lambda: [layout])
    laid = layout.laid_out(desk.fresh(dossier), {"issuer": "", "legal_basis": []})
    assert laid["sections"][0]["rows"] == [["Họ tên", "Lê Thị An"], ["Số", "038190000001"]]


def test_the_desk_may_let_the_form_stand_with_words_and_a_supplement_keeps_what_was_settled(desk):
    dossier = handed_in(desk, nguoi_nop=OTHER)
    chosen = {"full_name": 1, "id_number": 1}
    settle_identity(dossier=dossier, words="Đã đổi tên", chosen=chosen, **desk.words("binh", dossier))
    dossier = desk.fresh(dossier)
    assert (dossier.applicant_name, dossier.applicant_id_number) == (OTHER["full_name"], OTHER["id_number"])
    assert identity_differences(dossier) == []
    ask_supplement(dossier=dossier, text="Thiếu", **desk.words("binh", dossier))
    dossier = desk.fresh(dossier)
    save_answers(dossier=dossier, answers=ANSWERS | {"nguoi_nop": AN}, by=desk.actor("an"))
    assert desk.fresh(dossier).answers["nguoi_nop"]["full_name"] == OTHER["full_name"]


def test_what_differs_anew_is_settled_anew(desk):
    dossier = handed_in(desk, nguoi_nop=OTHER)
    settle_identity(
        dossier=dossier,
        words="Đã xem",
        chosen={"full_name": 1, "id_number": 1},
        **desk.words("binh", dossier),
    )
    Dossier.objects.filter(pk=dossier.pk).update(applicant_name="Người Thứ Ba")
    assert [one.label for one in identity_differences(desk.fresh(dossier))] == ["Họ tên"]


def test_who_settles_and_how(desk):
    dossier = handed_in(desk, nguoi_nop=OTHER)
    words = desk.words("binh", dossier) | {"words": "Đã xem", "chosen": {"full_name": 0, "id_number": 0}}
    for who in ("an", "bao", "emi", "van"):
        with pytest.raises(NotYourTurn):
            settle_identity(dossier=dossier, **words | {"by": desk.actor(who)})
    with pytest.raises(NoWords):
        settle_identity(dossier=dossier, **words | {"words": "  "})
    with pytest.raises(NoWords):
        settle_identity(dossier=dossier, **words | {"chosen": {"full_name": 0}})
    with pytest.raises(Stale):
        settle_identity(dossier=dossier, **words | {"ver": dossier.case.ver + 1})
    settle_identity(dossier=dossier, **words)
    with pytest.raises(NothingDiffers):
        settle_identity(dossier=desk.fresh(dossier), **words)


def test_one_accepted_before_is_settled_by_its_examiner_before_a_result_is_drafted(desk):
    dossier = desk.dossier("examine")
    Dossier.objects.filter(pk=dossier.pk).update(answers=ANSWERS | {"nguoi_nop": OTHER})
    dossier = desk.fresh(dossier)
    with pytest.raises(IdentityUnsettled):
        draft_decision(dossier=dossier, **DECISION, **desk.words("emi", dossier))
    page = desk.town.sign_in(Client(), "emi").get(reverse("desk_dossier", args=[dossier.case.code]))
    assert "deed-settle_identity" in page.content.decode() and "deed-decide" not in page.content.decode()
    settle_identity(
        dossier=dossier, words="Đã xem", chosen={"full_name": 0, "id_number": 0}, **desk.words("emi", dossier)
    )
    dossier = desk.fresh(dossier)
    draft_decision(dossier=dossier, **DECISION, **desk.words("emi", dossier))


def test_the_register_is_heard_too(desk):
    record = {
        "key": "@applicant",
        "outcome": "found",
        "title": "CSDL dân cư",
        "law": "",
        "at": NOW.isoformat(),
    }
    record |= {"by_consent": False, "values": {"hoTen": "LÊ THỊ AN", "ngaySinh": "1991-05-02"}}
    dossier = handed_in(desk)
    Dossier.objects.filter(pk=dossier.pk).update(source_data={"@applicant": record})
    [one] = identity_differences(desk.fresh(dossier))
    assert one.label == "Ngày sinh"
    assert [(value.source, value.text) for value in one.values][-1] == ("CSDL dân cư", "02/05/1991")


def test_a_register_that_knows_only_the_year_differs_from_nobody(desk):
    record = {
        "key": "@applicant",
        "outcome": "found",
        "title": "CSDL dân cư",
        "law": "",
        "at": NOW.isoformat(),
    }
    dossier = handed_in(desk)
    data = {"@applicant": record | {"by_consent": False, "values": {"ngaySinh": "1990"}}}
    Dossier.objects.filter(pk=dossier.pk).update(source_data=data)
    assert identity_differences(desk.fresh(dossier)) == []


def test_who_applies_is_the_same_wherever_the_form_names_them(desk, monkeypatch):
    """As the mother who declares a birth: her name stands in two questions."""
    rules = {"thu": [{"when": True, "fill": {"muc_dich": "nguoi_nop.full_name"}}]}
    monkeypatch.setattr(differences, "carried_rules", lambda: rules)
    dossier = handed_in(desk)
    [one] = identity_differences(dossier)
    assert (one.label, [value.text for value in one.values]) == ("Mục đích", ["Mở bưu cục", "Lê Thị An"])
    settle_identity(dossier=dossier, words="Đã hỏi", chosen={"muc_dich": 1}, **desk.words("binh", dossier))
    assert desk.fresh(dossier).answers["muc_dich"] == "Lê Thị An"


def test_a_citizen_asks_for_no_company_whose_representative_is_somebody_else(desk):
    dossier = handed_in(desk, to_chuc=COMPANY | {"representative": "Ông Giám Đốc"})
    assert [one.label for one in identity_differences(dossier)] == ["Tổ chức đứng tên"]
    named = handed_in(desk, to_chuc=COMPANY | {"representative": "lê thị  an"})
    assert identity_differences(named) == []


def test_who_files_in_the_form_is_who_filed(desk):
    dossier = handed_in(desk, nguoi_nop_ho=OTHER)
    assert [one.label for one in identity_differences(dossier)] == ["Người nộp thay"]


def test_the_desk_types_whoever_stands_before_it_once(desk):
    other = Applicant(Person.Kind.CITIZEN, "038150000001", "Cụ Tám")
    dossier = start_at_counter(
        version=desk.version,
        level="province",
        agency=desk.town.agency_a,
        desk=desk.town.desk_a,
        applicant=other,
        source="counter",
        by=desk.actor("binh"),
        now=NOW,
        client_key=uuid4(),
    )
    client, path = desk.town.sign_in(Client(), "binh"), reverse("counter_entry", args=[dossier.case.code])
    sent = TYPED | {"lien_he-address": "Số 1", "lien_he-result_by": "desk", "how_phuong_an": "submitted"}
    assert client.post(path, sent | {"receive": "1"}).status_code == 302
    assert desk.fresh(dossier).answers["nguoi_nop"]["full_name"] == "Cụ Tám"
    assert desk.fresh(dossier).case.state == State.IN_PROGRESS


def test_at_the_counter_what_differs_is_settled_in_the_same_act(desk):
    an = desk.town.an.person
    dossier = start_at_counter(
        version=desk.version,
        level="province",
        agency=desk.town.agency_a,
        desk=desk.town.desk_a,
        applicant=Applicant(Person.Kind.CITIZEN, an.id_number, an.full_name),
        source="counter",
        by=desk.actor("binh"),
        now=NOW,
        client_key=uuid4(),
    )
    client, path = desk.town.sign_in(Client(), "binh"), reverse("counter_entry", args=[dossier.case.code])
    sent = TYPED | {"lien_he-address": "Số 1", "lien_he-result_by": "desk", "how_phuong_an": "submitted"}
    sent |= {"receive": "1", "nguoi_nop.birth_date": "03/05/1990"}
    refused = client.post(path, sent)
    assert refused.status_code == 422 and "Thông tin người nộp không khớp" in refused.content.decode()
    assert 'href="#id_identity_words"' in refused.content.decode()
    words = {"identity_words": "Đã xem căn cước", "lien_he-phone": "09"}
    assert "Đã xem căn cước" in client.post(path, sent | words).content.decode()
    with pytest.raises(IdentityUnsettled):
        receive_at_counter(dossier=desk.fresh(dossier), by=desk.actor("binh"), now=NOW)
    assert client.post(path, sent | {"identity_words": "Đã xem căn cước"}).status_code == 302
    stored = desk.fresh(dossier)
    assert stored.case.state == State.IN_PROGRESS and stored.settled_identity["words"] == "Đã xem căn cước"
    assert stored.answers["nguoi_nop"]["birth_date"] == "1990-05-03"


def test_locking_is_by_the_source_of_a_part_and_changes_no_other():
    form = checked_form(FORM)
    sources = {"person.full_name": "Lê Thị An", "person.birth_date": "02/05/1990", "person.phone": ""}
    names = locked_inputs(form, sources)
    assert names == {"nguoi_nop.full_name": "Lê Thị An", "nguoi_nop.birth_date": "02/05/1990"}
    assert with_locked(form, {"muc_dich": "x"}, sources) == {"muc_dich": "x"}
    answers = with_locked(form, {"nguoi_nop": dict(OTHER)}, sources)
    assert answers["nguoi_nop"] == OTHER | {"full_name": "Lê Thị An", "birth_date": "1990-05-02"}
