"""Files as they are really published: each is right or reported, never silently wrong."""

import zipfile
from datetime import date

import duckdb
import pytest

from tinhso.lib.tables.any_file import take_in_file
from tinhso.lib.tables.children.intake_process import TOTAL, read_whole
from tinhso.lib.tables.normal import rejects_of
from tinhso.lib.tables.unpacking import NotATable

FEB = date(2023, 2, 28)
CASES = {
    "Excel's hint": ("sep=;\na;b\n1;2\n3;4\n", [(1, 2), (3, 4)], [1]),
    "a title filled up": ("Năm 2023;;\nTên;Nam;Nữ\nA;1;2\nB;3;4\n", [("A", 1, 2), ("B", 3, 4)], [1]),
    "a preamble and a signature": (
        "BÁO CÁO\n\nSTT,Tên,Số\n1,A,5\n2,B,6\n\nNgười lập biểu\n",
        [(1, "A", 5), (2, "B", 6)],
        [1, 7],
    ),
    "two tables": ("a,b\n1,2\n\nx,y,z\n1,2,3\n4,5,6\n7,8,9\n", [(1, 2, 3), (4, 5, 6), (7, 8, 9)], [1, 2]),
    "a heading again": ("a,b\n1,2\na,b\n3,4\n", [(1, 2), (3, 4)], [3]),
    "ragged rows": ("a,b,c\n1,2,3\n4,5\n6\n7,8,9,9\n", [(1, 2, 3), (4, 5, None)], [3, 4, 5]),
    "a quote never closed": ('a,b\n1,"x\n2,y\n', [(1, '"x'), (2, "y")], []),
    "newlines in quotes": ('a;b\r\n"x\r\ny";2,5\r\n"z ""q""";3,5\r\n', [("x\r\ny", 2.5), ('z "q"', 3.5)], []),
    "carriage returns in cells": ('a,b\r1,"x\ry"\r2,"z, \r"\r3,"q" \r', [(1, "x\ry"), (2, "z, \r"), (3, "q ")], []),
    "backslashes": ('a,b\n1,"x \\"q\\", y"\n2,"z"\n', [(1, 'x "q", y'), (2, "z")], []),
    "five forms of dates": ("d\n01/02/2023\n2023-02-14\n14.02.2023\n", [("01/02/2023",), ("2023-02-14",), ("14.02.2023",)], []),
    "a day that is none": ("d,x\n31/02/2023,1\n28/02/2023,2\n", [(None, 1), (FEB, 2)], [2]),
    "Vietnamese numbers": ("x;y\n1.234,56;1\n7,5;2\n", [(1234.56, 1), (7.5, 2)], []),
    "codes": ("ma,cccd\n001,038201000123\n002,038201000124\n", [("001", "038201000123"), ("002", "038201000124")], []),
    "numbers too long": ("x,y\n12345678901234567890,1\n2,2\n", [("12345678901234567890", 1), ("2", 2)], []),
    "carriage returns only": ("a,b\r1,2\r3,4\r", [(1, 2), (3, 4)], []),
    "a broken letter": ("tên,n\nhoa,1\n".encode() + b"b\xff,2\n" + "cây,3\n".encode(), [("hoa", 1), ("b\ufffd", 2), ("cây", 3)], [3]),
    "wide letters": ("a\tb\n1\tĐường\n".encode("utf-16"), [(1, "Đường")], []),
}  # fmt: skip


@pytest.mark.long
@pytest.mark.parametrize("name", CASES)
def test_it_is_right_or_reported(name, tmp_path):
    content, rows, rejects = CASES[name]
    source, folder = tmp_path / "a.csv", tmp_path / "out"
    source.write_bytes(content if isinstance(content, bytes) else content.encode())
    folder.mkdir()
    take_in_file(source, folder, threads=1, memory="256MB", step=lambda word: None)
    with duckdb.connect(str(folder / "table.duckdb"), read_only=True) as connection:
        assert connection.execute("from data").fetchall() == rows
    assert [line for line, _, _ in rejects_of(folder, 50)] == rejects


def test_a_row_of_sums_is_pointed_out(tmp_path):
    source, folder = tmp_path / "a.csv", tmp_path / "out"
    source.write_text("tên,số\nx,1\ny,2\nTổng cộng,3\n")
    folder.mkdir()
    result = read_whole({"source": source, "folder": folder, "memory": "256MB"}, lambda word: None)
    assert TOTAL in result["notes"] and result["rows"] == 3


@pytest.mark.long
def test_a_spreadsheet_that_is_a_bomb_is_refused_before_it_is_read(tmp_path):
    source, folder = tmp_path / "a.xlsx", tmp_path / "out"
    folder.mkdir()
    with zipfile.ZipFile(source, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", bytes(120 * 1024**2))
    with pytest.raises(NotATable, match="quá lớn so với"):
        take_in_file(source, folder, step=lambda word: None)
