"""Nộp hộ: somebody files for another person, who has consented; both follow it, and nothing is given away before."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tinhso.casework.public import NotYourTurn, State
from tinhso.kernel.events.public import timeline, who_read
from tinhso.kernel.files.public import StoredFile
from tinhso.kernel.files.tests.makers import PDF, photo
from tinhso.kernel.notices.public import Notice, wording
from tinhso.kernel.people.public import Person
from tinhso.onestop.desk.permissions import can_take_result
from tinhso.onestop.dossier.actions.attach_file import attach_file
from tinhso.onestop.dossier.actions.save_answers import NotADraft
from tinhso.onestop.dossier.actions.set_visit_wishes import set_visit_wishes
from tinhso.onestop.dossier.applicants import Applicant, ForOneself
from tinhso.onestop.dossier.consent import MINUTES, MOST_TRIES, NoConsent, is_expired
from tinhso.onestop.dossier.slips import receipt
from tinhso.onestop.dossier.visit_wishes import VisitWishes, wishes_visible_to
from tinhso.onestop.intake.actions.confirm_consent import (
    ExpiredCode,
    TooManyTries,
    WrongCode,
    confirm_consent,
)
from tinhso.onestop.intake.actions.discard_dossier import discard_dossier
from tinhso.onestop.intake.actions.record_consent_paper import record_consent_paper
from tinhso.onestop.intake.actions.send_consent_code import TooManyCodes, send_consent_code
from tinhso.onestop.intake.actions.start_at_counter import start_at_counter
from tinhso.onestop.intake.actions.start_for_other import start_for_other
from tinhso.onestop.intake.actions.submit_dossier import submit_dossier
from tinhso.onestop.models import Consent, Dossier
from tinhso.onestop.receivers import notify_parties
from tinhso.onestop.tests.makers import ANSWERS, CODE, NOW, make_file

TAM = Applicant(Person.Kind.CITIZEN, "038150000001", "Cụ Tám")


def of_an(shop):
    person = shop.town.an.person
    return Applicant(Person.Kind.CITIZEN, person.id_number, person.full_name)


def started(shop, applicant=None, who="dung", **words):
    """Dũng files for An."""
    return start_for_other(
        version=shop.version,
        level="province",
        agency=shop.town.agency_a,
        desk=shop.town.desk_a,
        applicant=applicant or of_an(shop),
        submitter=shop.town.dung.person,
        by=shop.actor(who),
        now=NOW,
        client_key=uuid4(),
        **{"capacity": Consent.Capacity.COMMUNITY} | words,
    )


def whole(shop, **words):
    dossier = started(shop, **words)
    Dossier.objects.filter(pk=dossier.pk).update(answers=ANSWERS)
    dossier, dung = shop.fresh(dossier), shop.actor("dung")
    attach_file(dossier=dossier, paper="phuong_an", file=make_file(dung), by=dung, now=NOW)
    return dossier


def sent(shop, dossier):
    """The code as the person reads it in the notice."""
    send_consent_code(consent=dossier.consent, by=shop.actor("dung"), now=NOW)
    asked = Notice.objects.filter(template="onestop.consent_code")
    notice = max(asked, key=lambda one: int(one.key.partition(":")[2]))  # by the event that asked for it
    assert notice.person_id == shop.town.an.person_id
    return re.search(r"\d{6}", wording(notice.template, notice.params).sms)[0]


def status(client, name, code):
    answer = client.get(reverse(name, args=[code]))
    b"".join(answer)
    return answer.status_code


def agree(shop, dossier):
    confirm_consent(consent=dossier.consent, code=sent(shop, dossier), by=shop.actor("dung"), now=NOW)


def test_with_the_code_of_the_person_it_is_handed_in_and_both_follow_it(shop):
    dossier = whole(shop)
    agree(shop, dossier)
    code = submit_dossier(dossier=dossier, by=shop.actor("dung"), now=NOW)
    names = [line.name.partition(".")[2] for line in timeline(dossier.case_id)]
    assert names[-4:] == ["ConsentAsked", "ConsentGiven", "ApplicantBound", "CaseSubmitted"]
    for who in ("an", "dung"):
        client = shop.town.sign_in(Client(), who)
        listed = client.get(reverse("my_dossiers")).content.decode()
        assert code in listed and ("Nộp hộ Lê Thị An" in listed) == (who == "dung")
        page = client.get(reverse("dossier", args=[code])).content.decode()
        assert "Người nộp hộ" in page and shop.town.dung.person.full_name in page


def test_both_are_told_and_each_once(shop):
    dossier = whole(shop)
    agree(shop, dossier)
    submit_dossier(dossier=dossier, by=shop.actor("dung"), now=NOW)
    from tinhso.kernel.events.public import EventRow

    row = EventRow.objects.get(case_id=dossier.case_id, name="casework.CaseSubmitted")
    for _ in range(2):
        notify_parties(row, "submitted", reply_due=NOW)
    persons = Notice.objects.filter(template="onestop.dossier_submitted").values_list("person_id", flat=True)
    assert sorted(persons) == sorted([shop.town.an.person_id, shop.town.dung.person_id])


def test_without_consent_nothing_is_handed_in_and_it_is_nobodys(shop):
    dossier = whole(shop)
    for who, error in (("dung", NoConsent), ("an", NotYourTurn)):
        with pytest.raises(error):
            submit_dossier(dossier=dossier, by=shop.actor(who), now=NOW)
    assert shop.fresh(dossier).case.state == State.DRAFT


def test_nobody_files_on_behalf_of_themselves(shop):
    dung = shop.town.dung.person
    with pytest.raises(ForOneself):
        started(shop, Applicant(Person.Kind.CITIZEN, dung.id_number, dung.full_name))
    for who in ("an", "binh", "emi"):
        with pytest.raises(NotYourTurn):
            started(shop, who=who)
    assert not Dossier.objects.exists()


def test_a_code_has_six_digits_and_opens_its_own_request_only(shop):
    first, second = started(shop), started(shop)
    words = {"by": shop.actor("dung"), "now": NOW}
    sent(shop, second)
    code = sent(shop, first)
    assert re.fullmatch(r"\d{6}", code)
    other = second.consent
    other.refresh_from_db()
    with pytest.raises(WrongCode):
        confirm_consent(consent=other, code=code, **words)
    confirm_consent(consent=first.consent, code=code, **words)


def test_a_wrong_code_an_old_one_and_too_many_tries_are_refused_by_name(shop):
    dossier, words = started(shop), {"by": shop.actor("dung"), "now": NOW}
    with pytest.raises(ExpiredCode):
        confirm_consent(consent=dossier.consent, code="000000", **words)
    code = sent(shop, dossier)
    wrong = f"{(int(code) + 1) % 10**6:06}"
    for _ in range(MOST_TRIES):
        with pytest.raises(WrongCode):
            confirm_consent(consent=dossier.consent, code=wrong, **words)
    with pytest.raises(TooManyTries):
        confirm_consent(consent=dossier.consent, code=code, **words)
    code = sent(shop, dossier)
    consent = dossier.consent
    consent.code_sent_at -= timedelta(minutes=MINUTES + 1)
    consent.save()
    with pytest.raises(ExpiredCode):
        confirm_consent(consent=consent, code=code, **words)
    assert Consent.objects.get().given_at is None
    assert code not in Consent.objects.get().code_digest


def test_a_code_lives_for_the_ten_minutes_that_the_message_names():
    sent_at = timezone.now() - timedelta(minutes=10)
    assert not is_expired(Consent(code_sent_at=sent_at + timedelta(seconds=30)))
    assert is_expired(Consent(code_sent_at=sent_at - timedelta(seconds=1)))
    assert is_expired(Consent(code_sent_at=None))


def test_a_code_goes_only_to_an_address_that_the_state_knows_and_not_too_often(shop):
    unknown = started(shop, TAM)
    send_consent_code(consent=unknown.consent, by=shop.actor("dung"), now=NOW)
    assert not Notice.objects.exists()
    dossier = started(shop)
    for _ in range(5):
        sent(shop, dossier)
    with pytest.raises(TooManyCodes):
        send_consent_code(consent=dossier.consent, by=shop.actor("dung"), now=NOW)
    for who in ("emi", "bao"):
        with pytest.raises(NotYourTurn):
            send_consent_code(consent=dossier.consent, by=shop.actor(who), now=NOW)


def test_one_person_gets_ten_codes_a_day_whatever_dossiers_ask_for_them(shop):
    for dossier in (started(shop), started(shop)):
        for _ in range(5):
            sent(shop, dossier)
    with pytest.raises(TooManyCodes):
        send_consent_code(consent=started(shop).consent, by=shop.actor("dung"), now=NOW)


def test_nothing_that_the_state_knows_of_the_person_is_shown_to_the_submitter(shop):
    person = shop.town.an.person
    Person.objects.filter(pk=person.pk).update(address="Nhà riêng của An", email="an@rieng.vn")
    dossier = started(shop)
    assert (dossier.phone, dossier.email, dossier.address) == ("", "", "")
    client = shop.town.sign_in(Client(), "dung")
    for name, args in (("fill", ["buoc_mot"]), ("review", []), ("consent", [])):
        page = client.get(reverse(name, args=[dossier.case.code, *args])).content.decode()
        assert not [secret for secret in ("Nhà riêng", "an@rieng.vn", "0912345678") if secret in page]


def test_the_draft_is_not_in_the_persons_list_before_it_is_handed_in(shop):
    dossier = started(shop)
    an = shop.town.sign_in(Client(), "an")
    assert dossier.case.code not in an.get(reverse("my_dossiers")).content.decode()
    assert an.get(reverse("dossier", args=[dossier.case.code])).status_code == 404


def test_an_authority_paper_stands_for_the_code_and_lets_take_the_result(shop):
    dossier, dung = whole(shop, applicant=TAM), shop.actor("dung")
    file = make_file(dung, name="uy-quyen.pdf")
    words = {"consent": dossier.consent, "file": file, "by": dung, "now": NOW}
    with pytest.raises(NotYourTurn):
        record_consent_paper(basis=Consent.Basis.SIGNED, words="", **words)
    with pytest.raises(ValueError, match="code"):
        record_consent_paper(basis=Consent.Basis.CODE, words="", **words)
    record_consent_paper(basis=Consent.Basis.AUTHORITY, words="Số 12 ngày 01/3/2024", **words)
    submit_dossier(dossier=dossier, by=dung, now=NOW)
    with pytest.raises(NotADraft):
        record_consent_paper(basis=Consent.Basis.AUTHORITY, words="x", **words)
    client = shop.town.sign_in(Client(), "dung")
    assert status(client, "download_consent", dossier.case.code) == 200
    stranger = shop.town.sign_in(Client(), "an")
    assert status(stranger, "download_consent", dossier.case.code) == 404
    officer = shop.town.sign_in(Client(), "binh").get(reverse("desk_dossier", args=[dossier.case.code]))
    assert "Số 12 ngày 01/3/2024" in officer.content.decode()


def test_a_parent_files_by_the_birth_certificate_and_nobody_asks_the_child_for_a_code(shop):
    child = Applicant(Person.Kind.CITIZEN, "038218000001", "Bé Chín")
    dossier, dung = whole(shop, applicant=child, capacity=Consent.Capacity.GUARDIAN), shop.actor("dung")
    client, path = shop.town.sign_in(Client(), "dung"), reverse("consent", args=[dossier.case.code])
    page = client.get(path).content.decode()
    assert "cha, mẹ hoặc người giám hộ" in page and "Gửi mã" not in page and "ủy quyền</h2>" not in page
    file = make_file(dung, name="khai-sinh.pdf")
    words = {"consent": dossier.consent, "words": "Số 5/2018", "file": file, "by": dung, "now": NOW}
    with pytest.raises(ValueError, match="authority"):
        record_consent_paper(basis=Consent.Basis.AUTHORITY, **words)
    scan = SimpleUploadedFile("khai-sinh.png", photo(kind="PNG"), "image/png")
    refused = client.post(path, {"way": "guardian", "words": "", "file": scan})
    assert refused.status_code == 422 and "Ghi số, ngày, nơi cấp của giấy tờ." in refused.content.decode()
    waiting = StoredFile.objects.filter(claimed_at=None, name="khai-sinh.png").get()
    sent = {"way": "guardian", "words": "Số 5/2018", "file_tep": str(waiting.pk)}
    assert client.post(path, sent).status_code == 302
    dossier.refresh_from_db()
    submit_dossier(dossier=dossier, by=dung, now=NOW)
    assert can_take_result(shop.fresh(dossier), dung)


def test_a_childs_next_dossier_begins_with_what_the_parent_asked_for_and_a_relatives_does_not(shop):
    child, dung = Applicant(Person.Kind.CITIZEN, "038218000001", "Bé Chín"), shop.actor("dung")
    first = whole(shop, applicant=child, capacity=Consent.Capacity.GUARDIAN)
    file, basis = make_file(dung, name="khai-sinh.pdf"), Consent.Basis.GUARDIAN
    set_visit_wishes(dossier=first, wishes=VisitWishes(home_visit=True), by=dung, now=NOW)
    before = started(shop, applicant=child, capacity=Consent.Capacity.GUARDIAN)
    assert not before.home_visit  # nobody has shown yet that it is their child
    record_consent_paper(consent=first.consent, basis=basis, words="Số 5", file=file, by=dung, now=NOW)
    submit_dossier(dossier=shop.fresh(first), by=dung, now=NOW)
    further = started(shop, applicant=child, capacity=Consent.Capacity.GUARDIAN)
    assert further.home_visit and wishes_visible_to(further, dung) == VisitWishes(home_visit=True)
    assert not started(shop, applicant=child, capacity=Consent.Capacity.RELATIVE).home_visit


def test_who_is_no_parent_or_guardian_files_by_no_birth_certificate(shop):
    dossier, dung = started(shop, applicant=TAM), shop.actor("dung")
    words = {"consent": dossier.consent, "words": "Số 5", "file": make_file(dung), "by": dung, "now": NOW}
    with pytest.raises(ValueError, match="guardian"):
        record_consent_paper(basis=Consent.Basis.GUARDIAN, **words)


def test_an_enterprise_has_neither_parents_nor_a_guardian(shop):
    start, words = reverse("start_for", args=[CODE]), {"client_key": str(uuid4()), "capacity": "guardian"}
    words |= {"id_number": "2800123456", "full_name": "Công ty Thử"}
    refused = shop.town.sign_in(Client(), "dung").post(start, words)
    assert refused.status_code == 422 and "Tổ chức không có cha, mẹ" in refused.content.decode()
    dung, desk = shop.town.dung.person, reverse("counter_start", args=[CODE])
    words |= {"source": "counter", "submitter_id_number": dung.id_number, "submitter_name": dung.full_name}
    refused = shop.town.sign_in(Client(), "binh").post(desk, words)
    assert refused.status_code == 422 and "Tổ chức không có cha, mẹ" in refused.content.decode()
    assert not Dossier.objects.exists()


def test_a_scan_that_another_one_replaces_is_erased(shop):
    dossier, dung = whole(shop, applicant=TAM), shop.actor("dung")
    first, second = make_file(dung, name="mo.pdf"), make_file(dung, name="ro.pdf")
    words = {"basis": Consent.Basis.AUTHORITY, "words": "Số 5", "by": dung, "now": NOW}
    page_of_before = Consent.objects.get(dossier=dossier)
    record_consent_paper(consent=dossier.consent, file=first, **words)
    record_consent_paper(consent=page_of_before, file=second, **words)
    assert Consent.objects.get(dossier=dossier).file_id == second.pk
    assert not StoredFile.objects.filter(name="mo.pdf").exists()
    client = shop.town.sign_in(Client(), "dung")
    assert client.post(reverse("consent", args=[dossier.case.code]), {"way": "code"}).status_code == 422


def test_a_paper_waits_for_words_that_are_missing(shop):
    dossier = whole(shop, applicant=TAM)
    client, path = shop.town.sign_in(Client(), "dung"), reverse("consent", args=[dossier.case.code])
    scan = SimpleUploadedFile("uy-quyen.png", photo(kind="PNG"), "image/png")
    page = client.post(path, {"way": "authority", "words": "", "file": scan})
    waiting = StoredFile.objects.get(claimed_at=None)
    assert page.status_code == 422 and f'value="{waiting.pk}"' in page.content.decode()
    sent = {"way": "authority", "words": "Số 12", "file_tep": str(waiting.pk)}
    assert client.post(path, sent).status_code == 302
    assert Consent.objects.get(dossier=dossier).file_id == waiting.pk


@pytest.mark.long
def test_the_result_goes_to_the_person_and_not_to_whoever_had_only_a_code(shop):
    dossier = shop.dossier("hand_over")
    case = dossier.case
    case.submitter = shop.town.dung.person
    case.save()
    Consent.objects.create(
        dossier=dossier, capacity=Consent.Capacity.RELATIVE, basis=Consent.Basis.CODE, given_at=NOW
    )
    case.participants.create(person=shop.town.dung.person, role="submitter")
    for who, answer in (("dung", 404), ("an", 200)):
        assert status(shop.town.sign_in(Client(), who), "download_result", case.code) == answer
    slip = dossier.slips.select_related("dossier__case__submitter").get(form="01")
    assert receipt(slip)["authorised"] == shop.town.dung.person.full_name


def test_a_draft_thrown_away_takes_the_consent_and_its_scan_with_it(shop):
    dossier, dung = started(shop), shop.actor("dung")
    file = make_file(dung, name="uy-quyen.pdf")
    basis = Consent.Basis.AUTHORITY
    record_consent_paper(consent=dossier.consent, basis=basis, words="Số 1", file=file, by=dung, now=NOW)
    discard_dossier(dossier=dossier, ver=dossier.case.ver, by=dung, now=NOW)
    assert not Consent.objects.exists()
    assert not type(file).objects.filter(pk=file.pk).exists()


@pytest.mark.long
def test_the_pages_lead_from_the_procedure_to_the_consent_without_a_script(
    shop, django_assert_max_num_queries
):
    client = shop.town.sign_in(Client(), "dung")
    start = reverse("start_for", args=[CODE])
    with django_assert_max_num_queries(16):
        assert client.get(start).status_code == 200
    an = shop.town.an.person
    form = {"client_key": str(uuid4()), "id_number": an.id_number, "full_name": an.full_name}
    missing = client.post(start, form)
    assert missing.status_code == 422 and "Chọn tư cách nộp hộ." in missing.content.decode()
    for_oneself = form | {"id_number": shop.town.dung.person.id_number, "capacity": "post"}
    assert "Đây là số của chính" in client.post(start, for_oneself).content.decode()
    page = client.post(start, form | {"capacity": "community"})["Location"]
    with django_assert_max_num_queries(14):
        assert "Gửi mã" in client.get(page).content.decode()
    assert client.post(page, {"way": "send"}).status_code == 302
    for code, says in (("12", "Mã xác nhận có 6 chữ số."), ("000000", "Mã không đúng.")):
        wrong = client.post(page, {"way": "confirm", "code": code})
        assert wrong.status_code == 422 and says in wrong.content.decode()
    notice = Notice.objects.get(template="onestop.consent_code")
    client.post(page, {"way": "confirm", "code": notice.params["number"]})
    assert "Xác nhận bằng mã" in client.get(page).content.decode()
    assert Consent.objects.get().given_at
    for who in ("an", "binh"):
        assert shop.town.sign_in(Client(), who).get(page).status_code in {403, 404}


@pytest.mark.long
def test_the_desk_takes_the_signed_form_of_somebody_who_came_for_another(shop, django_assert_max_num_queries):
    client = shop.town.sign_in(Client(), "binh")
    start, dung = reverse("counter_start", args=[CODE]), shop.town.dung.person
    form = {"client_key": str(uuid4()), "source": "counter", "id_number": TAM.id_number, "capacity": "post"}
    form |= {"full_name": TAM.full_name, "submitter_id_number": dung.id_number}
    assert "Nhập họ tên người nộp hộ." in client.post(start, form).content.decode()
    same = form | {"submitter_id_number": TAM.id_number, "submitter_name": TAM.full_name}
    assert "trùng với người đứng tên" in client.post(start, same).content.decode()
    entry = client.post(start, form | {"submitter_name": dung.full_name})["Location"]
    sent = {
        "muc_dich": "Mở",
        "ngay_can": "01/04/2024",
        "lien_he-address": "Số 1",
        "lien_he-result_by": "desk",
    }
    page = client.post(entry, sent | {"how_phuong_an": "submitted", "receive": "1"})["Location"]
    dossier = shop.fresh(Dossier.objects.get())
    assert page == reverse("counter_consent", args=[dossier.case.code])
    with django_assert_max_num_queries(16):
        assert "In phiếu để ký" in client.get(page).content.decode()
    assert "counter_consent" in {line.page for line in who_read(dossier.case_id)}
    assert TAM.full_name in client.get(reverse("consent_sheet", args=[dossier.case.code])).content.decode()
    scan = SimpleUploadedFile("phieu.pdf", PDF, "application/pdf")
    assert client.post(page, {"way": "signed"}).status_code == 422
    assert client.post(page, {"way": "signed", "file": scan}).status_code == 302
    assert Consent.objects.get().officer_id == shop.town.binh.pk
    done = client.post(entry, sent | {"how_phuong_an": "submitted", "receive": "1"})["Location"]
    assert "Đã tiếp nhận" in client.get(done).content.decode()
    for who in ("bao", "emi", "dung"):
        assert shop.town.sign_in(Client(), who).get(page).status_code in {403, 404}


def test_another_desk_opens_nothing_on_behalf(shop):
    with pytest.raises(NotYourTurn):
        start_at_counter(
            version=shop.version,
            level="province",
            agency=shop.town.agency_a,
            desk=shop.town.desk_a,
            applicant=TAM,
            submitter=of_an(shop),
            source="counter",
            by=shop.actor("bao"),
            now=NOW,
            client_key=uuid4(),
        )
