"""What was asked of `bin/test` on its command line."""

import difflib
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
OPTIONS_WITH_A_VALUE = {"-k", "-m", "-n", "-o", "-p", "-W", "-c", "-r", "--dist", "--durations", "--maxfail"}


@dataclass(frozen=True)
class Words:
    """`for_pytest` goes on as it is; `changed_since` is a commit, or None when everything is asked for;
    `whole`: long tests try each of very many things, not a share of them (`tests/share.py`)."""

    for_pytest: list[str]
    changed_since: str | None
    whole: bool = False


def read(words: list[str]) -> Words:
    """Raises `SystemExit` with a sentence for a path or a commit that does not exist."""
    words, base = without_base(words)
    whole = "--whole" in words
    everything = whole or "--all" in words
    house = ["tests/house"] if "--house" in words else []
    words = [*(word for word in words if word not in {"--all", "--whole", "--house"}), *house]
    refuse_missing_paths(words)
    if not everything and "-m" not in words:
        words = ["-m", "not long", *words]
    if "-n" not in words:
        words = ["-n", str(min(os.cpu_count() or 1, 2)), "--dist", "loadfile", *words]
    return Words(words, base, whole)


def without_base(words: list[str]) -> tuple[list[str], str | None]:
    if "--changed" not in words:
        return words, None
    at = words.index("--changed")
    following = words[at + 1 : at + 2]
    if following and not following[0].startswith("-"):
        if not commit(following[0]):
            raise SystemExit(f"bin/test: không có bản ghi {following[0]} (no such commit for --changed)")
        return words[:at] + words[at + 2 :], following[0]
    return words[:at] + words[at + 1 :], usual_base()


def usual_base() -> str:
    """Where this branch left `main`; on `main` itself, the last commit."""
    done = subprocess.run(
        ["git", "merge-base", "HEAD", "main"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return done.stdout.strip() or "HEAD"


def commit(name: str) -> bool:
    command = ["git", "rev-parse", "--verify", "--quiet", f"{name}^{{commit}}"]
    return not subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, check=False).returncode


def refuse_missing_paths(words: list[str]) -> None:
    """pytest would say so after everything has been set up."""
    for before, word in zip(["", *words], words, strict=False):
        path = word.split("::")[0]
        if word.startswith("-") or before in OPTIONS_WITH_A_VALUE or not looks_like_a_path(path):
            continue
        if not (ROOT / path).exists():
            raise SystemExit(f"bin/test: không có tệp {path} (no such file){nearest(path)}")


def looks_like_a_path(word: str) -> bool:
    return "/" in word or word.endswith(".py")


def nearest(path: str) -> str:
    known = {
        str(found.relative_to(ROOT)) for top in ("tinhso", "tests", "sandbox") for found in tests_of(top)
    }
    close = difflib.get_close_matches(path, known, n=1, cutoff=0.5) or [
        name for name in sorted(known) if name.endswith("/" + Path(path).name)
    ]
    return f"; có thể là {close[0]}" if close else ""


def tests_of(top: str) -> list[Path]:
    return sorted((ROOT / top).rglob("test_*.py"))
