"""The page of a dataset, its downloads, charts, maps and frames, with hostile cells, names and addresses."""

import csv
import io
import json
import re
import zipfile
from datetime import date
from urllib.parse import urlencode

import pytest
from django.test import Client

from tinhso.kernel.places.areas import Areas, PlacesOfADay, UnitArea
from tinhso.opendata.conftest import NOW
from tinhso.opendata.engine.downloads import MOST_DOWNLOADS, SLOTS
from tinhso.opendata.engine.expressions import Ask, BadCondition
from tinhso.opendata.engine.grouping import points_sql
from tinhso.opendata.engine.profiles import keep_profile
from tinhso.opendata.models import DataVersion, FormerAddress, UsageDay, VersionProfile
from tinhso.opendata.tests.version_maker import make_version

pytestmark = pytest.mark.django_db
PAGE = "/du-lieu/xa-cua-thi-tran/"
XSS = "<script>alert(1)</script><img src=x onerror=alert(2)>"
COLUMNS = [
    ("ma", f"Mã {XSS}", "whole"),
    ("ten", '"><b>Tên', "text"),
    ("loai", "Loại", "text"),
    ("ngay", "Ngày", "date"),
    ("tien", "Số tiền", "number"),
    ("vi_do", "Vĩ độ", "number"),
    ("kinh_do", "Kinh độ", "number"),
    ("co", "Có", "boolean"),
]
SQL = f"""select i::bigint as ma,
    case i when 0 then '{XSS}' when 1 then '=cmd|''/c calc''!A1' when 2 then '@SUM(1)' when 3 then null
           when 4 then 'http://x.vn/' when 5 then 'Đường Nguyễn Huệ' else 'tên ' || i end as ten,
    'Loại ' || (i % 3) as loai, date '2023-01-31' + (i % 400)::int as ngay,
    case when i % 10 = 9 then null else i * 1.5 end::double as tien,
    19.5 + (i % 7) / 10.0 as vi_do, 105.5 + (i % 5) / 10.0 as kinh_do, i % 2 = 0 as co
    from range(130) r(i)"""


@pytest.fixture
def hostile(opened):
    return make_version(opened, SQL, COLUMNS, now=NOW)


def get(address, **kwargs):
    return Client().get(address, kwargs or None)


def page(**kwargs):
    answer = get(PAGE, **kwargs)
    assert answer.status_code == 200, answer.content.decode()
    return answer.content.decode()


def body(answer):
    return b"".join(answer.streaming_content)


@pytest.mark.long
def test_no_cell_heading_or_condition_becomes_markup(hostile, django_assert_max_num_queries):
    keep_profile(hostile, now=NOW)
    with django_assert_max_num_queries(14):
        shown = page()
    assert "&lt;script&gt;alert(1)" in shown and "<img src=x" not in shown and "<b>Tên" not in shown
    assert XSS not in page(cot="ten", dk="chua", gt=XSS)
    assert XSS not in get(PAGE, xep=XSS).content.decode()


@pytest.mark.long
@pytest.mark.parametrize("order", ["", "ten", "-tien", "ngay"])
def test_the_pages_go_on_and_back_over_every_row_once(hostile, order):
    address, codes, seen = f"{PAGE}?xep={order}", [], 0
    while address:
        shown = get(address).content.decode()
        codes.append(rows_of(shown))
        seen += 1
        address = way(shown, "next")
        last = shown
        assert seen < 6
    assert sorted(int(code) for rows in codes for code in rows) == list(range(130))
    before = get(way(last, "prev")).content.decode()
    assert rows_of(before) == codes[-2]
    assert "Dòng 51 đến 100 trong 130 dòng" in before


def rows_of(shown):
    """The first cell of each row of the table, those that are folded away too."""
    tables = re.findall(r"<tbody.*?</tbody>", shown, re.DOTALL)
    rows = [row for table in tables for row in table.split("<tr")[1:]]
    return [re.search(r">(\d+)</t[dh]>", row)[1] for row in rows]


def way(shown, name):
    found = re.search(rf'rel="{name}" href="([^"]+)"', shown)
    return PAGE + found[1].replace("&amp;", "&").split("#")[0] if found else ""


def test_a_place_that_is_not_ours_is_refused_in_words(hostile):
    for token in ("x", "-1-0", "9" * 20 + "-1", "1-1-1", "٣-1"):
        answer = get(PAGE, sau=token)
        assert answer.status_code == 400 and "Địa chỉ của trang này không đúng" in answer.content.decode()


