from collections.abc import Iterable
from datetime import datetime

from django.db import IntegrityError, transaction

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.search.events import SynonymAdded, SynonymRemoved
from tinhso.kernel.search.models import SearchSynonym
from tinhso.lib.language.vietnamese import fold


class BadSynonym(Exception):
    """The pair is there already, or one side has no words."""


@transaction.atomic
def add_synonyms(pairs: Iterable[tuple[str, str]], *, english: bool = False) -> int:
    """Load pairs (what people say, what the catalogue says) of a pack of data; those already there stay."""
    rows = [
        SearchSynonym(term=term.strip(), expansion=expansion.strip(), folded=fold(term), english=english)
        for term, expansion in pairs
        if fold(term) and fold(expansion)
    ]
    SearchSynonym.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


@transaction.atomic
def add_synonym(*, term: str, expansion: str, by: Actor, now: datetime) -> SearchSynonym:
    """An administrator teaches the search a word. Raises: BadSynonym if it is known or empty."""
    if not fold(term) or not fold(expansion):
        raise BadSynonym
    try:
        with transaction.atomic():
            row = SearchSynonym.objects.create(
                term=term.strip(), expansion=expansion.strip(), folded=fold(term)
            )
    except IntegrityError as error:
        raise BadSynonym from error
    record(SynonymAdded(synonym_id=row.pk), by=by, at=now)
    return row


@transaction.atomic
def remove_synonym(*, synonym_id: int, by: Actor, now: datetime) -> None:
    """Take a pair out; no error if somebody else already has."""
    deleted, _ = SearchSynonym.objects.filter(pk=synonym_id).delete()
    if deleted:
        record(SynonymRemoved(synonym_id=synonym_id), by=by, at=now)
