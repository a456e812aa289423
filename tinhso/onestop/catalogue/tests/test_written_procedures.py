"""The procedures written by hand: all seven parts that law has published, on both sides of 1 July 2025."""

import csv
from datetime import date
from pathlib import Path

import pytest

import tinhso
from tinhso.lib.forms import Weight, logic, verdict
from tinhso.lib.forms.check import checked_form
from tinhso.lib.legal_time.time_limit import TimeLimit
from tinhso.onestop.data import reading
from tinhso.onestop.models import ProcedureVersion

PACK = Path(tinhso.__file__).parent / "config/packs/thanh_hoa/competences.csv"
WRITTEN = [v for v in reading.versions() if "procedure" in v]
ROWS = {row.code: row for row in reading.procedures()}
CODES = sorted({v["procedure"] for v in WRITTEN})
DAYS = [date(2024, 3, 8), date(2025, 11, 24)]
TWO_LEVELS = reading.TWO_LEVELS


def of(code):
    return sorted((v for v in WRITTEN if v["procedure"] == code), key=lambda v: v["number"])


def level_on(code, day):
    found = [
        lv for lv, begin, end in reading.settling(ROWS[code]) if begin <= day and (end is None or day < end)
    ]
    assert len(found) == 1
    return found[0]


def in_force(code, day):
    return next(
        (v for v in of(code) if v["valid_from"] <= day and (v["valid_to"] is None or day < v["valid_to"])),
        None,
    )


@pytest.mark.parametrize("day", DAYS)
def test_sixty_procedures_are_written_by_hand_and_twenty_four_have_their_own_form(day):
    """On both sides of the reform; which parts each has is tried one by one below."""
    known = [version for code in CODES if (version := in_force(code, day))]
    procedures = {v["procedure"] for v in known if v["form"]["id"] != "don-chung"}
    assert len(known) >= 60
    assert len(procedures) >= 24


@pytest.mark.parametrize("version", WRITTEN, ids=lambda v: f"{v['procedure']}-{v['number']}")
def test_a_written_version_has_every_part_that_law_has_published(version):
    row = ROWS[version["procedure"]]
    assert row.name  # tên
    assert version["order_text"].count("Bước") >= 3  # trình tự thực hiện
    assert version["manner_text"] and version["channels"]  # cách thức thực hiện
    assert version["papers"] and all(p["name"] for p in version["papers"])  # thành phần, số lượng hồ sơ
    assert version["time_limits"]  # thời hạn giải quyết
    assert (
        set(version["subjects"]) <= set(ProcedureVersion.Subject.values) and version["subjects"]
    )  # đối tượng
    assert version["agency_text"]  # cơ quan thực hiện
    assert version["result_name"] and version["fees"] and version["conditions_text"]
    assert version["legal_basis"] and version["source"]
    assert row.keywords and row.events


@pytest.mark.parametrize("version", WRITTEN, ids=lambda v: f"{v['procedure']}-{v['number']}")
def test_what_a_written_version_says_can_be_worked_with(version):
    form = checked_form(version["form"])
    conditions = [p["show_if"] for p in version["papers"] if "show_if" in p]
    assert [fault for c in conditions for fault in logic.faults(c)] == []
    assert {n for c in conditions for n in logic.names(c)} <= form.fields.keys()
    ids = [p["id"] for p in version["papers"]]
    assert len(ids) == len(set(ids))
    assert abs(sum(step["share"] for step in version["process"]) - 1) < 1e-9
    for level, limit in version["time_limits"].items():
        assert level == level_on(version["procedure"], version["valid_from"])
        assert TimeLimit.from_json(limit).source
    assert all(fee["source"] and (fee["amount"] is not None or fee["note"]) for fee in version["fees"])


@pytest.mark.parametrize("code", CODES)
def test_versions_follow_each_other_without_gap_and_the_form_keeps_its_answers(code):
    versions = of(code)
    assert [v["number"] for v in versions] == list(range(1, len(versions) + 1))
    for old, new in zip(versions, versions[1:], strict=False):
        assert old["valid_to"] == new["valid_from"]
        forms = checked_form(old["form"]), checked_form(new["form"])
        assert verdict(*forms) is not Weight.REFUSED


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("day", DAYS)
def test_on_both_days_the_agency_named_by_the_pack_receives_what_is_in_force(code, day):
    level = level_on(code, day)
    version = in_force(code, day)
    if level == "vertical":  # filed online, but at its owner's portal: test_catalogue_pages holds it to that
        assert not version or set(version["time_limits"]) == {"vertical"}
        return
    assert version is not None
    assert level in version["time_limits"]
    with PACK.open(encoding="utf-8") as lines:
        agencies = [
            row
            for row in csv.DictReader(lines)
            if (row["field"], row["level"]) == (ROWS[code].field, level)
            and row["valid_from"] <= day.isoformat()
            and (not row["valid_to"] or day.isoformat() < row["valid_to"])
        ]
    assert agencies, (code, ROWS[code].field, level)


def test_the_district_names_nothing_after_the_two_levels_came():
    late = [v for v in WRITTEN if v["valid_from"] >= TWO_LEVELS]
    assert late
    for version in late:
        assert "cấp huyện" not in version["agency_text"] + version["order_text"] + version["manner_text"]


def test_a_licence_to_drive_passes_to_the_police_on_its_day():
    levels = reading.settling(ROWS["cxm-gplx-doi"])
    day = date(2025, 3, 1)
    assert levels == [("province", reading.BEGIN, day), ("vertical", day, None)]
    assert ROWS["cxm-gplx-doi"].is_provincial


def test_what_a_later_law_brought_in_is_not_in_the_catalogue_before():
    later = {code for code, row in ROWS.items() if row.since > reading.BEGIN}
    assert not later & {version["procedure"] for version in WRITTEN}


@pytest.mark.parametrize(("code", "pair"), sorted(reading.same_procedure().items()))
def test_what_bears_a_national_code_stands_in_the_catalogue_once_a_day(code, pair):
    national, since = pair
    ours, other = ROWS[code], ROWS[national]
    assert ours.until == since
    assert other.until is None and other.since <= since and other.national
    assert set(ours.events) <= set(other.events)
    assert ours.keywords in other.keywords
    ends = {row["national"] for row in reading.rows("same_procedure.csv")}
    assert len(ends) == len(reading.same_procedure())
    assert all(row["source"] for row in reading.rows("same_procedure.csv"))


def test_no_form_of_the_hundred_is_offered_under_two_codes_on_one_day():
    forms = {row["form"]: row["code"] for row in reading.rows("most_used.csv")}
    for version in WRITTEN:
        row = ROWS[version["procedure"]]
        form = version["form"]["id"]
        number = f"{form}-{version['form'].get('version', 1)}"
        if version["valid_to"] is None and forms.get(number, row.code) != row.code:
            assert row.until is not None, row.code
