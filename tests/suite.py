"""Runs pytest on our own PostgreSQL: `python -m tests.suite [--all] [pytest's own words]` (`bin/test` calls it).

Without `--all` the tests marked `long` are left out. They run in two processes, unless pytest's own `-n 0` says
otherwise. The suite needs the superuser (it makes and drops databases). Migrations run once into a template named
after their contents; each process of each run gets a fresh copy of it.
"""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import psycopg
from psycopg import sql

from tests.machine import supply
from tinhso.config.messages import compile_messages
from tinhso.lib.postgres import Server

ROOT = Path(__file__).resolve().parents[1]


def main(words: list[str]) -> int:
    everything = "--all" in words
    words = [word for word in words if word != "--all"]
    if not everything and "-m" not in words:
        words += ["-m", "not long"]
    if "-n" not in words:
        words = ["-n", str(min(os.cpu_count() or 1, 2)), "--dist", "loadfile", *words]
    state = Path(os.environ.get("TINHSO_TEST_STATE") or ROOT / ".tinhso/test")
    os.environ["TINHSO_STATE"] = str(state)
    os.environ["TINHSO_SITE_LOCAL"] = "1"
    supply()
    compile_messages()
    server = None
    if not os.environ.get("DATABASE_URL"):
        server = Server(state / "postgres")
        server.start()
        os.environ["DATABASE_URL"] = server.url("postgres")
        hurry(os.environ["DATABASE_URL"])
    try:
        os.environ["TINHSO_TEST_TEMPLATE"] = template(os.environ["DATABASE_URL"])
        return subprocess.call([sys.executable, "-P", "-m", "pytest", *words], cwd=ROOT)
    finally:
        if server:
            server.stop()


def hurry(url: str) -> None:
    """The databases of the suite are made anew each time: none of them has to outlive a power cut."""
    with psycopg.connect(url, autocommit=True) as connection:
        for name in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.execute(sql.SQL("alter system set {} = off").format(sql.Identifier(name)))
        connection.execute("select pg_reload_conf()")


def template(url: str) -> str:
    """The name of a database with all migrations, made when none has exactly these; older ones are dropped."""
    name = f"template_tinhso_{digest_of_migrations()[:12]}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("select pg_advisory_lock(7241001)")  # two runs at once make it once
        rows = connection.execute(
            "select datname from pg_database where datname like 'template\\_tinhso\\_%'"
        )
        known = {row[0] for row in rows}
        if name in known:
            return name
        for old in known:
            connection.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(old)))
        draft = f"draft_{name}"
        connection.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(draft)))
        connection.execute(sql.SQL("create database {}").format(sql.Identifier(draft)))
        migrate(url, draft)
        connection.execute(
            sql.SQL("alter database {} rename to {}").format(sql.Identifier(draft), sql.Identifier(name))
        )
    return name


def migrate(url: str, name: str) -> None:
    parts = psycopg.conninfo.conninfo_to_dict(url)
    place = f"postgresql://{parts['user']}:{parts['password']}@/{name}?host={parts['host']}"
    command = [sys.executable, "-P", "-m", "tinhso", "migrate", "--verbosity", "0", "--skip-checks"]
    place_only = os.environ | {"DATABASE_URL": place, "TINHSO_OWNER_URL": place}
    if subprocess.run(command, env=place_only, check=False).returncode:
        raise SystemExit("bin/test: the migrations do not run (see above)")


def digest_of_migrations() -> str:
    """Of every migration file of ours and of the pins (other people's migrations)."""
    seen = hashlib.sha256((ROOT / "requirements.txt").read_bytes())
    seen.update((ROOT / "tinhso/config/settings.py").read_bytes())
    for path in sorted(ROOT.glob("tinhso/**/migrations/*.py")):
        seen.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return seen.hexdigest()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
