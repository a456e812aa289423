"""Periodic reports: opened by the calendar, written, sent with frozen figures, received or given back, late in the open."""

from datetime import date, datetime, timedelta

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction

from tests.town import make_officer
from tinhso.casework.public import Conflict, NoteRefused, NotYourTurn, Stale
from tinhso.casework.tests.derived import differing
from tinhso.casework.tests.makers import NOW
from tinhso.indicators.definitions.definition import BadDefinition
from tinhso.indicators.loading.actions.load_report_regimes import load_report_regimes
from tinhso.indicators.models import PeriodicReport, PeriodicReportSending, ReportRegime
from tinhso.indicators.periodic_reports.actions.accept_periodic_report import accept_periodic_report
from tinhso.indicators.periodic_reports.actions.open_owed_reports import open_owed_reports
from tinhso.indicators.periodic_reports.actions.open_periodic_report import NotOwed, open_periodic_report
from tinhso.indicators.periodic_reports.actions.return_periodic_report import return_periodic_report
from tinhso.indicators.periodic_reports.actions.send_periodic_report import DataStillOpen
from tinhso.indicators.periodic_reports.permissions import (
    NotByHand,
    can_follow_received,
    can_open_reports,
)
from tinhso.indicators.periodic_reports.report_lists import coming_reports, standing
from tinhso.indicators.periodic_reports.tests import makers
from tinhso.indicators.tests import makers as make
from tinhso.kernel.events.public import SYSTEM, EventRow
from tinhso.kernel.people.roles import Examiner, Head
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.legal_time.clock import HANOI
from tinhso.lib.periods import Period
from tinhso.lib.province_pack import BadPack

AFTER = datetime(2024, 3, 15, 9, tzinfo=HANOI)  # the day after the data close
LATE = datetime(2024, 3, 25, 9, tzinfo=HANOI)
AT = "/can-bo/bao-cao-phai-nop/"


@pytest.fixture
def owing(town, monkeypatch, measures):
    """Agency B owes agency A a report of March; an examiner and a head at B."""
    monkeypatch.setattr(clock, "now", lambda: AFTER)
    town.giang = make_officer("giang", "Lê Văn Giang", town.agency_b, "Chuyên viên", Examiner)
    town.hung = make_officer("hung", "Lê Văn Hùng", town.agency_b, "Giám đốc", Head)
    make.make_version()
    town.regime = makers.make_regime(town)
    town.report = makers.opened(town, town.regime)
    return town


def test_a_report_is_due_by_the_dated_rule_of_its_regime_and_opened_once(owing):
    report, due = owing.report, owing.report.case.due_at.astimezone(HANOI)
    assert (due.date(), report.case.agency, report.case.desk) == (
        date(2024, 3, 18),
        owing.agency_b,
        owing.agency_a,
    )
    assert makers.opened(owing, owing.regime) == report
    assert standing(report, NOW) == ("còn 10 ngày", "")
    assert standing(report, AFTER) == ("còn 3 ngày", "soon")
    assert standing(report, LATE) == ("quá hạn 7 ngày", "late")
    assert EventRow.objects.filter(name="indicators.PeriodicReportOpened").count() == 1


@pytest.mark.parametrize(
    ("kind", "day", "period", "closes", "due"),
    [
        ("month", "2024-03-18", "202403", "2024-03-14", "2024-03-18"),
        ("month", "2024-03-19", "202403", "2024-03-14", "2024-03-18"),
        ("quarter", "2024-05-02", "2024Q2", "2024-06-14", "2024-06-18"),
        ("year", "2024-01-05", "2024", "2024-12-14", "2024-12-18"),
    ],
)
def test_the_period_that_is_due_next(town, kind, day, period, closes, due):
    regime = makers.make_regime(town, kind=kind)
    found = regime.period_at(date.fromisoformat(day))
    assert (found.code, regime.closes_on(found), regime.due_on(found)) == (
        period,
        date.fromisoformat(closes),
        date.fromisoformat(due),
    )


@pytest.mark.parametrize(
    ("kind", "period", "closing_day", "days"),
    [
        ("month", "202401", 14, "20231215-20240114"),
        ("month", "202403", 14, "20240215-20240314"),
        ("quarter", "2024Q1", 14, "20231215-20240314"),
        ("half", "2024S1", 14, "20231215-20240614"),
        ("half", "2024S2", 14, "20240615-20241214"),
        ("year", "2024", 14, "20231215-20241214"),
        ("month", "202402", 31, "202402"),
        ("year", "2024", 31, "2024"),
    ],
)
def test_the_days_whose_numbers_a_report_holds(town, kind, period, closing_day, days):
    regime = makers.make_regime(town, kind=kind, closing_day=closing_day)
    assert regime.data_span(Period.parse(period)).code == days


