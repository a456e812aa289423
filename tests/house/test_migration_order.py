"""A migration whose SQL reads or writes tables of another app runs after they are there, also in an empty database.

The suite copies a schema that grew migration by migration, so no other test begins with nothing.
"""

import re
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db.migrations import Migration, RunSQL
from django.db.migrations.loader import MigrationLoader

NAMED = re.compile(r"\b(?:from|join|update|into|table|on|references)\s+(\w+)", re.IGNORECASE)
OWNERS = {model._meta.db_table: model._meta.app_label for model in apps.get_models(include_auto_created=True)}
GRAPH = MigrationLoader(None).graph
# Sorted: Django reads the folder as a set, and the workers of one run have to collect the same order.
WITH_SQL = sorted(
    key for key, one in GRAPH.nodes.items() if one and any(isinstance(o, RunSQL) for o in one.operations)
)


def statements(migration: Migration) -> Iterator[str]:
    for operation in migration.operations:
        if isinstance(operation, RunSQL):
            parts = [operation.sql] if isinstance(operation.sql, str) else operation.sql
            yield from (part if isinstance(part, str) else part[0] for part in parts)


def test_there_are_such_migrations():
    assert ("casework", "0015_first_due_moments") in WITH_SQL


@pytest.mark.parametrize("key", WITH_SQL, ids=".".join)
def test_sql_names_tables_of_apps_that_were_migrated_before(key):
    named = {
        OWNERS[word] for sql in statements(GRAPH.nodes[key]) for word in NAMED.findall(sql) if word in OWNERS
    }
    assert named <= {app for app, _name in GRAPH.forwards_plan(key)}
