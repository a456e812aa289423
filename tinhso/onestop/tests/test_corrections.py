"""A head corrects when a result was ready: figure, trace and pages follow, history and the frozen report stand."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.town import make_officer, tell_accounts
from tinhso.casework.corrections.actions.ask_correction import refuse_correction
from tinhso.casework.models import Case, Clock, ClockPause, Participant
from tinhso.casework.models.case import Conflict
from tinhso.casework.public import (
    CorrectionWaits,
    EndAfterHandOver,
    EndBeforeReceipt,
    EndBeforeWaitIsOver,
    EndInFuture,
    EndUnchanged,
    NoteRefused,
    NotSettled,
    NotYourTurn,
    Stale,
    State,
    YearClosed,
    ask_correction,
    correct_end,
)
from tinhso.casework.tests.makers import make_case, record_takeover
from tinhso.indicators.public import load_indicators, refresh_cells
from tinhso.indicators.reports.actions.freeze_report import freeze_report
from tinhso.indicators.reports.actions.move_report import open_report, send_report
from tinhso.indicators.reports.actions.sign_report import sign_report
from tinhso.kernel.events.public import SYSTEM, EventRow, timeline
from tinhso.kernel.notices.models import Notice
from tinhso.kernel.notices.public import wording
from tinhso.kernel.people.roles import Head
from tinhso.kernel.site import clock
from tinhso.onestop.models import Dossier
from tinhso.onestop.receivers import tell_corrected
from tinhso.onestop.tests.makers import NOW, make_version

RECEIVED, DUE = NOW - timedelta(days=30), NOW - timedelta(days=10)
TOO_LATE, TRUE_END = NOW - timedelta(days=5), NOW - timedelta(days=12)
LINE = {"line": "Đúng hạn", "text": "Đạt {onestop.on_time_rate@year:value}"}
SOURCE = {
    "title": "Báo cáo",
    "subject": "Kết quả",
    "opening": "Mở đầu.",
    "periods": {"year": "2024"},
    "sections": [{"key": "mot", "title": "Phần một", "blocks": [LINE]}],
}


def settled(town, version, at=TOO_LATE, timeliness="late", **fields):
    """A dossier of agency A whose result was ready and handed over at that moment, seen by its head."""
    words = {"kind": "dossier", "agency": town.agency_a, "desk": town.desk_a, "state": State.DONE}
    ends = {"settled_at": at, "finished_at": at, "timeliness": timeliness, "outcome": "granted"}
    begun = {"opened_at": RECEIVED, "submitted_at": RECEIVED, "accepted_at": RECEIVED, "due_at": DUE}
    case = make_case(**words | ends | begun | fields)
    Clock.objects.create(
        case=case,
        name="settle",
        amount=10,
        unit="working_day",
        effect="restart",
        started_at=RECEIVED,
        stopped_at=case.settled_at,
        due_at=DUE,
        first_due_at=DUE,
    )
    Participant.objects.create(case=case, agency=town.agency_a, role="head", act="sign")
    Dossier.objects.create(case=case, version=version, level="province", applicant_name="Nguyễn Thị An")
    return case


@pytest.fixture
def case(town, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return settled(town, make_version(town))


def ask(case, town, ended_at=TRUE_END, *, who="chi", ver=None, text="Kết quả phát hành ngày 25/02", now=NOW):
    words = {"ver": ver or case.ver, "ended_at": ended_at, "text": text}
    return ask_correction(case=case, **words, by=town.actor(who), now=now)


def above(town):
    """Thọ heads the province's committee, above agency A."""
    if not hasattr(town, "tho"):
        town.tho = make_officer("tho", "Lê Văn Thọ", town.committee, "Chủ tịch", Head)
    return town.actor("tho")


def correct(case, town, ended_at=TRUE_END, **words):
    correct_end(correction=ask(case, town, ended_at, **words), by=above(town), now=NOW)


