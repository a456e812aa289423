"""The keepers of the register: one enters a line, another lets it hold, and a line ends with a reason."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from tests.town import make_officer
from tinhso.kernel.events.models import EventRow
from tinhso.kernel.people.public import SYSTEM
from tinhso.kernel.people.roles import Administrator
from tinhso.onestop.catalogue.paper_sources import sources_on
from tinhso.onestop.models import PaperSource
from tinhso.onestop.once_only.actions.decide_paper_source import SameKeeper, decide_paper_source
from tinhso.onestop.once_only.actions.end_paper_source import end_paper_source
from tinhso.onestop.once_only.actions.enter_paper_source import BadPaperSource, enter_paper_source
from tinhso.onestop.once_only.permissions import can_decide_paper_source
from tinhso.onestop.once_only.terms import SourceTerms
from tinhso.onestop.once_only.tests.makers import LAW

GOOD = SourceTerms(
    paper="phuong_an",
    title="CSDL thử",
    service="so-a/csdl/thu",
    path="/thu/{soDinhDanh}",
    subject="applicant",
    fields={"hoTen": "Họ tên"},
    by_consent=False,
    legal_basis=LAW,
    source="thử",
    valid_from=date(2024, 4, 1),
)


def enter(shop, admin, **changes):
    terms = SourceTerms(**(vars(GOOD) | changes))
    return enter_paper_source(procedure=shop.version.procedure, terms=terms, by=admin, now=shop.now)


@pytest.fixture
def admin(shop):
    return shop.actor("quan")


@pytest.fixture
def second(shop):
    """Another keeper of the catalogue."""
    shop.town.hanh = make_officer("hanh", "Đinh Thị Hạnh", shop.town.agency_a, "Quản trị", Administrator)
    return shop.actor("hanh")


def approve(shop, line, by, approved=True, reason=""):
    decide_paper_source(source=line, approved=approved, reason=reason, by=by, now=shop.now)
    line.refresh_from_db()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"paper": "khong_co"}, "paper"),
        ({"valid_from": date(2010, 1, 1)}, "valid_from"),
        ({"valid_to": date(2024, 4, 1)}, "valid_to"),
        ({"fields": {}}, "fields"),
        ({"service": "so-a"}, "service"),
        ({"path": "thu"}, "path"),
        ({"path": "/thu"}, "path"),
        ({"must_match": {"ngay": "khong_co"}}, "must_match"),
    ],
)
def test_a_line_that_is_wrong_says_which_input(shop, admin, changes, field):
    with pytest.raises(BadPaperSource) as refused:
        enter(shop, admin, **changes)
    assert refused.value.field == field and not PaperSource.objects.exists()


def test_a_line_holds_once_another_keeper_approved_it(shop, admin, second):
    made, day = enter(shop, admin), GOOD.valid_from
    assert made.approved is None and sources_on(made.procedure_id, day) == {}
    with pytest.raises(SameKeeper):
        approve(shop, made, admin)
    with pytest.raises(PermissionDenied):
        approve(shop, made, shop.actor("binh"))
    with pytest.raises(BadPaperSource):
        end_paper_source(source=made, valid_to=date(2024, 5, 1), reason="x", by=admin, now=shop.now)
    approve(shop, made, second)
    assert list(sources_on(made.procedure_id, day)) == ["phuong_an"] and made.decided_by_id == second.user_id
    with pytest.raises(BadPaperSource):
        approve(shop, made, second)
    event = EventRow.objects.filter(name__endswith="PaperSourceDecided").get()
    assert event.payload["approved"] is True
    assert can_decide_paper_source(made, second) and not can_decide_paper_source(made, admin)
    assert not can_decide_paper_source(made, SYSTEM)


def test_a_refused_line_has_its_reason_and_leaves_its_place(shop, admin, second):
    made = enter(shop, admin)
    with pytest.raises(BadPaperSource):
        approve(shop, made, second, approved=False, reason=" ")
    approve(shop, made, second, approved=False, reason="Sai căn cứ")
    assert (made.approved, made.end_reason) == (False, "Sai căn cứ")
    assert sources_on(made.procedure_id, GOOD.valid_from) == {}
    assert enter(shop, admin).pk != made.pk


def test_the_database_takes_no_second_word_of_the_same_person(shop, admin):
    made = enter(shop, admin)
    with pytest.raises(IntegrityError), transaction.atomic():
        PaperSource.objects.filter(pk=made.pk).update(decided_by_id=admin.user_id)


def test_a_line_is_entered_once_and_ended_with_a_reason(shop, admin, second):
    made = enter(shop, admin)
    with pytest.raises(BadPaperSource):
        enter(shop, admin)
    with pytest.raises(
        BadPaperSource
    ) as over:  # it ends before nothing: an earlier stretch would lie in both
        enter(shop, admin, valid_to=made.valid_from.replace(year=made.valid_from.year + 1))
    assert over.value.field == "paper"
    approve(shop, made, second)
    for day, reason in ((date(2024, 3, 1), "x"), (date(2024, 5, 1), " ")):
        with pytest.raises(BadPaperSource):
            end_paper_source(source=made, valid_to=day, reason=reason, by=admin, now=shop.now)
    end_paper_source(source=made, valid_to=date(2024, 5, 1), reason="Đổi nguồn", by=admin, now=shop.now)
    with pytest.raises(BadPaperSource):
        end_paper_source(source=made, valid_to=date(2024, 6, 1), reason="x", by=admin, now=shop.now)
    assert enter(shop, admin, valid_from=date(2024, 5, 1)).pk != made.pk


def test_only_the_keeper_of_the_catalogue_changes_the_register(shop, admin):
    with pytest.raises(PermissionDenied):
        enter(shop, shop.actor("binh"))
    made = enter(shop, admin)
    with pytest.raises(PermissionDenied):
        end_paper_source(
            source=made, valid_to=date(2024, 5, 1), reason="x", by=shop.actor("an"), now=shop.now
        )


SENT = {
    "procedure": "9.000001",
    "paper": "phuong_an",
    "title": "CSDL thử",
    "service": "so-a/csdl/thu",
    "path": "/thu/{soDinhDanh}",
    "subject": "applicant",
    "shown_fields": "hoTen:Họ tên\nngay:Ngày",
    "legal_basis": LAW,
    "source": "thử",
    "valid_from": "01/04/2024",
    "fresh_days": "30",
}


@pytest.mark.long
@pytest.mark.usefixtures("second")
def test_a_keeper_enters_another_approves_and_a_line_ends_on_the_pages(shop, client):
    keeper = shop.town.sign_in(client, "quan")
    assert "Chưa nối với nền tảng" in keeper.get("/quan-tri/nguon-thay-giay-to/").content.decode()
    new = "/quan-tri/nguon-thay-giay-to/them/"
    assert keeper.get(new).status_code == 200
    for wrong, words in (
        ({"procedure": "khong-co"}, "Không có thủ tục mang mã này."),
        ({"paper": "khong_co"}, "Chọn một giấy tờ trong thành phần hồ sơ"),
        ({"shown_fields": "hoTen"}, "Mỗi dòng một cặp"),
        ({"shown_fields": "\n".join(f"a{n}:b" for n in range(31))}, "Tối đa 30 dòng."),
        ({"legal_basis": ""}, "Ghi căn cứ pháp lý."),
        ({"valid_from": "31/02/2024"}, "hông"),
        ({"fresh_days": "0"}, "Nhập từ 1 đến 3650 ngày."),
    ):
        answer = keeper.post(new, SENT | wrong)
        assert answer.status_code == 422 and words in answer.content.decode(), wrong
    answer = keeper.post(new, SENT)
    assert answer.status_code == 302
    page = keeper.get(answer.url).content.decode()
    assert "Phương án" in page and LAW in page and "30 ngày kể từ khi lấy" in page
    assert "người ghi không tự duyệt" in page and "Duyệt nguồn này" not in page
    decide = f"{answer.url}duyet/"
    assert "không tự duyệt được" in keeper.post(decide, {"approve": "1"}, follow=True).content.decode()
    assert "chờ người thứ hai duyệt" in keeper.get("/quan-tri/nguon-thay-giay-to/").content.decode()
    other = shop.town.sign_in(client, "hanh")
    assert other.post(decide, {"end_reason": ""}).status_code == 422
    assert "Đã duyệt nguồn." in other.post(decide, {"approve": "1"}, follow=True).content.decode()
    assert "đã có người quyết định" in other.post(decide, {"approve": "1"}, follow=True).content.decode()
    keeper = shop.town.sign_in(client, "quan")
    assert keeper.post(answer.url, {"valid_to": "01/03/2024", "end_reason": "x"}).status_code == 422
    assert keeper.post(answer.url, {"valid_to": "01/06/2024", "end_reason": "Đổi nguồn"}).status_code == 302
    assert "Đổi nguồn" in keeper.get(answer.url).content.decode()
    assert "chưa tới ngày" in keeper.get("/quan-tri/nguon-thay-giay-to/").content.decode()


@pytest.mark.parametrize("path", ["", "them/", "1/"])
def test_nobody_else_sees_the_register(shop, client, path):
    assert shop.town.sign_in(client, "an").get(f"/quan-tri/nguon-thay-giay-to/{path}").status_code in (
        403,
        404,
    )
