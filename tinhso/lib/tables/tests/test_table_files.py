"""Spreadsheets, JSON, GeoJSON, Parquet and compressed files: the same account for all."""

import gzip
import json
import zipfile
from datetime import date

import duckdb
import pytest
import xlsxwriter

from tinhso.lib.tables.any_file import take_in_file
from tinhso.lib.tables.normal import rejects_of
from tinhso.lib.tables.unpacking import NotATable


@pytest.fixture
def read(tmp_path):
    def read(source):
        if isinstance(source, str | bytes):
            content = source.encode() if isinstance(source, str) else source
            source = tmp_path / "in"
            source.write_bytes(content)
        folder = tmp_path / "out"
        folder.mkdir()
        outcome = take_in_file(source, folder, step=lambda _: None)
        with duckdb.connect(str(folder / "table.duckdb"), read_only=True) as connection:
            return connection.execute("from data").fetchall(), outcome, rejects_of(folder, 100)

    return read


def sheet(tmp_path, *rows):
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        page, day = book.add_worksheet("Số liệu"), book.add_format({"num_format": "dd/mm/yyyy"})
        for y, row in enumerate(rows):
            for x, value in enumerate(row):
                page.write(y, x, value, day) if isinstance(value, date) else page.write(y, x, value)
        book.add_worksheet("Ghi chú").write(0, 0, "nguồn")
    return tmp_path / "a.xlsx"


def test_a_sheet_is_read_with_its_types_and_its_title_is_told(read, tmp_path):
    source = sheet(
        tmp_path,
        ["BÁO CÁO"],
        [],
        ["Xã", "Ngày", "Giá trị"],
        ["Hà Trung", date(2024, 3, 8), 1.5],
        ["Nga Sơn", date(2024, 3, 9), 2],
    )
    rows, outcome, rejects = read(source)
    assert rows == [("Hà Trung", date(2024, 3, 8), 1.5), ("Nga Sơn", date(2024, 3, 9), 2.0)]
    assert rejects == [(1, "đứng trước bảng", "BÁO CÁO")]
    assert any("2 bảng" in note for note in outcome.plan.notes)


def test_objects_become_rows_and_a_text_stays_a_text(read):
    rows, outcome, _ = read(
        json.dumps({"data": {"items": [{"mã": "001", "n": 5, "t": [1]}, {"mã": "7", "n": None}]}})
    )
    assert rows == [("001", 5, "[1]"), ("7", None, None)]
    assert [column.heading for column in outcome.plan.columns] == ["mã", "n", "t"]


def test_lines_of_objects_are_read_one_by_one_and_a_broken_one_is_told(read):
    rows, _, rejects = read('{"a": 1, "d": "2024-03-08"}\n{"a": 2, "d": null}\nhỏng\n')
    assert rows == [(1, date(2024, 3, 8)), (2, None)]
    assert rejects == [(3, "không phải là một đối tượng JSON", "hỏng")]


def test_points_get_their_longitude_and_latitude(read):
    point = {
        "type": "Feature",
        "properties": {"tên": "Cầu"},
        "geometry": {"type": "Point", "coordinates": [105.7, 19.8]},
    }
    rows, _, _ = read(json.dumps({"type": "FeatureCollection", "features": [point, point]}))
    assert rows == [("Cầu", 105.7, 19.8)] * 2


def test_a_place_that_the_properties_tell_too_is_one_column(read):
    properties = {"Kinh độ": 105.7, "Vĩ độ": 19.8}
    point = {"properties": properties, "geometry": {"type": "Point", "coordinates": [105.7, 19.8]}}
    rows, outcome, _ = read(json.dumps({"type": "FeatureCollection", "features": [point, point]}))
    assert rows == [(105.7, 19.8)] * 2 and [one.heading for one in outcome.plan.columns] == list(properties)


def test_parquet_brings_its_types(read, tmp_path):
    duckdb.sql("select 1 as \"Số\", date '2024-03-08' as ngay, [1, 2] as ds").write_parquet(
        str(tmp_path / "x.parquet")
    )
    rows, outcome, _ = read(tmp_path / "x.parquet")
    assert rows == [(1, date(2024, 3, 8), "[1, 2]")] and outcome.plan.columns[0].name == "so"
    assert [one.kind for one in outcome.plan.columns] == ["whole", "date", "text"]


def test_each_type_of_parquet_has_its_kind(read, tmp_path):
    """What is called text is text in the file: questions to a column go by its kind."""
    given = {
        "1::utinyint": "whole",
        "1::ubigint": "whole",
        "1.5::double": "number",
        "1.5::float": "number",
        "1.5::decimal(18, 2)": "number",
        "true": "boolean",
        "timestamp '2024-03-08 10:00:00'": "moment",
        "timestamptz '2024-03-08 10:00:00+07'": "text",
        "time '10:00:00'": "text",
        "{'a': 1}": "text",
        "'x'": "text",
        "uuid()": "text",
    }
    chosen = ", ".join(f"{value} as c{place}" for place, value in enumerate(given))
    duckdb.sql(f"select {chosen}").write_parquet(str(tmp_path / "x.parquet"))
    rows, outcome, _ = read(tmp_path / "x.parquet")
    assert [one.kind for one in outcome.plan.columns] == list(given.values())
    texts = [row for row, kind in zip(rows[0], given.values(), strict=True) if kind == "text"]
    assert all(isinstance(one, str) for one in texts)


def test_one_table_comes_out_of_a_compressed_file(read):
    assert read(gzip.compress(b"a,b\n1,x\n2,y\n"))[0] == [(1, "x"), (2, "y")]


@pytest.mark.parametrize(
    ("names", "message"),
    [
        (["a.csv", "b.csv"], r"đúng một bảng dữ liệu; trong tệp này: a\.csv, b\.csv"),
        (["doc.exe"], "không có tệp nào"),
    ],
)
def test_an_archive_of_several_tables_or_none_is_refused_by_name(read, tmp_path, names, message):
    with zipfile.ZipFile(tmp_path / "z.zip", "w") as archive:
        for name in names:
            archive.writestr(name, "a,b\n1,2\n")
    with pytest.raises(NotATable, match=message):
        read(tmp_path / "z.zip")


def test_a_bomb_is_stopped_while_it_unpacks(read, monkeypatch):
    monkeypatch.setattr("tinhso.lib.tables.unpacking.RATIO_FROM", 1 << 20)
    with pytest.raises(NotATable, match="quá lớn so với kích thước"):
        read(gzip.compress(b"0," * (1 << 22)))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"%PDF-1.7\n...", "không phải là bảng dữ liệu"),
        (b"<!DOCTYPE html><html>", "trang web"),
        (b'{"a": [', "không đúng cú pháp"),
        (b'{"a": 1, "b": []', "không đúng cú pháp"),
        (b"PAR1xxxxxxxx", "Parquet bị hỏng"),
        (b"\xd0\xcf\x11\xe0 hong", "Bảng tính bị hỏng"),
        (b"\x1f\x8b hong", "Tệp nén bị hỏng"),
    ],
)
def test_what_holds_no_table_is_refused_in_words(read, content, message):
    with pytest.raises(NotATable, match=message):
        read(content)
