"""Publishes a file that the program itself wrote (the demo, an import), the way a publisher's file is read."""

import hashlib
import shutil
from datetime import datetime
from pathlib import Path
from uuid import UUID, uuid4

from django.db import transaction

from tinhso.kernel.events.public import Actor
from tinhso.lib.tables import intake
from tinhso.lib.tables.any_file import take_in_file
from tinhso.lib.tables.difference import differing
from tinhso.lib.tables.intake import Outcome
from tinhso.lib.tables.scan import scan_table
from tinhso.opendata import store
from tinhso.opendata.models import Dataset, DataVersion
from tinhso.opendata.permissions import check_is_system
from tinhso.opendata.publication import Made, add_version

MEMORY, THREADS = "512MB", 1


class HasPersonalData(ValueError):
    """The file may tell who a person is; it is not published. The message names the columns, never a value."""


def publish_file(
    *, dataset: Dataset, source: Path, name: str, by: Actor, now: datetime
) -> DataVersion | None:
    """The new version, or None for the same bytes as the last. In a worker only: it opens DuckDB.

    The files are whole and in place before the row that names them, as in `refresh_dataset`. OpenDataForbidden,
    NoTable, HasPersonalData.
    """
    check_is_system(by)
    digest, last = _digest(source), dataset.versions.first()
    if last and last.digest == digest:
        return None
    folder = uuid4()
    draft = store.root() / f"{folder.hex}.new"
    draft.mkdir(mode=0o700, parents=True)
    try:
        outcome = _read(source, draft)
        shutil.copyfile(source, draft / "original")
        changes = (
            differing(store.table_of(last.folder), draft / "table.duckdb") if last else (outcome.rows, 0)
        )
        store.settle(draft, folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    made = _made(folder, outcome, digest, changes, name)
    with transaction.atomic():
        return add_version(dataset, made, by, now)


def _read(source: Path, draft: Path) -> Outcome:
    outcome = take_in_file(source, draft, memory=MEMORY, threads=THREADS, step=lambda word: None)
    (draft / "unpacked").unlink(missing_ok=True)
    with intake.connect(draft, MEMORY, THREADS) as connection:
        found = scan_table(connection, outcome.plan.columns)
    if found:
        raise HasPersonalData(", ".join(sorted({one.column for one in found})))
    shutil.rmtree(draft / "spill", ignore_errors=True)
    return outcome


def _made(folder: UUID, outcome: Outcome, digest: str, changes: tuple[int, int], name: str) -> Made:
    files = store.folder_of(folder)
    return Made(
        folder,
        [[column.name, column.heading or column.name, column.kind] for column in outcome.plan.columns],
        outcome.rows,
        digest,
        (files / "table.parquet").stat().st_size,
        changes,
        {
            "rejected": outcome.rejected,
            "original_name": name,
            "original_octets": (files / "original").stat().st_size,
        },
    )


def _digest(source: Path) -> str:
    with source.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
