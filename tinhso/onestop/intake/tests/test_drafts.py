"""A draft loses nothing: every chosen file goes in by whatever button, and it is opened again where its citizen stopped."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client
from django.urls import reverse

from tinhso.casework.public import NotYourTurn
from tinhso.kernel.files.tests.makers import PDF
from tinhso.onestop.intake.actions.remember_step import remember_step
from tinhso.onestop.intake.actions.submit_dossier import Incomplete, check_complete
from tinhso.onestop.models import ProcedureVersion
from tinhso.onestop.tests.makers import FIELDS, NOW

TWO_STEPS = [
    {"id": "buoc_mot", "title": "Nội dung", "sections": [{"title": "", "fields": FIELDS[:1]}]},
    {"id": "buoc_hai", "title": "Thêm", "sections": [{"title": "", "fields": FIELDS[1:]}]},
]


@pytest.fixture
def an(shop):
    return shop.town.sign_in(Client(), "an")


@pytest.fixture
def draft(shop):
    """A draft of a version whose form has two steps."""
    form = {**shop.version.form, "steps": TWO_STEPS}
    plain = {"number": 2, "form": form, "valid": DateRange(date(2030, 1, 1), None), "source": "thử"}
    plain |= {
        name: getattr(shop.version, name) for name in ("papers", "process", "time_limits", "legal_basis")
    }
    shop.version = ProcedureVersion.objects.create(procedure=shop.version.procedure, **plain)
    return shop.start()


def page(name, draft, *more):
    return reverse(name, args=[draft.case.code, *more])


def pdf(name, content=PDF):
    return SimpleUploadedFile(name, content, "application/pdf")


def have(draft):
    return sorted((one.paper, one.file.name) for one in draft.attachments.all())


@pytest.mark.parametrize(("button", "to"), [("onward", "review"), ("back", "fill")])
def test_leaving_the_page_of_papers_takes_every_chosen_file_along(an, draft, button, to):
    sent = {"file_phuong_an": pdf("a.pdf"), "file_khac": pdf("b.pdf", PDF + b"b"), button: "1"}
    answer = an.post(page("attach", draft), sent)
    assert answer["Location"] == page(to, draft, *(["buoc_hai"] if to == "fill" else []))
    assert have(draft) == [("khac", "b.pdf"), ("phuong_an", "a.pdf")]


def test_leaving_without_files_goes_on_and_a_refused_file_stays_there(an, draft):
    assert an.post(page("attach", draft), {"onward": "1"})["Location"] == page("review", draft)
    sent = {"file_phuong_an": pdf("a.pdf", b"MZ" + b"\0" * 99), "file_khac": pdf("b.pdf"), "onward": "1"}
    answer = an.post(page("attach", draft), sent)
    assert answer.status_code == 422
    assert "chương trình" in answer.content.decode().split('id="have-phuong_an"')[1].split("</div>")[0]
    assert have(draft) == [("khac", "b.pdf")]


def test_files_lost_with_the_session_are_asked_for_again_before_going_on(an, draft):
    answer = an.post(page("attach", draft), {"onward": "1", "thieu_tep": "1"})
    assert answer.status_code == 422
    assert "chọn lại các tệp" in answer.content.decode()


def test_a_draft_is_opened_where_its_citizen_stopped(an, draft):
    opened = page("dossier", draft)
    assert an.get(opened)["Location"] == page("fill", draft, "buoc_mot")
    an.post(page("fill", draft, "buoc_mot"), {"muc_dich": "Mở bưu cục"})
    assert an.get(opened)["Location"] == page("fill", draft, "buoc_hai")
    an.post(page("fill", draft, "buoc_hai"), {"ke_them": "Dở dang", "later": "1"})
    assert an.get(opened)["Location"] == page("fill", draft, "buoc_hai")
    an.post(page("fill", draft, "buoc_hai"), {"ke_them": "Xong"})
    assert an.get(opened)["Location"] == page("attach", draft)
    an.post(page("attach", draft), {"onward": "1"})
    assert an.get(opened)["Location"] == page("review", draft)
    an.post(page("fill", draft, "buoc_mot"), {"muc_dich": ""})
    assert an.get(opened)["Location"] == page("fill", draft, "buoc_mot")


def test_a_step_that_is_there_no_more_opens_the_first(an, draft):
    remember_step(dossier=draft, step="buoc_cu", by=draft_owner(draft))
    assert an.get(page("dossier", draft))["Location"] == page("fill", draft, "buoc_mot")


def draft_owner(draft):
    from tinhso.kernel.events.public import Actor

    return Actor(person_id=draft.case.person_id, user_id=1)


def test_nobody_else_turns_the_pages_of_a_draft(shop, draft):
    with pytest.raises(NotYourTurn):
        remember_step(dossier=draft, step="review", by=shop.actor("dung"))


def test_the_page_before_keeps_what_was_typed_right_or_wrong(an, shop, draft):
    answer = an.post(page("fill", draft, "buoc_hai"), {"ke_them": "Dài", "ngay_can": "sai", "back": "1"})
    assert answer["Location"] == page("fill", draft, "buoc_mot")
    assert shop.fresh(draft).answers["ke_them"] == "Dài"


def test_answers_can_be_kept_before_the_page_is_left(an, shop, draft):
    answer = an.post(page("fill", draft, "buoc_hai"), {"ke_them": "Dài", "keep": "1"})
    assert (answer.status_code, answer.content) == (204, b"")
    assert shop.fresh(draft).answers["ke_them"] == "Dài"


UNREADABLE = {"ke_them": "Dài", "ngay_can": "31/02/2024"}


@pytest.mark.long
@pytest.mark.parametrize("button", ["later", "back", "keep"])
def test_what_cannot_be_read_comes_back_as_typed_with_its_message(an, shop, draft, button):
    step = page("fill", draft, "buoc_hai")
    an.post(step, UNREADABLE | {button: "1"})
    stored = shop.fresh(draft)
    assert "ngay_can" not in stored.answers and stored.unread == {
        "buoc_hai": {k: [v] for k, v in UNREADABLE.items()}
    }
    second = an.get(step)
    shown = second.content.decode()
    assert second.status_code == 200 and 'value="31/02/2024"' in shown
    assert an.post(step, UNREADABLE).content.decode().count("31/02/2024") == shown.count("31/02/2024")
    assert an.get(page("fill", draft, "buoc_mot")).status_code == 200
    an.post(step, UNREADABLE | {"ngay_can": "01/03/2024"})
    assert shop.fresh(draft).unread == {} and "31/02/2024" not in an.get(step).content.decode()


def test_nothing_is_handed_in_as_if_the_unreadable_had_not_been_typed(an, shop, draft):
    an.post(page("fill", draft, "buoc_mot"), {"muc_dich": "Mở bưu cục"})
    an.post(page("fill", draft, "buoc_hai"), UNREADABLE | {"later": "1"})
    with pytest.raises(Incomplete) as refused:
        check_complete(shop.fresh(draft), shop.actor("an"), NOW)
    assert ("ngay_can",) in [error.path for error in refused.value.errors]
    an.post(page("fill", draft, "buoc_hai"), {"ke_them": "Dài", "ngay_can": "", "later": "1"})
    with pytest.raises(Incomplete) as refused:
        check_complete(shop.fresh(draft), shop.actor("an"), NOW)
    assert ("ngay_can",) not in [error.path for error in refused.value.errors]


def test_a_null_octet_that_was_typed_is_left_out(an, shop, draft):
    an.post(page("fill", draft, "buoc_hai"), {"ngay_can": "31\x00/02/2024", "la\x00": "x", "later": "1"})
    assert shop.fresh(draft).unread == {"buoc_hai": {"ngay_can": ["31/02/2024"]}}


def test_a_telephone_number_that_cannot_be_read_waits_on_the_last_page(an, shop, draft):
    last = page("review", draft)
    wrong = {"phone": "09 mười", "email": "", "address": "", "result_by": "desk"}
    assert an.post(last, wrong).status_code == 422
    shown = an.get(last)
    assert shown.status_code == 200 and 'value="09 mười"' in shown.content.decode()
    assert "Nhập địa chỉ liên hệ." not in shown.content.decode()
    an.post(last, wrong | {"phone": "0912345678", "address": "Số 1"})
    stored = shop.fresh(draft)
    assert (stored.phone, stored.address, stored.unread) == ("0912345678", "Số 1", {})
