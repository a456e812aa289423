"""Every table with its class of data: which columns make it so, who sees them, how long they are kept."""

import csv
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from django.apps import apps

LIST = Path(__file__).parent / "data_classes.csv"
CLASSES = {"open": "công khai", "internal": "nội bộ", "personal": "cá nhân", "secret": "bí mật"}
RETENTION_TERMS = {
    "for ever": "vĩnh viễn",
    "retention rules": "theo quy tắc lưu giữ",
    "account": "đến khi đóng tài khoản",
    "while used": "khi còn dùng",
    "days": "vài ngày, tự xóa",
    "12 hours": "12 giờ, tự xóa",
    "hours": "vài giờ, tự xóa",
    "minutes": "vài phút",
    "not used": "không dùng",
}


@dataclass(frozen=True)
class Table:
    """`model` is Django's label; `fields` are those that give it its class; `seen_by` is for readers of the code."""

    model: str
    kind: str
    fields: tuple[str, ...]
    seen_by: str
    retention_class: str


def tables() -> list[Table]:
    with LIST.open(encoding="utf-8", newline="") as file:
        return [
            Table(row["model"], row["class"], tuple(row["fields"].split()), row["seen_by"], row["kept"])
            for row in csv.DictReader(file)
        ]


def counts() -> list[tuple[str, str]]:
    """(class, how many tables), in the order of `CLASSES`."""
    found = Counter(table.kind for table in tables())
    return [(words, str(found[kind])) for kind, words in CLASSES.items()]


def guarded() -> list[tuple[str, str, str, str]]:
    """(table of the database, class, columns, how long) of what is personal or secret."""
    return [
        (
            apps.get_model(table.model)._meta.db_table,  # noqa: SLF001 (the name of the table has no other way)
            CLASSES[table.kind],
            ", ".join(table.fields),
            RETENTION_TERMS[table.retention_class],
        )
        for table in tables()
        if table.kind in ("personal", "secret")
    ]
