"""What every way of publishing shares: the line of the list, the row of a new version, and the entry of the search."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.urls import reverse

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.search.public import Entry, forget, index
from tinhso.opendata.dataset.events import DataVersionPublished
from tinhso.opendata.dataset.few_values import few_values
from tinhso.opendata.dataset.store import sums_of
from tinhso.opendata.models import Dataset, DataTable, DataVersion, OpenDataLine


@dataclass(frozen=True)
class Made:
    """The files of a version that lie in their folder, and what is known of them."""

    folder: UUID
    columns: list[list[str]]
    rows: int
    digest: str
    octets: int
    changes: tuple[int, int]
    more: dict[str, Any] = field(default_factory=dict)


def line_on(dataset: Dataset, day: date) -> OpenDataLine | None:
    """The line of the newest list in force on that day by which the dataset is open."""
    lines = OpenDataLine.objects.filter(dataset=dataset, list__stage_from__lte=day, list__stage_to__gte=day)
    return lines.filter(list__signed_on__lte=day).order_by("-list__signed_on").first()


def add_version(table: DataTable, made: Made, by: Actor, now: datetime) -> DataVersion:
    """Record the version of a table and make it the one that readers get; in the caller's transaction."""
    held = Dataset.objects.select_for_update(no_key=True).get(pk=table.dataset_id)
    last = held.versions.first()
    version = DataVersion.objects.create(
        dataset=held,
        table=table,
        number=last.number + 1 if last else 1,
        folder=made.folder,
        columns=made.columns,
        rows=made.rows,
        digest=made.digest,
        sums=sums_of(made.folder),
        octets=made.octets,
        added=made.changes[0],
        removed=made.changes[1],
        published_at=now,
        published_by_id=by.user_id,
        **made.more,
    )
    DataTable.objects.filter(pk=table.pk).update(current=version, state=DataTable.State.PUBLISHED)
    of_first = {"current": version} if table.is_first else {}
    Dataset.objects.filter(pk=held.pk).update(changed_at=now, **of_first)
    held.refresh_from_db(fields=["current"])
    record(DataVersionPublished(dataset=held.slug, number=version.number, rows=version.rows), by=by, at=now)
    index_dataset(held)
    return version


def index_dataset(dataset: Dataset, *, former: str = "") -> None:
    """Let the search find an open dataset that has data, by its present words; the former address is forgotten."""
    if former and former != dataset.slug:
        forget("dataset", [former])
    if dataset.state != Dataset.State.OPEN or dataset.current is None:
        return
    tables = dataset.tables.published().select_related("current__profile")
    phrases = [*dataset.keywords, dataset.description]
    for table in tables:
        assert table.current is not None
        phrases += [table.title, table.description, *(column[1] for column in table.current.columns)]
        phrases += few_values(table.current)
    phrases = [one for one in phrases if one]
    url = reverse("dataset", args=[dataset.slug])
    index([Entry(kind="dataset", ref=dataset.slug, title=dataset.title, url=url, text="; ".join(phrases))])
