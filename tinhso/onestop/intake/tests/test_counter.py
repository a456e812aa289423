"""What comes over the counter or by post: one page, one act, and nobody else's business."""

import time
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tinhso.casework.public import Case, NotYourTurn, State
from tinhso.kernel.events.public import timeline
from tinhso.kernel.files.tests.makers import PDF
from tinhso.kernel.law.models import Rule
from tinhso.kernel.people.public import Person
from tinhso.kernel.site.rate_limit import allow
from tinhso.onestop.catalogue.places import WrongDesk, counter_seats
from tinhso.onestop.dossier.applicants import AnotherName, Applicant
from tinhso.onestop.intake.actions.receive_at_counter import receive_at_counter
from tinhso.onestop.intake.actions.start_at_counter import start_at_counter
from tinhso.onestop.intake.actions.submit_dossier import Incomplete
from tinhso.onestop.intake.actions.tick_papers import tick_papers
from tinhso.onestop.models import Dossier
from tinhso.onestop.tests.makers import ANSWERS, CODE, NOW

STRANGER = Applicant(Person.Kind.CITIZEN, "038190000099", "Trần Thị Mới")
SENT = {"muc_dich": "Mở bưu cục", "ngay_can": "01/04/2024", "lien_he-address": "Số 1", "lien_he-phone": ""}


@pytest.fixture
def binh(shop):
    return shop.town.sign_in(Client(), "binh")


def started_at_counter(shop, who="binh", source=Case.Source.COUNTER, applicant=STRANGER, **words):
    return start_at_counter(
        version=shop.version,
        level="province",
        agency=shop.town.agency_a,
        desk=shop.town.desk_a,
        applicant=applicant,
        source=source,
        by=shop.actor(who),
        now=NOW,
        client_key=words.pop("key", None) or uuid4(),
        **words,
    )


def whole(shop, **words):
    dossier = started_at_counter(shop, **words)
    Dossier.objects.filter(pk=dossier.pk).update(answers=ANSWERS)
    dossier = shop.fresh(dossier)
    tick_papers(
        dossier=dossier,
        papers={"phuong_an": "submitted", "nobody asks": "submitted"},
        by=shop.actor("binh"),
        now=NOW,
    )
    return dossier


def test_the_desk_receives_in_one_act_what_lies_on_paper_before_it(shop):
    dossier = whole(shop)
    slip = receive_at_counter(dossier=dossier, by=shop.actor("binh"), now=NOW)
    case = shop.fresh(dossier).case
    assert (case.state, case.step, case.source) == (State.IN_PROGRESS, "forward", "counter")
    assert case.code.endswith("-240308-0001")
    assert (slip.form, slip.due_at) == ("01", case.due_at)
    assert [t.why for t in dossier.trips.all()] == ["receipt"]
    names = [line.name for line in timeline(case.pk)]
    assert names[-3:] == ["casework.CaseSubmitted", "onestop.TripMade", "casework.CaseAccepted"]
    assert case.person.full_name == "Trần Thị Mới" and not hasattr(case.person, "user")


def test_what_came_by_post_is_no_trip_and_keeps_the_posts_number(shop):
    words = {"source": Case.Source.POST, "post_number": "EB123", "post_received_on": NOW.date()}
    dossier = whole(shop, **words)
    receive_at_counter(dossier=dossier, by=shop.actor("binh"), now=NOW)
    dossier = shop.fresh(dossier)
    assert (dossier.post_number, dossier.post_received_on, dossier.trips.count()) == ("EB123", NOW.date(), 0)


def test_without_a_paper_nothing_is_received(shop):
    dossier = started_at_counter(shop)
    with pytest.raises(Incomplete) as error:
        receive_at_counter(dossier=dossier, by=shop.actor("binh"), now=NOW)
    assert [paper.id for paper in error.value.papers] == ["phuong_an"]
    assert shop.fresh(dossier).case.state == State.DRAFT


def test_only_the_receiving_desk_enters_and_receives(shop):
    for who in ("an", "emi", "chi", "bao", "quan"):
        with pytest.raises(NotYourTurn):
            started_at_counter(shop, who)
    dossier = whole(shop)
    for who in ("an", "emi", "bao"):
        with pytest.raises(NotYourTurn):
            receive_at_counter(dossier=dossier, by=shop.actor(who), now=NOW)
        with pytest.raises(NotYourTurn):
            tick_papers(dossier=dossier, papers={}, by=shop.actor(who), now=NOW)


def test_a_known_number_with_another_name_is_refused(shop):
    an = shop.town.an.person
    with pytest.raises(AnotherName):
        started_at_counter(shop, applicant=Applicant(Person.Kind.CITIZEN, an.id_number, "Ai Khác"))
    same = started_at_counter(shop, applicant=Applicant(Person.Kind.CITIZEN, an.id_number, " lê thị  an "))
    assert same.case.person_id == an.pk


def test_the_same_key_makes_one_draft(shop):
    key = uuid4()
    assert started_at_counter(shop, key=key).pk == started_at_counter(shop, key=key).pk


