"""Datasets in the shapes of CKAN's Action API, so that its clients go on working.

A dataset is a package, a theme a group, a publishing agency an organization, a format of the current version of each of
its tables a resource; only the tables themselves (`resource_id`) are in the datastore.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from django.urls import reverse

from tinhso.kernel.people.public import Agency
from tinhso.opendata.catalogue.resources import FORMATS, MEDIA, address_of_link, kinds_of, links_of
from tinhso.opendata.dataset.table_names import (
    current_of,
    file_id,
    file_of_table,
    newest_of,
    resource_id,
    tables_of,
)
from tinhso.opendata.models import Dataset, DataTable, Distribution, Theme

TYPES = {
    "text": "text",
    "whole": "int",
    "number": "numeric",
    "date": "date",
    "moment": "timestamp",
    "boolean": "bool",
}


Url = Callable[[str], str]


Shape = dict[str, Any]


def package(dataset: Dataset, url: Url) -> Shape:
    """A package with its resources; `url` makes a path of ours absolute."""
    version = newest_of(dataset)
    offered = [(table, kind) for table in tables_of(dataset) for kind in kinds_of(current_of(table))]
    resources = [resource(dataset, table, kind, place, url) for place, (table, kind) in enumerate(offered)]
    resources += [
        linked(dataset, one, len(resources) + place, url) for place, one in enumerate(links_of(dataset))
    ]
    return {
        "id": dataset.slug,
        "name": dataset.slug,
        "title": dataset.title,
        "notes": dataset.public_description,
        "url": url(reverse("dataset", args=[dataset.slug])),
        "type": "dataset",
        "state": "active",
        "private": False,
        "isopen": True,
        "version": str(version.number),
        "author": dataset.author or dataset.publisher.name,
        "maintainer": dataset.contact_name or dataset.publisher.name,
        "maintainer_email": dataset.contact_email,
        "license_id": dataset.licence.code,
        "license_title": dataset.licence.name,
        "license_url": dataset.licence.url,
        "metadata_created": _moment(dataset.created_at),
        "metadata_modified": _moment(dataset.changed_at),
        "organization": organization(dataset.publisher),
        "owner_org": dataset.publisher.code,
        "groups": [group(dataset.theme)],
        "tags": [tag(word) for word in dataset.keywords],
        "num_tags": len(dataset.keywords),
        "resources": resources,
        "num_resources": len(resources),
        "extras": extras(dataset, url),
        "relationships_as_object": [],
        "relationships_as_subject": [],
    }


def draft(dataset: Dataset, url: Url) -> Shape:
    """A package that is not open yet, for its own agency, with the resources that wait beside its table."""
    waiting = dataset.distributions.filter(state__in=("waiting", "published"))
    return {
        "id": dataset.slug,
        "name": dataset.slug,
        "title": dataset.title,
        "notes": dataset.description,
        "type": "dataset",
        "state": "draft",
        "private": True,
        "license_id": dataset.licence.code,
        "author": dataset.author,
        "maintainer": dataset.contact_name,
        "maintainer_email": dataset.contact_email,
        "metadata_created": _moment(dataset.created_at),
        "metadata_modified": _moment(dataset.changed_at),
        "organization": organization(dataset.publisher),
        "owner_org": dataset.publisher.code,
        "groups": [group(dataset.theme)],
        "tags": [tag(word) for word in dataset.keywords],
        "extras": extras(dataset, url),
        "resources": [linked(dataset, one, place, url) for place, one in enumerate(waiting)],
        "num_resources": len(waiting),
    }


def extras(dataset: Dataset, url: Url) -> list[Shape]:
    """What CKAN has no field for, under the names that its DCAT extension reads."""
    extras_of_dataset = {
        "frequency": dataset.frequency,
        "temporal_start": dataset.temporal_from.isoformat() if dataset.temporal_from else "",
        "temporal_end": dataset.temporal_to.isoformat() if dataset.temporal_to else "",
        "spatial_text": dataset.spatial,
        "provenance": dataset.provenance,
        "language": dataset.language,
        "in_series": url(reverse("series", args=[dataset.series.slug])) if dataset.series else "",
        "du_lieu_mo_phong": "true" if dataset.synthetic else "",
    }
    named = [{"key": name, "value": value} for name, value in extras_of_dataset.items() if value]
    return [*named, *(one for one in dataset.extras if one["key"] not in extras_of_dataset)]


def resource(dataset: Dataset, table: DataTable, kind: str, place: int, url: Url) -> Shape:
    """A table in one format; in the first it is in the datastore too."""
    version = current_of(table)
    in_datastore = kind == FORMATS[0]
    return {
        "id": resource_id(dataset.slug, table.number)
        if in_datastore
        else file_id(dataset.slug, table.number, kind),
        "package_id": dataset.slug,
        "name": f"{table.shown_title} ({kind.upper()})",
        "description": table.description,
        "format": kind.upper(),
        "mimetype": MEDIA[kind],
        "position": place,
        "state": "active",
        "url": url(file_of_table(dataset, table.number, kind)),
        "url_type": None,
        "datastore_active": in_datastore,
        "size": version.octets if kind == "parquet" else None,
        "created": _moment(dataset.created_at),
        "last_modified": _moment(version.published_at),
        "metadata_modified": _moment(dataset.changed_at),
        "hash": version.digest if in_datastore else "",
    }


def linked(dataset: Dataset, link: Distribution, place: int, url: Url) -> Shape:
    """A further file, link or service; one that is to take another's place already goes by its id."""
    is_file = link.kind == Distribution.Kind.FILE
    replaced = link.replaces if link.state == Distribution.State.WAITING else None
    return {
        "id": str(replaced.uid if replaced else link.uid),
        "package_id": dataset.slug,
        "name": link.title,
        "description": link.description,
        "format": link.format.upper(),
        "mimetype": link.media_type or None,
        "position": place,
        "state": "draft" if link.state == Distribution.State.WAITING else "active",
        "url": url(address_of_link(dataset, link)) if is_file else link.url,
        "url_type": "upload" if is_file else None,
        "resource_type": "api" if link.kind == Distribution.Kind.SERVICE else "file",
        "datastore_active": False,
        "size": link.octets,
        "created": _moment(link.made_at or link.changed_at),
        "last_modified": _moment(link.changed_at),
        "metadata_modified": _moment(link.changed_at),
        "hash": "",
    }


def organization(agency: Agency) -> Shape:
    return {
        "id": agency.code,
        "name": agency.code,
        "title": agency.name,
        "display_name": agency.name,
        "type": "organization",
        "is_organization": True,
        "state": "active",
        "description": "",
        "image_url": "",
        "approval_status": "approved",
    }


def group(theme: Theme) -> Shape:
    return {
        "id": theme.code,
        "name": theme.code,
        "title": theme.name,
        "display_name": theme.name,
        "type": "group",
        "is_organization": False,
        "state": "active",
        "description": "",
        "image_display_url": "",
    }


def tag(word: str) -> Shape:
    return {"id": word, "name": word, "display_name": word, "state": "active", "vocabulary_id": None}


def fields(columns: list[list[str]]) -> list[Shape]:
    return [
        {"id": name, "type": TYPES[kind], "info": {"label": heading, "notes": ""}}
        for name, heading, kind in columns
    ]


def _moment(value: datetime) -> str:
    """CKAN writes moments in UTC without saying so."""
    return value.astimezone(UTC).replace(tzinfo=None).isoformat()
