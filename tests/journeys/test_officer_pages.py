"""Every page of officers and keepers, on a phone and a desktop, light and dark: nothing overflows, axe finds nothing."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from playwright.sync_api import Browser

from tests.journeys.reader import Reader
from tests.town import Town
from tinhso.indicators.assessments import scoring
from tinhso.indicators.assessments.actions.open_round import open_round
from tinhso.indicators.assessments.actions.score_criterion import begin_assessment
from tinhso.indicators.cells.actions.refresh_cells import refresh_cells
from tinhso.indicators.loading.actions.load_criteria import load_criteria
from tinhso.indicators.models import CriteriaSet
from tinhso.indicators.plans.actions.enter_plan import enter_plan
from tinhso.indicators.public import load_indicators
from tinhso.indicators.tests import entry_makers
from tinhso.kernel.events.public import SYSTEM
from tinhso.kernel.site import clock
from tinhso.onestop.appointments.actions.book_appointment import book_appointment
from tinhso.onestop.appointments.actions.number_visitor import number_walk_in
from tinhso.onestop.builder.parts import KINDS
from tinhso.onestop.companies.tests.page_journey import read_companies
from tinhso.onestop.conftest import line, shop, signing_service  # noqa: F401 - fixtures
from tinhso.onestop.intake.actions.receive_at_counter import receive_at_counter
from tinhso.onestop.intake.tests.test_counter import started_at_counter, whole
from tinhso.onestop.models import (
    CollectionAccount,
    Dossier,
    Payment,
    PortalArrival,
    PortalMessage,
    Refund,
)
from tinhso.onestop.money.actions.reconcile_day import reconcile_day
from tinhso.onestop.money.actions.refund_payment import ask_refund
from tinhso.onestop.money.tests.money_makers import SECRET, charge_of, collecting, message, post_message
from tinhso.onestop.national_portal.tests.portal_makers import Line
from tinhso.onestop.national_portal.tests.test_portal_inbox import letter
from tinhso.onestop.tests.makers import CODE, NOW, Shop, let_sign

pytestmark = [pytest.mark.journey, pytest.mark.long]


def paid_twice(dossier: Dossier, by: Any) -> list[Payment]:
    """The charge is paid, and paid again: the second payment waits for a refund."""
    for _ in range(2):
        post_message(message(f"CHUYEN TIEN {charge_of(dossier).pay_code}", 102_000))
    first, second = Payment.objects.order_by("pk")
    ask_refund(payment_id=second.pk, ver=second.ver, reason="Nộp thừa", by=by, now=NOW)
    return [first, second]


@pytest.fixture(autouse=True)
def own_connection(browser: Browser):
    """Playwright's loop has a context, and so a connection, of its own; set up before the town, so closed after it."""
    yield
    connection.close()
    connection.close_pool()  # type: ignore[attr-defined]


