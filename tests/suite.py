"""Runs pytest on our own PostgreSQL: `python -m tests.suite [words]` (`bin/test` calls it).

    --all              the tests marked `long` too
    --whole            those, and each of the hostile values and procedures of which they try a share (hours)
    --changed [BASE]   only the tests of what changed since the commit BASE and of what leans on it (`tests/affected.py`)
    --house            only the promises of `tests/house/`
    anything else      pytest's own words

They run in two processes, unless pytest's own `-n 0` says otherwise. The suite needs the superuser (it makes and drops
databases). Runs in one folder do not meet: each takes the first free state folder with a PostgreSQL of its own.
"""

import fcntl
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import psycopg
from psycopg import sql

from tests.affected import affected_tests
from tests.machine import say, supply
from tests.share import WHOLE
from tests.template_database import ready_template
from tests.words import Words, read
from tinhso.config.messages import compile_messages
from tinhso.lib.postgres.server import Server

ROOT = Path(__file__).resolve().parents[1]


def main(words: list[str]) -> int:
    asked = read(words)
    paths = chosen_paths(asked)
    if paths is None:
        return 0
    supply()
    compile_messages()
    with free_state() as state:
        if asked.whole:
            os.environ[WHOLE] = "1"
        os.environ["TINHSO_STATE"], os.environ["TINHSO_SITE_LOCAL"] = str(state), "1"
        if url := os.environ.get("DATABASE_URL"):
            return alone_on(url, [*asked.for_pytest, *paths])
        server = Server(state / "postgres")
        server.start()
        try:
            os.environ["DATABASE_URL"] = server.url("postgres")
            hurry(os.environ["DATABASE_URL"])
            return run_pytest([*asked.for_pytest, *paths], cached=True)
        finally:
            server.stop()


def chosen_paths(asked: Words) -> list[str] | None:
    """The files to run besides those in pytest's words; None when nothing is left to run."""
    if asked.changed_since is None:
        return []
    found = affected_tests(asked.changed_since)
    say(f"{len(found)} tệp thử chạm tới thay đổi (test files that the change reaches)")
    return found or None


@contextmanager
def free_state() -> Iterator[Path]:
    """TINHSO_TEST_STATE, or the first folder `.tinhso/test`, `.tinhso/test-2` … that no other run uses."""
    given = os.environ.get("TINHSO_TEST_STATE")
    folders = [Path(given)] if given else (ROOT / f".tinhso/test{f'-{n}' if n > 1 else ''}" for n in count(1))
    for folder in folders:
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / "run.lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX if given else fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue
            yield folder
            return


def alone_on(url: str, words: list[str]) -> int:
    """On a server that somebody else keeps there is one name for the databases of a run: the next waits."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("select pg_advisory_lock(7241002)")
        return run_pytest(words, cached=False)


def run_pytest(words: list[str], *, cached: bool) -> int:
    os.environ["TINHSO_TEST_TEMPLATE"] = ready_template(os.environ["DATABASE_URL"], cached=cached)
    return subprocess.call([sys.executable, "-P", "-m", "pytest", *words], cwd=ROOT)


def hurry(url: str) -> None:
    """The databases of the suite are made anew each time: none of them has to outlive a power cut."""
    with psycopg.connect(url, autocommit=True) as connection:
        for name in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.execute(sql.SQL("alter system set {} = off").format(sql.Identifier(name)))
        connection.execute("select pg_reload_conf()")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
