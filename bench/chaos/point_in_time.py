"""A server of its own loses everything; its log, archived as docs/operations.md says, brings back the moment before.

    python -m bench.chaos.point_in_time [--folder DIR]

PostgreSQL's own tools do the work, on a cluster made for it, with the words of the guide. Tells how long the way back took, and
what came back: the deed before the moment, nothing after it, a chain of seals that `tinhso verify` finds whole.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psycopg

from tinhso.lib.postgres.binaries import reachable
from tinhso.lib.postgres.keeper import account
from tinhso.lib.postgres.server import ROLES, Server

ROOT = Path(__file__).resolve().parents[2]
ACCOUNTS = """Tên đăng nhập,Họ và tên,Mã cơ quan,Chức danh,Việc được làm,Từ ngày
quan.vv,Vũ Văn Quản,van-phong-ubnd,Chuyên viên,administrator,01/08/2023
hanh.dt,Đinh Thị Hạnh,van-phong-ubnd,Chuyên viên,administrator,01/08/2023
"""
NOBODY = 65534
PATIENCE = 120


class Cluster:
    """A PostgreSQL in `folder`, reached by a socket there alone."""

    def __init__(self, folder: Path, programs: Path) -> None:
        self.folder, self.data, self.programs = folder, folder / "data", programs

    def run(self, program: str, *words: object) -> None:
        found = shutil.which(program, path=f"{self.programs}:/usr/bin:/bin")
        command = [str(found), *map(str, words)]
        who = account(NOBODY, NOBODY)
        subprocess.run(command, cwd="/", check=True, stdout=subprocess.DEVNULL, **who)

    def start(self, *settings: str) -> None:
        options = f"-k {self.folder} -c listen_addresses='' " + " ".join(f'-c "{one}"' for one in settings)
        self.run("pg_ctl", "-w", "-D", self.data, "-l", self.folder / "log", "-o", options, "start")

    def end(self) -> None:
        """Whatever state it is in, without a word to those whom it serves."""
        if (self.data / "postmaster.pid").exists():
            self.run("pg_ctl", "-D", self.data, "-m", "immediate", "stop")

    def url(self, role: str = "postgres", name: str = "tinhso") -> str:
        return f"postgresql://{role}@/{name}?host={self.folder}"

    def ask(self, statement: str, name: str = "tinhso") -> list[tuple[object, ...]]:
        with psycopg.connect(self.url(name=name), autocommit=True) as connection:
            done = connection.execute(statement)
            return done.fetchall() if done.description else []


def room(folder: Path, name: str) -> Path:
    """A folder for PostgreSQL's account."""
    made = folder / name
    made.mkdir(mode=0o700)
    if os.geteuid() == 0:
        os.chown(made, NOBODY, NOBODY)
    return made


def tinhso(cluster: Cluster, folder: Path, *words: object) -> None:
    around = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("TINHSO_", "DATABASE_", "PG"))
    }
    around |= {
        "PYTHONPATH": str(ROOT),
        "TINHSO_STATE": str(folder / "state"),
        "TINHSO_PACK": str(ROOT / "tinhso/config/packs/thanh_hoa"),
        "DATABASE_URL": cluster.url("tinhso_app"),
        "TINHSO_OWNER_URL": cluster.url("tinhso_owner"),
    }
    command = [sys.executable, "-P", "-m", "tinhso", *map(str, words)]
    subprocess.run(command, env=around, cwd="/", check=True, stdout=subprocess.DEVNULL)


def fill(first: Cluster, folder: Path, log: Path) -> None:
    """An empty province on a server that archives its log."""
    first.run("initdb", "-D", first.data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-instructions")
    archive = f"archive_command=test ! -f {log}/%f && cp %p {log}/%f"
    first.start("archive_mode=on", "archive_timeout=60", archive)
    for role in ROLES:
        first.ask(f"create role {role} login", "postgres")
    words = "encoding 'UTF8' locale_provider 'builtin' builtin_locale 'C.UTF-8' template template0"
    first.ask(f"create database tinhso owner tinhso_owner {words}", "postgres")
    tinhso(first, folder, "prepare")
    tinhso(first, folder, "load_pack")


def take_back(second: Cluster, base: Path, log: Path, moment: str) -> None:
    """The base backup, then the log up to `moment`; it writes when that is done."""
    room(second.folder, "data")
    second.run("tar", "-xzf", base / "base.tar.gz", "-C", second.data)
    recovery = f"restore_command = 'cp {log}/%f %p'\nrecovery_target_time = '{moment}'\nrecovery_target_action = 'promote'\n"
    with (second.data / "postgresql.auto.conf").open("a") as file:
        file.write(recovery)
    (second.data / "recovery.signal").touch()
    second.start()
    end = time.monotonic() + PATIENCE
    while second.ask("select pg_is_in_recovery()") != [(False,)]:
        if time.monotonic() > end:
            raise SystemExit(f"still in recovery after {PATIENCE} s: {second.folder}/log")
        time.sleep(0.1)


def attempt(folder: Path) -> int:
    programs = (
        reachable(Server(folder / "programs").bin) if os.geteuid() == 0 else Server(folder / "programs").bin
    )
    log, base = room(folder, "log"), room(folder, "base")
    first, second = (Cluster(room(folder, name), programs) for name in ("first", "second"))
    fill(first, folder, log)
    first.run(
        "pg_basebackup", "-d", first.url(name="postgres"), "-D", base, "-Ft", "-z", "-X", "none", "-c", "fast"
    )
    (folder / "accounts.csv").write_text(ACCOUNTS)
    tinhso(first, folder, "import_accounts", folder / "accounts.csv", "--administrators", "--apply")
    known = first.ask("select count(*) from people_user"), first.ask("select count(*) from kernel_event")
    ((moment,),) = first.ask("select now()::text")
    time.sleep(1)
    first.ask("drop schema public cascade")
    first.ask("select pg_switch_wal()")
    time.sleep(2)
    first.end()
    start = time.monotonic()
    take_back(second, base, log, str(moment))
    back = second.ask("select count(*) from people_user"), second.ask("select count(*) from kernel_event")
    seconds = time.monotonic() - start
    tinhso(second, folder, "promote")
    tinhso(second, folder, "verify")
    held = sum(one.stat().st_size for one in log.iterdir()) / 1e6
    print(
        f"all tables dropped, back at the moment before: {back == known} ({back[0][0][0]} accounts, {back[1][0][0]} events)"
    )
    print(
        f"{seconds:.1f} s from the base backup to a server that writes, {time.monotonic() - start:.1f} s with promote and verify"
    )
    print(
        f"log archived: {held:.0f} MB, base backup {(base / 'base.tar.gz').stat().st_size / 1e6:.0f} MB; verify: clean"
    )
    return 0 if back == known else 1


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument(
        "--folder",
        type=Path,
        help="room for two small clusters (1 GB); the machine's temporary folder unless named",
    )
    folder = Path(tempfile.mkdtemp(prefix="tinhso-pitr-", dir=words.parse_args().folder))
    folder.chmod(0o755)
    try:
        code = attempt(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    raise SystemExit(code)


if __name__ == "__main__":
    main()