@pytest.fixture
def busy_shop(shop: Shop, line: Line, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Shop:  # noqa: F811
    """A shop in the middle of its day, with version 1 in force and version 2, which collects, as a draft."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    settings.BANK_SECRET = SECRET
    let_sign(shop.town)
    collecting(shop, "hand_over")
    return shop


def read_visits(reader: Reader, seat: Shop) -> None:
    """The pages of appointments: with a booking of this morning, and somebody who waits at the desk without one."""
    town, at = seat.town, NOW.replace(minute=0) + timedelta(hours=2)
    booked = book_appointment(
        desk=town.desk_a, person=town.an.person, procedure=seat.version.procedure, starts_at=at,
        key=uuid4(), by=town.actor("an"), now=NOW,
    )  # fmt: skip
    number_walk_in(desk=town.desk_a, key=uuid4(), by=town.actor("binh"), now=NOW)
    reader.read("", "/noi-lam-viec-ngoai-gio/?xem=dang-mo", "/huong-dan/", "/huong-dan/no-luong/")
    reader.read("an", "/doanh-nghiep/nho/", "/huong-dan/tre-khuyet-tat/")
    reader.read("an", "/lich-hen/", f"/lich-hen/{town.desk_a.code}/", f"/lich-hen/huy/{booked.pk}/")
    reader.read("binh", "/can-bo/lich-hen/")
    read_companies(reader, seat)


def test_every_page_of_the_desk_and_of_the_keeper_reads_well(browser, busy_shop: Shop, line: Line):  # noqa: F811
    town = busy_shop.town
    dossier = busy_shop.dossier("receive")
    first, second = paid_twice(dossier, busy_shop.actor("binh"))
    account = CollectionAccount.objects.get()
    day = NOW.date()
    compared = reconcile_day(account=account, day=day, lines=[], by=busy_shop.actor("binh"), now=NOW)
    line.hear()
    line.say(**letter(MaTTHC="9.999999"))
    begun, received, own_draft = started_at_counter(busy_shop), whole(busy_shop), busy_shop.start(who="an")
    receive_at_counter(dossier=received, by=busy_shop.actor("binh"), now=NOW)
    message, came = PortalMessage.objects.earliest("pk"), PortalArrival.objects.get()
    case = dossier.case.code
    reader = Reader(browser, town)
    reader.read(
        "binh",
        *("/can-bo/tiep-nhan-moi/", f"/can-bo/tiep-nhan-moi/{CODE}/", "/can-bo/tra-ket-qua/"),
        *("/can-bo/so-theo-doi/", f"/can-bo/ho-so/{case}/"),
        *("/can-bo/thu-phi/", f"/can-bo/thu-phi/khoan/{charge_of(dossier).pk}/", "/can-bo/thu-phi/doi-soat/"),
        *(f"/can-bo/thu-phi/tien/{first.pk}/", f"/can-bo/thu-phi/tien/{second.pk}/"),
        *(f"/can-bo/thu-phi/doi-soat/{compared.pk}/", "/can-bo/lien-thong/"),
        *(f"/can-bo/lien-thong/gui/{message.pk}/", f"/can-bo/lien-thong/den/{came.pk}/"),
        *(f"/can-bo/nhap/{begun.case.code}/", f"/can-bo/da-tiep-nhan/{received.case.code}/"),
    )
    assert Refund.objects.exists()
    reader.read("chi", "/can-bo/cho-ky/")
    draft = f"/quan-tri/thu-tuc/{CODE}/ban-nhap/"
    reader.read(
        "quan",
        *("/quan-tri/thu-tuc/", "/quan-tri/thu-tuc/thieu/"),
        *(f"/quan-tri/thu-tuc/sua/{CODE}/", draft),
        *(f"{draft}xem-truoc/", f"{draft}so-sanh/", f"/quan-tri/thu-tuc/{CODE}/chuyen-ban/1/"),
        *(f"{draft}{kind}/" for kind in KINDS if kind != "mien-giam"),  # that one begins at a fee
        "/quan-tri/tu-dong-nghia/",
    )
    reader.read("an", f"/ho-so/{case}/", "/ho-so/", f"/ho-so/nop/{CODE}/", f"/ho-so/nop-ho/{CODE}/")
    reader.read("an", "/dich-vu-cong-truc-tuyen/", f"/ho-so/{own_draft.case.code}/giay-to/")
    read_visits(reader, busy_shop)
    assert not reader.wrong, "\n".join(reader.wrong)
    assert reader.seen > 40


FIGURE_PAGES = (
    *(
        "/so-lieu/",
        "/so-lieu/bao-cao/",
        "/so-lieu/chi-so-766/",
        "/so-lieu/ke-hoach/",
        "/so-lieu/ke-hoach/kh-1/",
    ),
    *("/so-lieu/xa/14797/phan-anh-tiep-nhan/", "/so-lieu/xa/14797/phan-anh-tiep-nhan/dong/1/"),
    *("/so-lieu/xa/", "/so-lieu/xa/14797/", "/so-lieu/danh-gia/", "/so-lieu/danh-gia/dti_co_quan/"),
    *("/so-lieu/xa-cong-nhan-trong-ky/", "/so-lieu/xa-cong-nhan-trong-ky/nhung/", "/so-lieu/ha-tang-so/"),
    *("/tim-kiem/", "/tim-kiem/?q=dung+han", "/tim-kiem/?q=dung+han&loai=figure"),
)


def test_every_page_of_the_figures_reads_well(browser, town: Town, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(clock, "now", lambda: entry_makers.NOW)
    now = entry_makers.NOW
    load_indicators(by=SYSTEM, now=now)
    load_criteria(by=SYSTEM, now=now)
    data_set = entry_makers.make_set(town.agency_a)
    entry_makers.enter(town, data_set, entry_makers.numbers(4, 6))
    criteria = CriteriaSet.objects.get(code="dti_co_quan")
    given: dict[str, Any] = {
        "criteria": criteria,
        "year": 2024,
        "verifier": town.agency_b,
        "closes_on": date(2024, 12, 15),
    }
    round_ = open_round(**given, by=SYSTEM, now=now)
    scored = begin_assessment(round=round_, agency=town.agency_a, by=town.actor("emi"), now=now)
    words = {"name": "Kế hoạch năm", "legal_basis": "thử", "theme": "Dữ liệu số"}
    targets = [("indicators.communes_recognised", "2023", Decimal(132), "QĐ 969")]
    dates: dict[str, Any] = {"begins": date(2023, 1, 1), "ends": date(2024, 1, 1)}
    enter_plan(number="1/KH", address="kh-1", words=words, targets=targets, by=SYSTEM, now=now, **dates)
    refresh_cells(now=now, every=True)
    reader = Reader(browser, town)
    reader.read(
        "an",
        *FIGURE_PAGES,
    )
    line_pk = scoring.leaves(criteria)[0].pk
    reader.read(
        "emi",
        *("/can-bo/so-lieu/", "/can-bo/so-lieu/bieu-thu/so-a/202402/"),
        *("/can-bo/danh-gia/", f"/can-bo/danh-gia/{scored.pk}/", f"/can-bo/danh-gia/{scored.pk}/{line_pk}/"),
    )
    reader.read(
        "sau", "/dieu-hanh/", "/dieu-hanh/?wall=1", "/so-lieu/bao-cao/2023/", "/can-bo/so-lieu/bieu-thu/"
    )
    assert not reader.wrong, "\n".join(reader.wrong)
    assert reader.seen > 15
