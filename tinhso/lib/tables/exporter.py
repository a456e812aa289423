"""The parent's side of exports: a whole table, or a part of it, as a child of its own writes it (`export_process`).

DuckDB writes straight into the pipe, so that memory stays flat whatever the size; a sheet (`tables/sheet.py`) is put
together on disk first. Every kind carries the exact values, CSV too; only SPREADSHEET_CSV, which has a name of its own, puts
an apostrophe before a text that a spreadsheet would run as a formula, and the mark by which Excel knows UTF-8.
"""

import fcntl
import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from tinhso.lib.tables import statements
from tinhso.lib.tables.children.child import running

BLOCK = 1 << 20  # the most that a pipe holds for an ordinary account
MARK = b"\xef\xbb\xbf"  # spreadsheets open UTF-8 rightly only with it
SPREADSHEET_CSV = "csv-bang-tinh"  # as addresses name it
AROUND = {SPREADSHEET_CSV: (MARK, b""), "geojson": (b'{"type":"FeatureCollection","features":[\n', b"]}\n")}


BROKEN = dict.fromkeys(
    ("csv", SPREADSHEET_CSV, "tsv", "ndjson"),
    '\n"TỆP THIẾU DÒNG: máy chủ dừng giữa chừng, xin tải lại'.encode(),
)
"""Ends a file of lines that broke off: a server that ends the answer well would make it look whole. No reader takes it."""


class ExportFailed(RuntimeError):
    """The process that wrote the table ended before its end."""


def features_sql(columns: list[str], places: tuple[str, str], sql: str) -> str:
    """The rows of `sql` as features of GeoJSON, a line each; `places` are the columns of latitude and longitude.

    A row without a place has no geometry, as the format has it (RFC 7946, 3.2).
    """
    latitude, longitude = (statements.name(one) for one in places)
    properties = ", ".join(f"{statements.quoted(one)}, {statements.name(one)}" for one in columns)
    point = f"json_object('type', 'Point', 'coordinates', json_array({longitude}, {latitude}))"
    geometry = (
        f"case when {latitude} between -90 and 90 and {longitude} between -180 and 180 then {point} end"
    )
    feature = (
        f"json_object('type', 'Feature', 'geometry', {geometry}, 'properties', json_object({properties}))"
    )
    return f"select case when row_number() over () = 1 then '' else ',' end || {feature} from ({sql})"  # noqa: S608


@contextmanager
def export(
    *,
    file: Path,
    sql: str,
    kind: str,
    memory: str = "512MB",
    sheet: dict[str, Any] | None = None,
    around: tuple[bytes, bytes] | None = None,
) -> Iterator[Iterator[bytes]]:
    """The bytes of the answer of `sql` (over `data`) as `kind`. Leaving the block ends the process.

    A kind "xlsx" needs `sheet` (see `tables/sheet.py`); `around` is what stands before and after the rows. The bytes raise ExportFailed at their end where the process
    did not reach its own.
    """
    words = {"file": str(file), "sql": sql, "kind": kind, "memory": memory, "sheet": sheet}
    with running("export_process", json.dumps(words)) as process:
        assert process.stdout is not None
        with suppress(OSError):  # an account that has too much in its pipes keeps the usual size
            fcntl.fcntl(process.stdout, fcntl.F_SETPIPE_SZ, BLOCK)
        yield _blocks(process, kind, around or AROUND.get(kind, (b"", b"")))


def _blocks(
    process: "subprocess.Popen[bytes]", kind: str, around: tuple[bytes, bytes] = (b"", b"")
) -> Iterator[bytes]:
    assert process.stdout is not None
    before, after = around
    block = os.read(process.stdout.fileno(), BLOCK)
    if not block and process.wait():  # nothing is sent of what cannot be written at all
        raise ExportFailed(kind)
    yield before + block
    while block := os.read(process.stdout.fileno(), BLOCK):
        yield block
    if process.wait():
        yield BROKEN.get(kind, b"")
        raise ExportFailed(kind)
    if after:
        yield after
