"""One installation for `faults.py`: its own state folder on a disk of its own, `tinhso up`, the outside world, a mailbox."""

import json
import os
import random
import secrets
import shutil
import signal
import socket
import socketserver
import subprocess
import sys
import threading
import time
import urllib.request
from collections import Counter
from contextlib import suppress
from pathlib import Path
from typing import Any

import psycopg

ROOT = Path(__file__).resolve().parents[2]
BOXES = ("bank", "national_portal", "signing_service")
OPENS_ON = "2024-03-08T08:30:00+07:00"
DISK = "1500m"


class Mailbox(socketserver.ThreadingTCPServer):
    """An SMTP server that counts letters by their Message-ID."""

    allow_reuse_address = daemon_threads = True

    def __init__(self, port: int, seen: Counter[str]) -> None:
        self.seen = seen
        super().__init__(("127.0.0.1", port), Letter)


class Letter(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        self.say("220 faults")
        while line := self.rfile.readline():
            word = line[:4].strip().upper()
            if word == b"DATA":
                self.say("354 go on")
                self.take()
            self.say("221 bye" if word == b"QUIT" else "250 ok")
            if word == b"QUIT":
                return

    def take(self) -> None:
        name = ""
        while (line := self.rfile.readline()) and line != b".\r\n":
            if line.lower().startswith(b"message-id:"):
                name = line.split(b":", 1)[1].strip().decode()
        self.server.seen[name] += 1  # type: ignore[attr-defined]

    def say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


class Instance:
    """`open()` prepares, furnishes and starts it; `close()` stops all and takes its folder away."""

    def __init__(self, state: Path, port: int, cores: int = 2) -> None:
        self.state, self.port, self.web = state, port, cores
        self.serving = state  # the folder whose database serves; another one after a failover
        self.struck = 0.0  # the moment of the last fault
        self.follower: subprocess.Popen[str] | None = None
        self.base = f"http://127.0.0.1:{port}"
        self.boxes: dict[str, subprocess.Popen[bytes]] = {}
        self.letters: Counter[str] = Counter()
        self.mailbox: Mailbox | None = None
        self.up: subprocess.Popen[bytes] | None = None
        self.sessions: dict[str, str] = {}
        self.ports = dict(zip((*BOXES, "mail"), free_ports(len(BOXES) + 1), strict=True))
        self.secret = secrets.token_urlsafe(24)
        self.own_disk = False

    # what it is made of

    def port_of(self, name: str) -> int:
        return self.ports[name]

    def url_of(self, name: str) -> str:
        return f"http://127.0.0.1:{self.port_of(name)}"

    def environment(self) -> dict[str, str]:
        """What its processes are told; nothing of a demo."""
        inherited = {
            k: v for k, v in os.environ.items() if not k.startswith(("TINHSO_", "DATABASE_URL", "DJANGO_"))
        }
        portal = {"url": self.url_of("national_portal"), "unit": "H56", "secret": "sandbox"}
        environ = {
            "PYTHONPATH": str(ROOT),
            "TINHSO_STATE": str(self.serving),
            "TINHSO_SITE_URL": self.base,
            "TINHSO_SITE_LOCAL": "1",
            "TINHSO_MAIL_HOST": "127.0.0.1",
            "TINHSO_MAIL_PORT": str(self.port_of("mail")),
            "TINHSO_MAIL_TLS": "0",
            "TINHSO_BANK_URL": self.url_of("bank"),
            "TINHSO_BANK_SECRET": self.secret,
            "TINHSO_SIGNING_SERVICE": self.url_of("signing_service"),
            "TINHSO_TRUST_ROOTS": str(self.state / "signing/ca/root.crt"),
            "TINHSO_NATIONAL_PORTAL": json.dumps(portal),
            "TINHSO_SANDBOX_CLIENT": self.base,
            "FAULTS_CLOCK": str(self.state / "clock"),
        }
        if (self.state / "clock.so").exists():
            environ["LD_PRELOAD"] = str(self.state / "clock.so")
        return inherited | environ

    def open(self) -> None:
        self.make_disk()
        self.make_clock()
        self.furnish()
        for name in BOXES:
            self.start_box(name)
        self.open_mailbox()
        self.start()

    def make_disk(self) -> None:
        """A small file system of its own, where this account may mount one."""
        self.state.mkdir(parents=True, exist_ok=True)
        mount = ["mount", "-t", "tmpfs", "-o", f"size={DISK},mode=0711", "tmpfs", str(self.state)]
        self.own_disk = (
            os.geteuid() == 0 and not subprocess.run(mount, check=False, stderr=subprocess.DEVNULL).returncode
        )
        self.state.chmod(0o711)

    def make_clock(self) -> None:
        (self.state / "clock").write_text("0")
        if compiler := shutil.which("cc"):
            words = [compiler, "-shared", "-fPIC", "-O1", "-o", str(self.state / "clock.so")]
            subprocess.run([*words, str(Path(__file__).with_name("clock.c")), "-ldl"], check=True)

    def tinhso(
        self, *words: str, check: bool = True, state: Path | None = None
    ) -> "subprocess.CompletedProcess[str]":
        command = [sys.executable, "-P", "-m", "tinhso", *words]
        environ = self.environment() | ({"TINHSO_STATE": str(state)} if state else {})
        done = subprocess.run(command, env=environ, cwd=ROOT, capture_output=True, text=True, check=False)
        if check and done.returncode:
            raise SystemExit(
                f"tinhso {' '.join(words)}: {done.returncode}\n{done.stdout[-2000:]}{done.stderr[-3000:]}"
            )
        return done

    def furnish(self) -> None:
        command = [sys.executable, str(Path(__file__).with_name("town.py"))]
        done = subprocess.run(
            command, env=self.environment(), cwd=ROOT, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise SystemExit(done.stderr[-3000:])
        self.sessions = json.loads((self.state / "sessions.json").read_text())

    # the outside world

    def start_box(self, name: str) -> None:
        words = {
            "bank": [],
            "national_portal": [
                "--state",
                str(self.state / "portal"),
                "--catalogue",
                str(self.state / "portal.json"),
            ],
            "signing_service": [
                "--state",
                str(self.state / "signing"),
                "--holders",
                str(self.state / "holders.json"),
            ],
        }[name]
        environ = {k: v for k, v in self.environment().items() if k != "LD_PRELOAD"}
        command = [sys.executable, "-m", f"sandbox.{name}", "--port", str(self.port_of(name)), *words]
        self.boxes[name] = subprocess.Popen(command, env=environ, cwd=ROOT, stdout=subprocess.DEVNULL)
        wait_for(f"{self.url_of(name)}/healthz", 30)

    def stop_box(self, name: str) -> None:
        self.boxes[name].kill()
        self.boxes[name].wait()

    def open_mailbox(self) -> None:
        self.mailbox = Mailbox(self.port_of("mail"), self.letters)
        threading.Thread(target=self.mailbox.serve_forever, daemon=True).start()

    def close_mailbox(self) -> None:
        if self.mailbox:
            self.mailbox.shutdown()
            self.mailbox.server_close()
            self.mailbox = None

    # the installation itself

    def start(self) -> None:
        out = (self.state / "up.log").open("ab")
        words = ["up", "--port", str(self.port), "--workers", str(self.web), "--threads", "4"]
        command = [sys.executable, "-P", "-m", "tinhso", *words]
        self.up = subprocess.Popen(command, env=self.environment(), cwd=ROOT, stdout=out, stderr=out)
        wait_for(f"{self.base}/readyz", 240)

    def stop(self) -> None:
        if self.up:
            self.up.terminate()
            self.up.wait(40)
            self.up = None

    def close(self) -> None:
        self.stop()
        if self.follower:
            self.follower.terminate()
            self.follower.wait(60)
        self.close_mailbox()
        for name in list(self.boxes):
            self.stop_box(name)
        if self.own_disk:
            subprocess.run(["umount", "-l", str(self.state)], check=False)
        shutil.rmtree(self.state, ignore_errors=True)

    def processes(self, what: str) -> list[int]:
        """The ids of `web` (those that serve), `web-parent`, `fast`, `slow`, `postgres`, `keeper`."""
        assert self.up
        ours = below(self.up.pid)
        parent = [
            pid for pid in ours if b"tinhso.config.web" in command_of(pid) and parent_of(pid) == self.up.pid
        ]
        if what == "web-parent":
            return parent
        if what == "web":
            return [
                pid for pid in ours if parent_of(pid) in parent and b"resource_tracker" not in command_of(pid)
            ]
        if what in {"fast", "slow"}:
            return [pid for pid in ours if command_of(pid).endswith(f"worker\0{what}\0".encode())]
        postmaster = int((self.home() / "data/postmaster.pid").read_text().split()[0])
        return [postmaster if what == "postgres" else parent_of(postmaster)]

    def home(self) -> Path:
        pointer = self.serving / "postgres/elsewhere"
        return Path(pointer.read_text()) if pointer.exists() else self.serving / "postgres"

    def follow(self, folder: Path) -> None:
        """`tinhso replica` into that folder, until it follows synchronously; the store of files is shared by both."""
        folder.mkdir(mode=0o711)
        (folder / "files").symlink_to(self.state / "files")
        words = [sys.executable, "-P", "-m", "tinhso", "replica", str(folder)]
        self.follower = subprocess.Popen(
            words, env=self.environment(), cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        assert self.follower.stdout
        for line in self.follower.stdout:
            if "đồng bộ đang theo" in line:
                return
        raise SystemExit("bản dự phòng không theo được")

    def fail_over(self, folder: Path) -> None:
        """All that serves dies at once, as when its machine goes; the follower is promoted and served from."""
        assert self.up
        postgres, keeper = self.processes("postgres"), self.processes("keeper")
        self.struck = time.monotonic()
        for pid in (*keeper, *postgres, self.up.pid, *below(self.up.pid)):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.up.wait()
        self.serving = folder
        self.tinhso("promote")
        self.start()

    def cpu(self) -> dict[str, float]:
        """CPU seconds so far, of each part with what it started and saw end."""
        postmaster = self.processes("postgres")
        return {
            name: sum(spent(one) for pid in found for one in (pid, *below(pid)))
            for name, found in {
                "web": self.processes("web-parent"),
                "fast": self.processes("fast"),
                "slow": self.processes("slow"),
                "PostgreSQL": postmaster,
            }.items()
        }

    def kill(self, what: str, most: int = 9) -> int:
        """kill -9 of these processes; how many there were."""
        found = self.processes(what)[:most]
        for pid in found:
            os.kill(pid, signal.SIGKILL)
        return len(found)

    def query(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """The rows, asked as the superuser over a connection of its own; waits while the server is away."""
        from tinhso.lib.postgres.server import Server

        url = Server(self.serving / "postgres").url("postgres")
        end = time.monotonic() + 60
        while True:
            try:
                with psycopg.connect(url, autocommit=True) as connection:
                    return list(connection.execute(sql, values or None))
            except psycopg.OperationalError:
                if time.monotonic() > end:
                    raise
                time.sleep(0.5)


def free_ports(number: int) -> list[int]:
    """Free ones below those that the system gives to whoever asks for any."""
    found: list[int] = []
    for port in random.sample(range(20000, 32000), 200):
        with socket.socket() as one, suppress(OSError):
            one.bind(("127.0.0.1", port))
            found.append(port)
    return found[:number]


def below(pid: int) -> list[int]:
    """All that this process started, and what they started."""
    parents = {int(p.name): parent_of(int(p.name)) for p in Path("/proc").iterdir() if p.name.isdigit()}
    found, grown = {pid}, True
    while grown:
        new = {child for child, parent in parents.items() if parent in found} - found
        found |= new
        grown = bool(new)
    return sorted(found - {pid})


def parent_of(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
    except (OSError, IndexError):
        return 0


def spent(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


def command_of(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def wait_for(url: str, seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            urllib.request.urlopen(url, timeout=5).close()
            return
        except OSError:
            time.sleep(0.2)
    raise SystemExit(f"{url} không trả lời sau {seconds:.0f} giây")
