"""Faults of a pack are found all at once, each with file, line and column; the pack that is shipped has none."""

import csv
import json

import pytest

from tinhso.lib.packs import reading
from tinhso.lib.packs.check import check_pack
from tinhso.lib.packs.references import AGENCY_RULES
from tinhso.lib.packs.tests.conftest import SHIPPED
from tinhso.lib.province_pack import ProvincePack, rule_kinds

COMMUNE = "12345,2025-07-01,,Xã Hòa An,xa,commune,99,10.5,19.5,105.5,NQ mẫu\n"
LATER = "12345,2026-07-01,,Xã Hòa An mới,xa,commune,99,,,,NQ mẫu\n"


def append(pack, name, *lines):
    with (pack / name).open("a", encoding="utf-8") as file:
        file.writelines(lines)
    return (pack / name).read_text("utf-8").count("\n") - len(lines) + 1


def found(pack, **words):
    return {(one.file, one.line, one.column, one.words) for one in check_pack(pack, **words)}


def test_the_shipped_pack_has_no_fault_and_its_agency_rules_are_known():
    assert check_pack(SHIPPED, rules=rule_kinds(SHIPPED)) == []
    agencies = {row["code"] for row in ProvincePack(SHIPPED).rows("agencies.csv")}
    naming = {
        r["key"]
        for r in ProvincePack(SHIPPED).rows("rules.csv")
        if any(f'"{one}"' in r["value"] for one in agencies)
    }
    assert naming == AGENCY_RULES


def test_a_commune_with_its_committee_is_no_fault(pack):
    append(pack, "units.csv", COMMUNE)
    agency = "ubnd-xa-12345,2025-07-01,,Ủy ban nhân dân xã Hòa An,UBND xã,committee,commune,ubnd-tinh,12345,H99.99.1,,QĐ\n"
    append(pack, "agencies.csv", agency)
    assert found(pack) == set()


def test_a_rule_without_a_line_on_some_day_is_a_fault(pack):
    """The days for a supplement ended with NĐ 61/2018 and no line followed: nobody noticed, for nobody read it."""
    rules, key = pack / "rules.csv", "supplement.return_days"
    rows = [row for row in rules.read_text("utf-8").splitlines(keepends=True) if not row.startswith(key)]
    rules.write_text("".join(rows), "utf-8")
    end = append(pack, "rules.csv", f"{key},3,2020-01-01,2025-07-01,NĐ,\n")
    assert ("rules.csv", end, "valid_to") in {one[:3] for one in found(pack)}
    append(pack, "rules.csv", f"{key},3,2025-07-02,,NĐ,\n")
    assert ("rules.csv", end, "valid_to") in {one[:3] for one in found(pack)}
    append(pack, "rules.csv", f"{key},3,2025-07-01,2025-07-02,NĐ,\n")
    assert found(pack, rules=rule_kinds(SHIPPED)) == set()


def test_a_field_may_have_its_own_days_for_a_while(pack):
    key = "supplement.return_days.xay-dung"
    number = append(pack, "rules.csv", f"{key},7,2025-07-01,2026-01-01,Luật mẫu Điều 9,\n")
    assert found(pack, rules=rule_kinds(SHIPPED)) == set()
    append(pack, "rules.csv", f'{key},"""bảy""",2026-01-01,,Luật mẫu,\n')
    assert {one[:3] for one in found(pack, rules=rule_kinds(SHIPPED))} == {("rules.csv", number + 1, "value")}


@pytest.mark.parametrize(
    ("name", "line", "column", "words"),
    [
        ("units.csv", COMMUNE.replace("2025-07-01", "1/7/2025"), "valid_from", "không phải ngày dạng"),
        ("units.csv", COMMUNE.replace("2025-07-01", "2025-02-30"), "valid_from", "không phải ngày dạng"),
        ("units.csv", COMMUNE.replace("2025-07-01", "0025-07-01"), "valid_from", "ngoài khoảng"),
        ("units.csv", COMMUNE.replace("commune", "xa"), "level", "không có trong province"),
        ("units.csv", COMMUNE.replace(",99,", ",77,"), "parent_code", "không có đơn vị hành chính 77"),
        ("units.csv", COMMUNE.replace(",99,", ",,"), "parent_code", "chỉ tỉnh"),
        ("units.csv", COMMUNE.replace("19.5", "105.5"), "lat", "ngoài khoảng"),
        ("units.csv", COMMUNE.replace("10.5,19", "10,5,19"), "", "có 12 ô, cần 11"),
        ("units.csv", COMMUNE.replace("Xã Hòa An", "x" * 121), "name", "dài 121 ký tự"),
        ("units.csv", COMMUNE.replace("Xã Hòa An", ""), "name", "không được để trống"),
        ("units.csv", COMMUNE.replace(",,Xã", ",2025-07-01,Xã"), "valid_to", "phải sau ngày bắt đầu"),
        ("competences.csv", "dat,Đất,province,so-x,2025-07-01,,QĐ\n", "agency_code", "không có cơ quan so-x"),
        (
            "competences.csv",
            "dat,Đất,province,so-tp,2020-07-01,,QĐ\n",
            "agency_code",
            "không có cơ quan so-tp vào ngày 01/07/2020",
        ),
        ("rules.csv", "citizen.desk2,{,2025-07-01,,QĐ,\n", "value", "không phải JSON (ký tự 2)"),
        ("report_routes.csv", "khong-co,,commune,,2025-07-01,,QĐ\n", "category", "không có loại phản ánh"),
        ("report_routes.csv", "o-ga,99,agency,,2025-07-01,,QĐ\n", "agency_code", "cần cơ quan khi"),
        ("unit_successions.csv", "2025-07-01,99,99,2,1,NQ\n", "share", "ngoài khoảng 0 đến 1"),
        ("online_services.csv", "1.1,commune,partly,,2025-07-01,,,QĐ\n", "reason", "cần lý do"),
        ("paper_sources.csv", "a,,T,s,/p,applicant,hoTen,,,2,,L,S,2025-07-01,\n", "fields", "tên:nhãn"),
    ],
)
def test_a_fault_is_told_with_its_place(pack, name, line, column, words):
    number = append(pack, name, line)
    places = [one for one in found(pack) if one[:3] == (name, number, column)]
    assert places and any(words in one[3] for one in places)


