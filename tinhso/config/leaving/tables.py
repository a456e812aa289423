"""Which tables go along, and how each column is written so that any program reads it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import models

from tinhso.kernel.site.operation import Export

MOMENT = """to_char({} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')"""
WRITTEN = (
    (models.DateTimeField, MOMENT, {"type": "datetime"}),
    (models.DateField, "{}::text", {"type": "date"}),
    (models.TimeField, "{}::text", {"type": "time"}),
    (models.BooleanField, "{}::text", {"type": "boolean"}),
    (models.DurationField, "extract(epoch from {})::text", {"type": "number", "unit": "second"}),
    (models.JSONField, "{}::text", {"type": "any", "contentMediaType": "application/json"}),
    (ArrayField, "to_json({})::text", {"type": "array"}),
    (
        models.BinaryField,
        "translate(encode({}, 'base64'), E'\\n', '')",
        {"type": "string", "format": "binary"},
    ),
    (models.UUIDField, "{}::text", {"type": "string", "format": "uuid"}),
    (models.IntegerField, "{}::text", {"type": "integer"}),
    (models.AutoField, "{}::text", {"type": "integer"}),
    (models.DecimalField, "{}::text", {"type": "number"}),
    (models.FloatField, "{}::text", {"type": "number"}),
)
"""(kind of field, how PostgreSQL writes it, what the schema says of it); the first that fits. Others are text."""


@dataclass(frozen=True)
class Column:
    name: str
    written: str
    schema: dict[str, Any]


@dataclass(frozen=True)
class ExportedTable:
    """A table of a system as it goes along; `path` is its file in the export."""

    system: str
    model: type[models.Model]
    columns: tuple[Column, ...]

    @property
    def path(self) -> str:
        return f"{self.system}/{self.model._meta.db_table}.csv"  # noqa: SLF001 (a table has no other name)

    @property
    def copy(self) -> str:
        """The statement that writes it, by its primary key."""
        meta = self.model._meta  # noqa: SLF001
        columns = ", ".join(f'{one.written} as "{one.name}"' for one in self.columns)
        rows = f'select {columns} from "{meta.db_table}" t order by t."{meta.pk.column}"'  # noqa: S608 (names of our own tables)
        return f"copy ({rows}) to stdout (format csv, header)"


def tables_of(export: Export) -> list[ExportedTable]:
    models = [model for model in all_models() if model._meta.app_label == export.system]  # noqa: SLF001
    also = [model for model in all_models() if model._meta.label in export.also]  # noqa: SLF001
    return [
        ExportedTable(export.system, model, tuple(columns_of(model, export.without)))
        for model in [*models, *also]
        if model._meta.label not in export.stays  # noqa: SLF001
    ]


def all_models() -> Iterable[type[models.Model]]:
    """Every table of this program once, those between two others too."""
    return [model for model in apps.get_models(include_auto_created=True) if not model._meta.proxy]  # noqa: SLF001


def columns_of(model: type[models.Model], without: Any) -> Iterator[Column]:
    meta = model._meta  # noqa: SLF001
    for field in meta.concrete_fields:
        if field.column not in without.get(meta.label, ()):
            yield column_of(field)


def column_of(field: Any) -> Column:
    target = field
    while target.is_relation:  # the key of a row may be that of another
        target = target.target_field
    written, schema = next(
        ((written, schema) for kind, written, schema in WRITTEN if isinstance(target, kind)),
        ("{}::text", {"type": "string"}),
    )
    column: dict[str, Any] = {"name": field.column, **schema}
    if not field.null and schema["type"] != "string":  # an empty text and no text are one in CSV
        column["constraints"] = {"required": True}
    if field.choices:
        column["categories"] = [{"value": value, "label": str(label)} for value, label in field.flatchoices]
    return Column(field.column, written.format(f't."{field.column}"'), column)
