"""Which database a command talks to, and as whom.

`DATABASE_URL` serves (role `tinhso_app`), `TINHSO_OWNER_URL` owns the tables and migrates. Where `DATABASE_URL` is not
given, the state folder's own PostgreSQL gives both, and stays up for as long as somebody uses it.
"""

import atexit
import gc
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django
import psycopg
from django.conf import settings
from django.db import Error as DjangoError
from django.db import connections

from tinhso.config.environment import state_folder
from tinhso.config.refusal import NOT_READY, Refusal
from tinhso.lib.postgres.binaries import OLDEST
from tinhso.lib.postgres.server import NoPostgres, Server
from tinhso.lib.postgres.standby import is_standby

log = logging.getLogger("tinhso.database")

ROOT = Path(__file__).resolve().parents[2]
REACH_SECONDS = 10


def state() -> Path:
    """The state folder of this installation."""
    return state_folder()


def private_folders() -> None:
    """Files, mail and logs of the installation are for its own account only."""
    for name in ("files", "mail", "logs"):
        (state() / name).mkdir(parents=True, exist_ok=True)
        (state() / name).chmod(0o700)


def unfinished() -> Path:
    """Stands from the first to the last step of a restore; nothing is served while it is there."""
    return state() / "restore-unfinished"


def upgrading() -> Path:
    """Stands from the backup of an upgrade to its last step; it says where the way back is."""
    return state() / "upgrade-unfinished"


def last_upgrade() -> Path:
    """What the last upgrade that ended went from and to."""
    return state() / "upgrade-last"


def refuse_unfinished() -> None:
    if upgrading().exists():
        raise Refusal(
            "lần nâng cấp trước chưa xong: chạy `tinhso upgrade --back` để trở về phiên bản cũ",
            NOT_READY,
            english="the last upgrade was not finished: run `tinhso upgrade --back` for the former version",
        )
    if is_standby(state()):
        raise Refusal(
            f"{state()} là bản dự phòng, chưa phục vụ được: chạy `tinhso promote` khi máy chủ chính hỏng",
            NOT_READY,
            english=f"{state()} is a follower and serves nobody: run `tinhso promote` when the first server is gone",
        )
    if unfinished().exists():
        raise Refusal(
            "lần phục hồi trước chưa xong: tạo cơ sở dữ liệu trống, xóa kho tệp và"
            f" {unfinished()}, rồi chạy lại tinhso restore",
            NOT_READY,
            english=f"the last restore was not finished: make an empty database, delete the store of files and {unfinished()}, then run tinhso restore again",
        )


@contextmanager
def database(*, reached: bool = True) -> Iterator[tuple[int, ...]]:
    """Both URLs are in the environment inside; our own PostgreSQL is used for as long.

    Gives the files that a child must inherit to go on using our own PostgreSQL without us.

    Raises:
        Refusal: the server that was given does not take us, unless it need not be `reached`.
    """
    if os.environ.get("DATABASE_URL"):
        if reached:
            refuse_unreached()
        with unprepared_refused():
            yield ()
        return
    server = Server(state() / "postgres")
    server.start()
    _servers.append(server)
    os.environ["DATABASE_URL"] = server.url("tinhso_app")
    os.environ["TINHSO_OWNER_URL"] = server.url("tinhso_owner")
    try:
        with unprepared_refused():
            yield (server.user.fileno(),) if server.user else ()
    finally:
        close_pools()
        for name in ("DATABASE_URL", "TINHSO_OWNER_URL"):
            os.environ.pop(name, None)
        _servers.remove(server)
        server.stop()


@contextmanager
def unprepared_refused() -> Iterator[None]:
    """A table that is not there because nobody ran `prepare` is a sentence, while the database is still open to be asked."""
    try:
        yield
    except (DjangoError, psycopg.Error) as error:
        # read only once something has failed: no command that works waits for it
        from tinhso.config.command_line.failures import unprepared

        if refusal := unprepared(error):
            raise refusal from error
        raise


def refuse_unreached() -> None:
    """One line to each server that was given: why it fails is told here, in a pool it would be a wait of ten seconds.

    Raises:
        Refusal: nobody answers there, or not to this role.
    """
    for name in ("DATABASE_URL", "TINHSO_OWNER_URL"):
        try:
            if url := os.environ.get(name):
                with psycopg.connect(url, connect_timeout=REACH_SECONDS) as line:
                    held = line.info.server_version // 10_000
                refuse_old(name, held)
        except psycopg.Error as error:
            # what libpq says of an address that it cannot read quotes it
            unread = isinstance(error, psycopg.ProgrammingError)
            why = "không đọc được địa chỉ" if unread else " ".join(str(error).split())
            raise Refusal(
                f"không nối được cơ sở dữ liệu của {name}: {why}",
                english=f"cannot reach the database of {name}: {why}",
            ) from error


def refuse_old(name: str, held: int) -> None:
    """Before a migration breaks off half-way at words that an older server does not know. Raises: Refusal."""
    if held < OLDEST:
        raise Refusal(
            f"máy chủ của {name} là PostgreSQL {held}, cần PostgreSQL {OLDEST} trở lên",
            english=f"the server of {name} is PostgreSQL {held}, PostgreSQL {OLDEST} or newer is needed",
        )


_servers: list[Server] = []


def look_after_database() -> None:
    """Our own PostgreSQL runs again soon after its keeper was killed; called again and again by whoever supervises."""
    for server in _servers:
        try:
            if server.look_after():
                log.error("the keeper of PostgreSQL ended and was started again")
        except NoPostgres:
            log.exception("PostgreSQL does not start; trying again")


def as_owner() -> dict[str, str]:
    """An environment in which Django works as the owner of the tables (migrations, backup, restore)."""
    return os.environ | {"DATABASE_URL": os.environ.get("TINHSO_OWNER_URL") or os.environ["DATABASE_URL"]}


def open_django() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tinhso.config.settings")
    close_pools_at_exit()
    gc.disable()  # whatever is loaded stays: to search it for garbage again and again was an eighth of the start
    try:
        django.setup()
    finally:
        gc.enable()


def close_pools_at_exit() -> None:
    """A pool left open holds up the end of the process for five seconds a thread from Python 3.13 on."""
    atexit.register(close_pools)


def close_pools() -> None:
    if not settings.configured:
        return

    for connection in connections.all(initialized_only=True):
        connection.close()
        if hasattr(connection, "close_pool"):
            connection.close_pool()
