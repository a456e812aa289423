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


def kinds(**columns):
    """What is found in a table of texts, by heading."""
    names = [f"c{place}" for place in range(len(columns))]
    with duckdb.connect() as connection:
        connection.execute(f"create table data ({', '.join(f'{name} varchar' for name in names)})")
        marks = ", ".join("?" * len(names))
        connection.executemany(
            f"insert into data values ({marks})", list(zip(*columns.values(), strict=True))
        )
        shown = [
            Column(name, heading.replace("_", " ")) for name, heading in zip(names, columns, strict=True)
        ]
        return {(one.column, one.kind.value, one.count) for one in scan_table(connection, tuple(shown))}


PEOPLE = ["Nguyễn Văn An", "Trần Thị Bình", "LÊ THỊ HOA"]


def test_names_with_a_diagnosis_are_found():
    assert kinds(Họ_và_tên=PEOPLE, Chẩn_đoán=["Viêm phổi", "Lao", "HIV"]) == {
        ("Họ và tên", "name_with_health", 3)
    }
    assert kinds(Ghi_chú=["Bệnh nhân Lê Thị Hoa đã ra viện"]) == {("Ghi chú", "name_with_health", 1)}


def test_names_alone_are_found_in_a_column_of_names():
    assert kinds(Người_hưởng=PEOPLE) == {("Người hưởng", "name", 3)}
    assert kinds(Danh_sách=PEOPLE * 2) == {("Danh sách", "name", 6)}


def test_streets_and_schools_that_are_named_after_persons_are_no_persons():
    assert kinds(Tên_đường=["Nguyễn Thị Minh Khai", "Trần Hưng Đạo", "Lê Hồng Phong"] * 3) == set()
    assert kinds(Trường=["Lê Lợi", "Trần Phú"], Số_học_sinh=["5", "6"]) == set()


def test_insurance_numbers_and_plates_are_found_by_word_or_form():
    assert kinds(Mã_số_BHXH=["3823456789", "0123456789"]) == {("Mã số BHXH", "insurance", 2)}
    assert kinds(Thẻ=["DN4381234567890"]) == {("Thẻ", "insurance", 1)}
    assert kinds(Biển_số=["36A-123.45", "36B1-234.56", "29C-12345"]) == {("Biển số", "plate", 3)}
    assert kinds(Nội_dung=["xe 36A-123.45 đỗ sai", "khu 36A-12345"]) == {("Nội dung", "plate", 1)}
    assert kinds(Mã_hồ_sơ=["3823456789"], Mã_hàng=["36A-12345"]) == set()
