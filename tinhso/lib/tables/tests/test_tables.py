"""Tables as people publish them: right, or told with line and reason."""

import csv
from datetime import date

import duckdb
import pytest

from tinhso.lib.tables.dialect import dialect_of
from tinhso.lib.tables.encodings import encoding_of, lines
from tinhso.lib.tables.intake import take_in
from tinhso.lib.tables.legacy import from_tcvn3, from_vni
from tinhso.lib.tables.plan import NoTable, survey
from tinhso.lib.tables.shape import column_names


@pytest.fixture
def read(tmp_path):
    def read(content, encoding="utf-8"):
        source, folder = tmp_path / "in.csv", tmp_path / "out"
        source.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        folder.mkdir()
        outcome = take_in(source, survey(source), folder, step=lambda _: None)
        with duckdb.connect(str(folder / "table.duckdb"), read_only=True) as connection:
            rows = connection.execute("from data").fetchall()
        copy = duckdb.sql(f"from '{folder / 'table.parquet'}'").fetchall()
        assert copy == rows and len(rows) == outcome.rows
        rejects = list(csv.reader((folder / "rejects.csv").read_text().splitlines()))
        return rows, outcome.plan, rejects

    return read


@pytest.mark.parametrize(
    ("text", "delimiter", "quote"),
    [
        ('a,b,c\n1,2,x y\n3,4,"z, w"\n5,6,q\n', ",", '"'),
        ("Tên;Số;Tỷ lệ\nHà Trung;1.234;12,5\nNga Sơn;2.345;7,25\n", ";", '"'),
        ("a\tb\n1\t2\n", "\t", '"'),
        ("x|y|z\nHà Nội, VN|2|3\nHải Phòng, VN|3|4\n", "|", '"'),
        ("tên\nHà Nội\nThanh Hóa\nNghệ An\n", "", '"'),
        ("ghi chú\nXã A, huyện B\nXã C\nXã D, huyện E, tỉnh F\n", "", '"'),
        ("a,b\n'x, y','z'\n'q, r','t'\n", ",", "'"),
        ("ngày,giờ,giá\n2023-01-01,10:20:30,5\n2023-01-02,11:20:30,6\n", ",", '"'),
        ("a;b\n1,5;2,5\n2,5;3,5\n", ";", '"'),
    ],
)
def test_the_dialect_that_makes_the_best_table_is_taken(text, delimiter, quote):
    found = dialect_of(text.splitlines(keepends=True))
    assert (found.delimiter, found.quote) == (delimiter, quote)


def test_a_backslash_before_a_quote_is_an_escape(read):
    assert read('a,b\n"x \\"q\\" y","z"\n"r","t"\n')[0] == [('x "q" y', "z"), ("r", "t")]


def test_a_space_after_the_delimiter_belongs_to_no_cell(read):
    assert read('a, b, c\n"x", "y, z", 3\n"x", "y", 4\n')[0][0] == ("x", "y, z", 3)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_each_of_the_three_ends_of_a_line_is_read(read, end):
    assert read(end.join(["a,b", "1,x", "2,y", ""]))[0] == [(1, "x"), (2, "y")]


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_is_known_with_and_without_its_mark(read, codec):
    assert read("Tên,Số\nThanh Hóa,1\nHà Trung,2\n", codec)[0] == [("Thanh Hóa", 1), ("Hà Trung", 2)]


def test_the_encodings_from_before_unicode_become_vietnamese():
    assert from_tcvn3("UBND tØnh Thanh Ho¸, ®\xad\xeang NguyÔn") == "UBND tỉnh Thanh Hoá, đường Nguyễn"
    assert from_vni("UÛy ban nhaân daân tænh Thanh Hoùa, ñöôøng Leâ Lôïi") == (
        "Ủy ban nhân dân tỉnh Thanh Hóa, đường Lê Lợi"
    )


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("TCVN3 (ABC)", "Tªn,TØnh\nTr­êng häc,Thanh Hãa\n".encode("latin-1")),
        ("VNI Windows", "Teân,Tænh\nTröôøng hoïc,Thanh Hoùa\n".encode("cp1252")),
        ("Windows-1258", b"T\xean,S\xf4\xec\nTr\xfd\xf5\xccng ho\xf2c,1\n"),
    ],
)
def test_an_old_encoding_is_recognised_by_its_words(name, content):
    assert encoding_of(content).name == name


