"""What tells of persons is found in numbers too, and amounts are let pass."""

import duckdb
import pytest

from tinhso.lib.tables.columns import Column
from tinhso.lib.tables.scan import scan_table

WHOLE, NUMBER = "số nguyên", "số, dấu chấm thập phân"
IDS = [38_201_000_123 + 791_913 * n for n in range(9)]
LARGE_AMOUNTS = [12_345_678_900, 38_201_000_000, 9_870_000_000, 45_900_120_450, 77_800_000_000] * 4


def scanned(heading, values, stored, form):
    with duckdb.connect() as connection:
        connection.execute(f"create table data (x {stored})")
        connection.executemany("insert into data values (?)", [[value] for value in values])
        found = scan_table(connection, (Column("x", heading, form),))
    return [(one.column, one.kind.value, one.count, one.rows[:1]) for one in found]


@pytest.mark.parametrize(
    ("stored", "form"), [("bigint", WHOLE), ("double", NUMBER), ("decimal(18,2)", NUMBER)]
)
def test_identity_numbers_kept_as_numbers_are_found_by_their_heading(stored, form):
    assert scanned("Số CCCD", [None, IDS[0]], stored, form) == [("Số CCCD", "citizen_id", 1, [2])]
    assert scanned("Số CMND", [171_234_567], stored, form) == [("Số CMND", "old_id", 1, [1])]
    assert scanned("Điện thoại", [912_345_678], stored, form) == [("Điện thoại", "phone", 1, [1])]


@pytest.mark.parametrize(("stored", "form"), [("bigint", WHOLE), ("double", NUMBER)])
def test_a_column_full_of_them_needs_no_heading(stored, form):
    assert scanned("Số", IDS, stored, form) == [("Số", "citizen_id", 9, [1])]
    assert scanned("Số", IDS[:7], stored, form) == []
    assert scanned("Số", IDS + [5.0] * 9, stored, form) == []


def test_account_numbers_are_found_in_fractions():
    assert scanned("Số tài khoản", [19_034_567_890.0], "double", NUMBER)[0][1] == "bank_account"


@pytest.mark.parametrize(
    ("heading", "values"),
    [
        ("Kinh phí (đồng)", LARGE_AMOUNTS),
        ("Kinh phí (đồng)", [38_201_000_000 + 1000 * n for n in range(30)]),
        ("Mã đơn vị", [381_000_001 + n for n in range(30)]),
        ("Mã số thuế", [2_800_123_456 + n for n in range(30)]),
        ("Dân số", [3_720_000.0, 1e17, 1e300, float("nan"), float("inf"), -38_201_000_123.0]),
        ("Diện tích", [38_201_000_123.25] * 9),
    ],
)
def test_amounts_codes_and_fractions_are_let_pass(heading, values):
    assert scanned(heading, values, "double", NUMBER) == []
