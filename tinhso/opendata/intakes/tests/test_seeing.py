"""The publisher sees rows beside the lines of the file, mends the reading by one press, and gives a word for what is odd."""

import json

import pytest
from django.conf import settings

from tinhso.kernel.events.models import EventRow
from tinhso.lib.tables.plan import survey
from tinhso.lib.tables.sample.lines import sample_of_lines
from tinhso.opendata.dataset.permissions import OpenDataForbidden
from tinhso.opendata.engine import engine
from tinhso.opendata.intakes import reading_choices
from tinhso.opendata.intakes.actions.begin_intake import IntakeRefused
from tinhso.opendata.intakes.actions.confirm_reading import confirm_reading
from tinhso.opendata.intakes.actions.publish_intake import publish_intake
from tinhso.opendata.intakes.worker import run_intake
from tinhso.opendata.models import Intake
from tinhso.opendata.tests.makers import GOOD, NOW, publishers, read, read_here

pytestmark = pytest.mark.django_db
REPORT = """UBND HUYỆN\n\nSTT;Tên chợ;Diện tích (m2);Ngày
1;Chợ A;1.200,5;03/04/2024\n2;Chợ B;980;05/06/2024\nTổng cộng;;2.180,5;\n"""
POINTS = "Điểm;Vĩ độ\nChợ;119,80\nĐền;19,91\n"


@pytest.fixture
def cast(town, tmp_path, monkeypatch):
    monkeypatch.setattr("tinhso.opendata.intakes.worker._in_child", read_here)
    monkeypatch.setattr(settings, "OPEN_DATA_ROOT", tmp_path)
    monkeypatch.setattr("tinhso.kernel.site.clock.now", lambda: NOW)
    yield publishers(town)
    engine.OURS.close()


@pytest.fixture
def press(cast, client):
    """One press of the maker on the page, and the file read anew."""
    cast.town.sign_in(client, "emi")

    def pressed(intake, value):
        answer = client.post(f"/can-bo/du-lieu-mo/nhan/{intake.pk}/cach-doc/", {"mend": value})
        run_intake(intake.pk, now=NOW)
        intake.refresh_from_db()
        return answer

    return pressed


def page(client, intake):
    return client.get(f"/can-bo/du-lieu-mo/nhan/{intake.pk}/").content.decode()


def columns(intake):
    return {one["heading"] or one["name"]: one["kind"] for one in intake.columns}


def test_the_page_shows_rows_beside_their_lines_and_what_the_columns_hold(cast, client):
    intake = read(cast.dataset, REPORT.encode(), cast.emi)
    cast.town.sign_in(client, "emi")
    shown = page(client, intake)
    assert "1;Chợ A;1.200,5;03/04/2024" in shown and "1.200,5" in shown and "03/04/2024" in shown
    assert "trống 33,3%" in shown and "Chợ A · Chợ B" in shown and "UBND HUYỆN" in shown
    cast.town.sign_in(client, "bao")
    assert client.get(f"/can-bo/du-lieu-mo/nhan/{intake.pk}/").status_code in (403, 404)


@pytest.mark.parametrize(
    ("value", "wish", "read_as"),
    [
        ("skip:6", {"skip": [[6, 6]]}, {"STT": "whole"}),
        ("heading:không", {"heading": False}, {"cot_1": "text"}),
        ("heading:4", {"heading": True, "first": 4}, {"1": "text"}),
        ("heading:3-4", {"heading": True, "first": 3, "heading_ends": 4}, {"STT - 1": "text"}),
        ("dates:month_first", {"dates": "month_first"}, {"Ngày": "date"}),
        ("decimal:decimal_dot", {"decimal": "decimal_dot"}, {"Diện tích (m2)": "text"}),
        ("delimiter:none", {"delimiter": ""}, {"UBND HUYỆN": "text"}),
        ("quote:none", {"quote": ""}, {"STT": "text"}),
        ("encoding:UTF-8", {"encoding": "UTF-8"}, {"Tên chợ": "text"}),
        ("column:dien_tich_m2:", {"forms": {"dien_tich_m2": ""}}, {"Diện tích (m2)": "text"}),
        ("column:ngay:ngày tháng/ngày/năm", {"forms": {"ngay": "ngày tháng/ngày/năm"}}, {"Ngày": "date"}),
    ],
)
def test_each_mend_is_one_press(cast, press, value, wish, read_as):
    intake = read(cast.dataset, REPORT.encode(), cast.emi)
    assert press(intake, value).status_code == 302
    assert intake.wish == wish and read_as.items() <= columns(intake).items()


@pytest.mark.long
def test_mends_add_up_and_each_is_sealed(cast, press, client):
    intake = read(cast.dataset, REPORT.encode(), cast.emi)
    for value in ("skip:6", "skip:1", "dates:month_first"):
        press(intake, value)
    assert intake.wish == {"skip": [[6, 6], [1, 1]], "dates": "month_first"}
    assert intake.rows == 2 and columns(intake)["STT"] == "whole"
    assert "✓ tháng/ngày/năm" in page(client, intake) and "bỏ theo lời người gửi" in page(client, intake)
    sealed = [e.payload for e in EventRow.objects.filter(name__endswith="ReadingCorrected").order_by("pk")]
    assert len({one["choices"] for one in sealed}) == 3
    press(intake, "skip:")
    assert intake.wish == {"dates": "month_first"} and intake.rows == 3


