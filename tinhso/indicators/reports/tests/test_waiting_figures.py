"""A report whose numbers wait to be confirmed is neither signed off nor frozen, unless a head confirms them with a reason."""

from decimal import Decimal

import pytest

from tests.town import tell_accounts
from tinhso.indicators.data_entry.actions.move_entry import ReasonMissing
from tinhso.indicators.data_entry.unusual import OwnNumber
from tinhso.indicators.dhis2.actions.import_dhis2 import import_dhis2
from tinhso.indicators.models import Annotation, DataSet, UnusualValue
from tinhso.indicators.reports.actions.confirm_figures import ReasonTooLong, confirm_figures
from tinhso.indicators.reports.actions.freeze_report import freeze_report
from tinhso.indicators.reports.actions.move_report import ReportMoved, open_report, send_report
from tinhso.indicators.reports.actions.sign_report import sign_report
from tinhso.indicators.reports.doubts import FiguresUnconfirmed
from tinhso.indicators.rights.permissions import FiguresForbidden
from tinhso.indicators.tests import entry_makers as entries
from tinhso.indicators.tests.makers import make_version
from tinhso.kernel.events.public import SYSTEM, EventRow
from tinhso.lib.periods import Period

pytestmark = pytest.mark.django_db
WHY = "Thêm ba doanh nghiệp mới báo cáo"
JANUARY = Period.parse("202401")


@pytest.fixture(autouse=True)
def on_the_day(monkeypatch):
    monkeypatch.setattr("tinhso.kernel.site.clock.now", lambda: entries.NOW)


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


@pytest.fixture
def printed(stock, monkeypatch):
    """A report of 2024 with the stock of 400, ten times that of January, which came by a file."""
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


@pytest.fixture
def report(town, printed):
    """In review."""
    tell_accounts()
    found = open_report(year=2024, by=town.actor("sau"), now=entries.NOW)
    send_report(report=found, ver=1, by=town.actor("sau"), now=entries.NOW)
    return found


def sign(report, town):
    sign_report(report=report, ver=report.ver, by=town.actor("chi"), now=entries.NOW)


def confirmed(report, town, who="chi", reason=WHY, **more):
    words = {"report": report, "ver": report.ver, "reason": reason, "by": town.actor(who), "now": entries.NOW}
    return confirm_figures(**words | more)


@pytest.mark.long
def test_a_report_is_not_signed_off_with_numbers_that_wait_and_names_them(town, report):
    with pytest.raises(FiguresUnconfirmed, match="Tồn kho"):
        sign(report, town)
    assert report.state == "in_review"


@pytest.mark.long
def test_what_waits_since_the_sign_off_keeps_a_report_from_being_frozen(town, report):
    UnusualValue.objects.update(reason=WHY, confirmed_at=entries.NOW)
    sign(report, town)
    UnusualValue.objects.update(confirmed_at=None)
    with pytest.raises(FiguresUnconfirmed, match="Tồn kho"):
        freeze_report(report=report, ver=report.ver, by=town.actor("chi"), now=entries.NOW)
    confirmed(report, town)
    freeze_report(report=report, ver=report.ver, by=town.actor("chi"), now=entries.NOW)
    assert report.state == "frozen" and "chờ xác nhận" not in str(report.content)


@pytest.mark.long
def test_a_head_confirms_what_waits_with_a_reason_that_stands_at_each_figure(town, report):
    assert confirmed(report, town).names
    one = UnusualValue.objects.get()
    assert (one.reason, one.confirmed_by_id, one.confirmed_at) == (
        WHY,
        town.actor("chi").user_id,
        entries.NOW,
    )
    event = EventRow.objects.get(name="indicators.ReportFiguresConfirmed")
    assert (event.payload["year"], event.payload["values"]) == (2024, 1) and WHY not in str(event.payload)
    assert {WHY in note.text for note in Annotation.objects.all()} == {True}
    sign(report, town)
    assert not confirmed(report, town).values  # nothing waits any more


def test_confirming_wants_the_right_a_reason_and_somebody_elses_numbers(town, report):
    for who in ("sau", "emi", "an"):
        with pytest.raises(FiguresForbidden):
            confirmed(report, town, who)
    with pytest.raises(ReasonMissing):
        confirmed(report, town, reason="đúng")
    with pytest.raises(ReasonTooLong):
        confirmed(report, town, reason="đúng " * 100)
    with pytest.raises(ReportMoved):
        confirmed(report, town, ver=1)
    entries.enter(town, DataSet.objects.get(), {("test.stock", ()): Decimal(4000)}, by="chi")
    with pytest.raises(OwnNumber):
        confirmed(report, town)
    assert UnusualValue.objects.unconfirmed().exists()


@pytest.mark.long
def test_the_page_names_what_waits_keeps_the_reason_typed_and_leads_to_the_sign_off(town, report, client):
    town.sign_in(client, "chi")
    page = client.post("/can-bo/bao-cao/2024/duyet/", {"ver": report.ver})
    assert page.status_code == 409 and "Tồn kho (" in page.content.decode()
    to = "/can-bo/bao-cao/2024/xac-nhan/"
    short = client.post(to, {"ver": report.ver, "reason": "đúng"})
    assert short.status_code == 400 and "ít nhất 10 ký tự" in short.content.decode()
    assert ">đúng</textarea>" in short.content.decode().replace("\n", "")
    assert client.post(to, {"ver": report.ver, "reason": WHY}).status_code == 302
    report.refresh_from_db()
    assert client.post("/can-bo/bao-cao/2024/duyet/", {"ver": report.ver}).status_code == 302
