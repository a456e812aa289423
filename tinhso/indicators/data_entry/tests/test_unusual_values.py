"""A tenfold typing error does not reach the chairman: what is far from what was expected is explained and looked at."""

from decimal import Decimal

import pytest
from django.test import Client

from tests.town import make_officer
from tinhso.indicators.data_entry.actions.approve_entry import approve_entry
from tinhso.indicators.data_entry.actions.complete_entry import complete_entry
from tinhso.indicators.data_entry.actions.confirm_values import confirm_values
from tinhso.indicators.data_entry.actions.explain_values import ReasonRefused, explain_values
from tinhso.indicators.data_entry.bounds import Against, Comparison
from tinhso.indicators.data_entry.imported_values import Unusual
from tinhso.indicators.data_entry.table import cells_of
from tinhso.indicators.data_entry.unusual import OwnNumber, Unconfirmed, Unexplained
from tinhso.indicators.dhis2.actions.import_dhis2 import import_dhis2
from tinhso.indicators.models import Approval, DataSetAgency, UnusualValue
from tinhso.indicators.printing.files import file_of
from tinhso.indicators.reports.content import content_of
from tinhso.indicators.rights.entry_permissions import NotYourReport
from tinhso.indicators.tests import entry_makers as entries
from tinhso.indicators.tests.makers import make_version
from tinhso.kernel.events.public import SYSTEM, EventRow
from tinhso.kernel.people.roles import Examiner
from tinhso.lib.periods import Period

pytestmark = pytest.mark.django_db
PAGE = "/can-bo/so-lieu/bieu-thu/so-a/202402/"
WHY = "Thêm ba doanh nghiệp mới báo cáo"
A = ("test.sold", ("a",))
JANUARY, LAST_YEAR = Period.parse("202401"), Period.parse("202302")


@pytest.fixture(autouse=True)
def on_the_day(monkeypatch):
    monkeypatch.setattr("tinhso.kernel.site.clock.now", lambda: entries.NOW)


@pytest.fixture
def data_set(town):
    """January was 420 and 60."""
    found = entries.make_set(town.agency_a)
    entries.enter(town, found, entries.numbers(420, 60), period=JANUARY)
    return found


def noted():
    return {(one.value.dims[0], *(code for code, _n in one.against)) for one in UnusualValue.objects.all()}


def cell(town, data_set):
    return next(one for one in cells_of(data_set, town.agency_a, entries.PERIOD) if one.dims == ("a",))


def explained(town, data_set, value=4380):
    entry = entries.enter(town, data_set, entries.numbers(value, 61))
    explain_values(entry=entry, reasons={A: WHY}, by=town.actor("emi"), now=entries.NOW)
    return entry


@pytest.mark.parametrize(
    ("against", "number", "value", "far"),
    [
        (Against.BEFORE, 420, 4380, True),
        (Against.BEFORE, 420, 42, True),
        (Against.BEFORE, 420, 1259, False),
        (Against.LAST_YEAR, 420, 1260, True),
        (Against.PLAN, 2, 8, False),  # small numbers swing
        (Against.PLAN, "0.5", 5, True),
        (Against.BEFORE, 0, 7, False),
        (Against.PARTS, 480, 480, False),
        (Against.PARTS, 480, 490, True),
    ],
)
def test_what_is_far_off(against, number, value, far):
    assert Comparison(against, Decimal(number)).is_far(Decimal(value)) is far


def test_a_number_ten_times_the_month_before_is_noted_as_it_is_typed(town, data_set):
    entries.enter(town, data_set, entries.numbers(4380, 61))
    assert noted() == {("a", "before")}
    entries.enter(town, data_set, entries.numbers(438, 61))
    assert not cell(town, data_set).unusual


def test_it_is_held_against_last_year_and_the_plan(town, data_set):
    plan = entries.make_set(town.agency_a, code="ke-hoach", approval_from=None, scenario="plan")
    plan.period_kind, plan.open_future_periods = "year", 1
    plan.save()
    entries.enter(town, plan, entries.numbers(5000, 700), period=Period.parse("2024"))
    entries.enter(town, data_set, entries.numbers(400, 59), period=LAST_YEAR)
    entries.enter(town, data_set, entries.numbers(4380, 61))
    assert noted() == {("a", "before", "last_year", "plan")}
    assert "kế hoạch (397,26)" in cell(town, data_set).unusual  # 29 of 365 days of 5000


