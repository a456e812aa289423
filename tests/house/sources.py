"""What the house tests read: the files of this project as git sees them."""

import ast
import subprocess
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@cache
def files(*patterns: str) -> list[Path]:
    """Files that are tracked or new (never ignored ones) and still there, as absolute paths."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *patterns]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    if done.returncode:  # an unpacked archive has no git: read the folders
        return sorted(
            path
            for path in ROOT.rglob("*")
            if path.is_file()
            and not any(part.startswith(".") for part in short(path).split("/"))
            and any(
                fnmatch(short(path), pattern) for pattern in patterns or ("*",)
            )  # `*` crosses folders, as git's
        )
    names = sorted(set(done.stdout.decode().split("\0")) - {""})
    return [path for path in (ROOT / name for name in names) if path.is_file()]


def short(path: Path) -> str:
    return str(path.relative_to(ROOT))


def ours(path: Path) -> bool:
    """Python that people wrote: migrations are made by machine."""
    return "migrations" not in path.parts


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(), str(path))


@cache
def nodes(module: ast.AST) -> tuple[ast.AST, ...]:
    """All of a tree, walked once a process: most of what the tests of the house do is to walk the same trees."""
    return tuple(ast.walk(module))
