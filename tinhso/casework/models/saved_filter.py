from django.db import models

from tinhso.kernel.people.public import User


class SavedFilter(models.Model):
    """A way of looking at the worklist that an officer comes back to, by a name of their own.

    `query` holds codes alone (what the turn is for, kind, way in, due, order), as the address of the list does.
    """

    officer = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=40)
    query = models.CharField(max_length=200)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["officer", "name"], name="casework_filter_name_once"),
        ]

    def __str__(self) -> str:
        return f"SavedFilter {self.pk}"