def test_lines_of_one_key_may_not_overlap(pack):
    first = append(pack, "units.csv", COMMUNE, LATER, COMMUNE)
    assert found(pack) == {
        ("units.csv", first + 1, "valid_from", f"hiệu lực chồng lên dòng {first}"),
        ("units.csv", first + 2, "code", f"trùng với dòng {first}"),
    }


DIVISION = "phong-1,2025-07-01,,Phòng 1,Phòng 1,division,province,so-tp,99,H99.03,,QĐ\n"


def test_an_identity_code_of_two_agencies_on_a_day_is_a_fault(pack):
    alone = DIVISION.replace("H99.03,", "H99.03.01,").replace("phong-1", "phong-0")
    earlier = DIVISION.replace("phong-1,2025-07-01,", "phong-2,2020-01-01,2025-01-01").replace("so-tp", "")
    desk = DIVISION.replace("phong-1", "quay-1").replace("division", "desk")
    first = append(pack, "agencies.csv", alone, earlier.replace(",99,", ",,"), desk)
    assert found(pack) == set()
    append(pack, "agencies.csv", DIVISION, desk.replace("quay-1", "quay-2").replace("so-tp", "so-nv"))
    known = [one.split(",")[0] for one in (pack / "agencies.csv").read_text("utf-8").splitlines()]
    words = f"H99.03 là mã của dòng {known.index('so-tp') + 1} trong cùng thời gian"
    assert found(pack) == {("agencies.csv", line, "ident_code", words) for line in (first + 3, first + 4)}


def test_rules_that_are_missing_unknown_or_of_an_agency_that_is_not_there(pack):
    text = (pack / "rules.csv").read_text("utf-8")
    (pack / "rules.csv").write_text(text.replace('"""van-phong-ubnd"""', '"""so-x"""'), "utf-8")
    words = {one[3] for one in found(pack, rules={"citizen.desk": "text", "x.y": "text"})}
    assert (
        "không có cơ quan so-x vào ngày 01/07/2025" in words
        and "thiếu quy tắc x.y, chương trình cần" in words
    )
    assert "chương trình không đọc quy tắc supplement.effect" in words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[]", "đối tượng JSON"),
        ("{", "không phải JSON"),
        (
            json.dumps({"name": "A", "owner": 1, "province_code": "12", "ident_code": "99", "x": ""}),
            "units.csv không có tỉnh 12",
        ),
    ],
)
def test_the_settings_of_a_pack(pack, text, words):
    (pack / "pack.json").write_text(text, "utf-8")
    assert any(one[0] == "pack.json" and words in one[3] for one in found(pack))


def test_files_that_are_no_tables(pack, monkeypatch):
    (pack / "units.csv").unlink()
    (pack / "rules.csv").write_bytes(b"key,value\n\xff\xfe")
    (pack / "answer_templates.csv").write_text('code,kind,title,text\na,b,"c', "utf-8")
    (pack / "competences.csv").write_text("field,field,level\n", "utf-8")
    (pack / "agency_successions.csv").write_text("on,old_code,new_code,is_default,source,ghi chú\n", "utf-8")
    monkeypatch.setattr(reading, "MOST_BYTES", 3_000)
    words = {(one.file, one.words.partition(" (")[0]) for one in check_pack(pack)}
    assert {("units.csv", "thiếu tệp này"), ("rules.csv", "không phải UTF-8")} <= words
    assert ("answer_templates.csv", "dấu ngoặc kép mở mà không đóng") in words
    assert any(name == "competences.csv" and "thiếu cột" in problem for name, problem in words)
    assert ("agency_successions.csv", "chương trình không đọc cột này") in words
    assert ("report_categories.csv", "lớn hơn 0 MB") in words
    assert [str(one) for one in check_pack(pack / "khong-co")][0].endswith("không có thư mục này")


