"""Tables in the manner of agencies: merged headings, remarks in few rows, cells over several lines, points in numbers."""

from datetime import date

import duckdb
import pytest
import xlsxwriter

from tinhso.lib.tables.any_file import take_in_file
from tinhso.lib.tables.normal import rejects_of
from tinhso.lib.tables.plan import NOTHING, NoTable, Wish, survey
from tinhso.lib.tables.sample.doubts import doubts_of

COMMUNES = ["Hà Trung", "Nga Sơn", "Hoằng Hóa", "Bỉm Sơn", "Tĩnh Gia", "Thọ Xuân"]


@pytest.fixture
def read(tmp_path):
    def read(content, wish=NOTHING, memory="512MB"):
        """A text as CSV, or rows as the sheet of a workbook: rows, headings, what was reported, the columns."""
        source, folder = tmp_path / "in", tmp_path / "out"
        if isinstance(content, str):
            source.write_text(content, encoding="utf-8")
        else:
            with xlsxwriter.Workbook(source) as book:
                page = book.add_worksheet()
                for y, row in enumerate(content):
                    for x, value in enumerate(row):
                        page.write(y, x, value) if value not in (None, "") else None
        folder.mkdir()
        outcome = take_in_file(source, folder, wish=wish, threads=1, memory=memory, step=lambda _: None)
        with duckdb.connect(str(folder / "table.duckdb"), read_only=True) as connection:
            rows = connection.execute("from data").fetchall()
        headings = [column.heading for column in outcome.plan.columns]
        return rows, headings, rejects_of(folder, 50), outcome.plan.columns

    return read


def test_a_column_of_remarks_in_few_rows_is_a_column(read):
    rows = [[n, COMMUNES[n % 6], 1000 + n, "sáp nhập" if n % 10 == 3 else ""] for n in range(1, 60)]
    found, headings, rejects, _ = read([["STT", "Xã", "Dân số", "Ghi chú"], *rows])
    assert headings == ["STT", "Xã", "Dân số", "Ghi chú"] and not rejects
    assert [list(row) for row in found] == [[*row[:3], row[3] or None] for row in rows]


def test_a_heading_of_two_rows_that_were_merged_is_joined(read):
    top = [["Biểu số 01"], ["", "", "", "", "Đơn vị: người"]]
    heading = [["STT", "Huyện", "Dân số", "", "Diện tích (ha)"], ["", "", "Nam", "Nữ", ""]]
    numbers = [["(1)", "(2)", "(3)", "(4)", "(5)"]]
    rows = [[n, COMMUNES[n % 6], 500 + n, 600 + n, 12.5] for n in range(1, 9)]
    found, headings, rejects, _ = read([*top, *heading, *numbers, *rows, ["", "Người lập biểu"]])
    assert headings == ["STT", "Huyện", "Dân số - Nam", "Dân số - Nữ", "Diện tích (ha)"]
    assert [list(row) for row in found] == rows
    assert [line for line, _, _ in rejects] == [1, 2, 5, 14]


def test_a_heading_of_three_rows_is_joined(read):
    heading = [
        ["STT", "Đơn vị", "Năm 2022", "", "", "Năm 2023", ""],
        ["", "", "Tổng", "Trong đó", "", "Tổng", "Nữ"],
        ["", "", "", "Nam", "Nữ", "", ""],
    ]
    rows = [[n, COMMUNES[n % 6], 10, 5, 5, 20, 7] for n in range(1, 9)]
    found, headings, rejects, _ = read([*heading, *rows])
    years = ["Năm 2022 - Tổng", "Năm 2022 - Trong đó - Nam", "Năm 2022 - Trong đó - Nữ", "Năm 2023 - Tổng"]
    assert headings == ["STT", "Đơn vị", *years, "Năm 2023 - Nữ"] and not rejects
    assert [list(row) for row in found] == rows


def test_two_rows_of_names_are_joined_in_a_csv_too(read):
    text = "STT;Huyện;Dân số;;Ghi chú\n;;Nam;Nữ;\n1;Hà Trung;500;600;\n2;Nga Sơn;700;800;x\n"
    found, headings, rejects, _ = read(text)
    assert headings == ["STT", "Huyện", "Dân số - Nam", "Dân số - Nữ", "Ghi chú"] and not rejects
    assert found == [(1, "Hà Trung", 500, 600, None), (2, "Nga Sơn", 700, 800, "x")]


