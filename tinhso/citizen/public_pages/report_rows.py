"""Reports as rows of a list: headline, state, first picture."""

from collections.abc import Sequence
from typing import Any

from tinhso.citizen.models import Report
from tinhso.citizen.reports.published_pictures import pictures_of
from tinhso.citizen.reports.words import headline_of, words_of


def report_rows(found: Sequence[Report]) -> list[dict[str, Any]]:
    """Each with its headline, state and first picture. One query."""
    pictures = pictures_of(row.pk for row in found)
    return [
        {
            "report": row,
            "headline": headline_of(row),
            "words": words_of(row)[0],
            "tone": words_of(row)[1],
            "picture": next(iter(pictures.get(row.pk, [])), None),
        }
        for row in found
    ]
