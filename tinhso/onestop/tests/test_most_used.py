"""The hundred procedures that people use most: each asks with a form of its own and ends in a result with content."""

from datetime import date, datetime
from itertools import combinations
from types import SimpleNamespace
from typing import Any

import pytest

from tinhso.kernel.papers.tests.makers import permit
from tinhso.kernel.site.clock import HANOI
from tinhso.lib.forms import FormDefinition, logic, validate_answers
from tinhso.lib.forms.check import checked_form
from tinhso.onestop.catalogue.result_forms import layouts as result_layouts
from tinhso.onestop.catalogue.result_forms.kinds import NAMES, OTHER
from tinhso.onestop.catalogue.result_forms.layouts import OPEN, PLACE, Layout, layout_of, paper_kind
from tinhso.onestop.catalogue.result_forms.wording import says_nothing
from tinhso.onestop.data import form_files, reading
from tinhso.onestop.data.form_files import most_used
from tinhso.onestop.data.national.content import content_of
from tinhso.onestop.data.national.edition import EDITION, bundled
from tinhso.onestop.tests.filling import UNIT, filled, turns

DAY = date(2025, 11, 24)
GENERAL = next(v for v in reading.versions() if "procedure" not in v and v["valid_to"] is None)
LISTED = reading.rows("most_used.csv")
FORMS = {name: checked_form(form_files.form(name)) for name in sorted(set(most_used().values()))}
SHARED = {
    field["id"]
    for step in form_files._parts().values()
    for section in step["sections"]
    for field in section["fields"]
}
FEW = {  # whose legal form asks less
    "ban-sao-so-goc-1",
    "chung-thuc-ban-sao-1",
    "chung-thuc-chu-ky-1",
}
WITHOUT_LAW = {"1.001714"}  # of which the source names no act
MOST_ALIKE = 0.6  # of the questions of two forms, by label


@pytest.fixture(autouse=True)
def _places(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(result_layouts, "unit_names", lambda day: {UNIT: "Thị trấn Hà Trung"})


def question_words(form: FormDefinition) -> set[str]:
    """The words of its own questions, those inside repeated groups too."""
    fields = [f for key, f in form.fields.items() if key not in SHARED and f.type != "note"]
    return {f.label.casefold() for one in fields for f in (one, *one.fields)}


@pytest.fixture(scope="module")
def contents() -> dict[str, dict[str, Any]]:
    """What the national database says of each, with the form of its own."""
    return {row["code"]: content_of(row, GENERAL, edition=EDITION) for row in bundled(most_used())}


def test_a_hundred_stand_in_the_list_under_their_national_codes_with_a_reason():
    rows = {row.code: row for row in reading.procedures()}
    assert len(LISTED) == len(most_used()) == len(FORMS) == 100
    assert [row["code"] for row in LISTED if not rows[row["code"]].national] == []
    assert {row["code"]: row["title"] for row in LISTED} == {code: rows[code].name for code in most_used()}
    assert all(row["source"] and row["field"] == rows[row["code"]].field for row in LISTED)


def test_each_form_asks_what_its_legal_declaration_asks():
    field_counts = {name: len(question_words(form)) for name, form in FORMS.items()}
    assert {name for name, count in field_counts.items() if count < 8} <= FEW


def test_no_two_forms_are_alike_but_for_the_title():
    words = {name: question_words(form) for name, form in FORMS.items()}
    alike = {
        (one, other): len(words[one] & words[other]) / len(words[one] | words[other])
        for one, other in combinations(words, 2)
    }
    both = (
        "khai-sinh-1",
        "lien-thong-khai-sinh-1",
    )  # the linked service holds the whole declaration of a birth
    assert {pair: part for pair, part in alike.items() if part > MOST_ALIKE and pair != both} == {}


def test_every_form_written_as_text_names_its_legal_form_and_what_is_not_proven():
    from tinhso.onestop.data.form_text.reader import legal_form, text_forms

    assert len(text_forms()) >= 75
    for name in text_forms():
        assert "chưa kiểm chứng" in legal_form(name) or "kiểm chứng" in legal_form(name), name


@pytest.mark.long
@pytest.mark.parametrize("name", FORMS)
def test_every_branch_of_each_form_is_valid_and_its_result_has_content(name: str):
    form, met = FORMS[name], set()
    for turn in range(turns(form)):
        answers = filled(form, on=DAY, turn=turn)
        met |= answers.keys()
        assert validate_answers(form, answers, on=DAY, known_units={UNIT}) == []
        holds_content(form, answers)
    assert {key for key, field in form.fields.items() if field.type != "note"} == met


def holds_content(form: FormDefinition, answers: dict[str, Any]) -> None:
    case = SimpleNamespace(opened_at=datetime(2025, 11, 24, 9, tzinfo=HANOI))
    version = SimpleNamespace(definition=form, form={"id": form.id}, result_name="")
    dossier: Any = SimpleNamespace(version=version, answers=answers, case=case)
    layout = layout_of(dossier.version)
    assert layout is not None
    assert places(layout) <= set(form.fields)
    out, first = layout.laid_out(dossier, permit()), layout.first_wording(dossier)
    rows = [words for part in out["sections"] for _label, words in part["rows"]]
    articles = first["articles"].replace(OPEN, "12/2025").splitlines()
    texts = [*out["lead"], *out["closing"], *rows, *(part["heading"] for part in out["sections"])]
    assert not [text for text in (*texts, *articles) if OPEN in text or "{" in text or "None" in text]
    assert first["title"] and articles and not says_nothing(articles)
    assert len(rows) >= 3 or len(articles) >= 3


def places(layout: Layout) -> set[str]:
    rows = [words for part in layout.sections for _label, words in part["rows"]]
    headings = [part["heading"] for part in layout.sections]
    texts = [*layout.lead, *layout.articles, *rows, *(one for one in headings if isinstance(one, str))]
    named = [path for text in texts for place in PLACE.findall(text) for path in place.split("|")]
    chosen_by = {one["answer"] for one in headings if not isinstance(one, str)}
    return {path.partition(".")[0] for path in named} | chosen_by


@pytest.mark.long
def test_papers_fee_limit_and_law_come_from_the_source_and_fit_the_form(contents: dict[str, Any]):
    assert contents.keys() == most_used().keys()
    for code, content in contents.items():
        form = checked_form(content["form"])
        conditions = [p["show_if"] for p in content["papers"] if "show_if" in p]
        assert {n for c in conditions for n in logic.names(c)} <= form.fields.keys(), code
        assert any(paper["made"] for paper in content["papers"]), code
        assert content["process"] and content["result_name"], code
        assert content["legal_basis"] or code in WITHOUT_LAW, code
        assert content["national"]["channels"], code


def test_each_ends_in_the_kind_of_paper_that_its_law_names(contents: dict[str, Any]):
    kinds = {}
    for code, content in contents.items():
        version: Any = SimpleNamespace(form=content["form"], result_name=content["result_name"])
        kinds[code] = paper_kind(version).kind
    assert {code for code, kind in kinds.items() if kind == OTHER} == set()
    assert set(kinds.values()) <= {*NAMES, "permit"}
    assert {"civil_status", "certified_copy", "certificate", "permit", "decision", "confirmation"} <= set(
        kinds.values()
    )