@pytest.mark.long
def test_a_profile_tells_empties_ends_and_common_values_and_narrows(hostile):
    [*columns] = keep_profile(hostile, now=NOW).columns
    by_name = {one["name"]: one for one in columns}
    assert (by_name["ten"]["empty"], by_name["loai"]["distinct"]) == (1, 3)
    assert by_name["loai"]["top"][0] == ["Loại 0", 44] and by_name["tien"]["high"] == 192.0
    assert sum(n for _first, _last, n in by_name["ma"]["bins"]) == 130
    assert by_name["ngay"]["low"] == "2023-01-31"
    shown = page()
    assert "Lọc nhanh theo giá trị thường gặp" in shown and "gt=Lo%E1%BA%A1i+0" in shown
    assert "Dòng 1 đến 44 trong 44 dòng" in page(cot="loai", dk="la", gt="Loại 0")
    assert keep_profile(hostile, now=NOW).pk == VersionProfile.objects.get().pk


@pytest.mark.long
def test_a_profile_goes_by_what_the_file_holds(opened):
    """A version from a Parquet file of before called its numbers text; endless numbers have no steps."""
    rows = "select i / 2.0::double as ti_le, 'inf'::double as het, 'x' as ten from range(9) r(i)"
    version = make_version(opened, rows, [(n, n, "text") for n in ("ti_le", "het", "ten")], now=NOW)
    rate, endless, name = keep_profile(version, now=NOW).columns
    assert (rate["kind"], rate["low"], rate["high"], len(rate["bins"])) == ("number", 0, 4, 12)
    assert (endless["bins"], name["kind"], name["low"]) == ([], "text", "x")


@pytest.mark.long
def test_a_file_that_cannot_be_written_is_told_and_no_empty_download(opened):
    """Its columns are not those of the file."""
    make_version(opened, "select 1 as a", [("b", "B", "whole")], now=NOW)
    answer = get(f"{PAGE}tai-ve/csv/")
    assert answer.status_code == 503 and "dạng tệp khác" in answer.content.decode()
    assert SLOTS._value == MOST_DOWNLOADS


def test_a_column_is_counted_under_the_conditions(hostile):
    shown = page(dem="loai", cot="co", dk="la", gt="đúng")
    assert "Số dòng theo Loại" in shown and "Loại 0" in shown


@pytest.mark.long
def test_conditions_of_difference_and_presence(hostile):
    assert "trong 129 dòng" in page(cot="ten", dk="co")
    assert "trong 87 dòng" in page(cot="loai", dk="khac", gt="Loại 1")


def test_why_there_is_no_preview_is_told(hostile):
    DataVersion.objects.filter(pk=hostile.pk).update(rows=0)
    assert "Phiên bản này không có dòng nào" in page()


@pytest.mark.long
def test_use_is_counted_by_day_and_nobody_is_named(hostile):
    page()
    Client().head(PAGE)
    body(get(PAGE + "tai-ve/csv/"))
    body(get(PAGE + "tai-ve/parquet/"))
    get("/api/3/action/package_show", id="xa-cua-thi-tran")
    usage = UsageDay.objects.get()
    assert (usage.views, usage.downloads, usage.calls, usage.day) == (1, 2, 1, date(2024, 3, 8))
    assert "1 lượt xem, 2 lượt tải, 1 lượt gọi" in page()


def test_a_former_address_leads_on(hostile):
    FormerAddress.objects.create(slug="ten-cu", dataset=hostile.dataset, until=NOW)
    answer = get("/du-lieu/ten-cu/")
    assert (answer.status_code, answer["Location"]) == (301, PAGE)


@pytest.mark.long
def test_no_formula_leaves_as_one(hostile):
    answer = get(PAGE + "tai-ve/csv-bang-tinh/")
    assert answer["Content-Disposition"].endswith('xa-cua-thi-tran-2-bang-tinh.csv"')
    rows = list(csv.DictReader(io.StringIO(body(answer).decode("utf-8-sig"))))
    assert rows[1]["ten"].startswith("'=") and rows[2]["ten"].startswith("'@")
    with zipfile.ZipFile(io.BytesIO(body(get(PAGE + "tai-ve/xlsx/")))) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        words = sheet + (
            book.read("xl/sharedStrings.xml").decode() if "xl/sharedStrings.xml" in book.namelist() else ""
        )
    assert "<f>" not in sheet and "hyperlink" not in sheet and "Đường Nguyễn Huệ" in words


