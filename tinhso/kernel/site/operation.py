"""What a system declares in its `slots.py` so that an instance can be run and answered for.

    PROBES = [Probe("engine", engine)]
    EMPTY = [Empty("Retention", why="open data are kept for ever")]

`declare.all_of(Probe)` finds them. Settings come before Django and have a file of their own, `environment.py`.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import BinaryIO, Literal

from django.db import connection
from django.utils.functional import Promise

Level = Literal["good", "note", "wrong"]
Text = str | Promise


@dataclass(frozen=True)
class Finding:
    """What was looked at, how it is, and what to do about it."""

    name: str
    level: Level
    sentence: str


@dataclass(frozen=True)
class Probe:
    """Something that `tinhso check` tries. Without `database` it is tried though there is none; what is for `deploy`
    is tried only where somebody asks whether this may be a real server."""

    code: str
    look: Callable[[], Iterable[Finding]]
    database: bool = True
    deploy: bool = False
    order: int = 50


@dataclass(frozen=True)
class Sample:
    """One number of this moment, with what tells it apart from the others of its metric."""

    value: float
    labels: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Metric:
    """What a monitoring system asks for again and again (`/metrics`): a number that goes up and down.

    `name` begins with `tinhso_` and ends in its unit where it has one (`_seconds`, `_bytes`); `text` is English, as
    monitoring systems are; `read` asks the database at most twice. Labels are codes, never anything of a person.
    """

    name: str
    text: str
    read: Callable[[], Iterable[Sample]]
    order: int = 50


@dataclass(frozen=True)
class Retention:
    """What a system throws away by itself when its time is over.

    `models` are those whose rows go, or are emptied (labels of Django); `rules` is the family of dated rules that give the
    time, "" where it is a few days at most and written in the code; `job` is the name of the job that does it, "" where it is
    done beside something else, which `text` says. `stays` are the columns of text, JSON or bytes, and the files, that such a
    row has left when its time is over ("app.Model.column": why); every other one is blank then.
    """

    code: str
    text: Text
    models: tuple[str, ...]
    job: str = ""
    rules: str = ""
    stays: Mapping[str, str] = field(default_factory=dict)
    order: int = 50


@dataclass(frozen=True)
class ExportFile:
    """A file that goes along: its path in the export and how it is opened."""

    path: str
    open: Callable[[], BinaryIO]


def no_files() -> Iterable[ExportFile]:
    return ()


@dataclass(frozen=True)
class Export:
    """What of a system goes along when a province leaves (`tinhso export`): its tables, whole, and its files.

    All tables of the system go, except those in `stays` (label of Django: why). `also` are tables of libraries that this
    system fills. `without` names columns that open something, such as a digest of a password: they stay behind.
    """

    system: str
    text: Text
    stays: Mapping[str, str] = field(default_factory=dict)
    also: tuple[str, ...] = ()
    without: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    files: Callable[[], Iterable[ExportFile]] = no_files
    order: int = 50


@dataclass(frozen=True)
class Empty:
    """That a system has nothing for a slot, and why: who adds a slot or a system has to think of the other."""

    slot: str
    why: str


def value(query: str, *values: str | datetime) -> object:
    """The first column of the first row, for probes."""
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return cursor.fetchone()[0]
