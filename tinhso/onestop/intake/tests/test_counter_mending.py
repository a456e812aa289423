"""The desk throws its draft away, takes a supplement that was brought, and shows one box of what is wrong."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tinhso.casework.public import Case, NotYourTurn, State
from tinhso.kernel.events.public import timeline, who_read
from tinhso.kernel.files.public import StoredFile
from tinhso.kernel.files.tests.makers import PDF
from tinhso.kernel.people.public import Person
from tinhso.onestop.dossier.actions.attach_file import attach_file
from tinhso.onestop.dossier.applicants import Applicant
from tinhso.onestop.intake.actions.discard_dossier import discard_dossier
from tinhso.onestop.intake.actions.start_at_counter import start_at_counter
from tinhso.onestop.models import Dossier
from tinhso.onestop.tests.makers import NOW, make_file

SENT = {"muc_dich": "Mở bưu cục", "ngay_can": "01/04/2024", "lien_he-address": "Số 1"}
SENT |= {"lien_he-result_by": "desk"}


@pytest.fixture
def draft(shop):
    """Bình enters for An, who has an account."""
    an = shop.town.an.person
    return start_at_counter(
        version=shop.version,
        level="province",
        agency=shop.town.agency_a,
        desk=shop.town.desk_a,
        applicant=Applicant(Person.Kind.CITIZEN, an.id_number, an.full_name),
        source=Case.Source.COUNTER,
        by=shop.actor("binh"),
        now=NOW,
        client_key=uuid4(),
    )


@pytest.fixture
def binh(shop):
    return shop.town.sign_in(Client(), "binh")


def test_the_desk_throws_away_what_it_entered_with_its_files(
    shop, draft, binh, django_assert_max_num_queries
):
    words = {"by": shop.actor("binh"), "now": NOW}
    attach_file(dossier=draft, paper="phuong_an", file=make_file(shop.actor("binh")), **words)
    url = reverse("counter_discard", args=[draft.case.code])
    assert url in binh.get(reverse("counter_entry", args=[draft.case.code])).content.decode()
    with django_assert_max_num_queries(14):
        assert "không lấy lại được" in binh.get(url).content.decode()
    assert binh.post(url, {"ver": draft.case.ver})["Location"] == reverse("worklist")
    left = shop.fresh(draft)
    assert (left.case.state, left.applicant_name, left.attachments.count()) == (State.WITHDRAWN, "", 0)
    assert not StoredFile.objects.exists()
    assert timeline(draft.case_id)[-1].name == "casework.DraftDiscarded"
    assert binh.get(url).status_code == 404


def test_no_other_desk_and_no_stranger_throws_it_away(shop, draft):
    url = reverse("counter_discard", args=[draft.case.code])
    for who in ("bao", "emi", "dung"):
        with pytest.raises(NotYourTurn):
            discard_dossier(dossier=draft, ver=draft.case.ver, by=shop.actor(who), now=NOW)
        assert shop.town.sign_in(Client(), who).post(url, {"ver": 1}).status_code in {403, 404}


def test_a_draft_of_the_desk_is_not_in_the_persons_list_before_it_is_handed_in(shop, draft, binh):
    an = shop.town.sign_in(Client(), "an")
    assert draft.case.code not in an.get(reverse("my_dossiers")).content.decode()
    for name in ("dossier", "attach", "review", "discard_draft"):
        assert an.get(reverse(name, args=[draft.case.code])).status_code == 404
    entry = reverse("counter_entry", args=[draft.case.code])
    binh.post(entry, SENT | {"receive": "1", "how_phuong_an": "submitted"})
    code = shop.fresh(draft).case.code
    assert code in an.get(reverse("my_dossiers")).content.decode()
    assert an.get(reverse("dossier", args=[code])).status_code == 200


def test_everything_that_is_wrong_stands_in_one_box(draft, binh):
    entry = reverse("counter_entry", args=[draft.case.code])
    wrong = SENT | {"receive": "1", "ngay_can": "mai", "lien_he-phone": "12"}
    page = binh.post(entry, wrong).content.decode()
    assert page.count('class="summary"') == 1
    missing = binh.post(entry, SENT | {"receive": "1"}).content.decode()
    assert missing.count('class="summary"') == 1 and "Chưa có giấy tờ: Phương án" in missing


@pytest.mark.long
@pytest.mark.parametrize(("by_post", "trips"), [(False, ["supplement"]), (True, [])])
def test_the_desk_takes_a_supplement_that_was_brought_or_came_by_post(
    shop, binh, by_post, trips, django_assert_max_num_queries
):
    dossier = shop.waiting()
    code = dossier.case.code
    entry = reverse("counter_entry", args=[code])
    assert entry in binh.get(reverse("desk_dossier", args=[code])).content.decode()
    with django_assert_max_num_queries(32):
        page = binh.get(entry).content.decode()
    assert "Nhận bổ sung" in page and "Thiếu phương án" in page and "Bỏ bản nháp" not in page
    assert [line.purpose for line in who_read(dossier.case_id)].count("handling") >= 2
    scan = SimpleUploadedFile("them.pdf", PDF + b"\n", "application/pdf")
    sent = SENT | {
        "supplement": "1",
        "receive": "1",
        "file_phuong_an": scan,
        "how_khac": "submitted",
        "came": "file",
    }
    if by_post:
        sent["by_post"] = "1"
    assert binh.post(entry, sent)["Location"] == reverse("desk_dossier", args=[code])
    dossier = shop.fresh(dossier)
    assert dossier.case.state == State.SUBMITTED
    assert [t.why for t in dossier.trips.all()] == trips
    assert [a.round for a in dossier.attachments.all()] == [0, 1]
    done = [line.name for line in timeline(dossier.case_id)]
    assert done[-1 - len(trips) :] == ["casework.SupplementCompleted", *["onestop.TripMade"] * len(trips)]
    assert binh.post(entry, SENT | {"supplement": "1", "receive": "1"})["Location"].endswith(f"/{code}/")


def test_a_supplement_that_lacks_an_answer_keeps_what_was_typed(shop, binh):
    dossier = shop.waiting()
    entry = reverse("counter_entry", args=[dossier.case.code])
    page = binh.post(entry, SENT | {"muc_dich": "", "supplement": "1", "receive": "1"})
    assert page.status_code == 422
    assert shop.fresh(dossier).case.state == State.WAITING_CITIZEN
    for who in ("bao", "an"):
        assert shop.town.sign_in(Client(), who).post(entry, SENT).status_code in {403, 404}
    assert Dossier.objects.count() == 1


UNREADABLE = SENT | {"ngay_can": "31/02/2024", "lien_he-phone": "09 mười", "lien_he-email": "không@"}


@pytest.mark.parametrize("button", [{}, {"receive": "1"}])
def test_what_the_desk_typed_and_nobody_can_read_waits_when_the_page_is_left(shop, draft, binh, button):
    entry = reverse("counter_entry", args=[draft.case.code])
    binh.post(entry, UNREADABLE | button)
    shown = binh.get(entry).content.decode()
    for typed in ("31/02/2024", "09 mười", "không@", "Số 1"):
        assert f'value="{typed}"' in shown
    assert "Nhập 10 chữ số, bắt đầu bằng số 0." in shown and "Nhập địa chỉ liên hệ." not in shown
    assert "ngay_can" not in shop.fresh(draft).answers
    binh.post(entry, SENT)
    mended = binh.get(entry).content.decode()
    assert "31/02/2024" not in mended and "09 mười" not in mended and shop.fresh(draft).unread == {}


def test_a_contact_half_typed_is_there_again_without_complaint(shop, draft, binh):
    entry = reverse("counter_entry", args=[draft.case.code])
    binh.post(entry, {"lien_he-phone": "0912345678", "lien_he-address": ""})
    shown = binh.get(entry).content.decode()
    assert 'value="0912345678"' in shown and "Nhập địa chỉ liên hệ." not in shown


def test_nothing_of_what_could_not_be_read_outlives_the_reception(shop, draft, binh):
    entry = reverse("counter_entry", args=[draft.case.code])
    binh.post(entry, UNREADABLE)
    Dossier.objects.filter(pk=draft.pk).update(
        answers={"muc_dich": "Mở bưu cục", "ngay_can": "2024-04-01"}, unread={"#lien_he": {"phone": ["1"]}}
    )
    done = binh.post(entry, SENT | {"receive": "1", "how_phuong_an": "submitted"})
    assert "/xong/" in done["Location"] or done.status_code == 302
    assert shop.fresh(draft).case.state != State.DRAFT and shop.fresh(draft).unread == {}
