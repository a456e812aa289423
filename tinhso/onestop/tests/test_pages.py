"""Every page of a dossier: who gets it, in how many queries, and that a form comes back with what was typed."""

import time
from datetime import timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from tinhso.casework.public import Case, State, ask_opinion
from tinhso.kernel.events.public import SYSTEM, record, who_read
from tinhso.kernel.notices.events import PersonNotified
from tinhso.lib.legal_time.time_limit import TimeLimit, Unit
from tinhso.onestop.models import Dossier
from tinhso.onestop.models.catalogue.procedure_version import published_form
from tinhso.onestop.tests.makers import CODE, make_instance

CITIZEN_PAGES = ["dossier", "attach", "review", "withdraw", "rate"]
FILES = ["download_file", "download_slip"]
DESK = [
    *("accept", "forward", "assign", "supplement", "refuse", "decide", "return", "apologise", "opinion"),
    *("sign", "issue", "hand_over", "lapse", "propose_late", "ask_late", "propose_apology"),
]


@pytest.fixture
def as_(shop, client):
    """A client of each member of the cast: `as_("binh")`."""
    return lambda name: shop.town.sign_in(Client(), name)


def urls(dossier: Dossier) -> list[str]:
    code = dossier.case.code
    found = [reverse(name, args=[code]) for name in [*CITIZEN_PAGES, "download_result"]]
    found += [reverse("fill", args=[code, "buoc_mot"]), reverse("desk_dossier", args=[code])]
    attachment = dossier.attachments.first().pk
    found += [reverse("detach", args=[code, attachment]), reverse("download_file", args=[code, attachment])]
    found += [reverse("download_slip", args=[code, slip.pk]) for slip in dossier.slips.all()]
    return found + [reverse(f"deed_{deed}", args=[code]) for deed in DESK]


@pytest.mark.long
def test_nobody_else_learns_that_a_dossier_exists(shop, as_):
    dossier = shop.dossier("hand_over")
    for who in ("dung", "bao", "quan", "sau", "tra"):
        client = as_(who)
        for url in urls(dossier):
            for answer in (client.get(url), client.post(url, {"ver": dossier.case.ver})):
                assert answer.status_code in {403, 404, 405}, (who, url, answer.status_code)
                assert "Lê Thị An" not in answer.content.decode()
    for url in urls(dossier):
        answer = Client().get(url)
        assert answer.status_code in {302, 405}, url
    assert shop.fresh(dossier).case.ver == dossier.case.ver


@pytest.mark.long
def test_the_citizen_opens_every_page_in_few_queries(shop, as_, django_assert_max_num_queries):
    dossier = shop.dossier("hand_over")
    client = as_("an")
    published_form(dossier.version_id)  # a process keeps it from its first reader on
    result = reverse("download_result", args=[dossier.case.code])
    # the last of the page's: what this dossier makes its person an offer of
    for url, most in ((reverse("dossier", args=[dossier.case.code]), 14), (reverse("my_dossiers"), 10)):
        with django_assert_max_num_queries(most):
            answer = client.get(url)
        assert answer.status_code == 200
        assert dossier.case.code in answer.content.decode()
    served = client.get(result)
    assert served["Content-Type"] == "application/pdf"
    assert b"".join(served.streaming_content).startswith(b"%PDF")
    for slip in dossier.slips.all():
        page = client.get(reverse("download_slip", args=[dossier.case.code, slip.pk]))
        assert page.content.startswith(b"%PDF")


@pytest.mark.long
def test_the_officers_page_offers_the_deed_and_logs_the_reading(shop, as_, django_assert_max_num_queries):
    for until, who, label in (
        ("receive", "binh", "Tiếp nhận hồ sơ"),
        ("assign", "chi", "Phân công"),
        ("examine", "emi", "Trình ký kết quả"),
        ("sign", "chi", "Ký duyệt"),
        ("issue", "van", "Vào số, đóng dấu, phát hành"),
        ("hand_over", "binh", "Trả kết quả"),
    ):
        dossier, client = shop.dossier(until), as_(who)
        # The rules of owed fees and of supplements' days among them: in the transaction of a test nothing is kept.
        with django_assert_max_num_queries(22):
            page = client.get(reverse("desk_dossier", args=[dossier.case.code])).content.decode()
        assert label in page
        assert who_read(dossier.pk)[0].purpose == "handling"


