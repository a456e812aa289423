"""What data.gov.vn is told of the chairman's list and of a dataset. The wire is our reading: its text is not public."""

from typing import Any

from django.urls import reverse

from tinhso.kernel.site.public import site_url
from tinhso.lib.dates import local
from tinhso.opendata.dataset.table_names import file_of_table, newest_of, tables_of
from tinhso.opendata.models import Dataset, OpenDataList


def list_record(listed: OpenDataList) -> dict[str, Any]:
    """The decision with its lines, each by the dataset's lasting address."""
    lines = listed.lines.select_related("dataset", "dataset__publisher", "dataset__theme")
    return {
        "loai": "danh-muc",
        "so": listed.number,
        "ngayKy": listed.signed_on.isoformat(),
        "trichYeu": listed.title,
        "tuNgay": listed.stage_from.isoformat(),
        "denNgay": listed.stage_to.isoformat(),
        "moPhong": listed.synthetic,
        "dong": [
            {
                "thuTu": line.position,
                "dinhDanh": _address(line.dataset),
                "ten": line.dataset.title,
                "coQuan": line.dataset.publisher.name,
                "chuDe": line.dataset.theme.code,
            }
            for line in lines
        ],
    }


def dataset_record(dataset: Dataset) -> dict[str, Any]:
    """The record of an open dataset with its files."""
    tables = tables_of(dataset)
    address = _address(dataset)
    return {
        "loai": "bo-du-lieu",
        "dinhDanh": address,
        "ten": dataset.title,
        "moTa": dataset.public_description,
        "coQuan": dataset.publisher.name,
        "maCoQuan": dataset.publisher.ident_code,
        "chuDe": dataset.theme.code,
        "tuKhoa": list(dataset.keywords),
        "dieuKhoan": dataset.licence.url,
        "tanSuat": dataset.frequency,
        "phienBan": newest_of(dataset).number if tables else 0,
        "ngayCapNhat": local(dataset.changed_at).date().isoformat(),
        "tep": [
            {"dinhDang": kind, "diaChi": site_url(file_of_table(dataset, table.number, kind))}
            for table in tables
            for kind in ("csv", "json", "parquet")
        ],
    }


def _address(dataset: Dataset) -> str:
    return site_url(reverse("dataset", args=[dataset.slug]))