def test_any_desk_receives_where_the_rule_of_the_day_says_so(shop):
    words = {"at": shop.town.desk_b.pk, "on": NOW.date()}
    procedure = shop.version.procedure
    with pytest.raises(WrongDesk):
        counter_seats(procedure, "province", None, **words)
    since = shop.version.valid
    Rule.objects.create(key="onestop.any_desk_in_province", value=True, valid=since, source="thử")
    found = counter_seats(procedure, "province", None, **words)
    assert found == (shop.town.agency_a, shop.town.desk_b)


def test_three_hundred_people_are_looked_up_in_an_hour_and_one_more_is_not_called_unknown(
    shop, binh, monkeypatch
):
    begun = time.time()
    monkeypatch.setattr("tinhso.kernel.site.rate_limit.time", SimpleNamespace(time=lambda: begun))
    for _ in range(299):
        allow("counter_lookup", str(shop.town.binh.pk), 300, 3600)
    start = reverse("counter_start", args=[CODE])
    asked = {"id_number": shop.town.an.person.id_number, "lookup": "1"}
    assert "Lê Thị An" in binh.post(start, asked).content.decode()
    page = binh.post(start, asked).content.decode()
    assert "đã tra cứu 300 người trong giờ này" in page
    assert "Lê Thị An" not in page and "Chưa có ai với số này" not in page


def test_the_page_finds_the_applicant_opens_the_draft_and_receives(shop, binh, django_assert_max_num_queries):
    start = reverse("counter_start", args=[CODE])
    with django_assert_max_num_queries(25):
        assert binh.get(start).status_code == 200
    form = {"client_key": str(uuid4()), "source": "counter", "id_number": shop.town.an.person.id_number}
    for wrong in ("", "12", "03819000000x"):
        page = binh.post(start, form | {"lookup": "1", "id_number": wrong}).content.decode()
        assert "Nhập 12 chữ số định danh, hoặc mã số thuế" in page and "Chưa có ai với số này" not in page
    looked = binh.post(start, form | {"lookup": "1"})
    assert "Lê Thị An" in looked.content.decode()
    opened = binh.post(start, form | {"full_name": "Lê Thị An"})
    entry = opened["Location"]
    with django_assert_max_num_queries(30):
        assert "Nộp và tiếp nhận" in binh.get(entry).content.decode()
    wrong = binh.post(entry, SENT | {"receive": "1", "ngay_can": "mai", "lien_he-result_by": "desk"})
    assert wrong.status_code == 422 and "mai" in wrong.content.decode()
    scan = SimpleUploadedFile("quet.pdf", PDF, "application/pdf")
    sent = SENT | {"receive": "1", "lien_he-result_by": "desk", "file_phuong_an": scan}
    with django_assert_max_num_queries(110):
        done = binh.post(entry, sent)
    page = binh.get(done["Location"])
    assert "Đã tiếp nhận" in page.content.decode()
    dossier = Dossier.objects.get()
    assert (dossier.case.state, dossier.address, dossier.attachments.count()) == (
        "in_progress",
        "Số 1",
        1,
    )
    assert binh.post(entry, SENT | {"receive": "1"})["Location"] == done["Location"]
    receipt = reverse("download_slip", args=[dossier.case.code, dossier.slips.get().pk])
    assert binh.get(receipt).content.startswith(b"%PDF")


def test_the_kept_draft_waits_in_the_worklist(shop, binh):
    dossier = started_at_counter(shop)
    entry = reverse("counter_entry", args=[dossier.case.code])
    assert binh.post(entry, {"muc_dich": "Nửa chừng"})["Location"] == entry
    assert shop.fresh(dossier).answers == {"muc_dich": "Nửa chừng"}
    listed = binh.get(reverse("worklist")).content.decode()
    assert "Đang nhập tại quầy" in listed and dossier.case.code in listed
    assert binh.get(reverse("desk_dossier", args=[dossier.case.code]))["Location"] == entry


def test_the_form_says_beside_each_field_what_is_wrong(shop, binh):
    start = reverse("counter_start", args=[CODE])
    words = {"client_key": str(uuid4()), "source": "post", "id_number": "123", "full_name": "A"}
    page = binh.post(start, words)
    assert page.status_code == 422
    for text in ("Nhập 12 chữ số định danh", "Nhập số bưu gửi.", "Nhập ngày bưu gửi đến."):
        assert text in page.content.decode()
    assert not Dossier.objects.exists()


def test_other_people_do_not_come_to_the_counter(shop):
    dossier = started_at_counter(shop)
    for who in ("an", "emi", "chi", "quan", "bao"):
        client = shop.town.sign_in(Client(), who)
        for name, args in (("counter_entry", [dossier.case.code]), ("counter_done", [dossier.case.code])):
            assert client.get(reverse(name, args=args)).status_code in {403, 404}
        if who != "bao":
            assert client.get(reverse("counter")).status_code == 403
            assert client.get(reverse("counter_start", args=[CODE])).status_code == 403