@pytest.mark.long
def test_worklist_signing_and_radar_are_bounded(shop, as_, django_assert_max_num_queries):
    for _ in range(3):
        shop.dossier("receive")
        shop.dossier("sign")
    for who, name, most in (("binh", "worklist", 12), ("chi", "signing", 16), ("chi", "radar", 12)):
        client = as_(who)
        with django_assert_max_num_queries(most):
            answer = client.get(reverse(name))
        assert answer.status_code == 200
    for who in ("binh", "emi", "van"):
        assert as_(who).get(reverse("radar")).status_code == 403
        assert reverse("radar") not in as_(who).get(reverse("worklist")).content.decode()
    assert as_("bao").get(reverse("worklist")).content.decode().count("Lê Thị An") == 0


def test_a_wrong_form_comes_back_as_typed_and_changes_nothing(shop, as_):
    dossier, client = shop.dossier("examine"), as_("emi")
    data = {"ver": dossier.case.ver, "title": "", "articles": "Điều tôi viết", "finding": "Ý tôi"}
    answer = client.post(reverse("deed_decide", args=[dossier.case.code]), data)
    assert answer.status_code == 422
    assert "Điều tôi viết" in answer.content.decode()
    assert shop.fresh(dossier).case.step == "examine"


def test_sent_twice_the_second_is_told_who_was_first(shop, as_):
    dossier, client = shop.dossier("receive"), as_("binh")
    url, data = reverse("deed_accept", args=[dossier.case.code]), {"ver": dossier.case.ver}
    assert client.post(url, data).status_code == 302
    second = client.post(url, {"ver": dossier.case.ver})
    assert second.status_code == 409
    assert "Đã tiếp nhận" in second.content.decode()
    assert dossier.slips.count() == 1


def test_the_loser_of_two_decisions_reads_who_won_and_keeps_the_reason(shop, as_):
    dossier = shop.dossier("receive")
    refuse = {"ver": dossier.case.ver, "text": "Không thuộc thẩm quyền."}
    lost = refuse | {"text": "Thiếu bản vẽ mặt bằng."}
    assert as_("binh").post(reverse("deed_refuse", args=[dossier.case.code]), refuse).status_code == 302
    event = PersonNotified(case_id=dossier.case_id, notice_id=uuid4(), template="refused", outside=1)
    record(event, by=SYSTEM, at=shop.later(minutes=1))
    answer = as_("binh").post(reverse("deed_supplement", args=[dossier.case.code]), lost)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Hệ thống" not in page.split("<h1")[1].split("<footer")[0]
    assert "Chính ông/bà" in page
    assert "đã từ chối" in page
    assert "Thiếu bản vẽ mặt bằng." in page


def test_a_colleague_on_an_old_page_is_told_the_name(shop, as_):
    dossier = shop.dossier("sign")
    url = reverse("deed_decide", args=[dossier.case.code])
    data = {"ver": 1, "title": "A", "articles": "B", "finding": "C"}
    answer = as_("emi").post(url, data)
    assert answer.status_code == 409
    assert "Chính ông/bà" in answer.content.decode()
    answer = as_("chi").post(reverse("deed_decide", args=[dossier.case.code]), data)
    assert "Trịnh Thị Emi" in answer.content.decode()


def test_the_whole_way_of_the_citizen_through_pages(shop, as_):
    client = as_("an")
    page = client.get(reverse("start", args=[CODE]))
    key = page.context["form"].initial["client_key"]
    first = client.post(reverse("start", args=[CODE]), {"client_key": key})
    assert client.post(reverse("start", args=[CODE]), {"client_key": key})["Location"] == first["Location"]
    wrong = client.post(first["Location"], {"muc_dich": "", "ngay_can": "31/02/2024"})
    assert wrong.status_code == 422
    assert "31/02/2024" in wrong.content.decode()
    assert client.post(first["Location"], {"muc_dich": "Mở", "ngay_can": ""}).status_code == 302
    case = Case.objects.get()
    review = reverse("review", args=[case.code])
    contact = {"phone": "0912345678", "address": "Số 1", "result_by": "online"}
    lacking = client.post(review, contact)
    assert lacking.status_code == 422
    assert "Chưa có giấy tờ: Phương án" in lacking.content.decode()
    from django.core.files.uploadedfile import SimpleUploadedFile

    from tinhso.kernel.files.tests.makers import PDF

    file = SimpleUploadedFile("pa.pdf", PDF, "application/pdf")
    sent = client.post(reverse("attach", args=[case.code]), {"paper": "phuong_an", "file_phuong_an": file})
    assert sent.status_code == 302
    done, second = client.post(review, contact), client.post(review, contact)
    assert done["Location"] == second["Location"]
    case.refresh_from_db()
    assert done["Location"] == reverse("dossier", args=[case.code])
    assert case.state == State.SUBMITTED


