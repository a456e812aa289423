"""Rows whose every column of text, JSON and bytes, and every file, holds a mark that an eraser has to take away."""

from collections.abc import Iterable, Mapping
from datetime import datetime, time, timedelta
from typing import Any
from uuid import uuid4

from django.apps import apps
from django.contrib.postgres.fields import ArrayField, DateRangeField
from django.db import IntegrityError, connection, models, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from tinhso.kernel.files.public import StoredFile
from tinhso.kernel.site.clock import HANOI

MARK = "zq7"
OLD = datetime(2001, 2, 3, tzinfo=HANOI)
PLAIN: dict[type[models.Field], Any] = {
    models.BooleanField: False,
    models.IntegerField: 1,
    models.FloatField: 1.0,
    models.DecimalField: 1,
    models.DateTimeField: OLD,
    models.DateField: OLD.date(),
    models.TimeField: time(8),
    models.DurationField: timedelta(days=1),
    models.UUIDField: uuid4,
    models.GenericIPAddressField: "192.0.2.1",
    DateRangeField: DateRange(OLD.date(), None),
}
Row = models.Model


def is_free(field: models.Field) -> bool:
    """Whether anybody's words, an answer, bytes or a file can stand in this column: what is chosen from a list cannot."""
    if isinstance(field, models.ForeignKey):
        return field.related_model is StoredFile
    if field.primary_key or field.choices:
        return False
    words = models.CharField | models.TextField
    return isinstance(field.base_field if isinstance(field, ArrayField) else field, words) or isinstance(
        field, models.JSONField | models.BinaryField
    )


def free_columns(label: str) -> list[models.Field]:
    return [field for field in apps.get_model(label)._meta.concrete_fields if is_free(field)]


class FilledRows:
    """Rows written past the checks of tables, so that each column holds a mark whatever the others say.

    `roots` are rows that are there: what points to their tables points to them, what points elsewhere gets a row of its own.
    `row_values` are values of columns that an eraser asks about before it acts ("app.Model": column: value).
    """

    def __init__(self, *roots: Row, row_values: Mapping[str, Mapping[str, Any]] | None = None) -> None:
        self.rows = {row._meta.label: row for row in roots}
        self.row_values = row_values or {}
        self.making: set[str] = set()
        self.wanted: frozenset[str] = frozenset()

    def fill(self, labels: Iterable[str]) -> None:
        """A marked row of each; where one may point to another of them it does."""
        self.wanted = frozenset(labels)
        for label in labels:
            if label not in self.rows:
                self._make(label)

    def left(self, labels: Iterable[str]) -> set[str]:
        """Columns ("app.Model.column") whose mark, or whose file, is there yet."""
        found = set()
        for label in labels:
            row = apps.get_model(label)._base_manager.filter(pk=self.rows[label].pk).first()
            for field in free_columns(label) if row else ():
                value = getattr(row, field.attname)
                content = bytes(value) if isinstance(value, memoryview | bytes) else str(value).encode()
                if (
                    MARK[: field.max_length].encode() in content
                    or isinstance(field, models.ForeignKey)
                    and value is not None
                ):
                    found.add(f"{label}.{field.name}")
        return found

    def _make(self, label: str) -> Row:
        model = apps.get_model(label)
        self.making.add(label)
        values_asked = self.row_values.get(label, {})
        values = {
            field.attname: self._value(field)
            for field in model._meta.concrete_fields
            if not isinstance(field, models.AutoField | models.GeneratedField)
            and field.name not in values_asked
            and field.attname not in values_asked
        }
        row = model(**values, **values_asked)
        write_unchecked(model, lambda: model._base_manager.bulk_create([row]))
        now = [f.attname for f in model._meta.concrete_fields if getattr(f, "auto_now_add", False)]
        if now:
            model._base_manager.filter(pk=row.pk).update(**dict.fromkeys(now, OLD))
        self.rows[label] = row
        self.making.discard(label)
        return row

    def _value(self, field: models.Field) -> Any:
        if isinstance(field, models.ForeignKey):
            return self._pointed(field)
        if field.choices:
            return field.get_default() or field.flatchoices[0][0]
        if isinstance(field, ArrayField):
            return [MARK] if is_free(field) else []
        if isinstance(field, models.JSONField):
            return [MARK] if field.default is list else {MARK: MARK}
        if isinstance(field, models.BinaryField):
            return MARK.encode()
        if isinstance(field, models.CharField | models.TextField):
            return MARK[: field.max_length]
        if field.null:
            return None
        return next(
            (
                value() if callable(value) else value
                for kind, value in PLAIN.items()
                if isinstance(field, kind)
            ),
            field.get_default(),
        )

    def _pointed(self, field: models.ForeignKey) -> Any:
        model = field.related_model
        label = model._meta.label
        if model is StoredFile and label not in self.wanted:
            return stored_file().pk
        row = self.rows.get(label)
        if row is None and (not field.null or label in self.wanted) and label not in self.making:
            row = self._make(label)
        return getattr(row, field.target_field.attname) if row is not None else None if field.null else 1


def stored_file() -> StoredFile:
    file = StoredFile(
        sha256=uuid4().hex * 2, size=1, name=f"{MARK}.pdf", content_type="application/pdf", claimed_at=OLD
    )
    StoredFile.objects.bulk_create([file])
    return file


def write_unchecked(model: type[Row], write: Any) -> None:
    """Write although a check of the table says no, which then goes for the rest of this test's transaction."""
    for _ in range(40):
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("set local session_replication_role = replica")
                write()
                cursor.execute("set local session_replication_role = origin")
            return
        except IntegrityError as error:
            refusal = error.__cause__.diag  # type: ignore[union-attr]
            if refusal.sqlstate != "23514":
                raise
            with connection.cursor() as cursor:
                cursor.execute(
                    f'alter table "{refusal.table_name}" drop constraint "{refusal.constraint_name}"'
                )
    raise AssertionError(model)
