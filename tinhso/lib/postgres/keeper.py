"""The process that owns one PostgreSQL: it starts it, starts it again after a crash, and stops it cleanly as soon
as nobody uses it any more.

Run by path, with the standard library alone: `python -I -S postgres_keeper.py HOME BIN SOCKET UID GID`. Whoever uses
the cluster holds a shared lock on `HOME/users`; the system drops that lock however the holder dies, so nothing is
left behind by Ctrl-C, by SIGTERM or by kill -9. Should this process be killed itself, the kernel tells PostgreSQL.
"""

import ctypes
import fcntl
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

PR_SET_PDEATHSIG = 1
ATTEMPTS = 20  # to bring it up for the first time; what has once run is brought up again for ever
GOOD_RUN = 10.0
LONGEST_PAUSE = 5.0


def die_with_parent(number: int) -> Any:
    """A `preexec_fn`: the kernel sends the signal `number` to this child when the thread that started it ends."""
    libc = ctypes.CDLL(None)
    parent = os.getpid()

    def child() -> None:
        libc.prctl(PR_SET_PDEATHSIG, number)
        if os.getppid() != parent:
            os._exit(1)

    return child


def account(uid: int, gid: int) -> dict[str, Any]:
    """What `subprocess` needs to step down from root; nothing when we are not root."""
    return {"user": uid, "group": gid, "extra_groups": []} if os.geteuid() == 0 else {}


class Keeper:
    def __init__(self, home: Path, binaries: Path, socket: Path, uid: int, gid: int) -> None:
        self.home, self.binaries, self.socket = home, binaries, socket
        self.uid, self.gid = uid, gid
        self.stopping = threading.Event()
        self.process: subprocess.Popen[bytes] | None = None

    def keep(self) -> int:
        """Hold the cluster up until the last user has gone; 1 when PostgreSQL would not start."""
        with (self.home / "keeper").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if os.fork():
                return 0  # the starter need not mind us: the child holds the lock for as long as it lives
            signal.signal(signal.SIGTERM, lambda *_: self.stop())
            threading.Thread(target=self.wait_for_the_last_user, daemon=True).start()
            failures, proven = 0, False
            while not self.stopping.is_set() and (proven or failures < ATTEMPTS):
                # After a SIGKILL the old backends need about a second to leave shared memory; a full disk needs longer.
                if self.stopping.wait(0.5 * min(failures, 1) if failures < ATTEMPTS else LONGEST_PAUSE):
                    break
                ran = self.run_once()
                proven = proven or ran > GOOD_RUN
                failures = 1 if ran > GOOD_RUN else failures + 1
            return 0 if self.stopping.is_set() else 1

    def run_once(self) -> float:
        """Start it and wait for its end; for how many seconds it ran."""
        started = time.monotonic()
        self.process = self.launch()
        if self.stopping.is_set():
            self.stop()
        self.process.wait()
        return time.monotonic() - started

    def wait_for_the_last_user(self) -> None:
        with (self.home / "users").open("w") as users:
            fcntl.flock(users, fcntl.LOCK_EX)
            self.stop()
            while self.process and self.process.returncode is None:
                time.sleep(0.01)  # newcomers wait at `users` until the cluster is down

    def stop(self) -> None:
        self.stopping.set()
        if self.process and self.process.returncode is None:
            self.process.send_signal(signal.SIGINT)  # PostgreSQL's fast and clean stop

    def launch(self) -> "subprocess.Popen[bytes]":
        path = str(self.socket).replace('"', '""')
        settings = {
            "listen_addresses": "",
            "unix_socket_directories": f'"{path}"',
            "unix_socket_permissions": "0700",
            "jit": "off",
            "shared_buffers": "256MB",
            "max_connections": "120",
        }
        words = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        handle = os.open(self.home / "pg.log", os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o600)
        with os.fdopen(handle, "ab") as log:
            return subprocess.Popen(
                [str(self.binaries / "postgres"), "-D", str(self.home / "data"), *words],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=die_with_parent(signal.SIGINT),  # noqa: PLW1509
                cwd="/",
                env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC"},
                **account(self.uid, self.gid),
            )


if __name__ == "__main__":
    home, binaries, socket, uid, gid = sys.argv[1:]
    sys.exit(Keeper(Path(home), Path(binaries), Path(socket), int(uid), int(gid)).keep())
