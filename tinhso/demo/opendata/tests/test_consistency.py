"""All invented datasets beside each other: one population, places inside their districts, days inside their years, series.

Plain Python over the rows that every format writes; no database.
"""

from collections import defaultdict
from datetime import date

import pytest

from tinhso.demo.opendata.cells import NEAR
from tinhso.demo.opendata.places import Place, Places, hectares, people, people_of
from tinhso.demo.opendata.rows import headings
from tinhso.demo.opendata.sets import open_sets

DISTRICTS = tuple(f"Huyện {number}" for number in range(1, 10))
COMMUNES = tuple(Place(DISTRICTS[n % 9], f"Xã {n}", 19.4 + n / 60, 104.8 + n / 60) for n in range(54))
PLACES = Places(DISTRICTS, COMMUNES)
BY_NAME = {place.name: place for place in COMMUNES}
JUMP = 1.6  # from one year to the next no level of more than a few units moves further


@pytest.fixture(scope="module")
def tables():
    """(series, year) -> rows by heading."""
    found = {}
    for one in open_sets():
        names = headings(one.columns)
        found[one.series, one.year] = [dict(zip(names, row, strict=True)) for row in one.table(PLACES)]
    return found


def column(tables, heading):
    for (series, year), rows in tables.items():
        for row in rows:
            if row.get(heading) is not None:
                yield series, year, row


def kinds(kind):
    """(series, heading, words) of every column of that kind."""
    for title, columns in {one.series: one.columns for one in open_sets()}.items():
        for heading, way in (one.split("=", 1) for one in columns.split("|")):
            if way.partition(":")[0] == kind:
                yield title, heading, way.partition(":")[2]


@pytest.mark.long
def test_every_place_lies_in_its_district_and_its_point_beside_its_middle(tables):
    for _series, _year, row in column(tables, "Xã"):
        assert BY_NAME[row["Xã"]].district == row["Huyện"]
    for _series, _year, row in column(tables, "Vĩ độ"):
        near = [BY_NAME[row["Xã"]]] if "Xã" in row else PLACES.of(row["Huyện"])
        assert any(
            abs(place.lat - row["Vĩ độ"]) <= NEAR and abs(place.lon - row["Kinh độ"]) <= NEAR
            for place in near
        )


def test_a_commune_has_one_population_from_which_households_children_and_densities_follow(tables):
    for _series, year, row in column(tables, "Dân số (người)"):
        place = PLACES.of(row["Huyện"])
        assert row["Dân số (người)"] == sum(people_of(one, year) for one in place)
        assert row["Mật độ (người/km²)"] == round(people(place, year) / (hectares(place) / 100))
    for _series, year, row in column(tables, "Tổng số hộ"):
        assert row["Tổng số hộ"] == round(people_of(BY_NAME[row["Xã"]], year) / 3.6)
    for _series, year, row in column(tables, "Trẻ dưới 1 tuổi cần tiêm"):
        assert row["Trẻ dưới 1 tuổi cần tiêm"] < people(PLACES.of(row["Huyện"]), year) / 500
    for _series, _year, row in column(tables, "Đất nông nghiệp (ha)"):
        parts = sum(value for heading, value in row.items() if heading.startswith("Đất "))
        assert parts == pytest.approx(hectares(PLACES.of(row["Huyện"])), abs=0.05)


def test_days_lie_inside_their_year_or_before_it_and_an_end_after_its_beginning(tables):
    for title, heading, _words in kinds("within"):
        for series, year, row in column(tables, heading):
            assert series != title or row[heading].year == year
    for title, heading, _words in kinds("date"):
        for series, year, row in column(tables, heading):
            assert series != title or row[heading] <= date(year, 12, 31)
    for title, heading, words in kinds("after"):
        begin = words.rsplit(":", 2)[0]
        for series, _year, row in column(tables, heading):
            assert series != title or row[heading] > row[begin]
    for _series, year, row in column(tables, "Hết hạn"):
        assert row["Hết hạn"] >= date(year, 12, 31)
    for _series, year, row in column(tables, "Ngày"):
        assert row["Ngày"].year == year
    for _series, year, row in column(tables, "Tháng"):
        assert row["Tháng"].startswith(f"{year}-")


