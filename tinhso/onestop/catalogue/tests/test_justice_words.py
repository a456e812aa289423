"""Procedures of justice and civil status: all parts that law has published."""

from datetime import date

import pytest

from tinhso.lib.forms import logic
from tinhso.lib.forms.check import checked_form
from tinhso.lib.legal_time.time_limit import TimeLimit
from tinhso.onestop.data import reading

VERSIONS = [v for v in reading.versions() if "procedure" in v]
ROWS = {row.code: row for row in reading.procedures()}
JUSTICE = {"ho-tich", "chung-thuc", "nuoi-con-nuoi", "bo-tro-tu-phap", "quoc-tich", "cu-tru", "can-cuoc", "xuat-nhap-canh"}  # fmt: skip
WITH_FORM = {
    "1.001193": "khai-sinh",
    "1.000656": "khai-tu",
    "1.000894": "ket-hon",
    "1.004873": "xac-nhan-hon-nhan",
    "2.000635": "ban-sao-trich-luc",
    "cxm-chung-thuc-ban-sao": "chung-thuc-ban-sao",
    "2.000884": "chung-thuc-chu-ky",
    "2.000908": "ban-sao-so-goc",
    "1.001022": "nhan-cha-me-con",
    "1.004859": "cai-chinh-ho-tich",
    "1.004837": "giam-ho",
    "2.000986": "lien-thong-khai-sinh",
}
PLAIN_PARTS = ("order_text", "manner_text", "papers", "subjects", "channels", "agency_text", "result_name")
MORE_PARTS = ("conditions_text", "fees", "legal_basis", "source")


def name_of(version):
    return f"{version['procedure']}-{version['number']}"


def level_on(code, day):
    return next(
        lv for lv, begin, end in reading.settling(ROWS[code]) if begin <= day and (end is None or day < end)
    )


def test_the_everyday_procedures_of_justice_are_there():
    fields = {ROWS[v["procedure"]].field for v in VERSIONS}
    written = {v["procedure"] for v in VERSIONS if ROWS[v["procedure"]].field in JUSTICE}
    assert fields >= JUSTICE
    assert len(written) >= 38
    procedures = {v["procedure"] for v in VERSIONS if v["form"]["id"] in WITH_FORM.values()}
    assert procedures == set(WITH_FORM)


@pytest.mark.parametrize("version", VERSIONS, ids=name_of)
def test_a_written_procedure_has_all_its_parts(version):
    code = version["procedure"]
    assert all(version[part] for part in PLAIN_PARTS + MORE_PARTS)
    level = level_on(code, version["valid_from"])
    assert str(TimeLimit.from_json(version["time_limits"][level]))
    assert version["time_limits"][level]["source"]
    assert abs(sum(step["share"] for step in version["process"]) - 1) < 1e-9
    assert all(fee["source"] for fee in version["fees"])
    assert ROWS[code].keywords
    assert code in {row["code"] for row in reading.rows("everyday.csv")}


@pytest.mark.parametrize("version", VERSIONS, ids=name_of)
def test_its_papers_ask_only_what_the_form_has_asked(version):
    form = checked_form(version["form"])
    conditions = [p["show_if"] for p in version["papers"] if "show_if" in p]
    assert [f for c in conditions for f in logic.faults(c)] == []
    assert {n for c in conditions for n in logic.names(c)} <= form.fields.keys()
    ids = [p["id"] for p in version["papers"]]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("version", VERSIONS, ids=name_of)
def test_versions_follow_each_other_without_a_gap(version):
    """What goes to an agency that publishes it itself may end with that day."""
    code, ends = version["procedure"], version["valid_to"]
    after = [
        v["valid_from"] for v in VERSIONS if v["procedure"] == code and v["number"] == version["number"] + 1
    ]
    given_away = [begin for level, begin, _ in reading.settling(ROWS[code]) if level == "vertical"]
    assert after == ([ends] if ends else []) or (not after and ends in given_away)


def test_the_criminal_record_passes_to_the_police_in_march_2025():
    code = "cxm-ly-lich-tu-phap"
    days = [date(2024, 3, 8), date(2025, 2, 28), date(2025, 3, 1)]
    assert [level_on(code, day) for day in days] == ["province", "province", "vertical"]


@pytest.mark.parametrize("code", ["2.000528", "2.000806", "2.001008"])
def test_what_the_district_did_is_the_communes_since_july_2025(code):
    assert level_on(code, date(2025, 6, 30)) == "district"
    assert level_on(code, date(2025, 7, 1)) == "commune"
