from django.db.models import QuerySet

from tinhso.opendata.engine.geo import point_columns
from tinhso.opendata.models import Dataset, DataVersion, Distribution

FORMATS = ("csv", "json", "ndjson", "xlsx", "parquet")


MEDIA = {
    "csv": "text/csv",
    "json": "application/json",
    "ndjson": "application/x-ndjson",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "parquet": "application/vnd.apache.parquet",
    "geojson": "application/geo+json",
}


def kinds_of(version: DataVersion) -> tuple[str, ...]:
    """The formats in which a version is offered; GeoJSON where its rows are places."""
    return (*FORMATS, "geojson") if point_columns(version.columns) else FORMATS


def links_of(dataset: Dataset) -> list[Distribution]:
    """Further files that lie elsewhere; a catalogue of many datasets reads them together (`with_links`)."""
    return [link for link in dataset.distributions.all() if link.missing_since is None]


def with_links(found: "QuerySet[Dataset]") -> "QuerySet[Dataset]":
    return found.prefetch_related("distributions")