@pytest.mark.long
def test_one_opinion_is_asked_read_and_given(shop, as_, django_assert_max_num_queries):
    from decimal import Decimal

    from tests.town import make_officer
    from tinhso.kernel.people.roles import Examiner

    shop.town.ex = make_officer("ex", "Ý Kiến Viên", shop.town.agency_b, "Chuyên viên", Examiner)
    dossier = shop.dossier("examine")
    limit = TimeLimit(Decimal(3), Unit.WORKING_DAY, "thử")
    opinion = ask_opinion(
        case=dossier.case, of=shop.town.agency_b, text="Xin ý kiến", limit=limit, **shop.words("emi", dossier)
    )
    url = reverse("opinion", args=[opinion.code])
    assert as_("bao").get(url).status_code == 404
    client = as_("ex")
    with django_assert_max_num_queries(20):
        page = client.get(url)
    assert "Xin ý kiến" in page.content.decode()
    answer = reverse("answer-opinion", args=[opinion.code])
    assert client.post(answer, {"ver": opinion.ver, "text": ""}).status_code == 422
    assert client.post(answer, {"ver": opinion.ver, "text": "Đồng ý"}).status_code == 302
    assert client.post(answer, {"ver": opinion.ver, "text": "Đồng ý"}).status_code == 409


def test_several_are_accepted_at_once_and_failures_hold_up_nobody(shop, as_):
    good, stale = shop.dossier("receive"), shop.dossier("receive")
    chosen = [f"{good.case.code}|{good.case.ver}", f"{stale.case.code}|1", "LA-000|1", "LA-000|²"]
    answer = as_("binh").post(reverse("bulk"), {"deed": "accept", "chosen": chosen}, follow=True)
    page = answer.content.decode()
    assert "Đã xong 1 hồ sơ." in page
    assert "Người nộp đã" in page
    assert "không tìm thấy" in page
    assert shop.fresh(good).case.state == State.IN_PROGRESS


@pytest.mark.long
def test_the_head_signs_all_that_are_ticked(shop, as_):
    waiting = [shop.dossier("sign") for _ in range(2)]
    chosen = [f"{d.case.code}|{d.case.ver}" for d in waiting]
    as_("chi").post(reverse("bulk"), {"deed": "sign", "chosen": chosen})
    assert {shop.fresh(d).case.step for d in waiting} == {"issue"}


def test_the_code_alone_tells_state_and_date_and_four_digits_tell_more(shop, django_assert_max_num_queries):
    dossier = shop.dossier("examine")
    url, client = reverse("track"), Client()
    with django_assert_max_num_queries(12):
        page = client.get(url, {"ma": dossier.case.code}).content.decode()
    assert "Đang giải quyết" in page
    assert "22/03/2024" in page
    for secret in ("Cấp giấy phép thử", "Lê Thị An", "Đã tiếp nhận", "Sở A", "0912345678"):
        assert secret not in page, secret
    more = client.post(url, {"code": dossier.case.code, "proof": "5678"}).content.decode()
    assert "Cấp giấy phép thử" in more
    assert "Đã tiếp nhận" in more
    assert "Trịnh Thị Emi" not in more
    wrong = client.post(url, {"code": dossier.case.code, "proof": "0000"})
    page = wrong.content.decode()
    assert wrong.status_code == 422 and "Số này không khớp" in page
    assert "Cấp giấy phép thử" not in page and "Đang giải quyết" in page
    assert "cả số điện thoại" in client.post(url, {"code": dossier.case.code, "proof": "56"}).content.decode()


def test_one_address_asks_for_twenty_codes_in_ten_minutes(shop, monkeypatch):
    begun = time.time()
    monkeypatch.setattr("tinhso.kernel.site.rate_limit.time", SimpleNamespace(time=lambda: begun))
    asked = [{"code": f"000.00.14.H56-240308-{n:04}", "proof": "0000"} for n in range(7000, 7021)]
    answers = [Client().post(reverse("track"), words).status_code for words in asked]
    assert answers == [200] * 20 + [429]


def test_since_the_national_portal_the_own_one_takes_no_dossier(shop, as_):
    from tinhso.kernel.law.models import Rule

    Rule.objects.filter(key="own_portal_open").update(value=False)
    make_instance(shop.now + timedelta(days=1))
    assert as_("an").get(reverse("start", args=[CODE])).status_code == 404