def test_figures_of_the_period_are_those_of_its_days(owing):
    owing.report.regime.lines = [makers.FORM[0] | {"counts": "period"}, makers.FORM[1]]
    for day in ("2024-02-14", "2024-02-15", "2024-03-14", "2024-03-15"):
        make.make_case(owing, day, agency=owing.agency_b)
    makers.written(owing, owing.report)
    figure = makers.sent(owing, owing.report, AFTER).content["lines"][0]
    assert (figure["rows"], figure["period"]) == ("2", "20240215-20240314"), (
        "not the month's, which are two others"
    )
    assert "20240215-20240314" in figure["path"]


def test_a_report_due_in_the_next_month_is_the_former_one_until_then(town):
    regime = makers.make_regime(town, closing_day=31, due_day=5, due_months=1)
    assert regime.period_at(date(2024, 3, 5)).code == "202402"
    assert regime.period_at(date(2024, 3, 6)).code == "202403"
    assert regime.closes_on(Period.parse("202402")) == date(2024, 2, 29)
    assert regime.due_on(Period.parse("202312")) == date(2024, 1, 5)


def test_the_calendar_opens_each_report_once_and_nobody_else_does(owing):
    other = makers.make_regime(owing, code="khac", recipient="", owed_by=["committee:province"])
    with pytest.raises(NotByHand):
        open_owed_reports(by=owing.actor("quan"), now=NOW)
    assert open_owed_reports(by=SYSTEM, now=NOW) == 0, "B has its own; the committee has nobody above"
    PeriodicReport.objects.all()[0].case.refresh_from_db()
    assert open_owed_reports(by=SYSTEM, now=NOW + timedelta(days=28)) == 1
    assert not open_owed_reports(by=SYSTEM, now=NOW + timedelta(days=28))
    for regime, agency in ((owing.regime, owing.agency_a), (other, owing.committee)):
        with pytest.raises(NotOwed):
            open_periodic_report(
                regime=regime, agency=agency, period=Period.parse("202403"), by=SYSTEM, now=NOW
            )
    with pytest.raises(NotOwed):
        makers.opened(owing, owing.regime, period="2024Q1")
    with pytest.raises(NotByHand):
        open_periodic_report(
            regime=other,
            agency=owing.agency_b,
            period=Period.parse("202403"),
            by=owing.actor("chi"),
            now=NOW,
        )
    assert can_open_reports(SYSTEM) and not can_open_reports(owing.actor("chi"))


def test_a_regime_that_another_version_follows_owes_a_period_once(owing):
    day = date(2024, 3, 10)
    ReportRegime.objects.filter(pk=owing.regime.pk).update(ends_on=day)
    newer = makers.make_regime(owing, starts_on=day)
    assert open_owed_reports(by=SYSTEM, now=NOW + timedelta(days=4)) == 0
    assert makers.opened(owing, newer) == owing.report
    assert not coming_reports(owing.agency_b, date(2024, 3, 12))


def test_one_that_the_calendar_opens_too_late_still_gets_a_day(owing):
    report = makers.opened(owing, owing.regime, now=LATE, period="202402")
    assert report.case.due_at > LATE


def test_figures_and_words_are_frozen_when_the_head_sends(owing):
    make.make_case(owing, "2024-03-05", agency=owing.agency_b)
    makers.written(owing, owing.report)
    with pytest.raises(DataStillOpen, match="14/03/2024"):
        makers.sent(owing, owing.report, NOW)
    made = makers.sent(owing, owing.report, AFTER)
    figure, words = made.content["lines"]
    assert (figure["text"], figure["parts"], figure["rows"]) == ("100,00%", "1/1", "1")
    assert figure["path"] == (f"/so-lieu/ty-le/?ky=2024-03-14&co_quan={owing.agency_b.code}")
    assert (words["text"], made.title, len(made.sha256)) == ("Thiếu máy", "Giám đốc", 64)
    assert standing(owing.report, AFTER) == ("đã gửi, chờ nhận", "bronze")
    with pytest.raises(IntegrityError), transaction.atomic():
        PeriodicReportSending.objects.filter(pk=made.pk).update(title="khác")


def test_an_accepted_report_is_judged_at_its_sending(owing):
    makers.written(owing, owing.report)
    makers.sent(owing, owing.report, AFTER)
    case = owing.report.case
    accept_periodic_report(report=owing.report, ver=case.ver, by=owing.actor("emi"), now=LATE)
    case.refresh_from_db()
    assert (case.state, case.timeliness, case.settled_at) == ("done", "early", AFTER)
    assert standing(owing.report, LATE) == ("đã nhận, gửi đúng hạn", "ok")
    assert not differing()


