"""Logs that can be hunted in: what the program calls. Each step runs in a child of its own.

encode(spool, folder)                       # names, suffixes and rows as Parquet
hunt(folder, [("name", "evil.example")])    # [Hit, ...]
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tinhso.lib.hunting.spool import write_indicators

MEMORY, ADDRESS_SPACE, SECONDS = "400MB", 3_000_000_000, 900
"""Of DuckDB, of the whole child (address space that libraries reserve is not memory), and how long a step may take."""
DIGESTS = "seen.txt"
"""What `review` leaves in the folder of a log: the digests of all its domains, a line each."""
FILES = ("names.parquet", "suffixes.parquet", "rows.parquet")


class HuntRefused(ValueError):
    """The log or the list cannot be used; the words are for the screen."""


@dataclass(frozen=True)
class Hit:
    """That a machine met an indicator: each row counts for the most specific alone."""

    client: str
    kind: str
    value: str
    first: datetime
    last: datetime
    times: int
    line: int


@dataclass(frozen=True)
class NameUse:
    name: str
    first: datetime
    last: datetime
    times: int


def encode(source: Path, folder: Path) -> dict[str, int]:
    """The spool into Parquet in `folder`; numbers of names, suffixes and rows. Raises: HuntRefused."""
    return _step("encode", source=str(source), folder=str(folder))


def hunt(folder: Path, indicators: list[tuple[str, str]]) -> list[Hit]:
    """Kinds are "name", "address" and "network". Raises: HuntRefused."""
    return _hunted("hunt", indicators, folder=str(folder))


def hunt_once(source: Path, indicators: list[tuple[str, str]]) -> list[Hit]:
    """In a spool that is not going to be stored. Raises: HuntRefused."""
    return _hunted("once", indicators, source=str(source))


def _hunted(step: str, indicators: list[tuple[str, str]], **words: str) -> list[Hit]:
    with TemporaryDirectory() as scratch:
        path = Path(scratch) / "indicators.tsv"
        write_indicators(path, indicators)
        found = _step(step, indicators=str(path), **words)["hits"]
    return [
        Hit(client, kind, value, moment(first), moment(last), times, line or 0)
        for client, kind, value, first, last, times, line in found
    ]


def spans(folder: Path, clients: list[str]) -> dict[str, tuple[datetime, datetime]]:
    """First and last row of each of these machines. Raises: HuntRefused."""
    found = _step("spans", folder=str(folder), clients=clients)["spans"]
    return {client: (moment(first), moment(last)) for client, first, last, _times in found}


def names_of(
    folders: Sequence[Path], client: str, since: datetime, until: datetime, most: int
) -> list[list[NameUse] | None]:
    """Of each folder, all by one child; None for one that cannot be read. Raises: HuntRefused."""
    bounds = {"since": micros(since), "until": micros(until)}
    places = [str(one) for one in folders]
    found = _step("names", folders=places, client=client, most=most, **bounds)["names"]
    return [
        None
        if rows is None
        else [NameUse(name, moment(first), moment(last), n) for name, first, last, n in rows]
        for rows in found
    ]


@dataclass(frozen=True)
class Reviewed:
    """What in a log a person should look at; apart from it machines that asked for new domains, and the digests of all its domains."""

    signs: list[dict[str, Any]]
    new: list[dict[str, Any]]
    digests: list[str]


def review(
    folder: Path, limits: dict[str, Any], *, key: str, known: Iterable[str], familiar: Iterable[str]
) -> Reviewed:
    """By `signs`; a domain is new of which no digest is `known`, and which is not `familiar`. Raises: HuntRefused."""
    with TemporaryDirectory() as scratch:
        before, names = Path(scratch) / "known.txt", Path(scratch) / "familiar.txt"
        before.write_text("".join(f"{one}\n" for one in known), encoding="ascii")
        names.write_text("\n".join(familiar), encoding="utf-8")
        places = {"folder": str(folder), "known": str(before), "familiar": str(names)}
        found = _step("review", key=key, limits=limits, **places)
    return Reviewed(found["signs"], found["new"], (folder / DIGESTS).read_text(encoding="ascii").split())


def moment(micros: int) -> datetime:
    return datetime.fromtimestamp(micros / 1_000_000, UTC)


def micros(at: datetime) -> int:
    return int(at.timestamp() * 1_000_000)


def _step(step: str, **words: Any) -> dict[str, Any]:
    code = os.pathsep.join(path for path in sys.path if path)
    with TemporaryDirectory() as scratch:
        question = {
            "step": step,
            "memory": MEMORY,
            "address_space": ADDRESS_SPACE,
            "scratch": scratch,
            **words,
        }
        try:
            made = subprocess.run(
                [sys.executable, "-P", "-m", "tinhso.lib.hunting.process"],
                input=json.dumps(question) + "\n",
                capture_output=True,
                text=True,
                timeout=SECONDS,
                check=True,
                env={"PATH": "/usr/bin:/bin", "PYTHONPATH": code},
            )
        except (subprocess.TimeoutExpired, subprocess.CalledProcessError) as error:
            raise HuntRefused("Chương trình đọc nhật ký đã dừng giữa chừng.") from error
    answer: dict[str, Any] = json.loads(made.stdout)
    if "failed" in answer:
        raise HuntRefused(answer["failed"])
    return answer