def test_it_is_held_against_the_sum_of_the_months_and_of_the_agencies_below(town, data_set):
    quarters = entries.make_set(town.agency_a, code="quy", approval_from=None)
    quarters.period_kind = "quarter"
    quarters.save()
    year = [Period.parse(f"2023{month:02}") for month in (10, 11, 12)]
    for period in year:
        entries.enter(town, data_set, entries.numbers(400, 60), period=period)
    entries.enter(town, quarters, entries.numbers(1200, 18), period=Period.parse("2023Q4"))
    assert noted() == {("b", "parts")}
    below = make_below(town, data_set)
    entries.enter(town, data_set, entries.numbers(430, 61))
    assert ("a", "parts") not in noted()  # below nobody has told yet
    enter_below(town, data_set, below, entries.numbers(400, 61))
    entries.enter(town, data_set, entries.numbers(431, 61))
    assert ("a", "parts") in noted() and ("b", "parts", "parts") not in noted()


def make_below(town, data_set):
    from datetime import date

    agency = town.agency_b
    agency.parent = town.agency_a
    agency.save()
    DataSetAgency.objects.create(data_set=data_set, agency=agency, starts_on=date(2022, 1, 1))
    town.lan = make_officer("lan", "Lê Lan", agency, "Chuyên viên", Examiner)
    return agency


def enter_below(town, data_set, agency, given):
    from tinhso.indicators.data_entry.actions.save_values import save_values

    by = town.actor("lan")
    save_values(
        data_set=data_set, agency=agency, period=entries.PERIOD, numbers=given, by=by, now=entries.NOW
    )


def test_a_report_is_not_complete_before_the_reason_is_told(town, data_set):
    entry = entries.enter(town, data_set, entries.numbers(4380, 61))
    with pytest.raises(Unexplained):
        complete_entry(entry=entry, ver=1, by=town.actor("emi"), now=entries.NOW)
    explain_values(entry=entry, reasons={A: WHY}, by=town.actor("emi"), now=entries.NOW)
    complete_entry(entry=entry, ver=1, by=town.actor("emi"), now=entries.NOW)
    [event] = EventRow.objects.filter(name="indicators.ValuesExplained")
    assert event.payload["values"] == 1 and WHY not in str(event.payload)


def test_it_counts_only_after_the_head_looked_at_it(town, data_set):
    entry = explained(town, data_set)
    complete_entry(entry=entry, ver=1, by=town.actor("emi"), now=entries.NOW)
    given = {"entry": entry, "ver": 2, "by": town.actor("chi"), "now": entries.NOW}
    with pytest.raises(Unconfirmed):
        approve_entry(**given)
    approve_entry(**given, looked_at={cell(town, data_set).value_id})
    found = UnusualValue.objects.get()
    assert found.confirmed_by == town.chi and cell(town, data_set).confirmed
    assert Approval.objects.get(entry=entry).state == "approved"


def test_what_is_corrected_needs_no_reason(town, data_set):
    explained(town, data_set)
    entry = entries.enter(town, data_set, entries.numbers(438, 61))
    complete_entry(entry=entry, ver=1, by=town.actor("emi"), now=entries.NOW)
    approve_entry(entry=entry, ver=2, by=town.actor("chi"), now=entries.NOW)


def test_the_references_are_read_again_at_each_step(town, data_set):
    """January is mended after February was typed: now February is the one that is far off."""
    entry = entries.enter(town, data_set, entries.numbers(438, 61))
    entries.enter(town, data_set, entries.numbers(42, 60), period=JANUARY)
    with pytest.raises(Unexplained):
        complete_entry(entry=entry, ver=1, by=town.actor("emi"), now=entries.NOW)


def test_what_became_unusual_before_the_approval_waits_for_its_reason(town, data_set):
    entry = entries.enter(town, data_set, entries.numbers(438, 61))
    complete_entry(entry=entry, ver=1, by=town.actor("emi"), now=entries.NOW)
    entries.enter(town, data_set, entries.numbers(42, 60), period=JANUARY)
    with pytest.raises(Unexplained):
        approve_entry(entry=entry, ver=2, by=town.actor("chi"), now=entries.NOW)