@pytest.mark.parametrize(
    "text",
    [
        "Tên,,Loại\nA,x,B\nC,y,D\n",
        "Tên,Số,\nA,1,x\nB,2,y\n",
        "x,y,z\n1,2,3\n4,5,6\n7,8,9\n",
        "Tên;Nam;Nữ\nA;1;2\nB;3;4\n",
    ],
)
def test_the_first_row_under_a_heading_stays_a_row(read, text):
    assert len(read(text)[0]) == text.count("\n") - 1


def test_a_heading_with_line_breaks_is_a_heading(read):
    names = ["STT", "Tên đơn vị\n(cấp xã)", "Số hộ\n(hộ)"]
    rows = [[n, COMMUNES[n], n * 3] for n in range(6)]
    text = ",".join(f'"{name}"' for name in names) + "\n" + "".join(f"{a},{b},{c}\n" for a, b, c in rows)
    found, headings, rejects, _ = read(text)
    assert headings == ["STT", "Tên đơn vị (cấp xã)", "Số hộ (hộ)"] and not rejects
    assert [list(row) for row in found] == rows


def test_cells_over_several_lines_stay_whole(read):
    cells = [f"Địa điểm:\n- số {n}\n- gần chợ;\n\n- hết" for n in range(300)]
    found, headings, rejects, _ = read(
        "ten;mo_ta\n" + "".join(f'"Cơ sở {n}";"{c}"\n' for n, c in enumerate(cells))
    )
    assert headings == ["ten", "mo_ta"] and not rejects
    assert found == [(f"Cơ sở {n}", cell) for n, cell in enumerate(cells)]


@pytest.mark.parametrize(
    ("heading", "cells", "proposed"),
    [
        ("Vĩ độ", ["19.807", "19.912", "20.105"], 19.807),
        ("Tỷ lệ (%)", ["12.345", "80.125", "99.001"], 12.345),
        ("X", ["105.807", "105.912", "106.105"], 105.807),
        ("Giá", ["19.807", "45.000", "20.500"], 19807),
        ("Số dân", ["5.830", "4.902", "7.862"], 5830),
    ],
)
def test_points_before_three_digits_are_asked_with_a_proposal(read, heading, cells, proposed):
    found, _, _, columns = read(f"Tên;{heading}\n" + "".join(f"T{cell};{cell}\n" for cell in cells))
    assert float(found[0][1]) == proposed and columns[1].other and columns[1].examples == tuple(cells)


def test_what_the_publisher_said_of_points_is_not_asked_again(read):
    wish = Wish(forms=(("gia", "số, dấu chấm thập phân"),))
    found, _, _, columns = read("Tên;Giá\nA;19.807\nB;45.000\n", wish)
    assert float(found[0][1]) == 19.807 and not columns[1].other


@pytest.mark.long
@pytest.mark.parametrize(("width", "rows"), [(200, 2), (2000, 3000)])
def test_a_table_of_very_many_numbers_is_read_in_the_memory_of_a_reader(read, width, rows):
    row = ",".join(str(n * 1.5) for n in range(width))
    text = ",".join(f"c{n}" for n in range(width)) + f"\n{row}" * rows + "\n"
    found, headings, rejects, _ = read(text, memory="1GB")  # what the portal gives a child
    assert len(headings) == width and not rejects and len(found) == rows
    assert found[0] == found[-1] == tuple(n * 1.5 for n in range(width))


def test_a_table_that_is_wider_than_any_is_refused_with_its_width(read):
    with pytest.raises(NoTable, match=r"có 2\.001 cột; chỉ nhận bảng tới 2\.000"):
        read(",".join(f"c{n}" for n in range(2001)) + "\n" + ",".join("1" * 2001) + "\n")


def test_a_sound_parquet_that_wants_more_memory_is_not_called_broken(tmp_path):
    with duckdb.connect() as connection:
        wide = ", ".join(f"random()::varchar as c{n}" for n in range(300))
        connection.execute(f"copy (select {wide} from range(3000)) to '{tmp_path / 'in'}' (format parquet)")
    (tmp_path / "out").mkdir()
    with pytest.raises(duckdb.OutOfMemoryException):
        take_in_file(
            tmp_path / "in", tmp_path / "out", wish=NOTHING, threads=1, memory="20MB", step=lambda _: None
        )


