"""What a machine refuses is a sentence at the keyboard, never a traceback; a fault of the program still shows where."""

import errno

import psycopg
import pytest
from django.core.management import CommandError, call_command, get_commands
from django.db import DatabaseError, ProgrammingError, connection, migrations, transaction
from django.db.migrations.executor import MigrationExecutor
from psycopg import errors

from tinhso.config import cli, database
from tinhso.config.command_line import failures
from tinhso.config.refusal import NOT_READY, Refusal
from tinhso.lib.postgres import server

PROVINCE = ("--name", "Tỉnh Bình Hòa", "--code", "99", "--ident", "H99")


def caused(error):
    """As Django hands on what psycopg raised."""
    refused = DatabaseError()
    refused.__cause__ = error
    return refused


@pytest.fixture
def vietnamese(monkeypatch):
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "TINHSO_DEBUG"):
        monkeypatch.delenv(name, raising=False)


def test_a_file_in_the_place_of_a_folder_is_said_in_both_languages(vietnamese, tmp_path, capsys, monkeypatch):
    (tmp_path / "tệp").touch()
    words = ("new-pack", str(tmp_path / "tệp/gói"), *PROVINCE)
    assert cli.main([*words]) == 2
    assert f"tinhso: {tmp_path / 'tệp/gói'}: trên đường dẫn có tệp" in capsys.readouterr().err
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    assert cli.main([*words]) == 2
    assert "Not a directory" in capsys.readouterr().err


def test_a_name_that_is_too_long_is_said(vietnamese, tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("TINHSO_DEBUG", "0")  # as it stands in a file of settings
    assert cli.main(["new-pack", str(tmp_path / ("a" * 300)), *PROVINCE]) == 2
    assert "tên dài quá" in capsys.readouterr().err


def test_whoever_looks_for_a_fault_sees_where_beside_the_sentence(vietnamese, tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("TINHSO_DEBUG", "1")
    with pytest.raises(OSError, match="File name too long"):
        cli.main(["new-pack", str(tmp_path / ("a" * 300)), *PROVINCE])
    assert "tên dài quá" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("error", "words", "code"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "đĩa hết chỗ", 2),
        (PermissionError(errno.EACCES, "Permission denied", "/a"), "/a: tài khoản này không có quyền", 2),
        (
            caused(errors.InsufficientPrivilege("permission denied for table t\nLINE 1")),
            "không có quyền: permission denied for table t",
            2,
        ),
        (caused(errors.ReadOnlySqlTransaction("…")), "cơ sở dữ liệu chỉ đọc", 2),
        (psycopg.OperationalError("server closed the connection"), "server closed the connection", 1),
        (caused(errors.DiskFull("could not extend file")), "could not extend file", 1),
    ],
)
def test_what_this_machine_refuses_is_a_sentence(error, words, code):
    refusal = failures.refusal_of(error)
    assert words in str(refusal) and refusal.code == code and "không" not in refusal.english


@pytest.mark.parametrize(
    "error",
    [
        OSError(errno.EBADF, "Bad file descriptor"),
        OSError(errno.ENOENT, "no name"),
        caused(errors.UndefinedTable("t")),
    ],
)
def test_a_fault_of_the_program_is_none(error):
    assert failures.refusal_of(error) is None


@pytest.mark.django_db
def test_a_table_that_is_not_there_says_to_prepare_only_where_that_is_why(monkeypatch):
    def broken():
        with database.unprepared_refused(), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("select 1 from khong_co_bang")

    monkeypatch.setattr(connection, "close", lambda: None)  # the test's own transaction
    with pytest.raises(ProgrammingError):
        broken()
    monkeypatch.setattr(failures, "pending_migrations", lambda: ["people.0001"])
    with pytest.raises(Refusal, match="tinhso prepare") as refused:
        broken()
    assert refused.value.code == NOT_READY and "run `tinhso prepare`" in refused.value.english


@pytest.mark.django_db
def test_a_migration_that_is_at_fault_says_what_it_misses(monkeypatch):
    """To run it again is no way out, so nobody is told to."""

    class Broken(migrations.Migration):
        operations = [migrations.RunSQL("insert into khong_co_bang values (1)")]

    monkeypatch.setattr(failures, "pending_migrations", lambda: ["people.0001"])
    run = MigrationExecutor(connection)
    with (
        pytest.raises(ProgrammingError, match="khong_co_bang"),
        database.unprepared_refused(),
        transaction.atomic(),
    ):
        run.apply_migration(run.loader.project_state(), Broken("x", "people"), fake=False)


def test_a_slip_of_the_keyboard_starts_no_database(vietnamese, tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("TINHSO_STATE", str(tmp_path))
    assert cli.main(["lod_pack"]) == 2
    assert "không có lệnh lod_pack" in capsys.readouterr().err and not list(tmp_path.iterdir())


def test_every_command_of_django_and_ours_is_known():
    assert set(get_commands()) <= cli.known_commands()


@pytest.mark.parametrize("held", [15, 16])
def test_an_older_server_is_refused_before_a_migration_breaks_off_in_it(held):
    with pytest.raises(Refusal, match=f"là PostgreSQL {held}, cần PostgreSQL 17") as refused:
        database.refuse_old("DATABASE_URL", held)
    assert "or newer is needed" in refused.value.english
    database.refuse_old("DATABASE_URL", 17)


def test_programs_that_are_too_old_make_no_cluster(tmp_path, monkeypatch):
    monkeypatch.setattr(server, "major_version", lambda folder: 15)
    cluster = server.Server(tmp_path / "postgres")
    with pytest.raises(server.NoPostgres, match="cần PostgreSQL 17") as refused:
        cluster._initdb()
    assert "PostgreSQL 17 or newer" in refused.value.english


@pytest.mark.django_db
def test_a_file_that_is_not_there_is_said_by_the_commands_that_read_one(vietnamese):
    with pytest.raises(CommandError, match="nowhere.csv: không có tệp"):
        call_command("import_accounts", "/nowhere.csv")
