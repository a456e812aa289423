from django.db import models


class SearchSynonym(models.Model):
    """People say `term`, the catalogue says `expansion`; `folded` is what is compared.

    `english` ones translate: where such a phrase stands in a query it is replaced, and English words that only join go.
    """

    term = models.CharField(max_length=80)
    expansion = models.CharField(max_length=200)
    folded = models.CharField(max_length=80, db_index=True)
    english = models.BooleanField(default=False)

    class Meta:
        ordering = ["folded", "expansion"]
        constraints = [
            models.UniqueConstraint(fields=["folded", "expansion"], name="search_one_synonym"),
            models.CheckConstraint(name="search_synonym_has_words", condition=~models.Q(folded="")),
        ]

    def __str__(self) -> str:
        return f"{self.term} → {self.expansion}"
