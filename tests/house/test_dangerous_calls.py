"""Calls by which holes come in: none of them stands in the program but where its reason is known here."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.house.sources import ROOT, files, nodes, short, tree

NEVER = {
    "eval",
    "exec",
    "compile",
    "__import__",
    "pickle",
    "marshal",
    "shelve",
    "os.system",
    "os.popen",
    "yaml.load",
}
NEVER |= {"ssl._create_unverified_context", "hashlib.md5", "hashlib.sha1", "random.choice", "random.randint"}
ASKS = {"get", "post", "put", "patch", "delete", "request"}
# Doors without a session: a signature or a key stands for it, or nothing is kept.
WITHOUT_TOKEN = {
    "tinhso/citizen/phone_app/views/app_files.py": {"share_photos"},
    "tinhso/citizen/open311/views/open311.py": {"service_requests"},
    "tinhso/kernel/notices/views/sms_in.py": {"sms_in"},
    "tinhso/onestop/money/views/bank_message.py": {"bank_message"},
}
WITHOUT_TOKEN |= {
    "tinhso/documents/office_editor/views/wopi.py": {"contents", "file"},
    "tinhso/exchange/subscriptions/views/fetching.py": {"fetch", "confirm"},
    "tinhso/onestop/linked_services/views/linked_inbox.py": {"linked_inbox"},
    "tinhso/onestop/national_portal/views/portal_inbox.py": {"inbox"},
    "tinhso/opendata/ckan/views/ckan.py": {"ckan_action"},
    "tinhso/press/newsletter/views/subscribing.py": {"leave"},
    "tinhso/security/collecting/views/intake_api.py": {"send_report", "send_events", "send_bill"},
}
# Patterns put together from lists that stand beside them in the code, or from pieces that are escaped.
OF_CONSTANTS = {
    "tinhso/kernel/papers/wording.py",
    "tinhso/lib/language/keyboards.py",
    "tinhso/lib/language/identifying_words.py",
    "tinhso/lib/language/personal_data.py",
    "tinhso/lib/files/signatures.py",
    "tinhso/lib/network_logs/formats/name_servers.py",
    "tinhso/lib/news/moments.py",
    "tinhso/lib/tables/quoting.py",
    "tinhso/lib/tables/values.py",
    "tinhso/onestop/data/reading.py",
    "tinhso/opendata/engine/prepared.py",
}
# Statements put together of names of our own tables and columns, or compiled by Django with their values apart.
MADE_QUERIES = {
    "tinhso/security/vex/meeting.py::_keys",
    "tinhso/security/vex/meeting.py::_pairs",
    "tinhso/lib/sigma/event_tables.py::_insert",
    "tinhso/lib/sigma/event_tables.py::matching",
    "tinhso/documents/derived.py::compare_numbers",
    "tinhso/casework/models/case.py::_compare_and_set",
    "tinhso/casework/proof/reading.py::_events",
    "tinhso/casework/proof/comparison_runs.py::written_since",
    "tinhso/config/leaving/write.py::write_table",
    "tinhso/casework/clocks/running.py::clock_named",
    "tinhso/casework/succession.py::_move",
    "tinhso/citizen/public_pages/public_list.py::clusters",
    "tinhso/kernel/site/operation.py::value",
    "tinhso/indicators/cells/cells.py::_unlike",
    "tinhso/indicators/cells/cells.py::rebuild",
    "tinhso/indicators/cells/cells.py::whole_tables",
    "tinhso/indicators/cells/days.py::_read",
    "tinhso/indicators/reports/check.py::recount_by",
    "tinhso/indicators/sources/rows.py::recount_each",
    "tinhso/kernel/events/record.py::record",
    "tinhso/kernel/events/sealing.py::_open_rows",
    "tinhso/kernel/events/sealing.py::oldest_open",
    "tinhso/kernel/events/signatures/check.py::_late",
    "tinhso/kernel/events/verification.py::_check_the_rest",
    "tinhso/kernel/events/verification.py::_read",
    "tinhso/kernel/papers/issued_files.py::compare_issued",
    "tinhso/kernel/site/statements/copy.py::copy_rows",
    "tinhso/kernel/site/statements/copy.py::count_tables",
    "tinhso/kernel/site/statements/insert.py::_insert_row",
    "tinhso/kernel/site/statements/insert.py::update_row",
    "tinhso/kernel/site/statements/cached_query.py::first",
    "tinhso/kernel/site/statements/batched_selects.py::_answers",
    "tinhso/opendata/models/usage_day.py::add",
    "tinhso/security/intake/writing.py::update_rows",
    "tinhso/security/findings/years.py::join_years",
    "tinhso/security/findings/years.py::note_years",
}
# The formatter of logs, and patterns of lists that stand beside the call.
OF_LISTS = {
    "tinhso/config/leaving/tables.py written.format",
    "tinhso/config/logs/shipping.py self.format",
    "tinhso/indicators/cells/cells.py key.format",
    "tinhso/onestop/catalogue/result_forms/wording.py sentence.format",
    "tinhso/lib/tables/statements.py form.sql.format",
}
# Markup that is ours: drawings of `lib` that escape their words, icons, and one escaped JSON.
TRUSTED_MARKUP = {
    "tinhso/citizen/sender/secret_link.py",
    "tinhso/indicators/executive/trends.py",
    "tinhso/indicators/printing/html.py",
    "tinhso/kernel/places/templatetags/maps.py",
    "tinhso/kernel/site/templatetags/tinhso.py",
    "tinhso/onestop/money/fee_page.py",
    "tinhso/onestop/store/views/showing.py",
    "tinhso/opendata/charts/views/charts.py",
    "tinhso/opendata/dataset_page/views/dataset.py",
    "tinhso/press/portal/json_ld.py",
}


@cache
def program() -> list[Path]:
    return [path for path in files("tinhso/*.py") if not {"tests", "demo", "migrations"} & set(path.parts)]


@cache
def calls() -> list[tuple[str, str, ast.Call]]:
    """File, function and call, for each call of the program."""
    return [
        (at, ast.unparse(node.func), node)
        for path in program()
        for at in (short(path),)
        for node in nodes(tree(path))
        if isinstance(node, ast.Call)
    ]


def keyword_source(call: ast.Call, word: str) -> str:
    return next((ast.unparse(one.value) for one in call.keywords if one.arg == word), "")


def test_nothing_runs_text_unpickles_or_hashes_weakly():
    assert not [(at, name) for at, name, _ in calls() if name in NEVER or name.split(".")[0] in NEVER]


def test_no_process_is_started_through_a_shell():
    assert not [at for at, _, call in calls() if keyword_source(call, "shell") == "True"]


def test_no_certificate_goes_unchecked():
    assert not [at for at, _, call in calls() if keyword_source(call, "verify") == "False"]


def test_no_call_to_another_system_follows_a_redirect_or_waits_for_ever():
    asked = [
        (at, call)
        for at, name, call in calls()
        if name.rpartition(".")[2] in ASKS
        and name.rpartition(".")[0].split(".")[-1] in {"requests", "http", "session"}
        and keyword_source(call, "timeout") + keyword_source(call, "headers") + keyword_source(call, "json")
    ]
    assert len(asked) >= 8
    loose = [
        at
        for at, call in asked
        if keyword_source(call, "allow_redirects") != "False" or not keyword_source(call, "timeout")
    ]
    assert not loose


def test_only_known_doors_do_without_the_token_of_a_form():
    found: dict[str, set[str]] = {}
    for path in program():
        for node in nodes(tree(path)):
            if isinstance(node, ast.FunctionDef) and "csrf_exempt" in map(ast.unparse, node.decorator_list):
                found.setdefault(short(path), set()).add(node.name)
    assert found == WITHOUT_TOKEN


def test_only_our_own_drawings_are_marked_as_safe():
    assert {
        at for at, name, _ in calls() if name in {"mark_safe", "SafeString", "SafeText"}
    } == TRUSTED_MARKUP


def test_no_query_is_put_together_from_what_somebody_sent():
    """Every call that gives text to a database: the text is a constant, or made at a place that is known here.

    Those places put together names of our own tables and columns; `lib/tables` and `lib/hunting` quote what comes from files.
    """
    made = {
        f"{at}::{inside}" for at, inside, call in texts_for_databases() if not is_constant(at, call.args[0])
    }
    strange = {
        one for one in made if not one.startswith(("tinhso/lib/tables/", "tinhso/lib/hunting/"))
    } - MADE_QUERIES
    assert not strange, f"is no word of a stranger in them? then name them in MADE_QUERIES: {sorted(strange)}"


def texts_for_databases() -> Iterator[tuple[str, str, ast.Call]]:
    """File, function and call, for each that takes a statement as its first argument."""
    for path in program():
        inside: dict[ast.AST, str] = {}
        for node in nodes(tree(path)):
            name = node.name if isinstance(node, ast.FunctionDef) else inside.get(node, "")
            inside.update(dict.fromkeys(ast.iter_child_nodes(node), name))
            if isinstance(node, ast.Call) and node.args and asks_database(node.func):
                yield short(path), inside[node], node


STATEMENT_TAKERS = {"execute", "executemany", "raw", "RawSQL", "extra"}


def asks_database(function: ast.expr) -> bool:
    if isinstance(function, ast.Attribute):
        return function.attr in STATEMENT_TAKERS | {"copy"}
    return isinstance(function, ast.Name) and function.id in STATEMENT_TAKERS


def is_constant(at: str, text: ast.expr) -> bool:
    """Words that stand in the code: here, or under a name of the module."""
    if isinstance(text, ast.Constant):
        return True
    named = {
        target.id
        for node in tree(ROOT / at).body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    return isinstance(text, ast.Name) and text.id in named


def test_nothing_typed_is_a_format_string():
    """`.format` is called on words that stand in the code: here, or under a name in capitals."""
    loose = {
        f"{at} {ast.unparse(call.func)}"
        for at, _name, call in calls()
        if isinstance(call.func, ast.Attribute)
        and call.func.attr in ("format", "format_map")
        and not isinstance(call.func.value, ast.Constant)
        and not ast.unparse(call.func.value).rpartition(".")[2].isupper()
    }
    assert loose == OF_LISTS


def test_no_pattern_is_made_of_what_somebody_typed():
    made = {
        at
        for at, name, call in calls()
        if name.startswith("re.") and call.args and isinstance(call.args[0], ast.JoinedStr | ast.BinOp)
    }
    assert made <= OF_CONSTANTS


def test_no_secret_comes_from_the_module_random():
    imported = {
        short(path)
        for path in program()
        for node in nodes(tree(path))
        if (isinstance(node, ast.Import) and any(one.name == "random" for one in node.names))
        or (isinstance(node, ast.ImportFrom) and node.module == "random")
    }
    assert not imported


def test_no_form_takes_whatever_fields_a_table_has():
    loose = [
        short(path)
        for path in program()
        if path.name.endswith("forms.py")
        and ('"__all__"' in path.read_text() or "exclude =" in path.read_text())
    ]
    assert not loose


def test_only_open_data_are_offered_to_pages_of_other_sites():
    allowed = {short(path) for path in program() if "Access-Control-Allow" in path.read_text()}
    assert allowed == {"tinhso/kernel/site/browser/any_origin.py"}
    assert "Allow-Credentials" not in (ROOT / "tinhso/kernel/site/browser/any_origin.py").read_text()
    used = {short(path) for path in program() if "any_origin(" in path.read_text()}
    public = {
        "tinhso/opendata/catalogue/views/feeds.py",
        "tinhso/opendata/dataset_page/views/files.py",
        "tinhso/opendata/stories/views/public_pages.py",
        "tinhso/press/feeds/views/feeds.py",
        "tinhso/press/clarifications/views/public_pages.py",
        "tinhso/opendata/ckan/views/addresses.py",
        "tinhso/opendata/ckan/views/ckan.py",
        "tinhso/opendata/catalogue/views/dcat.py",
        "tinhso/citizen/alerts/views/alerts.py",
        "tinhso/citizen/open311/views/open311.py",
        "tinhso/config/api.py",
    }
    assert used - allowed == public


def test_who_reads_an_answer_off_its_line_knows_how_that_fails():
    """`answer.raw` raises urllib3's errors, which `requests` does not take for its own: one that stops halfway is one that is away."""
    reading = [path for path in program() if ".raw.read" in path.read_text()]
    assert len(reading) > 3
    assert not [short(path) for path in reading if "urllib3.exceptions" not in path.read_text()]


def test_scripts_write_text_and_never_markup():
    ways = (
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "eval(",
        "new Function",
        "onpaste",
        "'paste'",
    )
    loose = [
        (short(path), way)
        for path in files("tinhso/*.js")
        for way in ways
        if "min.js" not in path.name and way in path.read_text()
    ]
    assert not loose


def test_no_template_switches_escaping_off():
    pages = [path for path in files("tinhso/*.html") if "{% autoescape off" in path.read_text()]
    assert not pages
    trusting = {short(path) for path in files("tinhso/*.html") if "|safe" in path.read_text()}
    assert not trusting
