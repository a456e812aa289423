"""Errors of this machine's files and of the database as a sentence, where they are no fault of the program."""

import errno
import traceback

import psycopg
from django.core.exceptions import ImproperlyConfigured
from django.db import Error as DjangoError
from django.db import connection
from django.db.migrations import executor
from psycopg import errors

from tinhso.config.health import pending_migrations
from tinhso.config.refusal import NOT_READY, Refusal
from tinhso.lib.system_errors import REASONS, reason

WITHOUT_A_NAME = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO}
"""Of a file that is open already; the others are told with the name that they are about."""
NOT_PREPARED = (
    errors.UndefinedTable,
    errors.UndefinedColumn,
    errors.UndefinedFunction,
    errors.UndefinedObject,
)


def refusal_of(error: Exception) -> Refusal | None:
    """What to tell whoever typed the command; None where the program is at fault and has to show where."""
    if isinstance(error, OSError):
        return _of_files(error)
    return _of_database(error if isinstance(error, psycopg.Error) else error.__cause__)


def _of_files(error: OSError) -> Refusal | None:
    named = isinstance(error.filename, str | bytes)
    if error.errno not in (REASONS if named else WITHOUT_A_NAME):
        return None
    place = f"{error.filename}: " if named else ""
    return Refusal(f"{place}{reason(error)}", english=f"{place}{error.strerror}")


def _of_database(cause: BaseException | None) -> Refusal | None:
    words = str(cause).strip().partition("\n")[0]
    if isinstance(cause, errors.InsufficientPrivilege):
        return Refusal(
            f"vai trò này của cơ sở dữ liệu không có quyền: {words}",
            english=f"this role of the database may not do that: {words}",
        )
    if isinstance(cause, errors.ReadOnlySqlTransaction):
        return Refusal("cơ sở dữ liệu chỉ đọc", english="the database is read-only")
    if isinstance(cause, psycopg.OperationalError):
        return Refusal(
            f"cơ sở dữ liệu dừng giữa chừng hoặc từ chối: {words}",
            1,
            english=f"the database stopped or refused: {words}",
        )
    return None


def unprepared(error: Exception) -> Refusal | None:
    """For a table or column that is not there: whether migrations are still to be run. The database is still open."""
    cause = error if isinstance(error, psycopg.Error) else error.__cause__
    if not isinstance(cause, NOT_PREPARED) or _while_migrating(error):
        return None
    try:
        connection.close()  # whatever it was in the middle of
        pending = pending_migrations()
    except (DjangoError, ImproperlyConfigured):
        return None
    return not_at_version() if pending else None


def _while_migrating(error: Exception) -> bool:
    """A migration that is itself at fault has to show where: to run it again is no way out."""
    frames = traceback.walk_tb(error.__traceback__)
    return any(frame.f_globals.get("__name__") == executor.__name__ for frame, _line in frames)


def not_at_version() -> Refusal:
    return Refusal(
        "cơ sở dữ liệu chưa ở phiên bản của chương trình: chạy `tinhso prepare` với TINHSO_OWNER_URL",
        NOT_READY,
        english="the database is not at this program's version: run `tinhso prepare` with TINHSO_OWNER_URL",
    )
