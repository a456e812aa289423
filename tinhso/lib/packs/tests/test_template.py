"""A pack for another province: nothing of the one it is copied from, whole at once, its columns explained."""

import csv
import re

import pytest

from tinhso.lib.packs.check import check_pack
from tinhso.lib.packs.columns import pack_files
from tinhso.lib.packs.template import NewPackRefused, NewProvince, write_pack
from tinhso.lib.packs.tests.conftest import BINH_HOA, SHIPPED
from tinhso.lib.province_pack import pack_settings, rule_kinds


def rows(pack, name):
    with (pack / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_it_is_whole_and_nothing_in_it_is_of_another_province(pack):
    assert check_pack(pack, rules=rule_kinds(SHIPPED)) == []
    text = "".join(file.read_text("utf-8") for file in pack.iterdir())
    assert not re.search(r"thanh hóa|nghi sơn|H56", text, re.IGNORECASE)
    assert pack_settings(pack)["owner"] == "Ủy ban nhân dân tỉnh Bình Hòa"
    assert {row["unit_code"] for row in rows(pack, "agencies.csv")} == {"99"}
    assert all(row["ident_code"].startswith("H99") for row in rows(pack, "agencies.csv") if row["ident_code"])


def test_the_law_is_there_with_its_own_dates_and_agencies_begin_with_the_pack(pack):
    shipped, new = rows(SHIPPED, "rules.csv"), rows(pack, "rules.csv")
    assert {row["key"] for row in new} == {row["key"] for row in shipped}
    assert ("supplement.effect", "2020-01-01") in {(row["key"], row["valid_from"]) for row in new}
    operator = [row for row in new if row["key"] == "exchange.operator"]
    assert [(row["value"], row["valid_from"]) for row in operator] == [('"so-khcn"', "2025-07-01")]


def test_each_column_is_explained(pack):
    guide = (pack / "README.md").read_text("utf-8")
    for file in pack_files():
        assert f"## {file.name} " in guide
        for column in file.columns:
            assert f"| {column.name} | " in guide and column.meaning


@pytest.mark.parametrize(
    ("name", "code", "ident", "words"),
    [
        ("Bình Hòa", "99", "H99", "bắt đầu bằng"),
        ("Tỉnh ", "99", "H99", "bắt đầu bằng"),
        ("Tỉnh " + "a" * 60, "99", "H99", "nhiều nhất 60"),
        ("Tỉnh Bình Hòa", "", "H99", "không phải mã"),
        ("Tỉnh Bình Hòa", "1" * 11, "H99", "nhiều nhất 10"),
        ("Tỉnh Bình Hòa", "99", "99", "mã định danh"),
    ],
)
def test_words_that_name_no_province_are_refused_before_anything_is_written(
    tmp_path, name, code, ident, words
):
    with pytest.raises(NewPackRefused, match=words):
        write_pack(tmp_path / "a", NewProvince(name, code, ident), source=SHIPPED)
    assert not (tmp_path / "a").exists()


def test_a_folder_with_something_in_it_is_left_alone(pack):
    before = (pack / "units.csv").read_text("utf-8")
    with pytest.raises(NewPackRefused, match="đã có"):
        write_pack(pack, BINH_HOA, source=SHIPPED)
    assert (pack / "units.csv").read_text("utf-8") == before


def test_a_city_is_called_a_city(tmp_path):
    write_pack(tmp_path / "c", NewProvince("Thành phố Hòa An", "98", "H98"), source=SHIPPED)
    assert rows(tmp_path / "c", "units.csv")[0]["kind"] == "thanh-pho"
    assert pack_settings(tmp_path / "c")["owner"] == "Ủy ban nhân dân thành phố Hòa An"
