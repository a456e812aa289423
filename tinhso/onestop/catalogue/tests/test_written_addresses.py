"""An address of former units is read as the commune of the day; what is not certain is left to the person."""

from datetime import date

import pytest

from tinhso.kernel.places.public import AdminUnit, UnitSuccession
from tinhso.onestop.catalogue.written_addresses import read_address

pytestmark = pytest.mark.django_db
DISTRICTS, TWO_LEVELS = date(2024, 3, 8), date(2026, 3, 9)


@pytest.mark.long
def test_the_commune_of_the_day_is_found_by_name_and_district(whole_province):
    read = read_address("Tiểu khu 3, Thị trấn Hà Trung, huyện Hà Trung, tỉnh Thanh Hóa", on=DISTRICTS)
    assert (read.code, read.detail, read.former) == ("15271", "Tiểu khu 3", "Thị trấn Hà Trung")


def test_two_that_bear_the_name_are_told_apart_by_the_district_or_by_the_code(whole_province):
    both = read_address("Phường Bắc Sơn, tỉnh Thanh Hóa", on=DISTRICTS)
    assert (
        both.code == ""
        and both.is_ambiguous
        and {code for code, _name in both.communes} == {"14809", "14833"}
    )
    assert read_address("Phường Bắc Sơn, thị xã Bỉm Sơn, tỉnh Thanh Hóa", on=DISTRICTS).code == "14809"
    assert read_address("Phường Bắc Sơn, tỉnh Thanh Hóa", on=DISTRICTS, code="14833").code == "14833"


def test_a_former_ward_is_what_it_became(whole_province):
    old = AdminUnit.objects.get(code="14782", name="Phường Đông Vệ")
    (new,) = {row.new for row in UnitSuccession.objects.filter(old=old).select_related("new")}
    read = read_address("Phường Đông Vệ, thành phố Thanh Hóa, tỉnh Thanh Hóa", on=TWO_LEVELS)
    assert read.communes == ((new.code, new.name),) and new.exists_on(TWO_LEVELS)


def test_a_unit_that_was_split_leaves_the_choice(whole_province):
    many = UnitSuccession.objects.filter(on=date(2025, 7, 1), old__level="commune").values_list("old", "new")
    by_old: dict[int, set[int]] = {}
    for old, new in many:
        by_old.setdefault(old, set()).add(new)
    split = next(AdminUnit.objects.get(pk=old) for old, new in by_old.items() if len(new) > 1)
    district = split.parent
    assert district
    read = read_address(f"{split.name}, {district.name}, tỉnh Thanh Hóa", on=TWO_LEVELS)
    assert read.is_ambiguous and read.code == "" and len(read.communes) == len(by_old[split.pk])


def test_a_commune_of_today_is_read_back_as_what_it_was_made_of(whole_province):
    read = read_address("Phường Hạc Thành, tỉnh Thanh Hóa", on=DISTRICTS)
    assert read.is_ambiguous and "Phường Điện Biên" in {name for _code, name in read.communes}


@pytest.mark.parametrize(
    "text",
    [
        "",
        ",",
        "Số 5 phố Hàng Bông",
        "Phường Hàng Bông, quận Hoàn Kiếm, thành phố Hà Nội",
        "Xã Không Có",
        "\0" * 40,
    ],
)
def test_what_is_no_commune_of_the_province_stays_words(whole_province, text):
    read = read_address(text, on=TWO_LEVELS)
    assert read.code == "" and not read.communes and not read.is_ambiguous
    assert read.detail == ", ".join(part.strip() for part in text.split(",") if part.strip())


def test_marks_and_capitals_do_not_matter(whole_province):
    assert read_address("thi tran ha trung, HUYỆN HÀ TRUNG", on=DISTRICTS).code == "15271"
