"""A report is drafted, commented on, signed off and frozen; what is frozen reprints itself whatever is corrected."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from tests.town import tell_accounts
from tinhso.casework.events import CaseEndCorrected
from tinhso.casework.tests.makers import record_takeover
from tinhso.indicators.cells.actions.refresh_cells import refresh_cells
from tinhso.indicators.models import PrintedFigure, Report
from tinhso.indicators.reports.actions.comment_report import comment_report
from tinhso.indicators.reports.actions.freeze_report import FiguresChanged, freeze_report
from tinhso.indicators.reports.actions.move_report import ReportMoved, open_report, return_report, send_report
from tinhso.indicators.reports.actions.sign_report import sign_report
from tinhso.indicators.reports.check import RowsDiffer, StillSumming, TraceMismatch
from tinhso.indicators.reports.content import content_of, revised
from tinhso.indicators.rights.permissions import FiguresForbidden
from tinhso.indicators.tests import makers as make
from tinhso.kernel.events.public import SYSTEM, EventRow, record

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("measures")]
LATER = make.NOW + timedelta(days=1)
SOURCE = {
    "title": "Báo cáo",
    "subject": "Kết quả năm 2023",
    "opening": "Mở đầu.",
    "periods": {"year": "2023"},
    "sections": [
        {"key": "mot", "title": "Phần một", "blocks": [{"line": "Đúng hạn", "text": "Đạt {test.rate:value}"}]}
    ],
}


@pytest.fixture
def cases(town, monkeypatch):
    monkeypatch.setattr("tinhso.indicators.data.sources.report_data", lambda year: SOURCE)
    monkeypatch.setattr("tinhso.indicators.reports.source.report_data", lambda year: SOURCE)
    monkeypatch.setattr("tinhso.kernel.site.clock.now", lambda: make.NOW)
    found = [record_takeover(make.make_case(town, "2023-02-01", how)) for how in ("late", "on_time", "early")]
    tell_accounts()
    refresh_cells(now=make.NOW, every=True)
    make.make_version()
    return found


@pytest.fixture
def report(town, cases):
    """In review."""
    found = open_report(year=2023, by=town.actor("sau"), now=make.NOW)
    send_report(report=found, ver=1, by=town.actor("sau"), now=make.NOW)
    return found


def signed(report, town):
    sign_report(report=report, ver=report.ver, by=town.actor("chi"), now=make.NOW)
    return report


def frozen(report, town):
    freeze_report(report=signed(report, town), ver=report.ver, by=town.actor("chi"), now=make.NOW)
    return report


def correct(case):
    """As a correction would: the row changes and an event says so, and the cells follow."""
    type(case).objects.filter(pk=case.pk).update(timeliness="on_time")
    event = CaseEndCorrected(
        case_id=case.pk,
        old_settled_at=case.settled_at,
        new_settled_at=case.settled_at,
        old_timeliness=case.timeliness,
        new_timeliness="on_time",
        note_id=1,
        note="0" * 64,
    )
    record(event, by=SYSTEM, at=LATER)
    refresh_cells(now=LATER, every=True)


def events():
    return list(EventRow.objects.filter(name__startswith="indicators.Report").values_list("name", flat=True))


def test_a_report_goes_from_draft_to_frozen_with_an_event_for_each_move(town, report):
    frozen(report, town)
    assert report.state == Report.State.FROZEN
    assert report.signed_title == "Phó Giám đốc"
    assert sorted(name.split(".")[1] for name in events()) == [
        "ReportFrozen",
        "ReportOpened",
        "ReportSent",
        "ReportSigned",
    ]
    printed = PrintedFigure.objects.get()
    assert (printed.words, printed.n, printed.form, printed.period) == ("66,67%", 3, "value", "2023")


def test_a_report_is_begun_once(town, report):
    assert open_report(year=2023, by=town.actor("sau"), now=make.NOW).pk == report.pk


@pytest.mark.parametrize("name", ["binh", "emi", "an"])
def test_only_leaders_of_the_province_draft_a_report(town, cases, name):
    with pytest.raises(FiguresForbidden):
        open_report(year=2023, by=town.actor(name), now=make.NOW)


def test_who_is_no_head_does_not_sign_off(town, report):
    with pytest.raises(FiguresForbidden):
        sign_report(report=report, ver=report.ver, by=town.actor("sau"), now=make.NOW)


def test_of_two_officers_at_once_one_wins(town, report):
    with pytest.raises(ReportMoved):
        send_report(report=report, ver=1, by=town.actor("sau"), now=make.NOW)


def test_figures_whose_rows_changed_without_an_event_are_not_signed_off(town, report, cases):
    refresh_cells(now=make.NOW, every=True)
    cases[0].delete()
    with pytest.raises(TraceMismatch):
        sign_report(report=report, ver=report.ver, by=town.actor("chi"), now=make.NOW)


def test_figures_that_are_being_added_up_wait_to_be_signed_off_and_nobody_is_accused(town, report, client):
    # Besides, the report was sent since the cells were summed: the log has moved on.
    record_takeover(make.make_case(town, "2023-05-05"))
    with pytest.raises(StillSumming):
        sign_report(report=report, ver=report.ver, by=town.actor("chi"), now=make.NOW)
    page = town.sign_in(client, "chi").post("/can-bo/bao-cao/2023/duyet/", {"ver": report.ver})
    text = page.content.decode()
    assert page.status_code == 409
    assert "đang cộng, xong lúc" in text and "ngoài hệ thống" not in text
    text = client.get("/so-lieu/bao-cao/2023/").content.decode()
    assert "Các con số sau đang được cộng, xong lúc" in text


def test_a_signed_report_is_not_frozen_while_a_figure_is_added_up(town, report, cases):
    signed(report, town)
    record_takeover(make.make_case(town, "2023-05-05"))
    with pytest.raises(StillSumming):
        freeze_report(report=report, ver=report.ver, by=town.actor("chi"), now=make.NOW)
    report.refresh_from_db()
    assert report.state == Report.State.SIGNED_OFF


@pytest.mark.long
@pytest.mark.parametrize("deed", ["sign", "freeze"])
def test_a_row_changed_by_hand_is_neither_signed_off_nor_frozen(town, report, cases, deed):
    by = {"by": town.actor("chi"), "now": make.NOW}
    if deed == "freeze":
        signed(report, town)
    type(cases[0]).objects.filter(pk=cases[0].pk).update(timeliness="early")
    refresh_cells(now=make.NOW, every=True)
    with pytest.raises(RowsDiffer, match=cases[0].code):
        (sign_report if deed == "sign" else freeze_report)(report=report, ver=report.ver, **by)


def test_figures_that_changed_after_the_sign_off_are_not_frozen(town, report, cases):
    signed(report, town)
    correct(cases[0])
    with pytest.raises(FiguresChanged):
        freeze_report(report=report, ver=report.ver, by=town.actor("chi"), now=LATER)
    return_report(report=report, ver=report.ver, by=town.actor("sau"), now=LATER)
    assert (report.state, report.signed_by) == (Report.State.DRAFT, None)


@pytest.mark.long
def test_a_frozen_report_reprints_its_figures_and_the_page_shows_what_was_corrected(
    town, report, cases, client
):
    frozen(report, town)
    correct(cases[0])
    assert content_of(2023, LATER)["figures"]["test.rate@2023//value"]["words"] == "66,67%"
    assert revised(report, LATER) == {"test.rate@2023//value": "100,00%"}
    page = client.get(reverse("annual_report", args=[2023])).content.decode()
    assert "66,67%" in page
    assert "đã điều chỉnh, nay là 100,00%" in page
    asked = reverse("figure", args=["test-rate"]), {"ky": "2023"}
    hidden = client.get(*asked).content.decode()  # three are too few for everybody
    assert "Đã in trong" in hidden and "nay là" not in hidden
    trace = town.sign_in(client, "chi").get(*asked).content.decode()
    assert "Đã in trong" in trace
    assert "nay là 100,00%" in trace


def test_neither_a_frozen_report_nor_a_printed_figure_can_be_changed(town, report):
    frozen(report, town)
    for rows in (Report.objects, PrintedFigure.objects):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.all().delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.update(state="draft")


def test_a_comment_stands_at_its_section_and_its_words_stay_out_of_the_log(town, report, client):
    comment_report(report=report, section="mot", text="Thiếu so sánh", by=town.actor("emi"), now=make.NOW)
    page = town.sign_in(client, "emi").get(reverse("annual_report", args=[2023])).content.decode()
    assert "Thiếu so sánh" in page
    row = EventRow.objects.get(name="indicators.ReportCommented")
    assert "Thiếu" not in str(row.payload)


def test_a_citizen_comments_nothing_and_nobody_after_the_sign_off(town, report):
    with pytest.raises(FiguresForbidden):
        comment_report(report=report, section="mot", text="x", by=town.actor("an"), now=make.NOW)
    signed(report, town)
    with pytest.raises(ReportMoved):
        comment_report(report=report, section="mot", text="x", by=town.actor("emi"), now=make.NOW)


def test_strangers_read_only_frozen_reports(town, report, client):
    assert client.get(reverse("annual_report", args=[2023])).status_code == 404
    assert client.get(reverse("report_file", args=[2023, "pdf"])).status_code == 404
    frozen(report, town)
    assert client.get(reverse("annual_report", args=[2023])).status_code == 200
    assert "Báo cáo năm 2023" in client.get(reverse("annual_reports")).content.decode()


def test_the_page_of_a_report_moves_it_and_says_when_somebody_was_first(town, report, client):
    town.sign_in(client, "chi")
    page = client.get(reverse("annual_report", args=[2023])).content.decode()
    assert "Duyệt báo cáo" in page
    url = reverse("move_report", args=[2023, "duyet"])
    assert client.post(url, {"ver": report.ver}).status_code == 302
    second = client.post(url, {"ver": report.ver})
    assert second.status_code == 409
    assert "Người khác vừa chuyển báo cáo" in second.content.decode()


def test_a_comment_that_is_too_long_is_given_back(town, report, client):
    town.sign_in(client, "emi")
    answer = client.post(
        reverse("comment_annual_report", args=[2023]), {"section": "mot", "text": "dài " * 900}
    )
    assert answer.status_code == 400
    assert "dài quá 2000 ký tự" in answer.content.decode()
    assert "dài dài" in answer.content.decode()


def test_a_page_whose_figures_do_not_match_says_so_and_prints_none(town, report, cases, client):
    refresh_cells(now=make.NOW, every=True)
    cases[0].delete()
    answer = town.sign_in(client, "sau").get(reverse("annual_report", args=[2023]))
    assert answer.status_code == 409
    assert "Tỷ lệ đúng hạn" in answer.content.decode()
    assert "66,67%" not in answer.content.decode()


def test_a_page_of_a_frozen_report_stays_within_its_queries(town, report, django_assert_max_num_queries):
    frozen(report, town)
    with django_assert_max_num_queries(17):
        Client().get(reverse("annual_report", args=[2023]))


def test_what_is_no_year_is_not_found(client, town):
    town.sign_in(client, "chi")
    for year in ("0", "1", "9999", "10000", "9" * 400):
        assert client.get(f"/so-lieu/bao-cao/{year}/").status_code == 404
        assert client.get(f"/so-lieu/bao-cao/{year}/tep/pdf/").status_code == 404
        assert client.post(f"/can-bo/bao-cao/{year}/mo/").status_code == 404


@pytest.mark.long
def test_a_report_is_moved_by_who_leads_as_they_saw_it(town, report):
    for name in ("binh", "emi", "an"):
        with pytest.raises(FiguresForbidden):
            send_report(report=report, ver=report.ver, by=town.actor(name), now=make.NOW)
        with pytest.raises(FiguresForbidden):
            return_report(report=report, ver=report.ver, by=town.actor(name), now=make.NOW)
    with pytest.raises(ReportMoved):
        return_report(report=report, ver=report.ver + 1, by=town.actor("sau"), now=make.NOW)
    with pytest.raises(ReportMoved):
        sign_report(report=report, ver=report.ver + 1, by=town.actor("chi"), now=make.NOW)
    signed(report, town)
    for name in ("sau", "emi", "an"):
        with pytest.raises(FiguresForbidden):
            freeze_report(report=report, ver=report.ver, by=town.actor(name), now=make.NOW)
    with pytest.raises(ReportMoved):
        freeze_report(report=report, ver=report.ver + 1, by=town.actor("chi"), now=make.NOW)


def test_a_year_without_a_source_has_no_report(town, cases, monkeypatch):
    def none(year):
        raise LookupError(year)

    for place in ("data.sources", "reports.source"):
        monkeypatch.setattr(f"tinhso.indicators.{place}.report_data", none)
    with pytest.raises(LookupError):
        open_report(year=1999, by=town.actor("sau"), now=make.NOW)
