from django.db.models import Prefetch, QuerySet
from django.urls import reverse

from tinhso.opendata.engine.geo import point_columns
from tinhso.opendata.models import Dataset, DataTable, DataVersion, Distribution

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
    """Its further files, links and services; a catalogue of many datasets reads them together (`with_links`)."""
    shown = Distribution.State.PUBLISHED
    return [one for one in dataset.distributions.all() if one.missing_since is None and one.state == shown]


def address_of_link(dataset: Dataset, link: Distribution) -> str:
    """Where its bytes or its page lie: a path of ours for a file that we hold, else the address elsewhere."""
    return (
        reverse("resource_file", args=[dataset.slug, link.uid]) if link.kind == link.Kind.FILE else link.url
    )


def with_links(found: "QuerySet[Dataset]") -> "QuerySet[Dataset]":
    tables = DataTable.objects.published().select_related("current")
    return found.prefetch_related("distributions", Prefetch("tables", tables))


def with_profiles(found: "QuerySet[Dataset]") -> "QuerySet[Dataset]":
    """Their tables with what each column holds, read together."""
    tables = DataTable.objects.published().select_related("current__profile")
    return found.select_related("current__profile").prefetch_related(Prefetch("tables", tables))
