"""Writes an export into a folder: one moment of the database, then the files that it names."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import BinaryIO

from django.db import connection, transaction

from tinhso.config.leaving.package import (
    GUIDE,
    GUIDE_HEAD,
    PACKAGE,
    Written,
    guide_lines,
    package,
    resource,
)
from tinhso.config.leaving.tables import ExportedTable, tables_of
from tinhso.kernel.site.declare import all_of
from tinhso.kernel.site.operation import Export, ExportFile

CHUNK = 1024 * 1024
Say = Callable[[str, str], None]
"""A line in Vietnamese and in English."""


def write_export(folder: Path, name: str, say: Say) -> list[str]:
    """Everything into that folder, which is empty; the names of files that the database knows and nobody has."""
    at = datetime.now(UTC).isoformat(timespec="seconds")
    exports = all_of(Export)
    with one_moment():
        tables = [(table, write_table(folder, table)) for table in every_table(exports)]
        rows = sum(written.rows for _, written in tables)
        say(f"{len(tables)} bảng, {rows} dòng", f"{len(tables)} tables, {rows} rows")
        files = [file for export in exports for file in export.files()]
    missing = [file.path for file in files if not copy_file(folder, file)]
    count = len(files) - len(missing)
    say(f"{count} tệp", f"{count} files")
    paths = {table.model._meta.label: resource_name(table) for table, _ in tables}  # noqa: SLF001
    described = [resource(table, written, paths) for table, written in tables]
    write_text(folder / PACKAGE, package(name, at, described))
    write_text(folder / GUIDE, guide(name, at, exports, tables))
    return missing


@contextmanager
def one_moment() -> Iterator[None]:
    """Everything that is read inside stood in the database at the same time, and nothing is changed there."""
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute("set transaction isolation level repeatable read, read only")
        yield


def every_table(exports: Iterable[Export]) -> list[ExportedTable]:
    return [table for export in exports for table in tables_of(export)]


def resource_name(table: ExportedTable) -> str:
    return table.model._meta.db_table.replace("_", "-").lower()  # noqa: SLF001


def write_table(folder: Path, table: ExportedTable) -> Written:
    target = folder / table.path
    target.parent.mkdir(exist_ok=True)
    seen, size = hashlib.sha256(), 0
    with target.open("wb") as file, connection.cursor() as cursor:
        with cursor.copy(table.copy) as lines:
            for line in lines:
                file.write(line)
                seen.update(line)
                size += len(line)
        rows = max(cursor.rowcount, 0)
    return Written(size, seen.hexdigest(), rows)


def copy_file(folder: Path, file: ExportFile) -> bool:
    """Whether its bytes are there."""
    target = folder / file.path
    if target.exists():
        return True
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        with file.open() as source, target.open("wb") as copy:
            for chunk in chunks(source):
                copy.write(chunk)
    except FileNotFoundError:
        return False
    return True


def chunks(source: BinaryIO) -> Iterator[bytes]:
    while chunk := source.read(CHUNK):
        yield chunk


def guide(name: str, at: str, exports: list[Export], tables: list[tuple[ExportedTable, Written]]) -> str:
    lines = [GUIDE_HEAD.format(name=name, at=at, version=version("tinhso"))]
    for export in exports:
        lines += [f"## {export.system}", "", str(export.text), ""]
        lines += [*guide_lines(pair for pair in tables if pair[0].system == export.system), ""]
    lines += ["## Ở lại", ""]
    stays = {label: why for export in exports for label, why in export.stays.items()}
    lines += [f"- {label}: {why}" for label, why in sorted(stays.items())]
    without = {label: names for export in exports for label, names in export.without.items()}
    lines += [f"- {label}: {', '.join(names)}" for label, names in sorted(without.items())]
    return "\n".join(lines) + "\n"


def write_text(target: Path, text: str) -> None:
    target.write_text(text, encoding="utf-8")
