"""The waiting changes of a copy, narrowed by field, agency and kind, for the page and the command."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone

from tinhso.onestop.models import NationalApproval, NationalChange, NationalImport, ProcedureField

SILENT = timedelta(minutes=2)
"""A job that has written nothing for so long runs no more."""


@dataclass(frozen=True)
class Narrowed:
    """By what the list of changes is narrowed; "" where nothing was chosen."""

    field: str = ""
    agency: str = ""
    kind: str = ""


@dataclass(frozen=True)
class Group:
    """One field or agency, and how many changes of it wait."""

    code: str
    name: str
    count: int


def waiting(held: NationalImport, asked: Narrowed) -> QuerySet[NationalChange]:
    """What nobody has approved yet, or could not be written then."""
    found = held.changes.filter(applied_at__isnull=True, approval__isnull=True)
    for name in ("field", "agency", "kind"):
        if value := getattr(asked, name):
            found = found.filter(**{name: value})
    return found.order_by("code")


def groups(held: NationalImport) -> tuple[Sequence[Group], Sequence[Group]]:
    """Fields and agencies with waiting changes, the most first. Two queries."""
    rows = list(waiting(held, Narrowed()).order_by().values_list("field", "agency"))
    names = dict(ProcedureField.objects.values_list("code", "name"))
    fields = Counter(field for field, _agency in rows)
    agencies = Counter(agency for _field, agency in rows if agency)
    return (
        [Group(code, names.get(code, code), n) for code, n in fields.most_common()],
        [Group(name, name, n) for name, n in agencies.most_common(40)],
    )


def stopped(approval: NationalApproval) -> bool:
    """Whether nobody carries it out any more although something is left."""
    silent = timezone.now() - approval.moved_at > SILENT
    return approval.finished_at is None and (bool(approval.fault) or silent)
