"""The pages of what was found: counted up to a bound, and each page's keys found first, so that a million documents cost little.

Without it every hit is joined to a dozen tables and sorted with its whole row before fifty of them are shown.
"""

from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator

MOST_COUNTED = 5_000


class FoundPages(Paginator):
    """Of a queryset with `whole()`; the count stops one above `MOST_COUNTED`."""

    @cached_property
    def count(self) -> int:
        rows: Any = self.object_list
        return int(rows.order_by()[: MOST_COUNTED + 1].count())

    @property
    def is_more(self) -> bool:
        """Whether there are more than are counted."""
        return self.count > MOST_COUNTED

    def page(self, number: int | str) -> "Page[Any]":
        """Two queries."""
        valid = self.validate_number(number)
        first = (valid - 1) * self.per_page
        rows: Any = self.object_list
        keys = list(rows.values_list("pk", flat=True)[first : first + self.per_page])
        found = {one.pk: one for one in rows.model.objects.whole().filter(pk__in=keys)}
        return Page([found[key] for key in keys if key in found], valid, self)