@pytest.mark.long
def test_the_json_kinds_carry_exact_values(hostile):
    rows = json.loads(body(get(PAGE + "tai-ve/json/")))
    assert rows[1]["ten"].startswith("=cmd") and rows[9]["tien"] is None
    assert len(body(get(PAGE + "tai-ve/ndjson/")).splitlines()) == 130
    found = json.loads(body(get(PAGE + "tai-ve/geojson/", cot="ma", dk="den", gt="1")))
    assert [f["geometry"]["coordinates"] for f in found["features"]] == [[105.5, 19.5], [105.6, 19.6]]
    assert found["features"][0]["properties"]["ten"] == XSS
    nothing = json.loads(body(get(PAGE + "tai-ve/geojson/", cot="ma", dk="la", gt="999")))
    assert nothing == {"type": "FeatureCollection", "features": []}


def test_a_table_without_places_has_no_geojson(opened):
    assert get(PAGE + "tai-ve/geojson/").status_code == 404
    assert "không có cột vĩ độ" in get(PAGE + "ban-do/").content.decode()
    assert get(PAGE + "ban-do/", kieu="diem").status_code == 400


def test_parquet_is_read_in_parts(hostile):
    address = PAGE + "tai-ve/parquet/"
    whole = body(get(address))
    assert int(Client().head(address)["Content-Length"]) == len(whole)
    part = Client().get(address, headers={"Range": "bytes=-4"})
    assert (part.status_code, body(part)) == (206, b"PAR1")
    part = Client().get(address, headers={"Range": "bytes=0-3"})
    assert body(part) == b"PAR1" and part["Content-Range"] == f"bytes 0-3/{len(whole)}"
    assert Client().get(address, headers={"Range": f"bytes={len(whole)}-"}).status_code == 416
    old = Client().get(address, headers={"Range": "bytes=0-3", "If-Range": '"x"'})
    assert old.status_code == 200 and body(old) == whole
    assert UsageDay.objects.get().downloads == 1  # a part is no download of its own


def test_each_range_is_answered_to_the_byte_and_none_beyond_the_end(hostile):
    address = PAGE + "tai-ve/parquet/"
    whole = body(get(address))
    size = len(whole)
    for asked, first, last in (
        ("-5", size - 5, size - 1),
        ("3-", 3, size - 1),
        ("0-0", 0, 0),
        (f"{size - 1}-{size + 9}", size - 1, size - 1),
        (f"-{size + 9}", 0, size - 1),
    ):
        part = Client().get(address, headers={"Range": f"bytes={asked}"})
        answer = (part.status_code, part["Content-Range"], int(part["Content-Length"]))
        assert answer == (206, f"bytes {first}-{last}/{size}", last - first + 1)
        assert body(part) == whole[first : last + 1]
    for beyond in (f"{size}-{size}", "3-2", "-0"):
        part = Client().get(address, headers={"Range": f"bytes={beyond}"})
        assert (part.status_code, part["Content-Range"]) == (416, f"bytes */{size}")
    assert body(Client().get(address, headers={"Range": "bytes=-"})) == whole


CHART = PAGE + "bieu-do/"


def test_a_chart_is_drawn_with_its_table_address_and_frame(hostile):
    shown = get(CHART, nhom="loai", phep="tong", gia="tien", loai="cot").content.decode()
    assert (
        "<svg" in shown
        and "Tổng Số tiền theo Loại" in shown
        and "/nhung/du-lieu/xa-cua-thi-tran/bieu-do/?" in shown
    )
    figures = get(PAGE + "bieu-do.csv", nhom="loai").content.decode()
    assert "Loại 0,44.0" in figures
    assert "<svg" in get(CHART, nhom="ngay", buoc="thang", loai="duong").content.decode()
    assert "Biểu đồ gợi ý" in get(CHART).content.decode()


def test_no_title_or_group_becomes_markup(hostile):
    for address in (CHART, "/nhung/du-lieu/xa-cua-thi-tran/bieu-do/"):
        shown = get(address, **{"nhom": "ten", "tieu-de": XSS, "so": "5"}).content.decode()
        assert "<script>alert" not in shown and "<img src=x" not in shown and "&lt;script&gt;" in shown
    figures = get(PAGE + "bieu-do.csv", nhom="ten", so="40").content.decode()
    assert "'=cmd" in figures


