"""A deed and its event stand or fall together: whoever records an event does so in one transaction."""

import ast

from tests.house.sources import files, short, tree

# Parts of a deed, called inside its transaction by the function that the file is named for, or by a deed beside it.
PARTS = {
    "tinhso/citizen/alerts/actions/issue_alert.py::issue",
    "tinhso/citizen/complaints/actions/set_apart_complaint.py::keep_complaint",
    "tinhso/indicators/loading/actions/load_indicators.py::add_version",
    "tinhso/kernel/files/actions/discard_file.py::remove_row",
    "tinhso/kernel/people/posts/actions/appoint.py::give_post",
    "tinhso/onestop/linked_services/actions/apply_answer.py::refuse_part",
    "tinhso/onestop/linked_services/actions/apply_answer.py::settle_part",
    "tinhso/onestop/results/actions/complete_scan.py::keep_copy",
    "tinhso/onestop/national_portal/actions/receive_fees.py::keep_fees",
    "tinhso/opendata/intakes/actions/publish_intake.py::publish_intake",
}


def bare_deeds() -> set[str]:
    found = set()
    for path in files("tinhso/*/actions/*.py"):
        for one in tree(path).body:
            if not isinstance(one, ast.FunctionDef) or one.name.startswith("_"):
                continue
            if "now" not in {word.arg for word in one.args.kwonlyargs} or "record(" not in ast.unparse(one):
                continue
            held = [
                *map(ast.unparse, one.decorator_list),
                *(ast.unparse(n) for n in ast.walk(one) if isinstance(n, ast.With)),
            ]
            if not any("atomic" in words or "in_one_transaction" in words for words in held):
                found.add(f"{short(path)}::{one.name}")
    return found


def test_whoever_records_an_event_does_so_in_one_transaction():
    assert bare_deeds() - PARTS == set()


def test_no_part_is_named_that_is_none():
    assert PARTS - bare_deeds() == set()
