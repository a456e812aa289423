from django.db import models


class SearchWord(models.Model):
    """A folded word of the index, or two that stand side by side, and in how many entries it stands; the empty word counts all entries.

    `in_details` counts the entries that have it in their details too; a word that stands only there has that number twice.
    """

    word = models.CharField(max_length=80, primary_key=True, db_collation="C")
    entries = models.PositiveIntegerField()
    in_details = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return self.word
