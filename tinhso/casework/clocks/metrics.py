"""Open cases and those past their due moment, by kind."""

from collections.abc import Iterator

from django.db.models import Count

from tinhso.casework.clocks.overdue import OPEN, overdue_at
from tinhso.casework.models import Case
from tinhso.kernel.site import clock
from tinhso.kernel.site.operation import Sample
from tinhso.kernel.site.slots import CaseKind, all_of


def open_cases() -> Iterator[Sample]:
    now = clock.now()
    counts = Case.objects.filter(OPEN).values_list("kind").annotate(n=Count("pk"))
    late = Case.objects.filter(overdue_at(now)).values_list("kind").annotate(n=Count("pk"))
    found, overdue = dict(counts.order_by()), dict(late.order_by())
    for kind in all_of(CaseKind):
        yield Sample(found.get(kind.code, 0) - overdue.get(kind.code, 0), {"kind": kind.code, "due": "later"})
        yield Sample(overdue.get(kind.code, 0), {"kind": kind.code, "due": "past"})
