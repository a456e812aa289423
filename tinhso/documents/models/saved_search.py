from django.db import models
from django.db.models import Q

from tinhso.kernel.people.public import User


class SavedSearch(models.Model):
    """What an officer asks for again and again, under a name of their own: the fields of the form, never the results."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="document_searches")
    name = models.CharField(max_length=100)
    query = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["user", "name"], name="documents_search_name_once"),
            models.CheckConstraint(condition=~Q(name=""), name="documents_search_has_a_name"),
        ]

    def __str__(self) -> str:
        return f"search {self.pk}"
