from datetime import date

from django.contrib.postgres.fields import ArrayField, DateRangeField
from django.db import models

from tinhso.kernel.people.models.agency import Agency
from tinhso.kernel.people.models.user import User


class PostQuerySet(models.QuerySet["Post"]):
    def on(self, day: date) -> "PostQuerySet":
        return self.filter(valid__contains=day)

    def with_role(self, role: str) -> "PostQuerySet":
        return self.filter(roles__contains=[role])


class Post(models.Model):
    """An officer's post at an agency: a title and the roles (codes of `people.roles`) that it carries."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="posts")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="posts")
    title = models.CharField(max_length=120)
    roles = ArrayField(models.CharField(max_length=30))
    valid = DateRangeField()

    objects = PostQuerySet.as_manager()

    def __str__(self) -> str:
        return self.title

    def holds_on(self, day: date) -> bool:
        """Is that day inside `[valid_from, valid_to)`?"""
        return bool(self.valid.lower <= day and (self.valid.upper is None or day < self.valid.upper))
