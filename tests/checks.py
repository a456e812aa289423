"""`bin/check`: what can be said of the code without running it, and the promises of `tests/house`, side by side.

`python -m tests.checks [--lint]`: with `--lint` the house is left out. Every check runs to its end; one line for each.
"""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TOOLS = Path(sys.executable).parent
PYTHON = [sys.executable, "-P", "-m"]
LINTERS = {
    "ruff": [*PYTHON, "ruff", "check", "."],
    "ruff format": [*PYTHON, "ruff", "format", "--check", "."],
    "mypy": [*PYTHON, "mypy", "tinhso", "sandbox", "bench"],
    "import-linter": [str(TOOLS / "lint-imports")],
    "migrations": [*PYTHON, "tinhso", "makemigrations", "--check", "--dry-run"],
}
HOUSE = {"house": [*PYTHON, "tests.suite", "--house"]}


def main(words: list[str]) -> int:
    if unknown := [word for word in words if word != "--lint"]:
        sys.stderr.write(f"bin/check: không hiểu {' '.join(unknown)} (unknown); có: --lint\n")
        return 2
    checks = LINTERS if words else LINTERS | HOUSE
    os.environ.setdefault("TINHSO_STATE", str(ROOT / ".tinhso/check"))
    with ThreadPoolExecutor(max_workers=2) as pool:
        done = list(pool.map(run, checks.items()))
    return int(not all(done))


def run(check: tuple[str, list[str]]) -> bool:
    name, command = check
    since = time.monotonic()
    done = subprocess.run(
        command, cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    result = "ok" if done.returncode == 0 else "FAILED"
    text = "" if done.returncode == 0 else done.stdout
    sys.stderr.write(f"{text}{name}: {result} ({time.monotonic() - since:.0f} s)\n")
    sys.stderr.flush()
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