@pytest.mark.parametrize(
    ("value", "says"),
    [
        ("khong_co:1", "Không có cách sửa này"),
        ("column:khong_co:", "Không có cách sửa này"),
        ("heading:0", "một số dòng"),
        ("heading:1-9", "một số dòng"),
        ("heading:9999", "một số dòng"),
        ("skip:x", "Ghi số dòng"),
        ("skip:9-3", "Ghi số dòng"),
        ("delimiter:zz", "không có trong danh sách"),
        ("", "Không có cách sửa này"),
    ],
)
def test_a_press_that_means_nothing_is_refused_in_words(cast, press, value, says):
    intake = read(cast.dataset, GOOD, cast.emi)
    answer = press(intake, value)
    assert answer.status_code == 409 and says in answer.content.decode() and not intake.wish


def test_a_heading_on_an_empty_line_fails_in_words(cast, press):
    intake = read(cast.dataset, REPORT.encode(), cast.emi)
    press(intake, "heading:2")
    assert intake.state == "failed" and "Dòng 2 trống" in intake.message


@pytest.mark.long
def test_a_spreadsheet_is_mended_too(cast, press, client, tmp_path):
    import xlsxwriter

    with xlsxwriter.Workbook(str(tmp_path / "a.xlsx")) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate([["Mã", "Tên"], ["A", "Nhóm"], [1, "Chợ"], [2, "Đền"], ["Cộng", 2]]):
            sheet.write_row(number, 0, row)
    intake = read(cast.dataset, (tmp_path / "a.xlsx").read_bytes(), cast.emi, "a.xlsx")
    press(intake, "heading:1-2")
    press(intake, "skip:5")
    assert columns(intake) == {"Mã - A": "whole", "Tên - Nhóm": "text"} and intake.rows == 2
    shown = page(client, intake)
    assert "1 | Chợ" in shown and "Dấu phân cách</b>" not in shown


def test_what_is_implausible_waits_for_the_publishers_word(cast, client):
    intake = read(cast.dataset, POINTS.encode(), cast.emi)
    with pytest.raises(IntakeRefused, match="Có 1 điều khác thường"):
        publish_intake(intake=intake, by=cast.dao, now=NOW)
    cast.town.sign_in(client, "emi")
    assert "“Vĩ độ”: 1 vĩ độ nằm ngoài" in page(client, intake)
    for stranger in (cast.bao, cast.town.actor("an")):
        with pytest.raises(OpenDataForbidden):
            confirm_reading(intake=intake, doubt="latitude:Vĩ độ", by=stranger, now=NOW)
    with pytest.raises(IntakeRefused, match="không còn chờ"):
        confirm_reading(intake=intake, doubt="no_heading:", by=cast.emi, now=NOW)
    where = f"/can-bo/du-lieu-mo/nhan/{intake.pk}/xac-nhan/"
    assert client.post(where, {"doubt": "latitude:Vĩ độ"}).status_code == 302
    assert client.post(where, {"doubt": "latitude:Vĩ độ"}).status_code == 409
    [sealed] = EventRow.objects.filter(name__endswith="ReadingConfirmed")
    assert sealed.payload["doubt"] == "latitude"
    assert publish_intake(intake=Intake.objects.get(pk=intake.pk), by=cast.dao, now=NOW).rows == 2


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Ghi chú\nmột\nhai\nba\n", "one_column:"),
        ("1;2\n3;4\n5;6\n", "no_heading:"),
        ("Mã;Tên\n" + "".join(f"{n};x\n" for n in range(20)) + "1;2;3\n" * 8, "refused:"),
    ],
)
def test_each_doubt_is_told_and_a_new_reading_asks_anew(cast, press, text, key):
    intake = read(cast.dataset, text.encode(), cast.emi)
    assert key in [one["key"] for one in intake.doubts] and reading_choices.doubts(intake)
    confirm_reading(intake=intake, doubt=key, by=cast.emi, now=NOW)
    intake.refresh_from_db()
    assert key not in [one["key"] for one in intake.doubts]
    press(intake, "encoding:UTF-8")
    assert key in [one["key"] for one in intake.doubts]


def test_the_middle_of_a_long_file_is_shown_with_its_line_numbers(cast, client):
    text = "Mã;Tên\n" + "".join(f"{n};Chợ {n}\n" for n in range(1, 9001))
    intake = read(cast.dataset, text.encode(), cast.emi)
    folder = settings.OPEN_DATA_ROOT / "intake" / intake.pk.hex / "read"
    rows = json.loads((folder / "preview.json").read_text())["rows"]
    assert [row["line"] for row in rows[:2]] == [2, 3] and rows[6]["line"] > 2000
    assert all(row["original"] == f"{row['line'] - 1};Chợ {row['line'] - 1}" for row in rows)
    assert all(row["cells"] == [row["line"] - 1, f"Chợ {row['line'] - 1}"] for row in rows)


def test_lines_longer_than_a_piece_have_no_middle_to_show(tmp_path):
    """The piece from the middle of the file holds no whole line of it."""
    file = tmp_path / "dai.csv"
    file.write_text("Mã;Tên\n" + "".join(f"{n};{'x' * 20_000}\n" for n in range(1100)))
    sample = sample_of_lines(file, survey(file))
    assert [record.line for record, _text in sample.rows] == [2, 3, 4, 5, 6, 7]