@pytest.fixture
def longest_cell():
    """As Python begins: other modules of the process may have raised it."""
    before = csv.field_size_limit(131_072)
    yield
    csv.field_size_limit(before)


XLSX = b"PK\x03\x04\x14\x00"


@pytest.mark.parametrize(
    ("change", "place", "words"),
    [
        (lambda old: XLSX, (1, ""), "là XLSX, ODS"),
        (lambda old: old.decode().encode("utf-16"), (1, ""), "là UTF-16"),
        (lambda old: old.replace("Tỉnh".encode(), b"T\xcc\xd2nh"), (2, "name"), "không phải UTF-8"),
        (lambda old: b"\n", (0, ""), "tệp trống"),
        (lambda old: b"\n" + old, (1, ""), "không phải dòng tên các cột"),
        (lambda old: old.partition(b"\n")[0], (0, ""), "không có dòng nào"),
        (lambda old: old.replace(b",", b";"), (1, ""), "ngăn cột bằng “;”"),
        (lambda old: old.replace(b",", b"\t"), (1, ""), "ngăn cột bằng Tab"),
        (lambda old: old.replace(b"level,", b"", 1), (1, ""), "thiếu cột level"),
        (lambda old: old + b'12345,2025-07-01,,"X\xc3\xa3', (3, "name"), "mở mà không đóng"),
        (lambda old: old + b'12345,2025-07-01,,"a" b\n', (3, ""), "phải là dấu phẩy"),
        (lambda old: old + b"a" * 200_000 + b"\n", (3, ""), "dài hơn 131.072 ký tự"),
    ],
)
def test_a_file_that_cannot_be_read_is_the_only_fault_that_is_told(pack, longest_cell, change, place, words):
    """What names its units would be hundreds of faults before the true one."""
    (pack / "units.csv").write_bytes(change((pack / "units.csv").read_bytes()))
    (fault,) = check_pack(pack)
    assert (fault.file, (fault.line, fault.column)) == ("units.csv", place) and words in fault.words
    assert fault.words.english and fault.words.english != fault.words


def test_byte_order_marks_and_other_ends_of_lines_are_no_fault(pack):
    for name, change in (("units.csv", b"\n"), ("rules.csv", b"\r"), ("pack.json", b"\n")):
        text = (pack / name).read_bytes()
        (pack / name).write_bytes(b"\xef\xbb\xbf" + text.replace(change, b"\r\n"))
    assert found(pack, rules=rule_kinds(SHIPPED)) == set()
    assert ProvincePack(pack).settings["province_code"] == "99"


def test_a_table_in_another_format_or_under_another_name_is_told(pack):
    (pack / "units.csv").rename(pack / "units.xlsx")
    (pack / "report_routes.csv").rename(pack / "report_route.csv")
    assert {(one.file, one.words) for one in check_pack(pack)} == {
        ("units.csv", "thiếu tệp này (có units.xlsx: lưu lại dạng “CSV UTF-8”)"),
        ("report_route.csv", "chương trình không đọc tệp này"),
    }


def test_a_rule_has_the_kind_of_value_that_the_program_reads(pack):
    text = (pack / "rules.csv").read_text("utf-8")
    (pack / "rules.csv").write_text(
        text.replace("jobs.finished_days,7,", 'jobs.finished_days,"""7""",'), "utf-8"
    )
    (fault,) = check_pack(pack, rules=rule_kinds(SHIPPED))
    assert fault.column == "value" and fault.words == "giá trị của jobs.finished_days phải là một số"


def test_agencies_above_one_another_are_found(pack):
    line = "{},2025-07-01,,A,A,division,province,{},99,,,QĐ\n"
    first = append(
        pack, "agencies.csv", line.format("a1", "b1"), line.format("b1", "a1"), line.format("c1", "b1")
    )
    words = "các cơ quan này là cấp trên của nhau"
    assert found(pack) == {
        ("agencies.csv", number, "parent_code", words) for number in range(first, first + 3)
    }


@pytest.mark.parametrize(
    "text", ["{", "[]", '{"features": [{"geometry": {"type": "Point", "coordinates": [1]}}]}']
)
def test_a_ground_that_no_map_can_be_drawn_on_is_a_fault(pack, text):
    (pack / "ground.geojson").write_text(text, "utf-8")
    assert {one[0] for one in found(pack)} == {"ground.geojson"}


def test_a_fault_is_told_in_the_language_of_the_keyboard(pack, monkeypatch):
    append(pack, "units.csv", COMMUNE.replace("2025-07-01", "1/7/2025"))
    (fault,) = check_pack(pack)
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    assert fault.spoken() == "units.csv, line 3, column valid_from: “1/7/2025” is no date as in 2025-07-01"
    monkeypatch.setenv("LANG", "vi_VN.UTF-8")
    assert fault.spoken() == str(fault)
