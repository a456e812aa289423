"""Publishes the present rows of a dataset as a new version, where they differ from the last."""

import shutil
from datetime import datetime
from pathlib import Path
from uuid import UUID, uuid4

from django.db import transaction
from django.urls import reverse

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.search.public import Entry, index
from tinhso.kernel.site.declare import OpenTable, all_of
from tinhso.opendata import store
from tinhso.opendata.events import DataVersionPublished
from tinhso.opendata.models import Dataset, DataVersion
from tinhso.opendata.permissions import check_is_system
from tinhso.opendata.tables import EmptyTable, Written, differing, write_table


def refresh_dataset(*, dataset: Dataset, by: Actor, now: datetime) -> DataVersion | None:
    """The new version, or None where the rows are the same, there are none, or the dataset is not open.

    The files are whole and in place before the row that names them: a kill in between leaves a folder that no
    version names, which `sweep_folders` removes. OpenDataForbidden.
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
        last = dataset.versions.first()
        if last and last.digest == written.digest:
            return None
        added, removed = _changes(last, draft, written)
        (draft / "rejects.csv").unlink()
        draft.rename(store.folder_of(folder))
    except EmptyTable:
        return None
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return _publish(dataset, folder, written, (added, removed), by, now)


def _changes(last: DataVersion | None, draft: Path, written: Written) -> tuple[int, int]:
    return differing(store.table_of(last.folder), draft / "table.duckdb") if last else (written.rows, 0)


@transaction.atomic
def _publish(
    dataset: Dataset, folder: UUID, written: Written, changes: tuple[int, int], by: Actor, now: datetime
) -> DataVersion:
    held = Dataset.objects.select_for_update(no_key=True).get(pk=dataset.pk)
    last = held.versions.first()
    version = DataVersion.objects.create(
        dataset=held,
        number=last.number + 1 if last else 1,
        folder=folder,
        columns=written.columns,
        rows=written.rows,
        digest=written.digest,
        octets=written.octets,
        added=changes[0],
        removed=changes[1],
        published_at=now,
    )
    Dataset.objects.filter(pk=held.pk).update(current=version, changed_at=now)
    record(DataVersionPublished(dataset=held.slug, number=version.number, rows=version.rows), by=by, at=now)
    words = " ".join([held.description, *held.keywords, *(column[1] for column in written.columns)])
    index(
        [
            Entry(
                kind="dataset",
                ref=held.slug,
                title=held.title,
                url=reverse("dataset", args=[held.slug]),
                text=words,
            )
        ]
    )
    return version
