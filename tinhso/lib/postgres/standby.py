"""A second PostgreSQL that follows the first, from the same binaries: both are state folders' own (`postgres.py`).

The follower takes the first one's log as it is written (a replication slot keeps what it has not had yet). While it is
`synchronous`, a transaction is acknowledged only when its log lies on both disks; the first one waits where the follower
is away. `promote` makes the follower a server that writes.
"""

import json
import secrets
import shutil
import subprocess
import time
from pathlib import Path

from tinhso.lib.postgres.binaries import NoPostgres
from tinhso.lib.postgres.server import Server, account_owns

NAME = "tinhso_replica"
RETAINED_LOG = (
    "8GB"  # of the first one's log while the follower is away; beyond it the follower has to be made anew
)
CATCH_UP_SECONDS = 120
PROMOTE_SECONDS = 60
DROP_SLOT = "select pg_drop_replication_slot(slot_name) from pg_replication_slots where slot_name ="
FOLLOWS = "select count(*) from pg_stat_replication where state = 'streaming' and application_name ="


class StillRunning(NoPostgres):
    """The first server answers: two that write would each acknowledge what the other does not know."""


def make(first: Server, follower: Server) -> None:
    """Copy the running `first` into the empty folder of `follower`. NoPostgres says why not.

    The secret is the same on both, for the roles and their passwords are.
    """
    follower.prepare(secret=(first.home / "secret").read_bytes())
    draft = follower.home / f"data.new-{secrets.token_hex(4)}"
    follower.private_folder(draft)
    ask(first, f"{DROP_SLOT} '{NAME}'")
    ask(first, f"alter system set max_slot_wal_keep_size = '{RETAINED_LOG}'; select pg_reload_conf()")
    done = first.run(
        *("pg_basebackup", "-D", draft, "-R", "-C", "-S", NAME, "-X", "stream", "-c", "fast"),
        *("-d", source(first)),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    if done.returncode:
        shutil.rmtree(draft, ignore_errors=True)
        raise NoPostgres(
            f"Không chép được máy chủ chính:\n{done.stderr.decode(errors='replace')}",
            english=f"the first server could not be copied:\n{done.stderr.decode(errors='replace')}",
        )
    (draft / "postmaster.pid").unlink(missing_ok=True)
    note = {"first": str(first.state), "socket": str(first.socket)}
    (follower.home / "follows.json").write_text(json.dumps(note))
    account_owns(draft, follower.uid, follower.gid)
    draft.rename(follower.data)


def source(first: Server) -> str:
    """How the follower reaches the first one; it is kept in the follower's private folder."""
    words = {
        "host": str(first.socket),
        "user": "postgres",
        "password": first.password("postgres"),
        "application_name": NAME,
    }
    return " ".join(f"{name}='{quoted(value)}'" for name, value in words.items())


def quoted(value: str) -> str:
    return value.replace("\\", "\\\\").replace("'", "\\'")


def is_standby(folder: Path) -> bool:
    """Whether the own PostgreSQL of the state folder `folder` follows another one."""
    pointer = folder / "postgres/elsewhere"
    home = Path(pointer.read_text()) if pointer.exists() else folder / "postgres"
    return (home / "data/standby.signal").exists()


def follows(server: Server) -> bool:
    return (server.data / "standby.signal").exists()


def be_synchronous(first: Server, on: bool) -> None:
    """From now on the first one acknowledges nothing that the follower does not hold; or, again, without it."""
    value = f"'FIRST 1 ({NAME})'" if on else "''"
    ask(first, f"alter system set synchronous_standby_names = {value}; select pg_reload_conf()")


def wait_until_it_follows(first: Server) -> None:
    """Returns when the follower has caught up; NoPostgres where it does not."""
    deadline = time.monotonic() + CATCH_UP_SECONDS
    sql = f"{FOLLOWS} '{NAME}'"
    while ask(first, sql) != "1":
        if time.monotonic() > deadline:
            raise NoPostgres(
                "Bản dự phòng không nối được máy chủ chính: xem pg.log trong thư mục của nó",
                english="the follower cannot reach the first server: see pg.log in its folder",
            )
        time.sleep(0.2)


def promote(follower: Server, *, although_it_answers: bool = False) -> None:
    """The running follower becomes a server that writes, with all that the first one acknowledged while synchronous.

    StillRunning while the first one answers.
    """
    note = follower.home / "follows.json"
    noted = json.loads(note.read_text()) if note.exists() else {}
    if noted and not although_it_answers and answers(follower, noted["socket"]):
        raise StillRunning(
            f"Máy chủ chính của {noted['first']} vẫn đang chạy: dừng nó trước, rồi mới đưa bản dự phòng lên",
            english=f"the first server of {noted['first']} is still running: stop it, then promote the follower",
        )
    ask(follower, "alter system reset synchronous_standby_names; select pg_reload_conf()")
    if ask(follower, f"select pg_promote(true, {PROMOTE_SECONDS})") != "t":
        raise NoPostgres(
            f"Bản dự phòng chưa lên được sau {PROMOTE_SECONDS} giây: xem {follower.home / 'pg.log'}",
            english=f"the follower did not come up within {PROMOTE_SECONDS} seconds: see {follower.home / 'pg.log'}",
        )
    ask(follower, "alter system reset primary_conninfo; alter system reset primary_slot_name")
    note.unlink(missing_ok=True)


def answers(server: Server, socket: str) -> bool:
    return server.run("pg_isready", "-q", "-h", socket, "-U", "postgres").returncode == 0


def ask(server: Server, sql: str) -> str:
    """The last value that the superuser gets; NoPostgres with what the server said."""
    done = server.run(
        *("psql", "-qAtX", "-v", "ON_ERROR_STOP=1", "-h", server.socket, "-U", "postgres", "-d", "postgres"),
        *(word for one in sql.split("; ") for word in ("-c", one)),
        env={"PGPASSWORD": server.password("postgres")},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    if done.returncode:
        raise NoPostgres(
            done.stderr.decode(errors="replace").strip(), english=done.stderr.decode(errors="replace").strip()
        )
    return done.stdout.decode().strip().rpartition("\n")[2]