def test_a_report_without_approval_is_confirmed_by_another_than_who_typed(town):
    data_set = entries.make_set(town.agency_a, approval_from=None)
    entries.enter(town, data_set, entries.numbers(420, 60), period=JANUARY)
    entry = entries.enter(town, data_set, entries.numbers(4380, 61), by="chi")
    given = {"entry": entry, "looked_at": {cell(town, data_set).value_id}, "now": entries.NOW}
    with pytest.raises(Unexplained):
        confirm_values(**given, by=town.actor("chi"))
    explain_values(entry=entry, reasons={A: WHY}, by=town.actor("emi"), now=entries.NOW)
    with pytest.raises(OwnNumber):
        confirm_values(**given, by=town.actor("chi"))
    with pytest.raises(NotYourReport):
        confirm_values(**given, by=town.actor("emi"))
    entry = entries.enter(town, data_set, entries.numbers(4381, 61), by="emi")
    explain_values(entry=entry, reasons={A: WHY}, by=town.actor("emi"), now=entries.NOW)
    with pytest.raises(Unconfirmed):
        confirm_values(entry=entry, looked_at=(), by=town.actor("chi"), now=entries.NOW)
    given = {"entry": entry, "looked_at": {cell(town, data_set).value_id}, "now": entries.NOW}
    assert confirm_values(**given, by=town.actor("chi")) == 1
    assert EventRow.objects.filter(name="indicators.ValuesConfirmed").count() == 1


@pytest.mark.parametrize("reason", ["ngắn", "x" * 501])
def test_a_reason_of_no_use_is_refused(town, data_set, reason):
    entry = entries.enter(town, data_set, entries.numbers(4380, 61))
    with pytest.raises(ReasonRefused):
        explain_values(entry=entry, reasons={A: reason}, by=town.actor("emi"), now=entries.NOW)
    with pytest.raises(NotYourReport):
        explain_values(entry=entry, reasons={A: WHY}, by=town.actor("binh"), now=entries.NOW)


@pytest.mark.long
def test_the_page_asks_for_the_reason_and_keeps_what_was_typed(town, data_set):
    officer = town.sign_in(Client(), "emi")
    reply = officer.post(PAGE, {"test.sold:a": "4.380"}, headers={"accept": "application/json"}).json()
    assert "kỳ trước (420)" in reply["unusual"]["test.sold:a"]
    page = officer.post(PAGE, {"test.sold:b": "61", "vi-sao:test.sold:a": "ngắn"})
    assert page.status_code == 422
    assert ">ngắn</textarea>" in page.content.decode() and "ít nhất 10 ký tự" in page.content.decode()
    refused = officer.post(f"{PAGE}bao-cao-du/", {"ver": "1"})
    assert refused.status_code == 409 and "chưa có lý do" in refused.content.decode()
    officer.post(PAGE, {"vi-sao:test.sold:a": WHY})
    assert officer.post(f"{PAGE}bao-cao-du/", {"ver": "1"}).status_code == 302
    head = town.sign_in(Client(), "chi")
    page = head.get(PAGE).content.decode()
    assert WHY in page and "gấp 10,4 lần kỳ trước (420)" in page
    assert head.post(f"{PAGE}duyet/", {"ver": "2"}).status_code == 409
    ticked = {"ver": "2", "da-xem": str(cell(town, data_set).value_id)}
    assert head.post(f"{PAGE}duyet/", ticked).status_code == 302
    assert "đã xác nhận" in head.get(PAGE).content.decode()


def test_a_figure_says_that_a_number_behind_it_waits_to_be_confirmed(town):
    """Of a report that counts without approval; one that is approved counts only when all is confirmed."""
    data_set = entries.make_set(town.agency_a, approval_from=None)
    entries.enter(town, data_set, entries.numbers(420, 60), period=JANUARY)
    entry = entries.enter(town, data_set, entries.numbers(4380, 61))
    sold = {"numerator": "test.sold", "denominator": None, "denominator_words": None}
    version = make_version("test.sold", name="Bán ra", unit="cái", **sold)
    page = Client().get(f"/so-lieu/{version.indicator.address}/?ky=202402").content.decode()
    assert "1 số liệu khác thường trong con số này chưa được người thứ hai xác nhận" in page
    explain_values(entry=entry, reasons={A: WHY}, by=town.actor("emi"), now=entries.NOW)
    given = {"entry": entry, "looked_at": {cell(town, data_set).value_id}, "now": entries.NOW}
    confirm_values(**given, by=town.actor("chi"))
    page = Client().get(f"/so-lieu/{version.indicator.address}/?ky=202402").content.decode()
    assert "khác thường" not in page