def test_an_encoding_without_any_sign_is_said_to_be_unsure(read):
    _, plan, _ = read(b"a,b\ncaf\xe9,1\nna\xefve,2\n")
    assert "Không chắc bảng mã của tệp; đã đọc theo Windows-1252." in plan.notes


def test_one_broken_byte_does_not_make_another_encoding(read):
    text = "Tên,Số\n" + "Trường học,1\n" * 20
    rows, _, rejects = read(text.encode() + b"Hu\xffy\xe1,2\n")
    assert rows[0] == ("Trường học", 1) and len(rows) == 21
    assert rejects == [["22", "có ký tự không đọc được", "Hu\ufffdy\ufffd,2"]]


@pytest.mark.long
@pytest.mark.parametrize(
    ("cells", "values"),
    [
        (["1.234,5", "12", "1.000.000"], [1234.5, 12.0, 1000000.0]),
        (["1,234.5", "12", "1,000,000"], [1234.5, 12.0, 1000000.0]),
        (["12,5", "0,25", "7"], [12.5, 0.25, 7.0]),
        (["1 234", "12", "5 000 000"], [1234.0, 12.0, 5000000.0]),
        (["1.234", "12.500", "300"], [1234.0, 12500.0, 300.0]),
        (["1.234", "12.500", "1500"], [1.234, 12.5, 1500.0]),
        (["1,234", "2,345", "3,456"], ["1,234", "2,345", "3,456"]),
        (["001", "002", "010"], ["001", "002", "010"]),
        (["0912345678", "0987654321", "0911111111"], ["0912345678", "0987654321", "0911111111"]),
        (["12345678901234567890", "1", "2"], ["12345678901234567890", "1", "2"]),
        (["1", "n/a", "3"], [1, None, 3]),
        (["true", "FALSE", "true"], [True, False, True]),
        (["5e3", "1", "2.5"], [5000.0, 1.0, 2.5]),
    ],
)
def test_a_number_is_read_as_it_was_meant_or_left_as_it_is_written(read, cells, values):
    assert [row[1] for row in read("k;v\n" + "".join(f"x;{cell}\n" for cell in cells))[0]] == values


@pytest.mark.parametrize(
    "cells",
    [
        ["08/03/2024", "31/12/2023"],
        ["8/3/2024", "31/12/2023"],
        ["2024-03-08", "2023-12-31"],
        ["08-03-2024", "31-12-2023"],
        ["08.03.2024", "31.12.2023"],
        ["03/08/2024", "12/31/2023"],
        ["2024/03/08", "2023/12/31"],
    ],
)
def test_a_date_is_read_in_its_own_order(read, cells):
    rows = read("k,v\n" + "".join(f"x,{cell}\n" for cell in cells))[0]
    assert [row[1] for row in rows] == [date(2024, 3, 8), date(2023, 12, 31)]


def test_an_ambiguous_order_is_told(read):
    _, plan, _ = read("k,v\nx,01/02/2024\ny,03/04/2024\n")
    assert plan.notes == ["Cột “v”: Ngày được hiểu theo thứ tự ngày/tháng/năm."]


def test_lines_before_and_after_the_table_are_told_and_not_read(read):
    rows, _, rejects = read("UBND TỈNH\nBáo cáo quý I\n\nSTT;Tên;Giá\n1;A;3,5\n2;B;4,5\n3;C;5,5\nTổng cộng\n")
    assert rows == [(1, "A", 3.5), (2, "B", 4.5), (3, "C", 5.5)]
    assert [line[:2] for line in rejects] == [
        ["1", "đứng trước bảng"],
        ["2", "đứng trước bảng"],
        ["8", "có 1 ô, bảng có 3 cột"],
    ]


