"""One row that is read all day: its queryset becomes a statement once in the life of a process, not each time."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db import connection, models
from django.db.models.query import get_related_populators

from tinhso.kernel.site.statements.prepared_statements import planned

M = TypeVar("M", bound=models.Model)
# What stands for the first, second … value while the statement is made; nobody asks for such a thing.
MARKS: dict[type, Callable[[int], Any]] = {
    int: lambda n: -(2**62) - n,
    str: lambda n: f"\x01{n}\x01",
    date: lambda n: date.min + timedelta(days=n),
    datetime: lambda n: datetime.min.replace(tzinfo=UTC) + timedelta(days=n),
    UUID: lambda n: UUID(int=n),
}


def cached_query(*kinds: type) -> Callable[[Callable[..., "models.QuerySet[M]"]], "CachedQuery[M]"]:
    """Decorate a function that makes a queryset of values of these types: it becomes the query itself.

    The function is called once, with marks in the place of the values: it must not look at them. The rows are found by
    a key, so that one plan serves all values (`planned`).
    """
    return lambda build: CachedQuery(kinds, build)


class CachedQuery(Generic[M]):
    def __init__(self, kinds: tuple[type, ...], build: Callable[..., "models.QuerySet[M]"]) -> None:
        self.kinds, self.build = kinds, build

    def first(self, *values: Any) -> M | None:
        """One statement; None where no row is found."""
        statement = self._statement
        with planned() as cursor:
            cursor.execute(statement.sql, statement.filled(values))
            row = cursor.fetchone()
        return None if row is None else statement.read(row)

    @cached_property
    def _statement(self) -> "_Statement[M]":
        marks = [MARKS[kind](n) for n, kind in enumerate(self.kinds, 1)]
        return _Statement(self.build(*marks)[:1], marks)


class _Statement(Generic[M]):
    """What Django would make of the queryset each time: the SQL, and how a row becomes objects."""

    def __init__(self, rows: "models.QuerySet[M]", marks: list[Any]) -> None:
        compiler = rows.query.get_compiler(using=connection.alias)
        self.sql, given = compiler.as_sql()
        self.values = [marks.index(value) if value in marks else -1 for value in given]
        self.given = given
        if missing := set(range(len(marks))) - set(self.values):
            raise ValueError(f"values that the statement does not ask for: {sorted(missing)}")
        info = compiler.klass_info
        assert info is not None
        places = info["select_fields"]
        self.model: type[M] = info["model"]
        self.columns = slice(places[0], places[-1] + 1)
        self.names = [column[0].target.attname for column in compiler.select[self.columns]]
        self.annotations = dict(compiler.annotation_col_map or {})
        self.related = get_related_populators(info, compiler.select, connection.alias)  # type: ignore[call-arg]
        self.converters = compiler.get_converters([column[0] for column in compiler.select])

    def filled(self, values: tuple[Any, ...]) -> list[Any]:
        """The parameters in the order of the statement."""
        return [values[n] if n >= 0 else given for n, given in zip(self.values, self.given, strict=True)]

    def read(self, row: tuple[Any, ...]) -> M:
        cells = list(row)
        for place, (converters, expression) in self.converters.items():
            for convert in converters:
                cells[place] = convert(cells[place], expression, connection)
        found = self.model.from_db(connection.alias, self.names, cells[self.columns])
        for populator in self.related:
            populator.populate(cells, found)
        for name, place in self.annotations.items():
            setattr(found, name, cells[place])
        return found
