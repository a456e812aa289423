"""What is asked for, and the documents that would answer, of all agencies: whose seat lets him see them is asked where they are read."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from tinhso.documents.models import ArrivingDocument, OutgoingDocument
from tinhso.documents.pages.words import holding_words
from tinhso.kernel.people.public import User

OUT, IN = "di", "den"
MOST_PEOPLE = 500
"""People of a name that are looked for; a name of one letter finds no more."""


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


def documents_of(
    question: Question, *, whole: bool = False, names_whole: bool = False
) -> "QuerySet[Any] | None":
    """Those that answer but for their days; None where every document does. With `whole` the last word does not go on, with
    `names_whole` that of the signer and of the issuer."""
    asked = _outgoing(question) if question.source == OUT else _arriving(question)
    if question.kind:
        asked &= Q(type_code=question.kind)
    if question.urgency:
        asked &= Q(urgency=question.urgency)
    model = OutgoingDocument if question.source == OUT else ArrivingDocument
    rows = holding_words(model.objects.filter(asked), question.words, whole=whole)
    if (
        question.source == IN
    ):  # signer and issuer stand among the words: the index finds them, the column decides
        for named in (question.person, question.issuer):
            if named.replace(" ", "").isalnum():
                rows = holding_words(rows, named, whole=names_whole)
    return rows if rows.query.where else None


def _outgoing(question: Question) -> Q:
    asked = Q()
    if question.number:
        asked &= _by_number(question.number, "number__number", "number__notation__icontains")
    if question.person:
        named = User.objects.filter(full_name__icontains=question.person).values_list("pk", flat=True)
        people = list(named[:MOST_PEOPLE])
        asked &= Q(signer__in=people) | Q(drafted_by__in=people)
    if question.state:
        asked &= Q(issued_at__isnull=question.state == "open")
    return asked


def _arriving(question: Question) -> Q:
    asked = Q()
    number, _, notation = question.number.partition("/")
    if number.strip():
        asked &= Q(number=number.strip())
    if notation.strip():
        asked &= Q(notation__icontains=notation.strip())
    if question.person:
        asked &= Q(signer__icontains=question.person)
    if question.issuer:
        asked &= Q(issuer_name__icontains=question.issuer)
    if question.state:
        asked &= Q(case__finished_at__isnull=question.state == "open")
    return asked


def _by_number(typed: str, number: str, notation: str) -> Q:
    first, _, rest = typed.partition("/")
    asked = Q()
    if first.strip().isascii() and first.strip().isdigit() and len(first.strip()) < 9:
        asked &= Q(**{number: int(first)})
    else:
        rest = typed
    return asked & Q(**{notation: rest.strip()}) if rest.strip() else asked