def test_of_several_tables_the_largest_is_read_and_the_others_are_told(read):
    rows, plan, rejects = read("a,b\n1,2\n3,4\n5,6\n\nx,y,z\n1,2,3\n4,5,6\n7,8,9\n1,1,1\n")
    assert len(rows) == 4 and len(rejects) == 4
    assert "Tệp có 2 bảng; chỉ đọc bảng lớn nhất, bắt đầu từ dòng 6." in plan.notes


def test_ragged_rows_are_padded_trimmed_or_left_out_and_told(read):
    rows, _, rejects = read("a,b,c\n1,2,3\n4,5\n6,7,8,\n9,10,11,12\n1,1,1\n2,2,2\n")
    assert rows == [(1, 2, 3), (4, 5, None), (6, 7, 8), (1, 1, 1), (2, 2, 2)]
    assert [line[:2] for line in rejects] == [
        ["3", "thiếu 1 ô cuối, coi là trống"],
        ["5", "có 4 ô, bảng có 3 cột"],
    ]


def test_a_quote_that_is_never_closed_costs_its_own_line_only(read):
    body = "".join(f"{i},z{i}\n" for i in range(3000))
    rows, _, rejects = read('a,b\n1,x,"y\n' + body)
    assert len(rows) == 3000
    assert rejects[0][:2] == ["2", "có 3 ô, bảng có 2 cột"]


def test_quoted_newlines_stay_in_their_cell_and_lines_are_counted_on(read):
    rows, _, rejects = read('a,b\n1,"x\ny"\n2,"z"\n3,"w\nv"\n4\n5,"q"\n')
    assert rows[0] == (1, "x\ny") and rows[3] == (5, "q")
    assert rejects == [["7", "có 1 ô, bảng có 2 cột", "4"]]


def test_a_few_cells_of_another_form_are_told_with_line_and_column(read):
    body = "".join(f"Xã {i};{i};{i % 28 + 1:02d}/03/2023\n" for i in range(1, 500))
    rows, plan, rejects = read("Tên;Số dân;Ngày\n" + body + "Xã X;không rõ;31/02/2023\n")
    assert rows[-1] == ("Xã X", None, None) and [c.kind for c in plan.columns] == ["text", "whole", "date"]
    assert rejects == [["501", "ô không đúng dạng của cột, để trống", "Số dân: không rõ; Ngày: 31/02/2023"]]


def test_a_column_of_many_forms_is_left_as_text(read):
    cells = ["1", "2", "3"] * 200 + ["hai"] * 50
    rows, plan, _ = read("k,v\n" + "".join(f"x,{cell}\n" for cell in cells))
    assert plan.columns[1].kind == "text" and rows[-1] == ("x", "hai")


def test_a_repeated_heading_within_the_table_is_no_row(read):
    assert read("a,b\n1,2\n3,4\na,b\n5,6\n")[0] == [(1, 2), (3, 4), (5, 6)]


def test_a_file_without_heading_says_so(read):
    rows, plan, _ = read("1,x\n2,y\n3,z\n")
    assert rows == [(1, "x"), (2, "y"), (3, "z")] and "không có dòng tiêu đề" in plan.notes[0]


@pytest.mark.parametrize("content", [b"", b"\n\n\n", b"a,b,c\n"])
def test_a_file_without_rows_is_refused_in_words(read, content):
    with pytest.raises(NoTable, match=r"không có dòng dữ liệu|Không đọc được dòng"):
        read(content)


def test_names_of_columns_are_ascii_and_each_once():
    assert column_names(("Tỷ lệ (%)", "Tỷ lệ", "", "2023", "ty le"), 5) == (
        "ty_le",
        "ty_le_2",
        "cot_3",
        "c_2023",
        "ty_le_3",
    )


def test_lines_are_read_in_the_encoding_that_was_found(tmp_path):
    content = "Tªn,TØnh\n".encode("latin-1")
    source = tmp_path / "x"
    source.write_bytes(content)
    found = encoding_of(b"Tr\xad\xeang h\xe4c,Thanh Ho\xb8\n")
    assert list(lines(source, found)) == list(lines(content, found)) == ["Tên,Tỉnh\n"]
