"""What is asked for, and the rows that answer: only those on whose routing list the officer stands, not even in counts."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, QuerySet

from tinhso.documents.models import ArrivingDocument, OutgoingDocument
from tinhso.documents.pages.words import holding_words
from tinhso.kernel.events.public import Actor

OUT, IN = "di", "den"


@dataclass(frozen=True)
class Question:
    """Every field of the form; "" and None ask for nothing."""

    source: str
    words: str = ""
    number: str = ""
    kind: str = ""
    urgency: str = ""
    person: str = ""
    issuer: str = ""
    since: date | None = None
    until: date | None = None
    state: str = ""
    order: str = "newest"


def rows_of(question: Question, by: Actor, on: date) -> "QuerySet[Any]":
    """In the order that is asked for."""
    rows = _outgoing(question, by, on) if question.source == OUT else _arriving(question, by, on)
    rows = holding_words(rows, question.words)
    if question.kind:
        rows = rows.filter(type_code=question.kind)
    if question.urgency:
        rows = rows.filter(urgency=question.urgency)
    return rows.order_by(*_order(question))


def _order(question: Question) -> tuple[Any, ...]:
    day = "number__dated" if question.source == OUT else "dated"
    if question.order == "oldest":
        return (F(day).asc(nulls_last=True), "pk")
    if question.order == "subject":
        return ("subject", "pk")
    return (F(day).desc(nulls_last=True), "-pk")


def _outgoing(question: Question, by: Actor, on: date) -> "QuerySet[Any]":
    rows: QuerySet[Any] = OutgoingDocument.objects.visible_to(by, on=on).whole()
    if question.number:
        rows = _by_number(rows, question.number, "number__number", "number__notation__icontains")
    if question.person:
        rows = rows.filter(signer__full_name__icontains=question.person) | rows.filter(
            drafted_by__full_name__icontains=question.person
        )
    rows = _between(rows, question, "number__dated")
    if question.state == "open":
        rows = rows.filter(issued_at__isnull=True)
    if question.state == "done":
        rows = rows.filter(issued_at__isnull=False)
    return rows


def _arriving(question: Question, by: Actor, on: date) -> "QuerySet[Any]":
    rows: QuerySet[Any] = ArrivingDocument.objects.visible_to(by, on=on).whole()
    if question.number:
        number, _, notation = question.number.partition("/")
        rows = rows.filter(number=number.strip()) if number.strip() else rows
        rows = rows.filter(notation__icontains=notation.strip()) if notation.strip() else rows
    if question.person:
        rows = rows.filter(signer__icontains=question.person)
    if question.issuer:
        rows = rows.filter(issuer_name__icontains=question.issuer)
    rows = _between(rows, question, "dated")
    if question.state:
        rows = rows.filter(case__finished_at__isnull=question.state == "open")
    return rows


def _by_number(rows: "QuerySet[Any]", typed: str, number: str, notation: str) -> "QuerySet[Any]":
    first, _, rest = typed.partition("/")
    if first.strip().isascii() and first.strip().isdigit() and len(first.strip()) < 9:
        rows = rows.filter(**{number: int(first)})
    else:
        rest = typed
    return rows.filter(**{notation: rest.strip()}) if rest.strip() else rows


def _between(rows: "QuerySet[Any]", question: Question, field: str) -> "QuerySet[Any]":
    if question.since:
        rows = rows.filter(**{f"{field}__gte": question.since})
    if question.until:
        rows = rows.filter(**{f"{field}__lte": question.until})
    return rows