@pytest.mark.parametrize(
    ("text", "headings", "rows", "lines"),
    [
        pytest.param(  # as many programs write it: only the rows end with a delimiter
            "Xã;Dân số;Hộ\nHà Trung;5200;1300;\nNga Sơn;4100;1010;\n",
            ["Xã", "Dân số", "Hộ", ""],
            [("Hà Trung", 5200, 1300, None), ("Nga Sơn", 4100, 1010, None)],
            [],
            id="rows end with a delimiter",
        ),
        pytest.param(
            "Xã,Dân số,Hộ,Duyệt\nHà Trung,5200,1300\nNga Sơn,4100,1010\nThọ Xuân,3900,990\n",
            ["Xã", "Dân số", "Hộ", "Duyệt"],
            [
                ("Hà Trung", 5200, 1300, None),
                ("Nga Sơn", 4100, 1010, None),
                ("Thọ Xuân", 3900, 990, None),
            ],
            [2, 3, 4],
            id="rows leave their last cells out",
        ),
        pytest.param(
            "x,x,x\nHà Trung,1,5,\nNga Sơn,0,7,\n",
            ["x", "x", "x", ""],
            [("Hà Trung", 1, 5, None), ("Nga Sơn", 0, 7, None)],
            [],
            id="one name for all columns",
        ),
        pytest.param(
            "Chi thường xuyên quý 1,\n,\nKhoản mục,Số tiền\nĐiện,1200\nNước,300\n",
            ["Khoản mục", "Số tiền"],
            [("Điện", 1200), ("Nước", 300)],
            [1],
            id="a title over two columns",
        ),
        pytest.param(
            "Phòng A,,,Chi trên 25 triệu\n,,,\nXã,Ngày,Số,Tiền\nHà Trung,2024-01-02,7,26\nNga Sơn,2024-01-03,8,31\n",
            ["Xã", "Ngày", "Số", "Tiền"],
            [("Hà Trung", date(2024, 1, 2), 7, 26), ("Nga Sơn", date(2024, 1, 3), 8, 31)],
            [1],
            id="a title of two cells",
        ),
        pytest.param(
            "Xã,Dân số,Diện tích\n,(người),(km2)\nHà Trung,5200,12\nNga Sơn,4100,15\n",
            ["Xã", "Dân số - (người)", "Diện tích - (km2)"],
            [("Hà Trung", 5200, 12), ("Nga Sơn", 4100, 15)],
            [],
            id="units under the names",
        ),
        pytest.param(
            ",,2022,2023\nXã,Nam,Tổng,Tổng\nHà Trung,5,9,9\nNga Sơn,4,8,7\n",
            ["Xã", "Nam", "2022 - Tổng", "2023 - Tổng"],
            [("Hà Trung", 5, 9, 9), ("Nga Sơn", 4, 8, 7)],
            [],
            id="years above some names",
        ),
        pytest.param(
            "Xã,Dân số,,\n,Nam,Nữ,\nHà Trung,5,9,\nNga Sơn,4,8,\n",
            ["Xã", "Dân số - Nam", "Dân số - Nữ", ""],
            [("Hà Trung", 5, 9, None), ("Nga Sơn", 4, 8, None)],
            [],
            id="merged names and an empty column",
        ),
        pytest.param(
            "Xã,Dân số\nHà Trung,5\nNga Sơn,4\n,\n, \n,\n",
            ["Xã", "Dân số"],
            [("Hà Trung", 5), ("Nga Sơn", 4)],
            [],
            id="rows of delimiters alone are none",
        ),
        pytest.param(
            "Xã,Số,\n,,\nHà Trung,1,x\nNga Sơn,2,y\n",
            ["Xã", "Số", ""],
            [("Hà Trung", 1, "x"), ("Nga Sơn", 2, "y")],
            [],
            id="two names over three columns, parted by an empty line",
        ),
        pytest.param("lúa\nngô\nlúa\n", [""], [("lúa",), ("ngô",), ("lúa",)], [], id="a list of words"),
        pytest.param(
            "Xã,Kỳ\nHà Trung,7 \x96 8/2\nNga Sơn,\x93hè\x94\n",
            ["Xã", "Kỳ"],
            [("Hà Trung", "7 – 8/2"), ("Nga Sơn", "“hè”")],
            [],
            id="dashes that were turned into controls",
        ),
    ],
)
def test_a_table_of_an_agency_is_read_as_people_read_it(read, text, headings, rows, lines):
    found, names, rejects, _ = read(text)
    assert names == headings and found == rows
    assert [line for line, _, _ in rejects] == lines


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Báo cáo,2024\nHà Trung,5,9\nNga Sơn,4,8\n", 2),  # a year is no name of a column
        ("Xã,,Số\nHà Trung,thấp,x\nNga Sơn,4,8\n", 2),  # a row under a column without a name
        ("Xã,Số\n,(k)\nHà Trung,thấp\nNga Sơn,cao\n", 3),  # no unit stands over words
        (
            "Giờ,Đợt,Gió\n,,KPH\n1,2,30\n2,3,40\n3,4,50\n",
            4,
        ),  # no unit that is known: a row, of which no cell is lost
    ],
)
def test_what_only_resembles_a_heading_stays_what_it_is(read, text, rows):
    assert len(read(text)[0]) == rows


