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
    """An officer's post at an agency: a title and the roles (codes of `people.roles`) that it carries.

    `confirmed_by` is the head who let it begin, or looked at it later and found it right; None: no head has yet, which is
    to be done from `listed_on` (None: from its first day) within the days of the rule. `ended_at`: when somebody wrote its
    end, which the head looks at too (`end_confirmed_by`).
    """

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="posts")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="posts")
    title = models.CharField(max_length=120)
    roles = ArrayField(models.CharField(max_length=30))
    valid = DateRangeField()
    confirmed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    listed_on = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    end_confirmed_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    end_confirmed_at = models.DateTimeField(null=True, blank=True)

    objects = PostQuerySet.as_manager()

    def __str__(self) -> str:
        return self.title

    def holds_on(self, day: date) -> bool:
        """Is that day inside `[valid_from, valid_to)`?"""
        return bool(self.valid.lower <= day and (self.valid.upper is None or day < self.valid.upper))