@pytest.mark.long
@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"nhom": "khong-co"}, "Bảng không có cột"),
        ({"nhom": "loai", "loai": "tron"}, "Không có loại biểu đồ"),
        ({"nhom": "loai", "phep": "tong"}, "cần chọn cột giá trị"),
        ({"nhom": "loai", "phep": "tong", "gia": "ten"}, "cần một cột số"),
        ({"nhom": "loai", "buoc": "thang"}, "ở cột ngày"),
        ({"nhom": "loai", "phep": "xoa", "gia": "tien"}, "Không có phép tính"),
        ({"nhom": "loai", "cot": "ma", "dk": "la", "gt": "x"}, "không đúng dạng"),
    ],
)
def test_a_chart_that_cannot_be_drawn_says_why(hostile, given, sentence):
    answer = get(CHART, **given)
    assert answer.status_code == 400 and sentence in answer.content.decode()


def test_points_are_placed_and_areas_need_borders(hostile, monkeypatch):
    shown = get(PAGE + "ban-do/", nhan="ten").content.decode()
    assert shown.count('class="map-point"') == 130 and "<img src=x" not in shown
    answer = get(PAGE + "ban-do/", kieu="vung", nhom="loai")
    assert answer.status_code == 400 and "Ranh giới các xã chưa được nạp" in answer.content.decode()
    maps_of(monkeypatch, ["Loại 1", "Không tên"])
    shown = get(PAGE + "ban-do/", kieu="vung", nhom="loai").content.decode()
    assert (
        '<svg class="ground"' in shown and shown.count('class="map-area map-3"') == 2
    )  # an area, and its key
    assert "<title>Không tên: chưa có số liệu</title>" in shown and "<li>Loại 1 · 43</li>" in shown
    framed = get("/nhung/du-lieu/xa-cua-thi-tran/ban-do/", kieu="vung", nhom="loai").content.decode()
    assert '<svg class="ground"' in framed and "<script" not in framed
    assert get(PAGE + "ban-do/", kieu="vung", nhom="ten").status_code == 400


def test_points_are_not_named_by_a_column_that_the_table_does_not_show(hostile):
    for label in ("khong-co", "_dong"):
        answer = get(PAGE + "ban-do/", nhan=label)
        assert answer.status_code == 400 and "Bảng không có cột" in answer.content.decode()
        with pytest.raises(BadCondition):
            points_sql(hostile.columns, Ask(), ("vi_do", "kinh_do"), label, 9)


def maps_of(monkeypatch, names: list[str], **more) -> None:
    """Areas of these names side by side, with their places as codes."""
    areas = [
        UnitArea(n, str(n), name, 105 + n / 99, 20.0, None, (((105 + n / 99, 20), (106, 20), (105, 21)),))
        for n, name in enumerate(names)
    ]
    known = PlacesOfADay(
        Areas(areas, True, "", date(2025, 7, 1)),
        more.get("before", {}),
        {n: str(n) for n, _name in enumerate(names)},
        more.get("living", dict(enumerate(names))),
        more.get("district_of", {}),
    )
    monkeypatch.setattr("tinhso.opendata.charts.drawing.places_of_day", lambda day: known)


def test_a_district_is_one_shape_that_says_its_own_value_and_no_commune_says_it(hostile, monkeypatch):
    """C was made of more communes of Loại 2 than of Loại 1; Loại 3 has nothing on the map and is named with the reason."""
    before = {0: (10, 11), 1: (12,), 2: (11, 12, 13)}
    district_of = {10: "Loại 1", 11: "Loại 1", 12: "Loại 2", 13: "Loại 2"}
    maps_of(monkeypatch, ["A", "B", "C"], before=before, living={}, district_of=district_of)
    shown = get(PAGE + "ban-do/", kieu="vung", nhom="loai").content.decode()
    titles = re.findall(r'<path class="map-area([^"]*)" d="([^"]*)"><title>([^<]*)</title>', shown)
    assert [(words, path.count("M")) for _, path, words in titles] == [("Loại 1: 43", 1), ("Loại 2: 43", 2)]
    assert "map-joined" in titles[1][0] and "Cao nhất: Loại 1 (43)" in shown
    assert shown.count("<li>Loại 1 · ") == 1 and "<li>Loại 0 · " in shown
    assert "Không đặt được lên bản đồ vì không là tên hoặc mã của đúng một đơn vị ngày đó: Loại 0" in shown
    framed = get("/nhung/du-lieu/xa-cua-thi-tran/ban-do/", kieu="vung", nhom="loai").content.decode()
    assert "đúng một đơn vị ngày đó: Loại 0" in framed