def brought(element, number, period="202402", **more):
    found = {"dataElement": element, "period": period, "orgUnit": "so-a", "value": str(number)}
    return {"dataValues": [found | more]}


def bring(content):
    return import_dhis2(content, by=SYSTEM, now=entries.NOW).unusual


@pytest.fixture
def stock(town):
    """January was 40, typed."""
    found = entries.make_set(town.agency_a, approval_from=None)
    entries.enter(town, found, {("test.stock", ()): Decimal(40)}, period=JANUARY)
    return found


def test_a_number_that_comes_in_a_file_is_held_against_the_same_bounds(town, stock):
    assert bring(brought("test.stock", 45)) == Unusual()
    assert bring(brought("test.stock", 400)) == Unusual(noted=1)
    [one] = UnusualValue.objects.all()
    assert one.against[0][0] == "before" and one.value.value == 400
    assert bring(brought("test.stock", 41)) == Unusual()  # the right file came
    [cell] = [
        one for one in cells_of(stock, town.agency_a, entries.PERIOD) if one.element.code == "test.stock"
    ]
    assert cell.value == 41 and not cell.unusual


def test_it_is_explained_and_confirmed_on_the_page_of_the_report(town, stock):
    bring(brought("test.stock", 400))
    officer, head = town.sign_in(Client(), "emi"), town.sign_in(Client(), "chi")
    assert "gấp 10 lần kỳ trước (40)" in officer.get(PAGE).content.decode()
    assert officer.post(PAGE, {"vi-sao:test.stock": WHY}).status_code == 302
    value = UnusualValue.objects.get().value_id
    assert head.post(f"{PAGE}xac-nhan-so/", {"da-xem": str(value)}).status_code == 302
    assert UnusualValue.objects.get().confirmed_by == town.chi


def test_a_number_of_no_report_is_told_to_who_brings_it(town, stock):
    bring(brought("test.stock", 40, "202312"))
    DataSetAgency.objects.all().delete()
    assert bring(brought("test.stock", 400)) == Unusual(loose=1)
    assert not UnusualValue.objects.exists()


def test_a_printed_report_marks_what_waits_until_it_is_confirmed(town, stock, monkeypatch):
    line = {"line": "Tồn kho", "text": "Tồn kho {test.stock:value}"}
    blocks = [line, {"chart": {"indicator": "test.stock", "title": "Theo tháng"}}]
    blocks.append({"table": {"title": "Theo cơ quan", "indicators": ["test.stock"]}})
    section = {"key": "mot", "title": "Phần một", "blocks": blocks}
    source = {"title": "Báo cáo", "subject": "Năm 2024", "opening": "", "sections": [section]}
    source["periods"] = {"year": "2024", "as_of": "2024-03-08"}
    for module in ("tinhso.indicators.reports.source", "tinhso.indicators.data.sources"):
        monkeypatch.setattr(f"{module}.report_data", lambda year: source)
    stored = {"numerator": "test.stock", "denominator": None, "denominator_words": None, "agg_time": "last"}
    make_version("test.stock", name="Tồn kho", unit="cái", of_people=False, factor=None, decimals=0, **stored)
    bring(brought("test.stock", 400))
    marked = file_of(content_of(2024, entries.NOW), "html", at=entries.NOW).decode()
    assert marked.count("400 cái (chờ xác nhận)") >= 2 and "40 (chờ xác nhận)" not in marked
    assert "400 (chờ xác nhận)" in marked
    UnusualValue.objects.update(reason=WHY, confirmed_at=entries.NOW)
    assert "chờ xác nhận" not in file_of(content_of(2024, entries.NOW), "html", at=entries.NOW).decode()
