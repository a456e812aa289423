"""The names by which programs know the tables of a dataset: in SQL and as a resource of CKAN.

Of the dataset `cho-2023` the first table is `cho_2023` and `cho-2023-bang`, the second `cho_2023_bang_2` and `cho-2023-bang-2`;
they stay while the dataset has its address. A further table is a part of its page: `/du-lieu/cho-2023/?bang=2`.
"""

import re

from django.urls import reverse

from tinhso.opendata.models import Dataset, DataTable, DataVersion
from tinhso.opendata.models.data_table import FIRST

RESOURCE = re.compile(r"(?P<slug>.+)-bang(?:-(?P<number>[1-9][0-9]{0,3}))?", re.ASCII)
PARAMETER = "bang"


def table_name(slug: str, number: int = FIRST) -> str:
    return (slug if number == FIRST else f"{slug}-bang-{number}").replace("-", "_")


def resource_id(slug: str, number: int = FIRST) -> str:
    return f"{slug}-bang" if number == FIRST else f"{slug}-bang-{number}"


def named_table(resource: str) -> tuple[str, int] | None:
    """The dataset's address name and the number of the table that a resource id means; None for what names no table."""
    found = RESOURCE.fullmatch(resource)
    if found is None:
        return None
    number = int(found["number"] or FIRST)
    return (found["slug"], number) if resource == resource_id(found["slug"], number) else None


def file_id(slug: str, number: int, kind: str) -> str:
    """The resource id of a file in another format than the first."""
    return f"{slug}-{kind}" if number == FIRST else f"{resource_id(slug, number)}-{kind}"


def question_of(number: int) -> str:
    """What an address needs to mean that table: nothing for the first."""
    return "" if number == FIRST else f"?{PARAMETER}={number}"


def page_of_table(dataset: Dataset, number: int) -> str:
    return reverse("dataset", args=[dataset.slug]) + question_of(number)


def file_of_table(dataset: Dataset, number: int, kind: str) -> str:
    """The address of all rows in that format."""
    return reverse("download_dataset", args=[dataset.slug, kind]) + question_of(number)


def tables_of(dataset: Dataset) -> list[DataTable]:
    """The published tables in their order, each with its `current`; a catalogue of many reads them together (`with_links`)."""
    if dataset.current is None:
        return []
    found = [one for one in dataset.tables.all() if one.state == DataTable.State.PUBLISHED]
    for table in found:
        if table.is_first:
            table.current = dataset.current
    return found


def current_of(table: DataTable) -> DataVersion:
    """The version that readers get of a published table."""
    assert table.current is not None
    return table.current


def newest_of(dataset: Dataset) -> DataVersion:
    """The version that came last, of whichever published table."""
    return max((current_of(table) for table in tables_of(dataset)), key=lambda version: version.number)