def test_a_commune_of_a_day_without_a_shape_to_itself_is_named_and_not_drawn_as_its_successor(
    hostile, monkeypatch
):
    """“Loại 1” of that day went into the later “Loại 1” beside another; two are called “Loại 2”; “Loại 0” stayed as it was."""
    names = {10: "Loại 1", 11: "Khác", 12: "Loại 2", 13: "Loại 2", 14: "Loại 0"}
    before = {0: (10, 11), 1: (12,), 2: (13,), 3: (14,)}
    maps_of(monkeypatch, ["Loại 1", "Loại 2", "Loại 2", "Mới"], before=before, living=names)
    shown = get(PAGE + "ban-do/", kieu="vung", nhom="loai").content.decode()
    assert "<title>Loại 0: 44</title>" in shown and "<title>Loại 1" not in shown
    assert shown.count("<title>Loại 2: chưa có số liệu</title>") == 2
    assert "nay không còn hình riêng (đã nhập, chia): Loại 1." in shown
    assert "đúng một đơn vị ngày đó: Loại 2" in shown


def test_a_chart_of_the_first_groups_names_those_that_it_leaves_out(hostile):
    shown = get(CHART, nhom="loai", so="2").content.decode()
    left = re.search(r"Vẽ 2 trong (\d+) nhóm; còn lại: ([^.]*)\.", shown)
    assert left and len(left[2].split(", ")) == int(left[1]) - 2
    assert left[0] in get("/nhung/du-lieu/xa-cua-thi-tran/bieu-do/", nhom="loai", so="2").content.decode()
    assert "còn lại:" not in get(CHART, nhom="loai").content.decode()


def test_every_area_has_its_value_however_many_there_are(hostile, monkeypatch):
    maps_of(monkeypatch, [f"Xã {n}" for n in range(130)])
    shown = get(PAGE + "ban-do/", kieu="vung", nhom="ma").content.decode()
    assert shown.count("<title>Xã ") == 130 and ": chưa có số liệu" not in shown
    monkeypatch.setattr("tinhso.opendata.charts.drawing.MOST_AREAS", 129)
    answer = get(PAGE + "ban-do/", kieu="vung", nhom="ma")
    assert answer.status_code == 400 and "quá nhiều giá trị" in answer.content.decode()


def test_a_frame_may_stand_anywhere_and_runs_nothing_and_other_pages_may_not(hostile):
    for place in ("bieu-do/?nhom=loai", "ban-do/"):
        answer = get(f"/nhung/du-lieu/xa-cua-thi-tran/{place}")
        policy = answer["Content-Security-Policy"]
        assert "frame-ancestors *" in policy and "default-src 'none'" in policy
        assert "X-Frame-Options" not in answer and "<script" not in answer.content.decode()
    closed = get(PAGE)
    assert (
        closed["X-Frame-Options"] == "DENY" and "frame-ancestors 'none'" in closed["Content-Security-Policy"]
    )


def test_a_shared_address_keeps_its_conditions(hostile):
    query = urlencode({"cot": "co", "dk": "la", "gt": "đúng", "nhom": "loai"})
    shown = get(f"{CHART}?{query}").content.decode()
    assert 'name="cot" value="co"' in shown and "điều kiện lọc" in shown


def api(path, **given):
    return get(f"/api/du-lieu/{path}", **given).json()


@pytest.mark.long
def test_the_api_lists_shows_and_walks(hostile, django_assert_max_num_queries):
    assert [one["slug"] for one in api("", q="xa cua thi tran")["items"]] == ["xa-cua-thi-tran"]
    with django_assert_max_num_queries(6):
        whole = api("xa-cua-thi-tran")
    assert whole["columns"][0]["name"] == "ma" and whole["downloads"]["geojson"].endswith("/tai-ve/geojson/")
    given, seen = {"where": ["co:la:đúng", "ma:den:99"], "order": "-ma", "limit": 20}, []
    while True:
        found = api("xa-cua-thi-tran/dong", **given)
        seen += [row[0] for row in found["rows"]]
        if not found["next"]:
            break
        given["after"] = found["next"]
    assert seen == list(range(98, -1, -2)) and found["total"] == 50
    groups = api("xa-cua-thi-tran/nhom", group="loai", measure="tong", value="ma")["groups"]
    assert groups[0] == ["Loại 0", 2838]


def test_the_api_refuses_in_words(hostile):
    for path, given, status in (
        ("khong-co", {}, 404),
        ("xa-cua-thi-tran/dong", {"where": "x"}, 400),
        ("xa-cua-thi-tran/dong", {"after": "x"}, 400),
        ("xa-cua-thi-tran/dong", {"limit": 1001}, 422),
        ("xa-cua-thi-tran/nhom", {"group": "x"}, 400),
    ):
        answer = get(f"/api/du-lieu/{path}", **given)
        assert answer.status_code == status and answer.json()["detail"]
