"""A version from a SELECT, for pages that need columns of their own."""

from uuid import uuid4

import duckdb

from tinhso.opendata.dataset import store
from tinhso.opendata.models import DataTable, DataVersion


def make_version(dataset, sql, columns, *, now, table=None):
    """The rows of a SELECT as the current version of a table, the first where none is named; `columns` are (name, heading, kind)."""
    folder = uuid4()
    place = store.folder_of(folder)
    place.mkdir(parents=True)
    parquet = place / "table.parquet"
    with duckdb.connect(str(place / "table.duckdb")) as connection:
        connection.execute(f"create table data as {sql}")
        [rows] = connection.execute("select count(*) from data").fetchone()
        connection.execute(f"copy data to '{parquet}' (format parquet)")
    last = dataset.versions.first()
    table = table or DataTable.objects.first_of(dataset)
    version = DataVersion.objects.create(
        dataset=dataset,
        table=table,
        number=last.number + 1 if last else 1,
        folder=folder,
        columns=[list(column) for column in columns],
        rows=rows,
        digest=folder.hex * 2,
        octets=parquet.stat().st_size,
        published_at=now,
    )
    table.current, table.state = version, DataTable.State.PUBLISHED
    table.save(update_fields=["current", "state"])
    if table.is_first:
        dataset.current = version
        dataset.save(update_fields=["current"])
    return version
