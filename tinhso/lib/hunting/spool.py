"""Rows of a network log on their way into Parquet: one line a row, names already made one. Nothing of DuckDB is loaded here."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from tinhso.lib.hunting.names import is_address, normal_name
from tinhso.lib.network_logs.rows import LogRow
from tinhso.lib.network_logs.values import address_or_empty

COLUMNS = {
    "line": "integer",
    "kind": "varchar",
    "at": "bigint",
    "client": "varchar",
    "name": "varchar",
    "type": "varchar",
    "failed": "boolean",
    "destination": "varchar",
    "port": "integer",
    "sent": "bigint",
    "received": "bigint",
    "duration": "double",
}
"""`at` is in millionths of a second since 1970, `failed` whether a name does not exist; empty where the log does not say."""
NO_SUCH_NAME = ("NXDOMAIN", "NAME_ERROR", "3")


@dataclass
class Spool:
    """How many rows went in, and how many had a name that is none."""

    stream: TextIO
    rows: int = 0
    nameless: int = 0

    def add(self, line: int, row: LogRow) -> None:
        name = normal_name(row.name)
        destination = row.destination or address_or_empty(row.name.strip("[]"))
        self.rows += 1
        self.nameless += bool(row.name and not name and not is_address(row.name))
        failed = "" if not row.rcode or row.kind != "dns" else str(row.rcode in NO_SUCH_NAME).lower()
        cells: tuple[object, ...] = (
            line,
            row.kind.value,
            int(row.at.timestamp() * 1_000_000),
            row.client,
            name,
            "".join(letter for letter in row.type[:20] if letter.isascii() and letter.isalnum()),
            failed,
            destination,
            row.port,
            row.sent,
            row.received,
            row.duration,
        )
        self.stream.write("\t".join("" if one is None else str(one) for one in cells) + "\n")


@contextmanager
def spooled(path: Path) -> Iterator[Spool]:
    """To be filled within the block."""
    with path.open("w", encoding="ascii", newline="\n") as stream:
        yield Spool(stream)


def write_indicators(path: Path, pairs: "list[tuple[str, str]]") -> int:
    """Kind ("name", "address" or "network") and value of each, one a line; how many. A name that is none is left out."""
    made = ((kind, normal_name(value) if kind == "name" else value.strip()) for kind, value in pairs)
    rows = sorted(
        {(kind, value) for kind, value in made if value and "\t" not in value and "\n" not in value}
    )
    path.write_text("".join(f"{kind}\t{value}\n" for kind, value in rows), encoding="utf-8")
    return len(rows)
