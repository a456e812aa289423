from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, connection, transaction

from tinhso.kernel.events.public import SYSTEM, Event, log_access, next_number, record

AT = datetime(2024, 3, 8, tzinfo=UTC)
TABLES = ["kernel_event", "kernel_access", "kernel_seal", "kernel_epoch"]

pytestmark = pytest.mark.django_db


def refused(sql: str, reason: str) -> None:
    with (
        pytest.raises(DatabaseError, match=reason),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)


@pytest.fixture
def rows():
    record(Event(), by=SYSTEM, at=AT)
    log_access(by=SYSTEM, purpose="settle", page="onestop:dossier", case_ids=[1], at=AT)


@pytest.mark.parametrize("table", TABLES)
def test_even_a_superuser_changes_deletes_and_empties_nothing(table, rows):
    column = {"kernel_epoch": "number", "kernel_seal": "count"}.get(table, "body")
    refused(f"update {table} set {column} = {column}", "append-only: UPDATE refused")
    refused(f"delete from {table}", "append-only: DELETE refused")
    with connection.cursor() as cursor:  # switched off by conftest.py for the tests that commit
        cursor.execute(f"alter table {table} enable trigger {table}_keep_all")
    # kernel_delivery points at kernel_event, hence cascade
    refused(f"truncate {table} cascade", "append-only: TRUNCATE refused")


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("role", ["tinhso_app", "tinhso_reader"])
def test_the_roles_of_the_program_have_no_such_rights(table, role, rows):
    with connection.cursor() as cursor:
        cursor.execute(f"set local role {role}")
        for right in ("update", "delete", "truncate", "trigger"):
            cursor.execute("select has_table_privilege(%s, %s)", [table, right])
            assert cursor.fetchone() == (False,), right
    for deed in (f"delete from {table}", f"truncate {table}"):
        refused(deed, "permission denied")


def test_the_app_role_records_reads_counts_and_notes_accesses(rows):
    with connection.cursor() as cursor:
        cursor.execute("set local role tinhso_app")
        record(Event(case_id=3), by=SYSTEM, at=AT)
        log_access(by=SYSTEM, purpose="settle", page="onestop:dossier", case_ids=[3], at=AT)
        assert next_number("a") == 1
        assert next_number("a") == 2
        cursor.execute("select count(*) from kernel_event")
        assert cursor.fetchone() == (2,)


def test_the_access_log_takes_codes_only(rows):
    with pytest.raises(DatabaseError, match="kernel_access_holds_codes"), transaction.atomic():
        log_access(by=SYSTEM, purpose="Xem hồ sơ ông An", page="onestop:dossier", case_ids=[1], at=AT)
