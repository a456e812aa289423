"""Publishes the present rows of a dataset as a new version, where they differ from the last."""

import shutil
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from django.db import transaction

from tinhso.kernel.events.public import Actor
from tinhso.kernel.site.declare import OpenTable, all_of
from tinhso.lib.tables.difference import differing
from tinhso.opendata.dataset import store
from tinhso.opendata.dataset.permissions import check_is_system
from tinhso.opendata.dataset.publication import Made, add_version
from tinhso.opendata.dataset.tables import EmptyTable, Written, write_table
from tinhso.opendata.models import Dataset, DataTable, DataVersion


def refresh_dataset(*, dataset: Dataset, by: Actor, now: datetime) -> DataVersion | None:
    """The new version, or None where the rows are the same, there are none, or the dataset is not open.

    The files are whole and in place before the row that names them: a kill in between leaves a folder that no
    version names, which `sweep_folders` removes. Raises: OpenDataForbidden.
    """
    check_is_system(by)
    table = next((table for table in all_of(OpenTable) if table.code == dataset.table), None)
    if table is None or dataset.state != Dataset.State.OPEN:
        return None
    folder = uuid4()
    draft = store.root() / f"{folder.hex}.new"
    draft.mkdir(mode=0o700, parents=True)
    try:
        written = write_table(table, draft)
        first = DataTable.objects.first_of(dataset)
        last = first.versions.first()
        if last and last.digest == written.digest:
            return None
        added, removed = _changes(last, draft, written)
        (draft / "rejects.csv").unlink()
        store.settle(draft, folder)
    except EmptyTable:
        return None
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    made = Made(folder, written.columns, written.rows, written.digest, written.octets, (added, removed))
    with transaction.atomic():
        return add_version(first, made, by, now)


def _changes(last: DataVersion | None, draft: Path, written: Written) -> tuple[int, int]:
    return differing(store.table_of(last.folder), draft / "table.duckdb") if last else (written.rows, 0)