def test_one_given_back_is_sent_anew_and_the_first_sending_stays(owing):
    report = owing.report
    makers.written(owing, report)
    makers.sent(owing, report, AFTER)
    given = {"report": report, "ver": report.case.ver, "now": AFTER}
    with pytest.raises(EntryRefused):
        return_periodic_report(reason=" ", by=owing.actor("emi"), **given)
    with pytest.raises(NoteRefused):
        return_periodic_report(reason="x" * 4001, by=owing.actor("emi"), **given)
    report.case.refresh_from_db()
    with pytest.raises(NotYourTurn):
        return_periodic_report(reason="Thiếu", by=owing.actor("hung"), **given)
    return_periodic_report(reason="Thiếu số liệu xã", by=owing.actor("emi"), **given)
    with pytest.raises(Stale):
        makers.written(owing, report, ver=1)
    makers.written(owing, report, words={"d2": "Đã bổ sung"}, now=LATE)
    with pytest.raises(Stale):
        return_periodic_report(
            report=report, ver=report.case.ver - 1, reason="x", by=owing.actor("hung"), now=LATE
        )
    makers.sent(owing, report, LATE)
    accept_periodic_report(report=report, ver=report.case.ver, by=owing.actor("emi"), now=LATE)
    report.case.refresh_from_db()
    assert standing(report, LATE) == ("đã nhận, gửi quá hạn", "late")
    texts = [one.content["lines"][1]["text"] for one in report.sendings.all()]
    assert texts == ["Đã bổ sung", "Thiếu máy"]


def test_each_step_is_for_whose_turn_it_is(owing):
    report = owing.report
    for who in ("hung", "emi", "bao", "chi"):
        with pytest.raises(NotYourTurn):
            makers.written(owing, report, who)
    with pytest.raises(EntryRefused, match="Nhiều nhất"):
        makers.written(owing, report, words={"d2": "x" * 4001})
    with pytest.raises(Conflict):
        makers.sent(owing, report, AFTER, "giang")
    with pytest.raises(Conflict):
        return_periodic_report(
            report=report, ver=report.case.ver, reason="x", by=owing.actor("giang"), now=AFTER
        )
    makers.written(owing, report, words={})
    with pytest.raises(NotYourTurn):
        makers.sent(owing, report, AFTER, "giang")
    with pytest.raises(EntryRefused, match="Chưa viết"):
        makers.sent(owing, report, AFTER)
    makers.written(owing, report, "hung")
    ver = report.case.ver
    with pytest.raises(Conflict):
        accept_periodic_report(report=report, ver=ver, by=owing.actor("hung"), now=AFTER)
    with pytest.raises(Stale):
        report.case.ver -= 1
        makers.send_periodic_report(report=report, ver=report.case.ver, by=owing.actor("hung"), now=AFTER)
    makers.sent(owing, report, AFTER)
    with pytest.raises(Conflict):
        makers.written(owing, report, "emi")
    for who in ("giang", "bao"):
        with pytest.raises(NotYourTurn):
            accept_periodic_report(report=report, ver=report.case.ver, by=owing.actor(who), now=AFTER)
    with pytest.raises(Stale):
        accept_periodic_report(report=report, ver=ver - 1, by=owing.actor("emi"), now=AFTER)
    assert can_follow_received(owing.actor("emi")) and not can_follow_received(owing.actor("an"))


@pytest.mark.long
def test_the_pages_lead_from_the_list_to_the_accepted_report(owing, client, django_assert_max_num_queries):
    code = owing.report.case.code
    page = f"{AT}{code}/"
    owing.sign_in(client, "giang")
    with django_assert_max_num_queries(16):
        listed = client.get(AT).content.decode()
    assert "Báo cáo tháng" in listed and "còn 3 ngày" in listed
    with django_assert_max_num_queries(40):
        shown = client.get(page).content.decode()
    assert "Trình duyệt" in shown and "Số liệu của kỳ" in shown and "đến hết ngày" in shown
    ver = owing.report.case.ver
    long = client.post(f"{page}viet/", {"ver": ver, "d2": "x" * 4001})
    assert long.status_code == 422 and "x" * 100 in long.content.decode()
    assert client.post(f"{page}viet/", {"ver": ver, "d2": "Một <b>dòng</b>"}).status_code == 302
    assert client.post(f"{page}viet/", {"ver": ver, "d2": "Sau"}).status_code == 409
    assert (
        client.post(f"{page}viet/", {"ver": ver + 1, "d2": "Một <b>dòng</b>", "ready": "1"}).status_code
        == 302
    )
    draft = owing.sign_in(client, "emi").get(page).content.decode()
    assert "Cơ quan báo cáo chưa gửi" in draft and "dòng" not in draft, (
        "the recipient reads what is sent alone"
    )
    owing.sign_in(client, "hung")
    now = PeriodicReport.objects.get().case.ver
    assert "Gửi báo cáo" in client.get(page).content.decode()
    assert client.post(f"{page}tra-lai/", {"ver": now, "reason": ""}).status_code == 422
    assert client.post(f"{page}gui/", {"ver": now}).status_code == 302
    received_and_accepted(owing, client, page, django_assert_max_num_queries)


