from django.db import models


class SearchWord(models.Model):
    """A folded word of the index and in how many entries it stands; the empty word counts all entries."""

    word = models.CharField(max_length=80, primary_key=True, db_collation="C")
    entries = models.PositiveIntegerField()

    def __str__(self) -> str:
        return self.word