def test_who_has_no_day_of_recognition_is_not_recognised(tables):
    none = {"Chưa đạt"}
    for title, heading, words in kinds("reached"):
        answer_word = words.partition(":")[0]
        for series, _year, row in column(tables, heading):
            assert series != title or (row[heading] in none) == (row[answer_word] is None)


def test_parts_fit_their_whole_and_rates_their_numbers(tables):
    for title, heading, words in kinds("share"):
        whole = words.rsplit(":", 2)[0]
        for series, _year, row in column(tables, heading):
            assert series != title or row[heading] <= row[whole]
    for title, heading, words in kinds("rate"):
        part, whole = words.split(":")
        for series, _year, row in column(tables, heading):
            assert series != title or row[heading] == round(100 * row[part] / row[whole], 2)
    for _series, _year, row in column(tables, "Giá cao nhất (đồng/m²)"):
        assert row["Giá cao nhất (đồng/m²)"] > row["Giá thấp nhất (đồng/m²)"]
    for _series, _year, row in column(tables, "Sản lượng (tấn)"):
        areas = (row["Diện tích vụ xuân (ha)"] or 0) + (row["Diện tích vụ mùa (ha)"] or 0)
        assert row["Sản lượng (tấn)"] == round(areas * (row["Năng suất (tạ/ha)"] or 0) / 10)


def identity(row):
    """What a row is about: its names and codes, and the month or day without the year."""
    moment = str(row.get("Tháng") or row.get("Ngày") or "")[5:]
    names = (
        "Huyện", "Xã", "Mã trường", "Số tuyến", "Mã tuyến", "Số hiệu", "Cơ quan", "Mặt hàng", "Nhóm hàng", "Ngành", "Khu vực",
        "Trạm đo", "Trạm", "Trạm quan trắc", "Số giấy phép", "Số giấy chứng nhận", "Số giấy", "Điểm lấy mẫu", "Trung tâm",
    )  # fmt: skip
    named = [value for heading, value in row.items() if heading.startswith(("Tên", "Đơn vị", "Chủ thể"))]
    return (moment, *(row.get(name) for name in names), *named)


def test_a_series_goes_on_from_year_to_year(tables):
    """The same rows in the next edition, and levels that do not jump."""
    measured = defaultdict(set)
    for kind in ("int", "money", "people", "households"):
        for title, heading, _words in kinds(kind):
            measured[title].add(heading)
    fresh = {one.series for one in open_sets() if one.basis.startswith("new")}
    for (series, year), rows in tables.items():
        former = tables.get((series, year - 1))
        if former is None or series in fresh:
            continue
        before = {identity(row): row for row in former}
        now = {identity(row): row for row in rows}
        ended = {key for key in before.keys() - now.keys() if key[0] != "02-29"}
        assert not ended, (series, year, list(ended)[:1])
        for key in before.keys() & now.keys():
            for heading in measured[series]:
                then, value = before[key][heading], now[key][heading]
                if then and value and then > 40:
                    assert 1 / JUMP < value / then < JUMP, (series, year, heading, then, value)


def test_a_change_is_that_of_the_same_figure_a_year_before(tables):
    compared = 0
    for title, heading, words in kinds("change"):
        for (series, year), rows in tables.items():
            former = tables.get((series, year - 1))
            if series != title or former is None:
                continue
            before = {identity(row): row for row in former}
            for row in rows:
                then = before[identity(row)][words]
                if row[heading] is not None and then:
                    assert row[heading] == round(100 * row[words] / then - 100, 2)
                    compared += 1
    assert compared > 400


def test_the_months_of_an_index_multiply_to_its_year(tables):
    for title, (months, yearly) in {
        "Chỉ số giá tiêu dùng theo nhóm hàng năm {năm}": ("So với tháng trước (%)", "So với cùng kỳ (%)")
    }.items():
        rows = tables[title, 2023]
        for goods in {row["Nhóm hàng"] for row in rows}:
            product = 1.0
            for row in rows:
                product *= row[months] / 100 if row["Nhóm hàng"] == goods else 1
            december = next(r for r in rows if r["Nhóm hàng"] == goods and r["Tháng"] == "2023-12")
            assert 100 * product == pytest.approx(december[yearly], abs=0.2)
