"""Procedures of justice and civil status: all parts that law has published, and forms that can be handed in."""

from datetime import date, datetime
from uuid import uuid4

import pytest

from tinhso.casework.public import State
from tinhso.kernel.events.public import SYSTEM
from tinhso.kernel.site.clock import HANOI
from tinhso.lib.forms import FormDefinition, logic, validate_answers
from tinhso.lib.time_limit import TimeLimit
from tinhso.onestop.actions.accept_dossier import accept_dossier
from tinhso.onestop.actions.attach_file import attach_file
from tinhso.onestop.actions.load_catalogue import load_catalogue
from tinhso.onestop.actions.start_dossier import start_dossier
from tinhso.onestop.actions.submit_dossier import Incomplete, submit_dossier
from tinhso.onestop.data import reading
from tinhso.onestop.models import Dossier, Procedure, ProcedureVersion
from tinhso.onestop.papers import paper_states
from tinhso.onestop.tests.filling import filled, required_leaves, turns, without
from tinhso.onestop.tests.makers import make_file, make_instance, make_rules

DAY, NOW = date(2024, 3, 8), datetime(2024, 3, 8, 9, 0, tzinfo=HANOI)
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


def form(name):
    return FormDefinition.from_json(reading.form(f"{name}-1"))


def level_on(code, day):
    return next(
        lv for lv, begin, end in reading.levels(ROWS[code]) if begin <= day and (end is None or day < end)
    )


def test_the_everyday_procedures_of_justice_are_there():
    fields = {ROWS[v["procedure"]].field for v in VERSIONS}
    written = {v["procedure"] for v in VERSIONS if ROWS[v["procedure"]].field in JUSTICE}
    assert fields >= JUSTICE
    assert len(written) >= 38
    own = {v["procedure"] for v in VERSIONS if v["form"]["id"] in WITH_FORM.values()}
    assert own == set(WITH_FORM)


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
    form = FormDefinition.from_json(version["form"])
    conditions = [p["show_if"] for p in version["papers"] if "show_if" in p]
    assert [f for c in conditions for f in logic.faults(c)] == []
    assert {n for c in conditions for n in logic.names(c)} <= form.fields.keys()
    ids = [p["id"] for p in version["papers"]]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("version", VERSIONS, ids=name_of)
def test_versions_follow_each_other_without_a_gap(version):
    after = [
        v for v in VERSIONS if v["procedure"] == version["procedure"] and v["number"] == version["number"] + 1
    ]
    assert [v["valid_from"] for v in after] == ([version["valid_to"]] if version["valid_to"] else [])


@pytest.mark.parametrize("name", WITH_FORM.values())
def test_every_branch_of_a_form_can_be_filled(name):
    f, met = form(name), set()
    for turn in range(turns(f)):
        answers = filled(f, on=DAY, turn=turn)
        met |= answers.keys()
        assert validate_answers(f, answers, on=DAY, known_units={"15271"}) == []
    assert {i for i, field in f.fields.items() if field.type != "note"} - met == set()


@pytest.mark.parametrize("name", WITH_FORM.values())
def test_each_answer_that_is_missing_is_asked_for_in_words(name):
    f = form(name)
    for turn in range(turns(f)):
        answers = filled(f, on=DAY, turn=turn)
        for field, path in required_leaves(f, answers):
            found = {e.path: e for e in validate_answers(f, without(answers, path), on=DAY)}
            assert path in found, (field.id, turn)
            assert found[path].missing
            assert field.label.lower().rstrip("?.:") in found[path].message.lower()


@pytest.fixture
def lone(db, monkeypatch, town, settings, tmp_path):
    """Loads one procedure of the catalogue and gives its version of the day."""
    settings.DEMO, settings.MEDIA_ROOT = True, tmp_path / "files"
    make_rules()
    make_instance()

    def load(code):
        monkeypatch.setattr(reading, "procedures", lambda: [ROWS[code]])
        monkeypatch.setattr(reading, "versions", lambda: [v for v in VERSIONS if v["procedure"] == code])
        load_catalogue(by=SYSTEM, now=NOW)
        return ProcedureVersion.objects.of(Procedure.objects.get(code=code), DAY)

    return load


def draft(town, version):
    return start_dossier(
        version=version,
        level="commune",
        agency=town.agency_a,
        desk=town.desk_a,
        person=town.an.person,
        by=town.actor("an"),
        now=NOW,
        client_key=uuid4(),
    )


@pytest.mark.parametrize("code", WITH_FORM)
def test_a_filled_form_is_handed_in_and_received(town, lone, code):
    version = lone(code)
    assert version.own_form
    dossier = draft(town, version)
    with pytest.raises(Incomplete):
        submit_dossier(dossier=dossier, by=town.actor("an"), now=NOW)
    dossier.answers = filled(version.definition, on=DAY)
    dossier.save(update_fields=["answers"])
    for state in paper_states(dossier):
        if state.missing:
            file = make_file(town.actor("an"), name=f"{state.paper.id}.pdf")
            attach_file(dossier=dossier, paper=state.paper.id, file=file, by=town.actor("an"), now=NOW)
    submit_dossier(dossier=dossier, by=town.actor("an"), now=NOW)
    dossier = Dossier.objects.whole().get(pk=dossier.pk)
    assert dossier.case.state == State.SUBMITTED
    accept_dossier(dossier=dossier, ver=dossier.case.ver, by=town.actor("binh"), now=NOW)
    assert dossier.case.step == "forward"
    assert dossier.case.due_at > NOW


def test_what_is_done_the_same_day_is_due_that_evening_and_after_15_the_next_working_day(town, lone):
    version = lone("1.001193")
    dues = []
    for hour in (9, 15):
        dossier, at = draft(town, version), NOW.replace(hour=hour, minute=30)
        dossier.answers = filled(version.definition, on=DAY)
        dossier.save(update_fields=["answers"])
        file = make_file(town.actor("an"))
        attach_file(dossier=dossier, paper="giay_chung_sinh", file=file, by=town.actor("an"), now=at)
        submit_dossier(dossier=dossier, by=town.actor("an"), now=at)
        dossier = Dossier.objects.whole().get(pk=dossier.pk)
        accept_dossier(dossier=dossier, ver=dossier.case.ver, by=town.actor("binh"), now=at)
        dues.append(dossier.case.due_at.astimezone(HANOI).date())
    assert dues == [date(2024, 3, 8), date(2024, 3, 11)]


def test_the_criminal_record_passes_to_the_police_in_march_2025():
    code = "cxm-ly-lich-tu-phap"
    days = [date(2024, 3, 8), date(2025, 2, 28), date(2025, 3, 1)]
    assert [level_on(code, day) for day in days] == ["province", "province", "vertical"]


@pytest.mark.parametrize("code", ["2.000528", "2.000806", "2.001008"])
def test_what_the_district_did_is_the_communes_since_july_2025(code):
    assert level_on(code, date(2025, 6, 30)) == "district"
    assert level_on(code, date(2025, 7, 1)) == "commune"
