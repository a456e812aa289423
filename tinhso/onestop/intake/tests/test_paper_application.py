"""A paper application: who, how they are reached, which papers came, and nothing else; nothing is pledged in anybody's name."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tinhso.casework.public import NotYourTurn, State, Unlawful
from tinhso.kernel.files.tests.makers import PDF
from tinhso.kernel.people.public import Person
from tinhso.onestop.dossier.actions.save_answers import NotADraft
from tinhso.onestop.dossier.applicants import Applicant
from tinhso.onestop.dossier.consent import NoConsent
from tinhso.onestop.dossier.received_papers import received_papers
from tinhso.onestop.handling.actions.accept_dossier import NoTimeLimit
from tinhso.onestop.intake.actions.receive_paper_application import AnswersNeeded, receive_paper_application
from tinhso.onestop.intake.actions.submit_dossier import Incomplete
from tinhso.onestop.intake.frequent import frequent_procedures
from tinhso.onestop.intake.tests.test_counter import started_at_counter
from tinhso.onestop.models import Dossier
from tinhso.onestop.tests.makers import CODE, NOW

PLAN = {"phuong_an": "submitted"}
REACH = {"phone": "", "email": "", "address": "Số 1", "result_by": "desk"}


@pytest.fixture
def binh(shop):
    return shop.town.sign_in(Client(), "binh")


def sent(**changes):
    plain = {
        "client_key": str(uuid4()),
        "source": "counter",
        "id_number": "038190000077",
        "full_name": "Trần Thị Giấy",
        "lien_he-phone": "0912345678",
        "lien_he-address": "Số 1 đường Mẫu",
        "lien_he-result_by": "desk",
        "how_phuong_an": "submitted",
    }
    return plain | changes


def page():
    return reverse("counter_paper", args=[CODE])


def take(shop, dossier, who="binh", papers=PLAN):
    return receive_paper_application(
        dossier=dossier, contact=REACH, papers=papers, by=shop.actor(who), now=NOW
    )


def test_one_page_receives_a_paper_application(shop, binh):
    answer = binh.post(page(), sent())
    dossier = Dossier.objects.select_related("case", "version").get()
    assert answer["Location"] == reverse("counter_done", args=[dossier.case.code])
    assert (dossier.case.state, dossier.on_paper, dossier.answers) == (State.IN_PROGRESS, True, {})
    assert (dossier.applicant_name, dossier.phone) == ("Trần Thị Giấy", "0912345678")
    assert {row.paper for row in dossier.handed_in.all()} == {"phuong_an"}
    assert received_papers(dossier, until=shop.later(hours=1)).missing == []
    second = binh.get(answer["Location"]).content.decode()
    assert "Trần Thị Giấy" in second
    assert "đơn giấy" in binh.get(reverse("desk_dossier", args=[dossier.case.code])).content.decode()


def test_one_tick_says_that_every_required_paper_was_submitted_but_those_of_which_more_is_said(shop, binh):
    binh.post(page(), sent(how_phuong_an="presented", all_submitted="1"))
    binh.post(page(), sent(how_phuong_an="", all_submitted="1"))
    ways = [row.how for one in Dossier.objects.order_by("pk") for row in one.handed_in.all()]
    assert ways == ["presented", "submitted"]


def test_sent_twice_is_received_once(shop, binh):
    data = sent()
    assert binh.post(page(), data)["Location"] == binh.post(page(), data)["Location"]
    assert Dossier.objects.count() == 1


def test_what_is_wrong_comes_back_as_typed_and_nothing_is_lost(shop, binh):
    key = str(uuid4())
    for wrong, sentence in (
        ({"id_number": "12"}, "12 chữ số"),
        ({"lien_he-phone": "09"}, "10 chữ số"),
        ({"full_name": ""}, "Nhập họ tên"),
        ({"how_phuong_an": ""}, "Chưa có giấy tờ: Phương án"),
        ({"id_number": "12", "lien_he-phone": "0"}, "10 chữ số"),
    ):
        answer = binh.post(page(), sent(client_key=key) | wrong)
        text = answer.content.decode()
        assert answer.status_code == 422 and sentence in text and "Số 1 đường Mẫu" in text, wrong
        assert text.count("data-focus") == 1
    assert binh.post(page(), sent(client_key=key)).status_code == 302
    assert Dossier.objects.count() == 1


def test_a_number_alone_fills_in_the_name_that_is_known(shop, binh):
    answer = binh.post(page(), sent(id_number="038190000001", full_name=""))
    text = answer.content.decode()
    assert answer.status_code == 200 and "Lê Thị An" in text and "Đối chiếu" in text
    assert not Dossier.objects.exists()


def test_a_scan_takes_the_place_of_the_paper(shop, binh):
    scan = SimpleUploadedFile("phuong-an.pdf", PDF, "application/pdf")
    binh.post(page(), sent(how_phuong_an="", file_phuong_an=scan))
    dossier = Dossier.objects.get()
    assert dossier.attachments.count() == 1 and dossier.case.state == State.IN_PROGRESS


def test_only_the_receiving_desk_receives_it_and_once(shop):
    dossier = started_at_counter(shop)
    for who in ("an", "emi", "bao"):
        with pytest.raises(NotYourTurn):
            take(shop, dossier, who)
    with pytest.raises(Incomplete):
        take(shop, dossier, papers={})
    assert not shop.fresh(dossier).on_paper
    take(shop, shop.fresh(dossier))
    with pytest.raises((Unlawful, NotADraft)):
        take(shop, shop.fresh(dossier))


def test_what_goes_to_the_register_has_to_be_typed(shop, monkeypatch):
    name = "tinhso.onestop.intake.actions.receive_paper_application.record_of"
    monkeypatch.setattr(name, lambda version: object())
    with pytest.raises(AnswersNeeded):
        take(shop, started_at_counter(shop))


def test_the_counter_offers_what_the_desk_receives_most(shop, binh):
    assert frequent_procedures(shop.town.desk_a.pk, NOW.date()) == []
    shop.dossier("receive")
    assert [p.code for p in frequent_procedures(shop.town.desk_a.pk, NOW.date())] == [CODE]
    assert f'href="{page()}" data-key="1"' in binh.get(reverse("counter")).content.decode()


def test_strangers_find_no_counter(shop):
    for who in ("an", "emi", "chi", "quan"):
        assert shop.town.sign_in(Client(), who).get(page()).status_code == 403
    assert (
        shop.town.sign_in(Client(), "binh").get(reverse("counter_paper", args=["9.999999"])).status_code
        == 404
    )


def test_who_files_for_another_needs_their_consent_on_paper_too(shop):
    other = Applicant(Person.Kind.CITIZEN, "038190000098", "Lê Văn Hộ")
    dossier = started_at_counter(shop, submitter=other)
    with pytest.raises(NoConsent):
        take(shop, dossier)


def test_without_a_time_limit_in_the_catalogue_one_is_typed(shop):
    dossier = started_at_counter(shop)
    dossier.level = "commune"  # of which the version says no time
    with pytest.raises(NoTimeLimit):
        take(shop, dossier)
