"""Which cases one reading compares: a stretch of keys, or some that are named."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from tinhso.casework.models import Case

CASES_AT_A_TIME = 4000  # cases: memory holds so many with their events


@dataclass(frozen=True)
class Stretch:
    """The cases with a key above `after` up to `upto`; to the end of all without it."""

    after: int
    upto: int | None

    @property
    def sql(self) -> tuple[str, list[Any]]:
        """A condition on the column case_id."""
        if self.upto is None:
            return "case_id > %s", [self.after]
        return "case_id > %s and case_id <= %s", [self.after, self.upto]

    def of(self, path: str) -> dict[str, Any]:
        """The same as words of the ORM for a field that holds the key."""
        within = {f"{path}__gt": self.after}
        return within if self.upto is None else within | {f"{path}__lte": self.upto}


@dataclass(frozen=True)
class Named:
    """These cases."""

    ids: tuple[int, ...]

    @property
    def sql(self) -> tuple[str, list[Any]]:
        return "case_id = any(%s)", [list(self.ids)]

    def of(self, path: str) -> dict[str, Any]:
        return {f"{path}__in": self.ids}


Scope = Stretch | Named


def every_case() -> Iterator[Scope]:
    """All keys there are, in stretches; the last one reaches to keys of events whose case is gone."""
    after = 0
    while keys := list(
        Case.objects.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:CASES_AT_A_TIME]
    ):
        yield Stretch(after, keys[-1])
        after = keys[-1]
    yield Stretch(after, None)


def these(ids: Sequence[int]) -> Iterator[Scope]:
    rest = iter(ids)
    while some := tuple(islice(rest, CASES_AT_A_TIME)):
        yield Named(some)
