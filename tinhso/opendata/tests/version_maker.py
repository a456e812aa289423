"""A version from a SELECT, for pages that need columns of their own."""

from uuid import uuid4

import duckdb

from tinhso.opendata.dataset import store
from tinhso.opendata.models import DataVersion


def make_version(dataset, sql, columns, *, now):
    """The rows of a SELECT as the current version; `columns` are (name, heading, kind)."""
    folder = uuid4()
    store.folder_of(folder).mkdir(parents=True)
    with duckdb.connect(str(store.table_of(folder))) as connection:
        connection.execute(f"create table data as {sql}")
        [rows] = connection.execute("select count(*) from data").fetchone()
        connection.execute(f"copy data to '{store.parquet_of(folder)}' (format parquet)")
    last = dataset.versions.first()
    version = DataVersion.objects.create(
        dataset=dataset,
        number=last.number + 1 if last else 1,
        folder=folder,
        columns=[list(column) for column in columns],
        rows=rows,
        digest=folder.hex * 2,
        octets=store.parquet_of(folder).stat().st_size,
        published_at=now,
    )
    dataset.current = version
    dataset.save(update_fields=["current"])
    return version
