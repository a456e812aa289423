"""`bin/mutate`: plants small faults, one after the other, and tells which of them no test finds.

    bin/mutate --map [pytest's words]           once, and again after many changes: which tests run which lines
    bin/mutate [PATH …] [--changed COMMIT] [--number N] [--seed S]

A fault is drawn from the given files and folders, else from all of `tinhso`; with --changed from the lines that differ from
COMMIT. It is tried against the tests that run its line (at most BUDGET seconds of them, nearest first), and is found when one fails or
none ends within a minute of the processor. Faults that change nothing stand in `equivalent.txt` with their reason and are not drawn.
"""

import argparse
import json
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import psycopg
from psycopg import sql

from tests.affected import changed_files, module_of
from tests.mutation.coverage_map import NoMap, seconds, tests_by_line, write_map
from tests.mutation.faults import Fault, faults_of
from tests.suite import free_state, hurry
from tests.template_database import ROOT, ready_template
from tinhso.lib.postgres.server import Server

LONGEST = 60
MOST_BY_THE_CLOCK = 300
BUDGET = 25.0
WORKERS = 2
UNTRIED = ("tests", "migrations", "demo")
EQUIVALENT = Path(__file__).with_name("equivalent.txt")


@dataclass(frozen=True)
class Tried:
    fault: Fault
    verdict: str  # found, hung, survived, or untested: no test runs the line
    tests: int


def main(words: list[str]) -> int:
    if words[:1] == ["--map"]:
        chosen = ["-m", "not journey and not long", "-n", "2", "--dist", "loadfile", *words[1:]]
        return with_database(lambda: write_map(chosen))
    asked = arguments(words)
    try:
        drawn = draw(asked)
    except NoMap:
        sys.stderr.write("bin/mutate: chạy `bin/mutate --map` trước (no map of the tests yet)\n")
        return 2
    return with_database(partial(report, drawn, asked.seed))


def arguments(words: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bin/mutate")
    parser.add_argument("paths", nargs="*", default=["tinhso"])
    parser.add_argument("--changed", metavar="COMMIT")
    parser.add_argument("--number", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args(words)


def draw(asked: argparse.Namespace) -> list[Fault]:
    known = equivalents()
    found = [one for path in chosen_files(asked) for one in faults_of(path, (ROOT / path).read_text())]
    found = [one for one in found if one.name not in known]
    return random.Random(asked.seed).sample(found, min(asked.number, len(found)))  # noqa: S311


def chosen_files(asked: argparse.Namespace) -> list[str]:
    tops = [ROOT / path for path in asked.paths]
    paths = {found for top in tops for found in ([top] if top.is_file() else top.rglob("*.py"))}
    names = sorted(str(path.relative_to(ROOT)) for path in paths if not set(path.parts) & set(UNTRIED))
    if asked.changed:
        changed = set(changed_files(asked.changed))
        names = [name for name in names if name in changed]
    return names


def equivalents() -> set[str]:
    lines = EQUIVALENT.read_text().splitlines() if EQUIVALENT.exists() else []
    return {line.split(" # ")[0].strip() for line in lines if line and not line.startswith("#")}


def with_database(deed: Callable[[], int]) -> int:
    with free_state() as state:
        os.environ["TINHSO_STATE"], os.environ["TINHSO_SITE_LOCAL"] = str(state), "1"
        server = Server(state / "postgres")
        server.start()
        try:
            os.environ["DATABASE_URL"] = server.url("postgres")
            hurry(os.environ["DATABASE_URL"])
            drop_left_databases(os.environ["DATABASE_URL"])
            os.environ["TINHSO_TEST_TEMPLATE"] = ready_template(os.environ["DATABASE_URL"], cached=True)
            return deed()
        finally:
            server.stop()


def drop_left_databases(url: str) -> None:
    """Of tests that were stopped after a minute."""
    with psycopg.connect(url, autocommit=True) as connection:
        rows = connection.execute("select datname from pg_database where datname like 'test\\_fault\\_%'")
        for (name,) in rows.fetchall():
            connection.execute(
                sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name))
            )


def report(drawn: list[Fault], seed: int) -> int:
    """Print each fault as its verdict is known; 1 when one survived."""
    with ThreadPoolExecutor(WORKERS) as pool:
        tried = list(pool.map(attempt, drawn, range(len(drawn))))
    counts = {verdict: sum(one.verdict == verdict for one in tried) for verdict in VERDICTS}
    found = counts["found"] + counts["hung"]
    rate = f"{found / len(tried):.0%}" if tried else "–"
    sys.stdout.write(f"seed {seed}: {found} of {len(tried)} found ({rate}); {counts}\n")
    return int(found < len(tried))


VERDICTS = ("found", "hung", "survived", "untested")


def attempt(fault: Fault, number: int) -> Tried:
    tests = nearest_tests(fault)
    verdict = verdict_of(fault, tests, number) if tests else "untested"
    sys.stdout.write(
        f"{verdict:9} {fault.path}:{fault.line} {fault.inside}: {fault.kind}: {change_text(fault)}\n"
    )
    sys.stdout.flush()
    return Tried(fault, verdict, len(tests))


def change_text(fault: Fault) -> str:
    before, after = (" ".join(text.split())[:70] for text in (fault.before, fault.after))
    return f"{before} → {after}"


def nearest_tests(fault: Fault) -> list[str]:
    """Those that run the line (of a module's own lines: any line of the file) and passed, the nearest folders first."""
    lines = tests_by_line(fault.path)
    here = set(lines.get(fault.line, []))
    if not here and fault.inside.split(".")[-1][:1] in {"(", *"ABCDEFGHIJKLMNOPQRSTUVWXYZ"}:
        here = {one for tests in lines.values() for one in tests}
    here &= seconds().keys()
    return within_budget(sorted(here, key=partial(distance, Path(fault.path))))


def distance(path: Path, test: str) -> tuple[int, float, str]:
    shared = len(os.path.commonprefix([path.parts, Path(test.split("::")[0]).parts]))
    return -shared, seconds().get(test, 1.0), test


def within_budget(tests: Iterable[str]) -> list[str]:
    chosen: list[str] = []
    spent = 0.0
    for test in tests:
        spent += seconds().get(test, 1.0)
        if chosen and spent > BUDGET:
            break
        chosen.append(test)
    return chosen


def verdict_of(fault: Fault, tests: list[str], number: int) -> str:
    source = fault.planted((ROOT / fault.path).read_text())
    text = json.dumps(
        {"module": module_of(Path(fault.path)), "path": str(ROOT / fault.path), "source": source}
    )
    command = [sys.executable, "-P", "-m", "pytest", "-x", "-n", "0", "-p", "tests.mutation.planting", *tests]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "fault.json"
        file.write_text(text)
        words = {
            "TINHSO_FAULT": str(file),
            "TINHSO_TEST_DATABASE": f"test_fault_{number}",
            "TINHSO_STATE": folder,
        }
        try:
            return _verdict(command, os.environ | words)
        except subprocess.TimeoutExpired:
            return "hung"


def _verdict(command: list[str], words: dict[str, str]) -> str:
    """`hung` after a minute of the processor: who only waits for his turn does not hang."""
    with subprocess.Popen(
        command, cwd=ROOT, env=words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        resource.prlimit(process.pid, resource.RLIMIT_CPU, (LONGEST, LONGEST + 5))
        try:
            code = process.wait(timeout=MOST_BY_THE_CLOCK)
        except subprocess.TimeoutExpired:
            process.kill()
            raise
    if code in (-signal.SIGXCPU, -signal.SIGKILL):
        return "hung"
    return "found" if code else "survived"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