def test_the_event_keeps_both_ends_and_the_reason_stays_out_of_the_log(town, case):
    correct(case, town)
    case.refresh_from_db()
    assert (case.settled_at, case.finished_at, case.timeliness) == (TRUE_END, TOO_LATE, "early")
    row = timeline(case.pk)[-1]
    ends = [row.payload[f"{age}_{what}"] for age in ("old", "new") for what in ("settled_at", "timeliness")]
    assert ends[1::2] == ["late", "early"]
    assert ends[0] > ends[2]
    assert "phát hành" not in str(row.payload)
    assert case.clocks.get().due_at == DUE


@pytest.mark.parametrize(
    ("ended_at", "wrong"),
    [
        (TOO_LATE, EndUnchanged),
        (NOW + timedelta(minutes=1), EndInFuture),
        (RECEIVED - timedelta(minutes=1), EndBeforeReceipt),
        (TOO_LATE + timedelta(hours=1), EndAfterHandOver),
        (DUE - timedelta(days=9), EndBeforeWaitIsOver),
    ],
)
def test_a_moment_at_which_it_cannot_have_ended_is_refused(town, case, ended_at, wrong):
    ClockPause.objects.create(
        clock=case.clocks.get(),
        reason="BO_SUNG",
        started_at=RECEIVED + timedelta(days=5),
        ended_at=RECEIVED + timedelta(days=12),
    )
    with pytest.raises(wrong):
        ask(case, town, ended_at)


def test_what_became_impossible_while_the_correction_waited_is_not_confirmed(town, case):
    asked = ask(case, town)
    Case.objects.filter(pk=case.pk).update(settled_at=TRUE_END)
    with pytest.raises(EndUnchanged):
        correct_end(correction=asked, by=above(town), now=NOW)
    asked.refresh_from_db()
    assert asked.state == "waiting"


def test_only_the_head_of_its_agency_corrects_once_there_is_a_result_and_with_a_reason(town, case):
    for who in ("binh", "emi", "van", "bao", "sau", "quan", "an"):
        with pytest.raises(NotYourTurn):
            ask(case, town, who=who)
    with pytest.raises(NoteRefused):
        ask(case, town, text=" ")
    with pytest.raises(Stale):
        ask(case, town, ver=7)
    with pytest.raises(NotSettled):
        ask(make_case(agency=town.agency_a), town)
    elsewhere = make_case(agency=town.agency_b, settled_at=TOO_LATE)
    with pytest.raises(NotYourTurn):
        ask(elsewhere, town)


@pytest.mark.long
def test_the_page_offers_it_to_the_head_and_gives_back_what_was_typed(town, case, client):
    page, deed = reverse("desk_dossier", args=[case.code]), reverse("deed_correct", args=[case.code])
    assert "Đính chính ngày có kết quả" in town.sign_in(client, "chi").get(page).content.decode()
    typed = {"ver": case.ver, "day": "09/03/2024", "hour": "10:00", "text": "Ghi nhầm ngày"}
    answer = client.post(deed, typed)
    assert answer.status_code == 422
    assert "không được sau bây giờ" in answer.content.decode()
    assert "Ghi nhầm ngày" in answer.content.decode()
    assert client.post(deed, typed | {"text": ""}).status_code == 422
    assert client.post(deed, typed | {"day": "25/02/2024"}).status_code == 302
    case.refresh_from_db()
    assert case.settled_at == TOO_LATE
    second = client.post(deed, typed | {"day": "25/02/2024"})
    assert "đang chờ xác nhận" in second.content.decode()
    waiting = case.end_corrections.get()
    client.post(reverse("confirm_correction", args=[waiting.pk]))
    case.refresh_from_db()
    assert case.settled_at == TOO_LATE
    above(town)
    town.sign_in(client, "tho")
    shown = client.get(reverse("corrections")).content.decode()
    assert "Ghi nhầm ngày" in shown and case.code in shown
    assert client.post(reverse("confirm_correction", args=[waiting.pk])).status_code == 302
    town.sign_in(client, "chi")
    page_text = client.get(page).content.decode()
    assert "03/03/2024" in page_text.replace("3/3/2024", "03/03/2024")
    assert "quá hạn) →" in page_text
    assert "Ghi nhầm ngày" in page_text
    town.sign_in(client, "bao")
    assert client.post(deed, typed).status_code == 404


