"""GLOSSARY.md binds every code word to its Vietnamese term; a word without a row, or a row without a word, fails."""

import csv
import inspect
import json
import re
from functools import cache

from django.apps import apps
from django.db.models import Model

from tests.house.sources import ROOT
from tinhso.casework.models.states import State
from tinhso.kernel.papers.kinds import kinds as paper_kinds
from tinhso.kernel.people.roles import ROLES
from tinhso.kernel.site.slots import CaseKind, all_of
from tinhso.onestop.desk.permissions import DEEDS

ROW = re.compile(r"^\| `([^`]+)` \| ([^|]*) \| ([^|]*) \|$")
# Turns that are no step of a procedure: the citizen's own, opinions of other agencies, tasks of plans, reports.
TURNS = {
    "write_report",
    "send_report",
    "receive_report",
    "lapse",
    "answer_information",
    "publish_information",
    "draft_document",
    "approve_content",
    "check_form",
    "sign_document",
    "issue_document",
    "register_document",
    "direct_document",
    "handle_document",
    "approve_document",
    "support_document",
    "carry_out_task",
    "approve_task",
    "open_consultation",
    "collect_comments",
    "answer_comments",
    "assess_rule",
    "publish_rule",
    "appraise_level",
    "approve_level",
    "receive_incident",
    "solve_incident",
    "verify_cyber",
    "respond_cyber",
    "close_cyber",
    "appraise_sharing",
    "approve_sharing",
    "decide_sharing",
    "review_sharing",
    "keep_data",
    "answer_data",
    "publish_data",
    "moderate_reuse",
    "draft",
    "supplement",
    "opinion",
    "report",
    "confirm",
    "route",
    "answer",
    "publish",
    "close",
    "intake",
    "resolve",
    "assign_issue",
    "verify_issue",
    "answer_issue",
    "publish_issue",
    "carry_out_coverage",
    "accept_coverage",
}


@cache
def glossary() -> dict[str, list[tuple[str, str, str]]]:
    """The rows (code, Vietnamese, source) below each heading, by the heading's English part."""
    found: dict[str, list[tuple[str, str, str]]] = {}
    for line in (ROOT / "GLOSSARY.md").read_text().splitlines():
        if line.startswith("## "):
            rows = found.setdefault(line.removeprefix("## ").split(" · ")[0], [])
        elif row := ROW.match(line):
            rows.append((row[1], row[2].strip(), row[3].strip()))
    return found


def words(heading: str) -> set[str]:
    return {code for code, _, _ in glossary()[heading]}


def our_models() -> list[type[Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("tinhso.")]


def states() -> dict[str, str]:
    """Every member of every enumeration `State`: its name in the glossary and its label on the screen."""
    found = {f"casework.State.{member.name}": str(member.label) for member in State}
    for model in our_models():
        state_class = vars(model).get("State")
        if inspect.isclass(state_class):
            name = f"{model._meta.app_label}.{model.__name__}.State"
            found |= {f"{name}.{member.name}": str(member.label) for member in state_class}
    return found


def acts() -> set[str]:
    versions = (ROOT / "tinhso/onestop/data/versions").glob("*.json")
    steps = {step["act"] for path in versions for step in json.loads(path.read_text())["process"]}
    return steps | set(DEEDS) | TURNS


def rule_families() -> set[str]:
    with (ROOT / "tinhso/config/packs/thanh_hoa/rules.csv").open(newline="") as file:
        return {row["key"].split(".")[0] for row in csv.DictReader(file)}


def test_no_word_has_two_rows_and_none_lacks_its_vietnamese():
    for heading, rows in glossary().items():
        codes = [code for code, _, _ in rows]
        assert len(codes) == len(set(codes)), heading
        assert all(vietnamese and source for _, vietnamese, source in rows), heading


def test_every_model_has_its_row():
    assert words("Models") == {f"{m._meta.app_label}.{m.__name__}" for m in our_models()}


def test_every_state_has_its_row_and_the_word_of_the_screen():
    assert {code: vietnamese for code, vietnamese, _ in glossary()["States"]} == states()


def test_every_role_has_its_row_and_the_word_of_the_screen():
    shown = {role.__name__: role.label for role in ROLES.values()}
    assert {code: vietnamese for code, vietnamese, _ in glossary()["Roles"]} == shown


def test_every_act_of_a_step_has_its_row():
    assert words("Acts of steps") == acts()


def test_every_kind_of_case_has_its_row():
    assert words("Kinds of cases") == {kind.code for kind in all_of(CaseKind)}


def test_every_kind_of_paper_has_its_row_and_its_title():
    titles = {kind.code: kind.name for kind in paper_kinds()}
    assert {code: vietnamese for code, vietnamese, _ in glossary()["Kinds of papers"]} == titles


def test_every_family_of_rules_has_its_row():
    assert words("Families of rules") == rule_families()
