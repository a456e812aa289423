from typing import Any, ClassVar

from django.db import models
from django.db.models import Exists, OuterRef

from tinhso.kernel.people.public import User


class RevisedQuerySet(models.QuerySet[Any]):
    def standing(self) -> "RevisedQuerySet":
        """The newest revision of each entry: what is said today."""
        same = {field: OuterRef(field) for field in self.model.KEY}
        later = self.model.objects.filter(revision__gt=OuterRef("revision"), **same)
        return self.exclude(Exists(later))


class Revised(models.Model):
    """Rows that are only added: a correction is another `revision` of the same `KEY`, with its reason.

    A trigger refuses change and removal. `known_at` is the legal moment of the entry; None and no `by` for what was
    loaded with the instance before revisions were kept.
    """

    KEY: ClassVar[tuple[str, ...]] = ()

    revision = models.PositiveSmallIntegerField(default=1)
    reason = models.CharField(max_length=300, blank=True)
    known_at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = RevisedQuerySet.as_manager()

    class Meta:
        abstract = True
