"""Places and agencies in articles: type words, homonyms, both borders, what is no place."""

import time
from datetime import date

import pytest

from tinhso.lib.news.mentions import AgencyName, Gazetteer, Mentions, PlaceName

OLD, NEW = date(2004, 1, 1), date(2025, 7, 1)
BEFORE, AFTER = date(2024, 3, 8), date(2026, 3, 8)
PLACES = (
    PlaceName(1, "Hà Trung", "huyen", OLD, NEW),
    PlaceName(2, "Thọ Xuân", "huyen", OLD, NEW),
    PlaceName(3, "Hà Long", "xa", OLD, NEW, ("Hà Trung",)),
    PlaceName(4, "Hà Long", "xa", NEW),
    PlaceName(5, "Xuân Sơn", "xa", OLD, NEW, ("Thọ Xuân",)),
    PlaceName(6, "Xuân Sơn", "xa", OLD, NEW, ("Hà Trung",)),
    PlaceName(7, "Hà Trung", "thi-tran", OLD, NEW, ("Hà Trung",)),
    PlaceName(8, "Thanh Hóa", "thanh-pho", OLD, NEW),
    PlaceName(9, "Đông Thọ", "phuong", OLD, NEW, ("Thanh Hóa",)),
    PlaceName(10, "Hạc Thành", "phuong", NEW),
)
AGENCIES = (
    AgencyName(20, ("Sở Thông tin và Truyền thông", "Sở TT&TT")),
    AgencyName(21, ("Ủy ban nhân dân xã Xuân Sơn",), ("Thọ Xuân",)),
    AgencyName(22, ("UBND xã Xuân Sơn",), ("Hà Trung",)),
    AgencyName(23, ("Ủy ban nhân dân huyện Hà Trung",), ()),
)
GAZETTEER = Gazetteer(PLACES, AGENCIES, province=("Thanh Hóa",))


@pytest.mark.parametrize(
    ("text", "on", "places"),
    [
        ("Đường ở xã Hà Long hỏng nặng.", BEFORE, (3,)),
        ("Đường ở xã Hà Long hỏng nặng.", AFTER, (4,)),
        ("ĐƯỜNG Ở XÃ HÀ LONG HỎNG", BEFORE, (3,)),
        ("Du khách đến Hà Long đông.", BEFORE, ()),
        ("Bà con Hà Long (Hà Trung) kêu.", BEFORE, (3,)),
        ("xã Xuân Sơn mất điện", BEFORE, ()),
        ("xã Xuân Sơn, huyện Thọ Xuân mất điện", BEFORE, (5, 2)),
        ("Ở Xuân Sơn, huyện Hà Trung", BEFORE, (6, 1)),
        ("thị trấn Hà Trung họp chợ", BEFORE, (7,)),
        ("Phố Hà Trung và sông Hà Long của thôn Xuân Sơn", BEFORE, ()),
        ("xã hà long", BEFORE, ()),
        ("TP. Thanh Hóa; tỉnh Thanh Hóa; Thanh Hóa", BEFORE, (8,)),
        ("Đông Thọ, TP Thanh Hoá", BEFORE, (9, 8)),
        ("phường Đông Thọ nay thuộc phường Hạc Thành", AFTER, (9, 10)),
        ("phường Hạc Thành", BEFORE, (10,)),
        ("", BEFORE, ()),
    ],
)
def test_a_place_needs_its_type_word_or_the_unit_above_beside_it(text, on, places):
    assert GAZETTEER.find(text, on=on).places == places


def test_a_name_of_several_units_is_listed_as_ambiguous():
    found = GAZETTEER.find("Tại xã Xuân Sơn. " + "Chữ khác. " * 40 + "Huyện Thọ Xuân.", on=BEFORE)
    assert found == Mentions((2,), (), ("Xuân Sơn",))


@pytest.mark.parametrize("words", ["xã Xuân Sơn ", "Xuân Sơn ", "UBND xã Xuân Sơn "])
def test_a_text_of_names_alone_is_read_as_quickly_as_any(words):
    began = time.process_time()
    GAZETTEER.find(words * 4000, on=BEFORE)
    assert time.process_time() - began < 2.5


def test_of_an_outlet_of_elsewhere_a_place_counts_where_the_province_is_named():
    assert not GAZETTEER.find("Khách tới xã Hà Long", on=BEFORE, inside=False).places
    assert GAZETTEER.find("Khách tới xã Hà Long, Thanh Hóa", on=BEFORE, inside=False).places == (3,)
    assert GAZETTEER.find("Khách tới xã Hà Long, huyện Hà Trung", on=BEFORE, inside=False).places == (3,)


@pytest.mark.parametrize(
    ("text", "agencies"),
    [
        ("Sở TT&TT trả lời", (20,)), ("sở thông tin và truyền thông", (20,)), ("UBND huyện Hà Trung", (23,)), ("Ủy ban nhân dân xã Xuân Sơn", ()),
        ("UBND xã Xuân Sơn (Thọ Xuân)", (21,)), ("UBND xã Xuân Sơn, huyện Hà Trung", (22,)), ("Sở Thông tin", ()),
    ],
)  # fmt: skip
def test_agencies_by_full_and_short_name(text, agencies):
    assert GAZETTEER.find(text, on=BEFORE).agencies == agencies
