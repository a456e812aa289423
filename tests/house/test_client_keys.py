"""A form that is pressed twice makes one thing: whoever looks for what its key made has let the first press end before."""

import ast

from tests.house.sources import files, nodes, short, tree

LOOKS = {"client_key", "case__client_key"}
WAITS = {"lock_client_key", "lock_code", "select_for_update", "lock_numbers", "next_number"}
# What is looked for again inside, or made by one process alone.
ELSEWHERE = {
    "tinhso/casework/moves/actions/open_case.py::open_case": "the row that was second is not written",
    "tinhso/casework/moves/actions/open_case.py::_first": "the row that was second is not written",
    "tinhso/citizen/reports/actions/submit_report.py::sent_before": "the deed waits before it calls this",
    "tinhso/documents/incoming/actions/receive_document.py::_earlier": "asked again once the year's numbers are locked",
    "tinhso/documents/assignments/actions/give_assignment.py::_earlier": "asked again once the numbers are locked",
    "tinhso/onestop/intake/actions/start_for_other.py::_earlier": "the deed waits before it calls this",
    "tinhso/press/mailbox/actions/receive_mail.py::receive_mail": "one worker reads the mailbox",
}


def looks_without_waiting() -> set[str]:
    """File and function that look for a key while no call above makes the second press wait."""
    found = set()
    for path in files("tinhso/*/actions/*.py"):
        for one in nodes(tree(path)):
            if not isinstance(one, ast.FunctionDef):
                continue
            calls = [node for node in nodes(one) if isinstance(node, ast.Call)]
            looks = [
                node.lineno
                for node in calls
                if LOOKS & {word.arg for word in node.keywords} and is_query(node)
            ]
            waits = [node.lineno for node in calls if ast.unparse(node.func).rpartition(".")[2] in WAITS]
            if looks and not (waits and min(waits) <= min(looks)):
                found.add(f"{short(path)}::{one.name}")
    return found


def is_query(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Attribute) and call.func.attr in {"filter", "get", "exclude"}


def test_who_looks_for_a_key_has_waited_for_the_first_press():
    assert looks_without_waiting() - set(ELSEWHERE) == set()


def test_no_place_is_excused_that_needs_no_excuse():
    assert set(ELSEWHERE) - looks_without_waiting() == set()
