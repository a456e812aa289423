"""Fixtures that every room may use: the named cast in its small town, and tables that only grow."""

import pytest
from django.db import connection

pytest_plugins = ["tests.town"]

APPEND_ONLY = ("kernel_event", "kernel_access", "kernel_seal", "kernel_epoch")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Tests that commit end with Django's TRUNCATE of every table, which the append-only tables refuse."""
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        for table in APPEND_ONLY:
            cursor.execute(f"alter table {table} disable trigger {table}_keep_all")