@pytest.mark.long
def test_figure_trace_and_page_follow_a_correction_and_the_frozen_report_says_so(
    town, case, client, monkeypatch
):
    for room in ("tinhso.indicators.data.sources", "tinhso.indicators.reports.source"):
        monkeypatch.setattr(f"{room}.report_data", lambda year: SOURCE)
    settled(town, Dossier.objects.get().version, TRUE_END, "early")
    load_indicators(by=SYSTEM, now=NOW)
    refresh_cells(now=NOW, every=True)
    trace = reverse("figure", args=["dung-han"]) + "?ky=2024"
    client = town.sign_in(client, "chi")  # two are too few for everybody
    assert "50,00%" in client.get(trace).content.decode()
    correct(case, town)
    refresh_cells(now=NOW + timedelta(minutes=1))
    page = client.get(trace).content.decode()
    assert "100,00%" in page
    assert "không khớp" not in page
    assert "1 hồ sơ có kết quả trong kỳ được đính chính" in page
    assert "Từ quá hạn thành đúng hạn: 1" in page


@pytest.mark.long
def test_a_year_closes_when_its_report_is_issued(town, case, monkeypatch):
    for room in ("tinhso.indicators.data.sources", "tinhso.indicators.reports.source"):
        monkeypatch.setattr(f"{room}.report_data", lambda year: SOURCE)
    load_indicators(by=SYSTEM, now=NOW)
    record_takeover(case)
    tell_accounts()
    refresh_cells(now=NOW, every=True)
    waiting = ask(case, town)
    report = open_report(year=2024, by=town.actor("sau"), now=NOW)
    send_report(report=report, ver=1, by=town.actor("sau"), now=NOW)
    sign_report(report=report, ver=report.ver, by=town.actor("chi"), now=NOW)
    freeze_report(report=report, ver=report.ver, by=town.actor("chi"), now=NOW)
    with pytest.raises(YearClosed):
        correct_end(correction=waiting, by=above(town), now=NOW)
    refuse_correction(correction=waiting, by=town.actor("chi"), now=NOW)
    with pytest.raises(YearClosed):
        ask(case, town)
    case.refresh_from_db()
    assert case.settled_at == TOO_LATE


def test_who_asked_and_who_is_no_head_above_confirm_nothing(town, case):
    waiting = ask(case, town)
    town.lan = make_officer("lan", "Lê Lan", town.agency_b, "Giám đốc", Head)
    for who in ("chi", "emi", "sau", "quan", "lan"):
        with pytest.raises(NotYourTurn):
            correct_end(correction=waiting, by=town.actor(who), now=NOW)
    case.refresh_from_db()
    assert case.settled_at == TOO_LATE


def test_another_head_of_the_same_agency_confirms_and_the_event_names_both(town, case):
    waiting = ask(case, town)
    town.hai = make_officer("hai", "Trần Văn Hải", town.agency_a, "Giám đốc", Head)
    correct_end(correction=waiting, by=town.actor("hai"), now=NOW)
    row = EventRow.objects.get(name="casework.CaseEndCorrected")
    assert (row.actor_id, row.payload["asked_by"]) == (town.hai.pk, town.chi.pk)
    with pytest.raises(Conflict):
        correct_end(correction=waiting, by=above(town), now=NOW)


def test_it_waits_once_and_is_refused_or_taken_back(town, case):
    waiting = ask(case, town)
    with pytest.raises(CorrectionWaits):
        ask(case, town)
    with pytest.raises(NotYourTurn):
        refuse_correction(correction=waiting, by=town.actor("emi"), now=NOW)
    refuse_correction(correction=waiting, by=above(town), now=NOW)
    refuse_correction(correction=ask(case, town), by=town.actor("chi"), now=NOW)
    case.refresh_from_db()
    assert (case.settled_at, case.ver) == (TOO_LATE, 1)


def test_the_applicant_is_told(town, case):
    Case.objects.filter(pk=case.pk).update(person=town.an.person)
    correct(case, town)
    tell_corrected(EventRow.objects.get(name="casework.CaseEndCorrected"))
    notice = Notice.objects.get(person=town.an.person)
    assert "25/02/2024" in wording(notice.template, notice.params).text
