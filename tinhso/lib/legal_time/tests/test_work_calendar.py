from decimal import Decimal

import pytest

from tinhso.lib.legal_time.calendar_vn import national_days
from tinhso.lib.legal_time.clock import Clock, Pause, PauseReason
from tinhso.lib.legal_time.due_reasons import explain, sentence
from tinhso.lib.legal_time.tests.times import OFFICE, TWO_SEASONS, at
from tinhso.lib.legal_time.time_limit import TimeLimit, Unit
from tinhso.lib.legal_time.work_week import InvalidSlots, seasons_from_json, seasons_to_json


def test_tet_of_2024_is_off_from_the_8th_to_the_14th_of_february():
    off = [m.day.day for m in national_days([2024]) if m.day.month == 2]
    assert off == [8, 9, 10, 11, 12, 13, 14]


def test_the_swapped_days_of_2024_name_each_other():
    names = {m.day.isoformat(): (m.works, m.name) for m in national_days([2024])}
    assert names["2024-04-29"] == (False, "Ngày nghỉ (thay cho ngày 04/05/2024)")
    assert names["2024-05-04"] == (True, "Làm bù cho ngày 29/04/2024")


def test_each_seeded_day_stands_once_with_a_name_and_a_source():
    marks = national_days(range(2022, 2028))
    assert len({m.day for m in marks}) == len(marks)
    assert all(m.name and m.source for m in marks)
    assert {m.day.year for m in marks} == set(range(2022, 2028))


def test_hours_follow_the_season():
    assert TWO_SEASONS.closing(at("15/4/2024").date()) == at("15/4/2024 16:30")
    assert TWO_SEASONS.closing(at("16/4/2024").date()) == at("16/4/2024 17:00")
    assert TWO_SEASONS.opening(at("2/1/2024").date()) == at("2/1/2024 7:30")


@pytest.mark.parametrize(
    ("moment", "opens"),
    [
        ("8/3/2024 9:00", "8/3/2024 9:00"),
        ("8/3/2024 11:30", "8/3/2024 13:00"),
        ("8/3/2024 17:00", "11/3/2024 7:30"),
        ("8/2/2024 9:00", "15/2/2024 7:30"),
    ],
)
def test_the_next_opening(moment, opens):
    assert OFFICE.next_opening(at(moment)) == at(opens)


def test_seasons_survive_json():
    assert seasons_from_json(seasons_to_json(TWO_SEASONS.seasons)) == TWO_SEASONS.seasons


YEAR = {"from": "01-01", "to": "12-31"}


@pytest.mark.parametrize(
    "data",
    [
        None,
        [],
        [{}],
        ["x"],
        [YEAR | {"week": {}}],
        [YEAR | {"week": {"mon": [["17:00", "13:00"]]}}],
        [YEAR | {"week": {"mon": [["07:30", "12:00"], ["11:00", "17:00"]]}}],
        [YEAR | {"week": {"mon": [["7h30", "12:00"]]}}],
        [YEAR | {"week": {"mon": [["07:30"]]}}],
        [YEAR | {"week": {"monday": [["07:30", "12:00"]]}}],
        [{"from": "01-01", "to": "06-30", "week": {"mon": [["07:30", "12:00"]]}}],
        [YEAR | {"from": "13-01", "week": {"mon": [["07:30", "12:00"]]}}],
    ],
)
def test_hours_that_cannot_be_are_refused_with_a_sentence(data):
    with pytest.raises(InvalidSlots, match="[.]$"):
        seasons_from_json(data)


def test_a_moment_without_a_time_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        OFFICE.working_seconds(at("8/3/2024").replace(tzinfo=None), at("9/3/2024"))


def test_the_explanation_reads_as_a_clerk_would_say_it():
    limit = TimeLimit(Decimal(3), Unit.WORKING_DAY, "Nghị định 47/2011/NĐ-CP")
    pauses = (Pause(PauseReason.FINANCIAL_DUTY, at("15/2/2024 17:00"), at("16/2/2024 17:00")),)
    clock = Clock(limit, at("6/2/2024 15:01"), OFFICE, pauses=pauses)
    assert [sentence(reason) for reason in explain(clock)] == [
        "Thời hạn giải quyết: 3 ngày làm việc theo Nghị định 47/2011/NĐ-CP.",
        "Tiếp nhận hồ sơ lúc 15 giờ 01 ngày 06/02/2024.",
        "Tiếp nhận sau 15 giờ, tính như nhận ngày làm việc tiếp theo, thứ Tư 07/02/2024.",
        "Ngày nhận không tính; tính từ ngày tiếp theo, thứ Năm 08/02/2024 (Bộ luật Dân sự 2015, Điều 147).",
        "Từ 08/02/2024 đến 14/02/2024: không tính, Nghỉ Tết Nguyên Đán.",
        "Ngày 15/02/2024: 1 ngày làm việc.",
        "Từ 17/02/2024 đến 18/02/2024: không tính, nghỉ cuối tuần.",
        "Từ 19/02/2024 đến 20/02/2024: 2 ngày làm việc.",
        "Trừ thời gian chờ thực hiện nghĩa vụ tài chính từ 17 giờ ngày 15/02/2024"
        " đến 17 giờ ngày 16/02/2024: 8 giờ làm việc.",
        "Hẹn trả kết quả lúc 17 giờ ngày 20/02/2024.",
    ]


def test_two_weekends_around_a_week_of_waiting_are_told_apart():
    limit = TimeLimit(Decimal(2), Unit.WORKING_DAY)
    pauses = (Pause(PauseReason.OPINION, at("8/3/2024 17:00"), at("15/3/2024 17:00")),)
    sentences = [sentence(r) for r in explain(Clock(limit, at("7/3/2024 9:00"), OFFICE, pauses=pauses))]
    assert "Từ 09/03/2024 đến 10/03/2024: không tính, nghỉ cuối tuần." in sentences
    assert "Từ 16/03/2024 đến 17/03/2024: không tính, nghỉ cuối tuần." in sentences
