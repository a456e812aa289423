"""Publishes a file that the program itself wrote (the demo, an import), the way a publisher's file is read."""

import hashlib
import shutil
from datetime import datetime
from pathlib import Path
from uuid import UUID, uuid4

from django.db import transaction

from tinhso.kernel.events.public import Actor
from tinhso.lib.tables.difference import differing
from tinhso.lib.tables.reading import Answer, read_in_child
from tinhso.opendata.dataset import store
from tinhso.opendata.dataset.permissions import check_is_system
from tinhso.opendata.dataset.publication import Made, add_version
from tinhso.opendata.intakes import limits as intake_limits
from tinhso.opendata.models import Dataset, DataTable, DataVersion


class HasPersonalData(ValueError):
    """The file may tell who a person is; it is not published. The message names the columns, never a value."""


def publish_file(
    *, dataset: Dataset, source: Path, name: str, by: Actor, now: datetime
) -> DataVersion | None:
    """The new version, or None for the same bytes as the last. A child reads the file, which may take long.

    The files are whole and in place before the row that names them, as in `refresh_dataset`.
    Raises: OpenDataForbidden, NotRead, HasPersonalData.
    """
    check_is_system(by)
    table = DataTable.objects.first_of(dataset)
    digest, last = _digest(source), table.versions.first()
    if last and last.digest == digest:
        return None
    folder = uuid4()
    draft = store.root() / f"{folder.hex}.new"
    draft.mkdir(mode=0o700, parents=True)
    try:
        result = _read(source, draft)
        shutil.copyfile(source, draft / "original")
        changes = (
            differing(store.table_of(last.folder), draft / "table.duckdb") if last else (result["rows"], 0)
        )
        store.settle(draft, folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    made = _made(folder, result, digest, changes, name)
    with transaction.atomic():
        return add_version(table, made, by, now)


def _read(source: Path, draft: Path) -> Answer:
    words = {
        "source": str(source),
        "folder": str(draft),
        "memory": intake_limits.MEMORY,
        "address_space": intake_limits.ADDRESS_SPACE,
    }
    result = read_in_child(words, seconds=intake_limits.READ_SECONDS)
    if result["findings"]:
        raise HasPersonalData(", ".join(sorted({one["column"] for one in result["findings"]})))
    shutil.rmtree(draft / "spill", ignore_errors=True)
    return result


def _made(folder: UUID, result: Answer, digest: str, changes: tuple[int, int], name: str) -> Made:
    more = {
        "rejected": result["rejected"],
        "original_name": name,
        "original_octets": store.original_of(folder).stat().st_size,
    }
    columns = [[one["name"], one["heading"] or one["name"], one["kind"]] for one in result["columns"]]
    return Made(folder, columns, result["rows"], digest, result["octets"], changes, more)


def _digest(source: Path) -> str:
    with source.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
