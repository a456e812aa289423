"""Finding agreements by the words of what they are about and who is in them, for the search of officers."""

from itertools import islice
from typing import Any

from django.db.models import QuerySet

from tinhso.casework.public import ByPerson
from tinhso.exchange.models import Agreement
from tinhso.exchange.pages.found_words import holds_words

LOOKED_THROUGH = 2000
"""The newest that this officer may see: a province has some hundreds."""
READ = (
    "service__title",
    "service__code",
    "service__system__name",
    "service__system__member__name",
    "consumer__name",
    "consumer__member__name",
    "group__name",
    "purpose",
)


def find_agreements(asked: ByPerson, seen: "QuerySet[Any, Any]", limit: int) -> list[int]:
    """The ids of cases among `seen` whose service, sides or purpose hold all of these words, the newest first; the last word may go
    on. One query."""
    if not asked.words:
        return []
    rows = Agreement.objects.filter(case__in=seen).order_by("-pk").values_list("case_id", *READ)
    fitting = (key for key, *texts in rows[:LOOKED_THROUGH] if holds_words(asked.words, texts))
    return list(islice(fitting, limit))
