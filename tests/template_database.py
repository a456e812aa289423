"""The database with all migrations that every run of the suite copies.

It is made once for each content of the migrations: restored from a dump in the user's cache (`$XDG_CACHE_HOME` or
`~/.cache`, folder `tinhso`) where one was made before, in whichever clone. Else the migrations run: those that are new
on the dump that has the most of them and none that has changed or gone since, or all of them.
"""

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import sql

from tinhso.config.backups.postgres_tools import run_tool
from tinhso.lib.postgres.binaries import binaries, major_version

ROOT = Path(__file__).resolve().parents[1]
MOST_DUMPS = 6  # of the last contents of the migrations: branches take turns


def ready_template(url: str, *, cached: bool) -> str:
    """Its name on the server of `url`; older ones are dropped. `cached` where our own PostgreSQL programs fit the server."""
    digest = digest_of_migrations()[:12]
    name = f"template_tinhso_{digest}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("select pg_advisory_lock(7241001)")  # two runs at once make it once
        rows = connection.execute(
            "select datname from pg_database where datname like 'template\\_tinhso\\_%'"
        )
        known = {row[0] for row in rows}
        if name in known:
            return name
        draft = f"draft_{name}"
        for old in (*known, draft):
            connection.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(old)))
        connection.execute(sql.SQL("create database {}").format(sql.Identifier(draft)))
        fill(place(url, draft), dump_file(digest) if cached else None)
        connection.execute(
            sql.SQL("alter database {} rename to {}").format(sql.Identifier(draft), sql.Identifier(name))
        )
    return name


def fill(url: str, dump: Path | None) -> None:
    """The schema of all migrations into the empty database of `url`."""
    if dump and (found := dump if dump.exists() else fullest_part(dump)):
        run_tool("pg_restore", "--exit-on-error", "--dbname", "", found, url=url)
        found.touch()
        if found == dump:
            return
    migrate(url)
    if dump:
        keep(dump, url)


def fullest_part(dump: Path) -> Path | None:
    """Of the dumps for the same PostgreSQL the one to go on from."""
    now = contents().items()
    parts = {}
    for path in dump.parent.glob(f"template-*-{dump.stem.rpartition('-')[2]}.dump"):
        held = manifest(path)
        then = json.loads(held.read_text()).items() if held.exists() else ()
        if then and then <= now:
            parts[path] = len(then)
    return max(parts, key=parts.__getitem__, default=None)


def manifest(dump: Path) -> Path:
    """What the migrations were: path and digest of each."""
    return dump.with_suffix(".json")


def place(url: str, database: str) -> str:
    parts = psycopg.conninfo.conninfo_to_dict(url)
    return (
        f"postgresql://{parts['user']}:{parts['password']}@/{database}?host={quote(str(parts['host']), safe='/')}"
        f"&port={parts.get('port', '')}"
    ).removesuffix("&port=")


def migrate(url: str) -> None:
    command = [sys.executable, "-P", "-m", "tinhso", "migrate", "--verbosity", "0", "--skip-checks"]
    place_only = os.environ | {"DATABASE_URL": url, "TINHSO_OWNER_URL": url}
    if subprocess.run(command, env=place_only, check=False).returncode:
        raise SystemExit("bin/test: the migrations do not run (see above)")


def dump_file(digest: str) -> Path:
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return cache / "tinhso" / f"template-{digest}-postgresql{major_version(binaries())}.dump"


def keep(dump: Path, url: str) -> None:
    """Write the dump whole or not at all, and forget those that nobody has used for longest."""
    dump.parent.mkdir(parents=True, exist_ok=True)
    draft = dump.with_suffix(f".{os.getpid()}")
    run_tool("pg_dump", "--format=custom", "--compress=1", "--file", draft, url=url)
    manifest(dump).write_text(json.dumps(contents()))
    draft.replace(dump)
    found = sorted(dump.parent.glob("template-*.dump"), key=lambda path: path.stat().st_mtime)
    for old in found[:-MOST_DUMPS]:
        old.unlink(missing_ok=True)
        manifest(old).unlink(missing_ok=True)


def contents() -> dict[str, str]:
    """The digest of every migration file of ours, by its path."""
    return {
        str(path.relative_to(ROOT)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(ROOT.glob("tinhso/**/migrations/*.py"))
    }


def digest_of_migrations() -> str:
    """Of all of ours, of the pins (other people's migrations) and of which apps there are."""
    seen = hashlib.sha256(json.dumps(contents()).encode())
    for name in ("requirements.txt", "tinhso/config/settings.py"):
        seen.update((ROOT / name).read_bytes())
    return seen.hexdigest()
