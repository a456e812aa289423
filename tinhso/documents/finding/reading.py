"""How the hits of a question are read, newest first, a bounded number of them: gathered by the index that finds them, or walked day by
day along the reader's seats where very many documents answer, so that nothing is sorted and reading stops early.

Both begin at the seats of the reader: what he may not see is in no step of it and in no count.
"""

import json
from datetime import date
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery, Value

from tinhso.documents.finding.question import IN, Question, documents_of
from tinhso.documents.models import ArrivingDocument, ArrivingSeat, OutgoingDocument, RoutingSeat
from tinhso.kernel.events.public import Actor

GATHERED = 6_000
"""Answers, of all agencies, up to which they are gathered and sorted; PostgreSQL estimates their number."""
MANY_WORDS = 3
WALKED = 3_000
"""Seats of a reader, of the days that are asked for, up to which each document is simply looked at."""


def keys_of(question: Question, by: Actor, on: date, most: int) -> list[int]:
    """At most so many keys of documents that answer and that the reader sees, in the order of their days.

    A draft without a number is newer than everything. Of many words, and of a signer or issuer, the last is read as it stands, and
    as the beginning of one only where that finds nothing: the lists of all words that begin so are long. At most four queries each
    time, two of them estimates.
    """
    many = len(question.words.split()) >= MANY_WORDS
    named = question.source == IN and bool(question.person or question.issuer)
    if (many or named) and (
        found := _keys(question, by, on, most, documents_of(question, whole=many, names_whole=True))
    ):
        return found
    return _keys(question, by, on, most, documents_of(question))


def _keys(question: Question, by: Actor, on: date, most: int, asked: "QuerySet[Any] | None") -> list[int]:
    seats: QuerySet[Any] = ArrivingSeat.objects if question.source == IN else RoutingSeat.objects  # type: ignore[assignment]
    rows = seats.of(by, on=on)  # type: ignore[attr-defined]
    if question.since:
        rows = rows.filter(day__gte=question.since)
    if question.until:
        rows = rows.filter(day__lte=question.until)
    if asked is not None:
        few = None if estimate(rows) <= WALKED else few_keys(asked)
        rows = walked(rows, asked) if few is None else rows.filter(document_id__in=few)
    order = ("day", "document_id") if question.order == "oldest" else ("-day", "-document_id")
    pairs = rows.order_by(*order).values_list("day", "document_id").distinct()[:most]
    return [key for _day, key in pairs]


def estimate(asked: "QuerySet[Any]") -> int:
    """How many documents PostgreSQL thinks there are. One query, which reads none; none at all where nothing can answer."""
    words = asked.values("pk").explain(format="json")
    if not words:  # a name that nobody bears, a post without a role: there is nothing to explain
        return 0
    (plan,) = json.loads(words)
    return int(plan["Plan"]["Plan Rows"])


def few_keys(asked: "QuerySet[Any]") -> list[int] | None:
    """The keys of all that answer; None where they are more than are gathered: words that go together deceive the estimate."""
    if estimate(asked) > GATHERED:
        return None
    keys = list(asked.values_list("pk", flat=True)[: GATHERED + 1])
    return keys if len(keys) <= GATHERED else None


def walked(seats: "QuerySet[Any]", asked: "QuerySet[Any]") -> "QuerySet[Any]":
    """One document is looked at after the other, in the order of the seats.

    PostgreSQL thinks of what is not null that nearly every row has it, of what equals a value that hardly any has: so it stops early.
    """
    here = asked.filter(pk=OuterRef("document_id")).annotate(answers=Value(1)).values("answers")
    return seats.alias(answers=Subquery(here[:1])).filter(answers__isnull=False)


def by_subject(question: Question, keys: list[int]) -> list[int]:
    """The same keys in the order of their subjects. One query."""
    model = ArrivingDocument if question.source == IN else OutgoingDocument
    return list(model.objects.filter(pk__in=keys).order_by("subject", "pk").values_list("pk", flat=True))