def test_a_row_of_letters_is_not_said_to_number_the_columns(read):
    found, headings, rejects, _ = read("Lô 1,,Lô 2,\nX,Y,X,Y\n1.5,2,3,4\n2.5,3,4,5\n")
    assert headings == ["Lô 1 - X", "Lô 1 - Y", "Lô 2 - X", "Lô 2 - Y"] and not rejects and len(found) == 2


def test_a_workbook_is_known_by_its_content(tmp_path):
    with xlsxwriter.Workbook(tmp_path / "in.xlsx") as book:
        page = book.add_worksheet()
        for place, cells in enumerate([("Xã", "Hộ"), ("Hà Trung", 5)]):
            page.write_row(place, 0, cells)
    (tmp_path / "in.xlsx").rename(tmp_path / "in.xls")
    (tmp_path / "out").mkdir()
    assert take_in_file(tmp_path / "in.xls", tmp_path / "out", threads=1, step=lambda _: None).rows == 1


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Xã Mã,Dân số\nHà Trung,7,5200\nNga Sơn,8,4100\n", ["short_heading"]),
        ("Xã,,,,2024\nHà Trung,5,9,1,3\nNga Sơn,4,8,1,3\n", ["few_names"]),
        ("Xã,Mã,Dân số\nHà Trung,7,5200,\nNga Sơn,8,4100,\n", []),
    ],
)
def test_names_that_may_stand_over_other_columns_are_asked(tmp_path, text, codes):
    (tmp_path / "in").write_text(text, encoding="utf-8")
    (tmp_path / "out").mkdir()
    outcome = take_in_file(tmp_path / "in", tmp_path / "out", threads=1, step=lambda _: None)
    with duckdb.connect(str(tmp_path / "out" / "table.duckdb"), read_only=True) as connection:
        assert [one["code"] for one in doubts_of(connection, outcome)] == codes


def test_rows_without_their_last_cells_are_one_table(tmp_path):
    (tmp_path / "in").write_text(
        "Xã,Dân số,Hộ,Duyệt\nHà Trung,5,1\nNga Sơn,4,2\nThọ Xuân,3,9\n", encoding="utf-8"
    )
    plan = survey(tmp_path / "in")
    assert plan.shape.tables == 1 and plan.notes == []


def test_half_a_row_in_the_middle_of_a_large_file_makes_no_number_a_text(tmp_path):
    remark = "\n".join(["ghi chú rất dài " * 20] * 4)
    rows = "".join(f'{n},"{remark}",{n},{n},{n},{n}\n' for n in range(400))
    (tmp_path / "in").write_text(f"ma,ghi_chu,a,b,c,d\n{rows}", encoding="utf-8")
    kinds = [column.kind for column in survey(tmp_path / "in").columns]
    assert kinds == ["whole", "text", "whole", "whole", "whole", "whole"]


def test_a_row_that_went_into_the_heading_is_told(tmp_path):
    (tmp_path / "in").write_text("Xã,Dân số\n,(người)\nHà Trung,5\nNga Sơn,4\n", encoding="utf-8")
    assert survey(tmp_path / "in").notes == ["Tiêu đề chiếm các dòng 1 đến 2 của tệp."]
