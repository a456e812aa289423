"""Faults of a pack are found all at once, each with file, line and column; the pack that is shipped has none."""

import json

import pytest

from tinhso.lib.packs import check
from tinhso.lib.packs.check import check_pack
from tinhso.lib.packs.references import AGENCY_RULES
from tinhso.lib.packs.tests.conftest import SHIPPED
from tinhso.lib.province_pack import ProvincePack

COMMUNE = "12345,2025-07-01,,Xã Hòa An,xa,commune,99,10.5,19.5,105.5,NQ mẫu\n"
LATER = "12345,2026-07-01,,Xã Hòa An mới,xa,commune,99,,,,NQ mẫu\n"


def append(pack, name, *lines):
    with (pack / name).open("a", encoding="utf-8") as file:
        file.writelines(lines)
    return (pack / name).read_text("utf-8").count("\n") - len(lines) + 1


def found(pack, **words):
    return {(one.file, one.line, one.column, one.words) for one in check_pack(pack, **words)}


def test_the_shipped_pack_has_no_fault_and_its_agency_rules_are_known():
    keys = frozenset(row["key"] for row in ProvincePack(SHIPPED).rows("rules.csv"))
    assert check_pack(SHIPPED, rules=keys) == []
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


def test_rules_that_are_missing_unknown_or_of_an_agency_that_is_not_there(pack):
    text = (pack / "rules.csv").read_text("utf-8")
    (pack / "rules.csv").write_text(text.replace('"""van-phong-ubnd"""', '"""so-x"""'), "utf-8")
    words = {one[3] for one in found(pack, rules=frozenset({"citizen.desk", "x.y"}))}
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
    monkeypatch.setattr(check, "MOST_BYTES", 3_000)
    words = {(one.file, one.words.partition(" (")[0]) for one in check_pack(pack)}
    assert {("units.csv", "thiếu tệp này"), ("rules.csv", "không phải UTF-8")} <= words
    assert ("answer_templates.csv", "không đọc được CSV") in words
    assert any(name == "competences.csv" and "thiếu cột" in problem for name, problem in words)
    assert ("agency_successions.csv", "chương trình không đọc cột này") in words
    assert ("report_categories.csv", "lớn hơn 0 MB") in words
    assert [str(one) for one in check_pack(pack / "khong-co")][0].endswith("không có thư mục này")
