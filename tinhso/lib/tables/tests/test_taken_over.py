"""What comes from a former system: its dates as it writes them, and the date that it promised."""

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from tinhso.lib.dates import HANOI, NotADate, read_when
from tinhso.lib.files.spreadsheets import FileRefused, lines_of, read_sheets, write_xlsx
from tinhso.lib.legal_time.clock import Clock, Effect, Pause, PauseReason, Reappointment, TakenOver, due
from tinhso.lib.legal_time.due_reasons import explain, sentence
from tinhso.lib.legal_time.time_limit import TimeLimit, Unit
from tinhso.lib.legal_time.working_time import WorkCalendar


def at(day, hour=9, month=3):
    return datetime(2024, month, day, hour, tzinfo=HANOI)


LIMIT = TimeLimit(Decimal(10), Unit.WORKING_DAY, "thử")
CALENDAR = WorkCalendar()
PROMISE = at(20, 17)
CLOCK = Clock(LIMIT, at(1), CALENDAR, taken_over=TakenOver(at(8), PROMISE))


def waited(first, last, reason=PauseReason.POSTING):
    return (Pause(reason, first, last),)


def test_the_former_promise_stands_whatever_the_limit_would_give():
    assert due(CLOCK) == PROMISE != due(replace(CLOCK, taken_over=None))
    assert due(replace(CLOCK, pauses=waited(at(4), at(6)))) == PROMISE  # a wait before is in it already
    words = [sentence(reason) for reason in explain(CLOCK)]
    assert any("theo hệ thống cũ, 17 giờ ngày 20/03/2024" in line for line in words)


def test_a_wait_after_it_moves_it_by_what_was_waited():
    later = replace(CLOCK, pauses=waited(at(11), at(13)))
    assert due(later) == PROMISE + timedelta(days=2)
    assert any("Trừ thời gian niêm yết công khai" in sentence(reason) for reason in explain(later))
    assert due(replace(CLOCK, pauses=waited(at(11), None))) is None


def test_a_restart_after_it_counts_anew_and_a_new_appointment_wins():
    asked = waited(at(11), at(13), PauseReason.SUPPLEMENT)
    restarted = replace(CLOCK, effect=Effect.RESTART, pauses=asked)
    assert due(restarted) == due(replace(restarted, taken_over=None))
    assert due(replace(CLOCK, reappointment=Reappointment(at(18), at(29, 17)))) == at(29, 17)


@pytest.mark.parametrize(
    ("text", "when", "has_hour"),
    [
        ("08/03/2024", (2024, 3, 8, 0, 0), False),
        ("8-3-2024", (2024, 3, 8, 0, 0), False),
        ("08.03.2024 14:30", (2024, 3, 8, 14, 30), True),
        ("14 giờ 30 ngày 08/03/2024", (2024, 3, 8, 14, 30), True),
        ("2024-03-08T14:30:00+07:00", (2024, 3, 8, 14, 30), True),
        ("20240308143000", (2024, 3, 8, 14, 30), True),
        ("20240308", (2024, 3, 8, 0, 0), False),
    ],
)
def test_a_date_is_read_in_the_forms_that_systems_write(text, when, has_hour):
    assert read_when(text) == (datetime(*when, tzinfo=HANOI), has_hour)


@pytest.mark.parametrize(
    "text", ["", "31/02/2024", "hôm qua", "45359", "08/03/24", "08/03/2024 25:00", "08/03/2024 chiều"]
)
def test_what_is_no_date_is_refused(text):
    with pytest.raises(NotADate):
        read_when(text)


def test_a_table_is_read_by_its_headings_and_keeps_the_numbers_of_its_rows():
    sheets = read_sheets(write_xlsx({"T": [["Tên", "MÃ"], ["", ""], ["=1+1", "7"]]}), most_bytes=10**6)
    lines = lines_of(
        sheets["T"], {"code": "Mã", "name": "Tên", "more": "Thêm"}, needed=("code",), most_rows=9
    )
    assert [(line.number, line["code"], line["name"], line["more"]) for line in lines] == [
        (3, "7", "=1+1", "")
    ]
    with pytest.raises(FileRefused, match="thiếu cột: Thêm"):
        lines_of(sheets["T"], {"more": "Thêm"}, needed=("more",), most_rows=9)
    with pytest.raises(FileRefused, match="lớn hơn 0 MB"):
        read_sheets(b"x", most_bytes=0)
