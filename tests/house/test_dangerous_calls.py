"""Calls by which holes come in: none of them stands in the program but where its reason is known here."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.house.sources import ROOT, files, short, tree

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
    "tinhso/citizen/views/app_files.py": {"share_photos"},
    "tinhso/citizen/views/open311.py": {"service_requests"},
    "tinhso/kernel/notices/views/sms_in.py": {"sms_in"},
    "tinhso/onestop/views/bank_message.py": {"bank_message"},
}
WITHOUT_TOKEN |= {
    "tinhso/onestop/views/linked_inbox.py": {"linked_inbox"},
    "tinhso/onestop/views/portal_inbox.py": {"inbox"},
    "tinhso/opendata/views/ckan.py": {"ckan_action"},
}
# Patterns put together from lists that stand beside them in the code, or from pieces that are escaped.
OF_CONSTANTS = {
    "tinhso/citizen/moderation.py",
    "tinhso/kernel/papers/wording.py",
    "tinhso/lib/keyboards.py",
    "tinhso/lib/personal_data.py",
    "tinhso/lib/signatures.py",
    "tinhso/lib/tables/quoting.py",
    "tinhso/lib/tables/values.py",
    "tinhso/opendata/prepared.py",
}
# Markup that is ours: drawings of `lib` that escape their words, icons, and one escaped JSON.
TRUSTED_MARKUP = {
    "tinhso/indicators/executive.py",
    "tinhso/indicators/report_html.py",
    "tinhso/kernel/site/templatetags/tinhso.py",
    "tinhso/onestop/fee_page.py",
    "tinhso/opendata/views/charts.py",
    "tinhso/opendata/views/dataset.py",
}


def program() -> list[Path]:
    return [path for path in files("tinhso/*.py") if not {"tests", "demo", "migrations"} & set(path.parts)]


def calls() -> Iterator[tuple[str, str, ast.Call]]:
    for path in program():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call):
                yield short(path), ast.unparse(node.func), node


def told(call: ast.Call, word: str) -> str:
    return next((ast.unparse(one.value) for one in call.keywords if one.arg == word), "")


def test_nothing_runs_text_unpickles_or_hashes_weakly():
    assert not [(at, name) for at, name, _ in calls() if name in NEVER or name.split(".")[0] in NEVER]


def test_no_process_is_started_through_a_shell():
    assert not [at for at, _, call in calls() if told(call, "shell") == "True"]


def test_no_certificate_goes_unchecked():
    assert not [at for at, _, call in calls() if told(call, "verify") == "False"]


def test_no_call_to_another_system_follows_a_redirect_or_waits_for_ever():
    asked = [
        (at, call)
        for at, name, call in calls()
        if name.rpartition(".")[2] in ASKS
        and name.rpartition(".")[0].split(".")[-1] in {"requests", "http", "session"}
        and told(call, "timeout") + told(call, "headers") + told(call, "json")
    ]
    assert len(asked) >= 8
    loose = [
        at for at, call in asked if told(call, "allow_redirects") != "False" or not told(call, "timeout")
    ]
    assert not loose


def test_only_known_doors_do_without_the_token_of_a_form():
    found: dict[str, set[str]] = {}
    for path in program():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.FunctionDef) and "csrf_exempt" in map(ast.unparse, node.decorator_list):
                found.setdefault(short(path), set()).add(node.name)
    assert found == WITHOUT_TOKEN


def test_only_our_own_drawings_are_marked_as_safe():
    assert {
        at for at, name, _ in calls() if name in {"mark_safe", "SafeString", "SafeText"}
    } == TRUSTED_MARKUP


def test_no_query_is_put_together_from_what_somebody_sent():
    """Text in front of `execute` is a constant or comes from the rooms that quote names (`lib/tables` and the cells)."""
    quoting = ("tinhso/lib/tables/", "tinhso/opendata/tables.py", "tinhso/indicators/cells.py")
    quoting += (
        "tinhso/kernel/site/copy.py",
        "tinhso/opendata/models/usage_day.py",
    )  # names of our own tables
    loose = [
        at
        for at, name, call in calls()
        if name.endswith(".execute") and call.args and isinstance(call.args[0], ast.JoinedStr | ast.BinOp)
    ]
    assert not [at for at in loose if not at.startswith(quoting)]


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
        for node in ast.walk(tree(path))
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
    told = {short(path) for path in program() if "Access-Control-Allow-Origin" in path.read_text()}
    public = {"feeds", "files", "ckan", "dcat"}
    others = {"tinhso/citizen/views/alerts.py", "tinhso/citizen/open311_answer.py"}
    assert told == others | {f"tinhso/opendata/views/{name}.py" for name in public}
    assert not [at for at in told if "Allow-Credentials" in (ROOT / at).read_text()]


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
