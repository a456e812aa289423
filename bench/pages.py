"""How long the pages of a province take, and how many queries: 10,000 dossiers beside a million, one table.

    python bench/pages.py --state DIR [--state DIR2] [--rounds 60]
    python bench/pages.py --dossiers 10000 [--dossiers 100000]

Each state is a demo that is loaded already (`bin/demo --state`), or with `--dossiers` one of our own, which goes
afterwards. Granian serves it as `bin/demo` does; one client asks each page in turn as members of the cast, each time
for another dossier or word. `ms` is the clock of the client, `CPU` that of the web process and its backend together,
which a busy machine changes less; `queries` is the most that any request of the page sent, the first one included.
Exit code 1 where a page has more than 12 queries or a p95 above 100 ms.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

from visits.serving import Served, database_memory, opened, served

MOST_QUERIES, MOST_MS = 12, 100.0
WARM = 5
Line = dict[str, Any]


def main() -> int:
    words = arguments()
    if words.measure:
        print(json.dumps(measured(Path(words.measure), words)))
        return 0
    found = [apart(folder, 0, words) for folder in words.state]
    for number in words.dossiers:
        with tempfile.TemporaryDirectory(prefix="tinhso-pages-") as folder:
            found.append(apart(folder, number, words))
    return print_table(found)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--state", action="append", default=[], help="state folder of a loaded demo")
    parser.add_argument("--dossiers", action="append", default=[], type=int, help="load so many instead")
    parser.add_argument("--rounds", type=int, default=60, help="requests of each page")
    parser.add_argument("--only", default="", help="only pages whose name holds this")
    parser.add_argument("--skip", default="", help="no pages whose name holds this")
    parser.add_argument("--out", default="", help="also write the figures there, as JSON")
    parser.add_argument("--measure", help=argparse.SUPPRESS)
    parser.add_argument("--load", type=int, default=0, help=argparse.SUPPRESS)
    words = parser.parse_args()
    if not (words.state or words.dossiers or words.measure):
        parser.error("name a --state or a number of --dossiers")
    return words


def apart(folder: str, dossiers: int, words: argparse.Namespace) -> Line:
    """One state in a process of its own, because Django knows one database."""
    command = [sys.executable, __file__, "--measure", folder, "--load", str(dossiers)]
    command += ["--rounds", str(words.rounds), "--only", words.only, "--skip", words.skip]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True)
    found: Line = json.loads(done.stdout.splitlines()[-1])
    if words.out:
        Path(words.out).with_suffix(f".{found['dossiers']}.json").write_text(json.dumps(found))
    return found


def measured(folder: Path, words: argparse.Namespace) -> Line:
    from visits.measured_pages import Asking, facts

    with opened(folder, words.load):
        known = facts()
        with served() as running:
            asking = Asking(running.port, known)
            began, web = time.perf_counter(), running.resident("web")
            wanted = [p for p in asking.pages() if is_wanted(p.name, words)]
            pages = {p.name: one_page(p, words.rounds) for p in wanted}
            return {
                "dossiers": known.dossiers,
                "database": known.megabytes,
                "pages": pages,
                "seconds": time.perf_counter() - began,
                "load": os.getloadavg()[0],
                "memory": memory_now(running, web),
            }


def is_wanted(name: str, words: argparse.Namespace) -> bool:
    return words.only in name and not (words.skip and words.skip in name)


def memory_now(running: Served, before: list[float]) -> Line:
    return {"web at start": before, "web": running.resident("web"), "database": database_memory()}


def one_page(page: Any, rounds: int) -> Line:
    """Asked a few times first, which count for the queries alone, then so many times by the clock."""
    first = [page.ask() for _ in range(WARM)]
    answers = [page.ask() for _ in range(rounds)]
    seen: dict[int, int] = defaultdict(int)
    for answer in [*first, *answers]:
        seen[answer.status] += 1
    cpu = [answer.web + answer.db for answer in answers]
    line = {
        "queries": max(answer.queries for answer in [*first, *answers]),
        "first": first[0].ms,
        "p50": statistics.median(answer.ms for answer in answers),
        "p95": p95([answer.ms for answer in answers]),
        "max": max(answer.ms for answer in answers),
        "cpu": statistics.median(cpu),
        "cpu95": p95(cpu),
        "web": statistics.fmean(answer.web for answer in answers),
        "db": statistics.fmean(answer.db for answer in answers),
        "bytes": max(len(answer.body) for answer in answers),
        "wrong": {str(k): n for k, n in seen.items() if k != page.status},
    }
    print(f"{page.name:32} {json.dumps(line)}", file=sys.stderr, flush=True)
    return line


def p95(values: list[float]) -> float:
    return statistics.quantiles(values, n=20, method="inclusive")[18] if len(values) > 1 else values[0]


def print_table(found: list[Line]) -> int:
    """The table; how many lines are above a limit decides the exit code."""
    heads = "".join(f" | {one['dossiers']:>11,} dossiers{'':31}" for one in found)
    print(f"{'':30}{heads}\n{'page':30}" + " | queries  p50    p95    max  CPU p50/p95  kB  " * len(found))
    above = []
    for name in found[0]["pages"]:
        cells = [one["pages"][name] for one in found if name in one["pages"]]
        print(f"{name:30}" + "".join(f" | {cell(one)}" for one in cells), flush=True)
        above += [f"{name}: {why}" for one in cells for why in wrong(one)]
    for one in found:
        print(
            f"\n{one['dossiers']:,} dossiers: database {one['database']:,} MB on disk; memory {memory_line(one['memory'])};"
            f" {one['seconds']:.0f} s of asking, load {one['load']:.1f}"
        )
    print("\nAbove a limit:", *(above or ["nothing"]), sep="\n  ")
    return 1 if above else 0


def cell(one: Line) -> str:
    cpu = f"{one['cpu']:6.1f}/{one['cpu95']:6.1f}"
    return f"{one['queries']:7} {one['p50']:6.1f} {one['p95']:6.1f} {one['max']:6.0f} {cpu} {one['bytes'] // 1000:4}"


def wrong(one: Line) -> list[str]:
    faults = [f"{one['queries']} queries"] if one["queries"] > MOST_QUERIES else []
    faults += [f"p95 {one['p95']:.0f} ms (CPU {one['cpu95']:.0f})"] if one["p95"] > MOST_MS else []
    return faults + ([f"answers {one['wrong']}"] if one["wrong"] else [])


def memory_line(memory: Line) -> str:
    web, start = (" + ".join(f"{mb:.0f}" for mb in memory[key][:3]) for key in ("web", "web at start"))
    return f"of the web's processes {web} MB (at start {start}), of PostgreSQL {memory['database']:.0f} MB"


if __name__ == "__main__":
    raise SystemExit(main())
