"""What the program holds about somebody, as the parts that each system declares in its `slots.py`:

MY_DATA = [MyData("onestop", gettext_lazy("Hồ sơ"), gettext_lazy("Nội dung đã khai…"), tables=…, files=…)]

Every part answers for the asking actor only: it never takes anybody else's id.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from django.utils.functional import Promise

from tinhso.kernel.events.actor import Actor

MOST_ROWS = 5_000
"""Rows of one table in one export; a part asks its database for no more."""

Row = Mapping[str, object]


@dataclass(frozen=True)
class MyTable:
    """Rows about the person, written as `<name>.json` and `<name>.csv`; every row has the same keys, in order."""

    name: str
    rows: Sequence[Row]


@dataclass(frozen=True)
class MyFile:
    """A file of the person: its path in the archive, its bytes in octets, when it came, how it is opened."""

    path: str
    size: int
    at: datetime
    open: Callable[[], BinaryIO]


def no_files(actor: Actor) -> Iterable[MyFile]:
    return ()


@dataclass(frozen=True)
class MyData:
    """A part of the export: `title` and `text` say on the page what it holds; the rest is read for one actor."""

    code: str
    title: str | Promise
    text: str | Promise
    tables: Callable[[Actor], Iterable[MyTable]]
    files: Callable[[Actor], Iterable[MyFile]] = no_files
    order: int = 50
