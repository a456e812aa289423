"""The description of an export (Frictionless Data Package): each file with its columns, keys, size and SHA-256."""

import inspect
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from tinhso.config.leaving.tables import ExportedTable

PACKAGE = "datapackage.json"
GUIDE = "README.md"
GUIDE_HEAD = """# Toàn bộ dữ liệu của {name}

Xuất lúc {at} bằng `tinhso export`, chương trình phiên bản {version}. **Có dữ liệu cá nhân và dữ liệu nội bộ:** chỉ trao cho
người có thẩm quyền, mã hóa khi chuyển đi.

- Mỗi bảng là một tệp CSV (UTF-8, dấu phẩy, dòng đầu là tên cột; ô trống là không có giá trị). Thời điểm theo giờ UTC, ISO 8601.
- `datapackage.json` (Frictionless Data Package) tả từng cột: kiểu, giá trị được phép, khóa chính, khóa ngoài, SHA-256 của tệp.
- `files/` là tệp đã nộp và giấy tờ đã ban hành, tên là SHA-256 của nội dung; bảng `files/files_storedfile.csv` nói tệp nào của ai.
- `open-data/` là dữ liệu mở, mỗi phiên bản một tệp Parquet.
- Sự kiện và niêm phong: `events/`. Mỗi sự kiện có `body` chuẩn; lá = SHA-256(0x00 ‖ body), theo thứ tự của `row_ids`; nút =
  SHA-256(0x01 ‖ trái ‖ phải), lá lẻ cuối mỗi tầng đi thẳng lên, tới `root` (cây của RFC 6962); niêm phong nối nhau bằng
  `hash` = SHA-256(previous ‖ root ‖ `count`, 8 byte, byte lớn trước); `leaves` là các lá nối liền, viết bằng Base64. Kiểm lại được mà không cần chương trình này.
- Ở lại: mật khẩu, khóa, mã của phiên và những gì máy tự tính lại được; danh sách và lý do ở cuối tệp này.

"""


@dataclass(frozen=True)
class Written:
    """A file that was written: how many bytes, their SHA-256, and rows where it is a table."""

    size: int
    sha256: str
    rows: int = 0


def resource(table: ExportedTable, written: Written, paths: dict[str, str]) -> dict[str, Any]:
    """`paths` gives the name of the resource of each table that goes along, by Django's label."""
    meta = table.model._meta  # noqa: SLF001
    fields: list[Any] = [field for field in meta.concrete_fields if field.is_relation]
    keys = [
        {
            "fields": field.column,
            "reference": {
                "resource": paths[field.related_model._meta.label],  # noqa: SLF001
                "fields": field.target_field.column,
            },
        }
        for field in fields
        if field.related_model._meta.label in paths  # noqa: SLF001
    ]
    return {
        "name": paths[meta.label],
        "path": table.path,
        "profile": "tabular-data-resource",
        "title": str(meta.verbose_name),
        "description": meaning(table),
        "encoding": "utf-8",
        "bytes": written.size,
        "hash": f"sha256:{written.sha256}",
        "schema": {
            "fields": [column.schema for column in table.columns],
            "primaryKey": meta.pk.column,
            "foreignKeys": keys,
            "missingValues": [""],
        },
    }


def meaning(table: ExportedTable) -> str:
    """What the class says of its rows; Django itself writes of those that say nothing."""
    docstring = inspect.getdoc(table.model) or ""
    return "" if docstring.startswith(f"{table.model.__name__}(") else docstring


def package(name: str, at: str, resources: Sequence[dict[str, Any]]) -> str:
    descriptor = {
        "profile": "data-package",
        "name": "tinhso-export",
        "title": name,
        "created": at,
        "resources": resources,
    }
    return json.dumps(descriptor, ensure_ascii=False, indent=1) + "\n"


def guide_lines(tables: Iterable[tuple[ExportedTable, Written]]) -> Iterable[str]:
    yield "| tệp | dòng | nội dung |"
    yield "|---|---|---|"
    for table, written in tables:
        first = meaning(table).split("\n\n")[0].replace("\n", " ").replace("|", "\\|")
        yield f"| `{table.path}` | {written.rows} | {first} |"
