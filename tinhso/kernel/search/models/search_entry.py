from datetime import date

from django.contrib.postgres.fields import DateRangeField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models


class SearchEntryQuerySet(models.QuerySet["SearchEntry"]):
    def shown_to(self, audience: str, on: date) -> "SearchEntryQuerySet":
        """What this audience may find on that day; officers find what the public finds, too."""
        seen = ["public"] if audience == "public" else ["public", audience]
        valid = models.Q(valid=None) | models.Q(valid__contains=on)
        return self.filter(valid, audience__in=seen)


class SearchEntry(models.Model):
    """One thing that can be found: a copy of what its owner wants to be found by, never the thing itself.

    `weight` (0 to 10) lifts what many people look for. `url` is a path of this site.
    """

    class Audience(models.TextChoices):
        PUBLIC = "public", "Mọi người"
        OFFICER = "officer", "Cán bộ"

    kind = models.CharField(max_length=30)
    ref = models.CharField(max_length=100)
    title = models.CharField(max_length=600)
    text = models.TextField(blank=True)
    url = models.CharField(max_length=200)
    audience = models.CharField(max_length=10, choices=Audience, default=Audience.PUBLIC)
    weight = models.PositiveSmallIntegerField(default=0)
    valid = DateRangeField(null=True, blank=True)
    folded_title = models.TextField()
    folded_text = models.TextField(blank=True)
    folded_details = models.TextField(blank=True)  # each word once
    tsv = models.GeneratedField(
        expression=SearchVector("folded_title", weight="A", config="simple")
        + SearchVector("folded_text", weight="C", config="simple"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    details_tsv = models.GeneratedField(
        expression=SearchVector("folded_details", config="simple"),
        output_field=SearchVectorField(),
        db_persist=True,
    )  # apart, since what is proposed by its title is read in haste

    objects = SearchEntryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "ref"], name="search_one_entry_a_thing"),
            models.CheckConstraint(name="search_weight_to_ten", condition=models.Q(weight__lte=10)),
        ]
        indexes = [
            GinIndex(fields=["tsv"], name="search_entry_words"),
            GinIndex(fields=["details_tsv"], name="search_entry_details"),
            models.Index(fields=["ref"], name="search_by_ref"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.ref}"
