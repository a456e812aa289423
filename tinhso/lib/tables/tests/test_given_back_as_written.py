"""A typed value is given back as it was written: no zero is added, none is lost, and it stays a number."""

import csv
from decimal import Decimal
from io import StringIO

import duckdb
import pytest

from tinhso.lib.tables.exporter import export
from tinhso.lib.tables.intake import take_in
from tinhso.lib.tables.plain_values import plain
from tinhso.lib.tables.plan import survey
from tinhso.lib.tables.values import FORMS


@pytest.fixture
def given_back(tmp_path):
    """Takes a column in and gives back its type, its values in JSON and its cells in the CSV for programs."""

    def given_back(cells):
        source, folder = tmp_path / "in.csv", tmp_path / "out"
        with source.open("w", newline="") as stream:
            csv.writer(stream).writerows([["Tên", "Giá trị"], *(["x", cell] for cell in cells)])
        folder.mkdir()
        take_in(source, survey(source), folder, step=lambda _: None)
        table = folder / "table.duckdb"
        with duckdb.connect(str(table), read_only=True) as connection:
            found = connection.execute("select gia_tri from data").fetchall()
            kind = connection.execute("describe select gia_tri from data").fetchall()[0][1]
        with export(file=table, sql="select * from data", kind="csv") as blocks:
            text = b"".join(blocks).decode()
        return kind, [plain(row[0]) for row in found], [row[1] for row in csv.reader(StringIO(text))][1:]

    return given_back


@pytest.mark.parametrize(
    ("cells", "kind", "values"),
    [
        (["4000.00", "98.78", "0.50"], "DECIMAL(15,2)", [4000, 98.78, 0.5]),
        (["5", "4.25", "660"], "DOUBLE", [5, 4.25, 660]),
        (["5.0", "4.25", "0.0"], "DOUBLE", [5, 4.25, 0]),
        (["5.0", "4.2", "0.0"], "DECIMAL(15,1)", [5, 4.2, 0]),
        (["-1.10", "2.20"], "DECIMAL(15,2)", [-1.1, 2.2]),
        (["0.1", "0.1234567890123456"], "DOUBLE", [0.1, 0.1234567890123456]),
        (["999999999999999999", "1"], "BIGINT", [999999999999999999, 1]),
        (["+84912345678", "+84987654321"], "VARCHAR", ["+84912345678", "+84987654321"]),
        (["0012", "0345"], "VARCHAR", ["0012", "0345"]),
        (["7:05", "13:30"], "VARCHAR", ["7:05", "13:30"]),
        (["TRUE", "FALSE"], "BOOLEAN", [True, False]),
        (["True", "False"], "BOOLEAN", [True, False]),
        (["true", "false"], "BOOLEAN", [True, False]),
        (["1e+300", "2.5"], "DOUBLE", [1e300, 2.5]),
    ],
)
def test_a_value_comes_back_as_it_was_written_and_keeps_its_type(given_back, cells, kind, values):
    assert given_back(cells) == (kind, values, cells)


@pytest.mark.parametrize(
    ("cells", "written"),
    [
        (["1.234.567", "12.300"], ["1234567", "12300"]),
        (["1.234,50", "12,75"], ["1234.50", "12.75"]),
        (["75,307.72", "-2,610.10"], ["75307.72", "-2610.10"]),
        (["1 234,5", "12,0"], ["1234.5", "12.0"]),
        (["12,50", "0,25"], ["12.50", "0.25"]),
        (["1.234,5", "1.000"], ["1234.5", "1000"]),
    ],
)
def test_a_number_in_another_writing_keeps_its_decimals(given_back, cells, written):
    assert given_back(cells)[2] == written


def test_decimals_that_differ_where_nobody_looked_are_not_cut(given_back):
    """The first thousand lines all have two decimals; one further down has three."""
    cells = ["1.50"] * 1500 + ["2.125"] + ["x"]
    kind, values, written = given_back(cells)
    assert kind == "DOUBLE" and values[-2:] == [2.125, None] and written[-2:] == ["2.125", ""]


def test_parquet_holds_doubles_with_which_every_reader_can_reckon(tmp_path):
    source, folder = tmp_path / "in.csv", tmp_path / "out"
    source.write_text("Tên,Giá\nA,4000.00\nB,98.78\n")
    folder.mkdir()
    take_in(source, survey(source), folder, step=lambda _: None)
    with export(file=folder / "table.duckdb", sql="select * from data", kind="parquet") as blocks:
        (folder / "part.parquet").write_bytes(b"".join(blocks))
    for name in ("table.parquet", "part.parquet"):
        found = duckdb.sql(f"select typeof(gia), gia from '{folder / name}'").fetchall()  # noqa: S608
        assert found == [("DOUBLE", 4000.0), ("DOUBLE", 98.78)]


def test_no_form_keeps_more_digits_than_a_double_holds():
    for form in (form for form in FORMS if form.kind == "number"):
        assert form.scale_of([f"1{form.sign}{'0' * 15}"]) is None
        assert form.scale_of([f"{'1' * 14}{form.sign}25"]) is None
        assert form.scale_of([f"{'1' * 13}{form.sign}25"]) == 2
        assert form.scale_of([f"1{form.sign}25", f"1{form.sign}250"]) is None
    assert plain(Decimal("4000.00")) == 4000 and isinstance(plain(5.0), int)
