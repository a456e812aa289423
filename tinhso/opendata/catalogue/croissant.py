"""A dataset as Croissant 1.0 (for machine learning) and as schema.org's Dataset (for search engines), both JSON-LD."""

from collections.abc import Callable
from typing import Any

from django.urls import reverse

from tinhso.lib.dates import local
from tinhso.lib.messages.xml_text import xml_text
from tinhso.opendata.catalogue.resources import MEDIA, kinds_of
from tinhso.opendata.dataset.table_names import current_of, file_of_table, newest_of, tables_of
from tinhso.opendata.models import Dataset, DataTable

Url = Callable[[str], str]
CONTEXT: dict[str, Any] = {
    "@language": "vi",
    "@vocab": "https://schema.org/",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileProperty": "cr:fileProperty",
    "fileObject": "cr:fileObject",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "parentField": "cr:parentField",
    "path": "cr:path",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}
TYPES = {
    "text": "sc:Text",
    "whole": "sc:Integer",
    "number": "sc:Float",
    "date": "sc:Date",
    "moment": "sc:DateTime",
    "boolean": "sc:Boolean",
}


def croissant_of(dataset: Dataset, url: Url) -> dict[str, Any]:
    """The present versions of its tables: their CSV and Parquet files and the columns of the CSV. The addresses give what is current."""
    version = newest_of(dataset)
    tables = tables_of(dataset)
    files = [_file(dataset, table, kind, url) for table in tables for kind in ("csv", "parquet")]
    return {
        "@context": CONTEXT,
        "@type": "sc:Dataset",
        "name": dataset.slug,
        "alternateName": xml_text(dataset.title),
        "description": xml_text(dataset.public_description or dataset.title),
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "license": dataset.licence.url,
        "url": url(reverse("dataset", args=[dataset.slug])),
        "citeAs": xml_text(f"{dataset.publisher.name}: {dataset.title}, phiên bản {version.number}"),
        "version": f"{version.number}.0.0",
        "datePublished": (dataset.opened_at or version.published_at).date().isoformat(),
        "dateModified": local(version.published_at).date().isoformat(),
        "inLanguage": "vi",
        "isLiveDataset": True,
        "keywords": [xml_text(word) for word in dataset.keywords],
        "creator": {"@type": "sc:Organization", "name": dataset.publisher.name},
        "publisher": {"@type": "sc:Organization", "name": dataset.publisher.name},
        "distribution": files,
        "recordSet": [_records(table) for table in tables],
    }


def _named(word: str, table: DataTable) -> str:
    return word if table.is_first else f"{word}-{table.number}"


def _records(table: DataTable) -> dict[str, Any]:
    rows, file = _named("dong", table), f"{_named('table', table)}.csv"
    fields = [
        {
            "@type": "cr:Field",
            "@id": f"{rows}/{name}",
            "name": name,
            "description": xml_text(heading),
            "dataType": TYPES[kind],
            "source": {"fileObject": {"@id": file}, "extract": {"column": name}},
        }
        for name, heading, kind in current_of(table).columns
    ]
    titled = {"description": xml_text(table.title)} if table.title else {}
    return {"@type": "cr:RecordSet", "@id": rows, "name": rows, **titled, "field": fields}


def _file(dataset: Dataset, table: DataTable, kind: str, url: Url) -> dict[str, Any]:
    name = f"{_named('table', table)}.{kind}"
    found = {
        "@type": "cr:FileObject",
        "@id": name,
        "name": name,
        "contentUrl": url(file_of_table(dataset, table.number, kind)),
        "encodingFormat": MEDIA[kind],
    }
    return found | ({"contentSize": f"{current_of(table).octets} B"} if kind == "parquet" else {})


def schema_org_of(dataset: Dataset, url: Url) -> dict[str, Any]:
    """What search engines for datasets read on the page."""
    version = newest_of(dataset)
    page = url(reverse("dataset", args=[dataset.slug]))
    tables = tables_of(dataset)
    headings = [heading for table in tables for _name, heading, _kind in current_of(table).columns]
    return {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "@id": page,
        "name": dataset.title,
        "description": dataset.public_description or dataset.title,
        "url": page,
        "identifier": page,
        "keywords": list(dataset.keywords),
        "license": dataset.licence.url,
        "isAccessibleForFree": True,
        "inLanguage": "vi",
        "version": str(version.number),
        "datePublished": (dataset.opened_at or version.published_at).isoformat(),
        "dateModified": version.published_at.isoformat(),
        "creator": {"@type": "GovernmentOrganization", "name": dataset.publisher.name},
        "publisher": {"@type": "GovernmentOrganization", "name": dataset.publisher.name},
        "includedInDataCatalog": {"@type": "DataCatalog", "url": url(reverse("datasets"))},
        "spatialCoverage": {"@type": "Place", "name": "Việt Nam"},
        "variableMeasured": headings[:100],
        "distribution": [
            {
                "@type": "DataDownload",
                "encodingFormat": MEDIA[kind],
                "contentUrl": url(file_of_table(dataset, table.number, kind)),
            }
            for table in tables
            for kind in kinds_of(current_of(table))
        ],
    }
