"""Jobs are deferred by name; what stands on top of a system is imported by nothing below it."""

import ast

from procrastinate.contrib.django import app

from tests.house.sources import files, nodes, ours, short, tree


def code():
    found = [path for path in files("tinhso/*.py") if ours(path) and "tests" not in path.parts]
    assert len(found) > 500
    return found


def job_arguments(path):
    """The argument of each call of `job`."""
    return [
        node.args[0] if node.args else None
        for node in nodes(tree(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "job"
    ]


def test_every_job_that_is_deferred_is_declared():
    named = {
        (short(path), one.value)
        for path in code()
        for one in job_arguments(path)
        if isinstance(one, ast.Constant)
    }
    assert len(named) > 10
    assert not {where for where in named if where[1] not in app.tasks}


def test_a_job_is_named_in_plain_letters_where_it_is_deferred():
    assert not [
        short(path) for path in code() for one in job_arguments(path) if not isinstance(one, ast.Constant)
    ]


def test_nobody_imports_the_jobs_of_a_system():
    wrong = [
        short(path)
        for path in code()
        for node in nodes(tree(path))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("tinhso.")
        if node.module.endswith(".tasks") or "tasks" in [one.name for one in node.names]
    ]
    assert not wrong
