"""django-viewflow beside our moves: a process of its own environment, on another database of the same server."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql

NEEDED = ["django-viewflow==2.4.0", "django-filter", "django~=5.2", "psycopg[binary]"]
DATABASE = "bench_viewflow"
Deeds = tuple[
    str, float, float, float
]  # move, seconds, CPU seconds of the process, CPU seconds of its backend


class Viewflow:
    """One dossier at a time, when it is its turn."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self.process = process

    def dossier(self) -> list[Deeds]:
        assert self.process.stdin and self.process.stdout
        self.process.stdin.write("go\n")
        self.process.stdin.flush()
        return [tuple(one) for one in json.loads(self.process.stdout.readline())]


@contextmanager
def viewflow(tools: Path) -> Iterator[Viewflow]:
    """Installed where it is not yet; ready to take dossiers."""
    python = tools / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(tools)], check=True)
        subprocess.run([python, "-m", "pip", "install", "-q", *NEEDED], check=True)
    with fresh_database() as url:
        process = subprocess.Popen(
            [python, str(Path(__file__).with_name("viewflow.py"))],
            env=os.environ | {"DATABASE_URL": url},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            assert process.stdout
            if process.stdout.readline() != "ready\n":
                raise SystemExit("django-viewflow did not start")
            yield Viewflow(process)
        finally:
            process.communicate()


@contextmanager
def fresh_database() -> Iterator[str]:
    """The URL of an empty database beside that of DATABASE_URL, dropped in the end."""
    ours = os.environ["DATABASE_URL"]
    name = sql.Identifier(DATABASE)
    with psycopg.connect(ours, autocommit=True) as raw:
        raw.execute(sql.SQL("drop database if exists {}").format(name))
        raw.execute(sql.SQL("create database {}").format(name))
    here = psycopg.conninfo.conninfo_to_dict(ours)["dbname"]
    try:
        yield ours.replace(f"/{here}?", f"/{DATABASE}?")
    finally:
        with psycopg.connect(ours, autocommit=True) as raw:
            raw.execute(sql.SQL("drop database {}").format(name))
