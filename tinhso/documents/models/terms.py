"""The words by which a document is found: a column that the database makes of `folded`, and never loads unasked."""

from typing import Any

from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models.functions import Left

LONGEST = 400_000
"""Letters of a document by which it is found: PostgreSQL refuses a row whose words take more than a megabyte."""


def words_of_folded() -> models.GeneratedField:
    return models.GeneratedField(
        expression=SearchVector(Left("folded", LONGEST), config="simple"),
        output_field=SearchVectorField(),
        db_persist=True,
    )


class WithoutTerms(models.Manager[Any]):
    """Reads rows without that column, which is as long as the document."""

    def get_queryset(self) -> Any:
        return super().get_queryset().defer("terms")
