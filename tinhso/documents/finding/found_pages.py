"""The pages of what was found: read up to a bound that moves with the page, so that a million documents cost little."""

from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator

from tinhso.documents.finding.question import IN, Question
from tinhso.documents.finding.reading import by_subject, keys_of
from tinhso.documents.models import ArrivingDocument, OutgoingDocument

MOST_COUNTED = 100
"""Of the first pages; each page further reads as many more as it holds."""
MOST_READ = 5_000


class FoundPages(Paginator):
    """The answers to a question of one reader, to `page`; the count stops at `most`."""

    def __init__(self, question: Question, by: Any, on: Any, per_page: int, page: str | None = None) -> None:
        wanted = int(page) if page and page.isascii() and page.isdigit() and len(page) < 5 else 1
        self.question, self.by, self.on = question, by, on
        self.most = min(MOST_READ, max(MOST_COUNTED, (wanted + 1) * per_page))
        super().__init__([], per_page)

    @cached_property
    def keys(self) -> list[int]:
        """One more than `most` where there are more; in the order of the subjects only where there are not."""
        found = keys_of(self.question, self.by, self.on, self.most + 1)
        if self.question.order == "subject" and len(found) <= self.most:
            return by_subject(self.question, found)
        return found

    @cached_property
    def count(self) -> int:
        return min(len(self.keys), self.most)

    @property
    def is_more(self) -> bool:
        """Whether there are more than are counted."""
        return len(self.keys) > self.most

    @property
    def is_unsorted(self) -> bool:
        """Whether the order of the subjects was asked for, of more documents than are sorted."""
        return self.question.order == "subject" and self.is_more

    def page(self, number: int | str) -> "Page[Any]":
        """The page that is asked for; three queries with what was found."""
        valid = self.validate_number(number)
        first = (valid - 1) * self.per_page
        return Page(documents_in_order(self.question, self.keys[first : first + self.per_page]), valid, self)


def documents_in_order(question: Question, keys: list[int]) -> list[Any]:
    """One query."""
    model: Any = ArrivingDocument if question.source == IN else OutgoingDocument
    found = {one.pk: one for one in model.objects.whole().filter(pk__in=keys)}
    return [found[key] for key in keys if key in found]