def received_and_accepted(owing, client, page, django_assert_max_num_queries):
    """The recipient sees who has sent, reads what was frozen, takes the files and accepts; strangers find nothing."""
    owing.sign_in(client, "emi")
    with django_assert_max_num_queries(14):
        assert "Đã gửi 1/1 cơ quan" in client.get(f"{AT}nhan/").content.decode()
    shown = client.get(page).content.decode()
    assert "Như lúc gửi" in shown and "&lt;b&gt;dòng" in shown
    sent_as = PeriodicReportSending.objects.get().pk
    word = client.get(f"{page}tep/{sent_as}/docx/")
    assert word.status_code == 200 and word.content[:2] == b"PK"
    assert client.get(f"{page}tep/{sent_as}/exe/").status_code == 404
    now = PeriodicReport.objects.get().case.ver
    assert client.post(f"{page}nhan/", {"ver": now}).status_code == 302
    assert "đã nhận, gửi đúng hạn" in client.get(page).content.decode()
    for who in ("bao", "tra"):
        owing.sign_in(client, who)
        for address in (page, f"{page}tep/{sent_as}/pdf/"):
            assert client.get(address).status_code == 404
        assert client.get(AT).status_code == 200


@pytest.mark.long
@pytest.mark.parametrize(("column", "value"), [("at", NOW - timedelta(days=9))])
def test_a_sending_that_is_changed_by_hand_is_named_with_its_report(owing, column, value):
    makers.written(owing, owing.report)
    makers.sent(owing, owing.report, AFTER)
    assert not differing()
    with connection.cursor() as cursor:
        cursor.execute("set local session_replication_role = replica")
    PeriodicReportSending.objects.update(**{column: value})
    assert any("indicators_periodicreportsending" in line for line in differing())


def test_the_regimes_of_the_pack_are_loaded_twice_the_same(town, tmp_path):
    pack = settings.PROVINCE_PACK
    load_report_regimes(pack, by=SYSTEM, now=NOW)
    regime = ReportRegime.objects.get(code="chuyen-doi-so-thang", starts_on="2022-01-01")
    assert (len(regime.lines), regime.checked, regime.recipient) == (5, False, "so-tttt")
    load_report_regimes(pack, by=SYSTEM, now=NOW)
    assert EventRow.objects.filter(name="indicators.ReportRegimesLoaded").count() == 1
    with pytest.raises(PermissionDenied):
        load_report_regimes(pack, by=town.actor("quan"), now=NOW)
    load_report_regimes(tmp_path, by=SYSTEM, now=NOW)
    head = (pack / "report_regimes.csv").read_text().splitlines()[0]
    good = "a,2022-01-01,,A,QĐ,0,month,department:province,,14,18,0,QĐ"
    for bad in (good.replace("month", "week"), good.replace("department:", "shop:")):
        (tmp_path / "report_regimes.csv").write_text(f"{head}\n{bad}\n")
        with pytest.raises(BadDefinition):
            load_report_regimes(tmp_path, by=SYSTEM, now=NOW)


def test_a_form_whose_line_is_neither_figure_nor_words_is_refused(town, tmp_path, monkeypatch):
    for name in ("report_regimes.csv", "report_regime_lines.csv"):
        (tmp_path / name).write_text((settings.PROVINCE_PACK / name).read_text())
    lines = tmp_path / "report_regime_lines.csv"
    lines.write_text(lines.read_text().replace(",onestop.settled,to_date", ",onestop.settled,words"))
    with pytest.raises(BadDefinition):
        load_report_regimes(tmp_path, by=SYSTEM, now=NOW)
    (tmp_path / "pack.json").write_text('{"province_code": "01"}')
    from tinhso.kernel.site.models import Instance

    Instance.objects.update_or_create(pk=1, defaults={"name": "x", "province_code": "38"})
    with pytest.raises(BadPack):
        load_report_regimes(tmp_path, by=SYSTEM, now=NOW)
