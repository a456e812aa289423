import uuid

from django.db import models

from tinhso.kernel.people.models import Person, User
from tinhso.kernel.people.public import own_persons


class NoticeQuerySet(models.QuerySet["Notice"]):
    def of(self, user: User) -> "NoticeQuerySet":
        """The inbox of an account: what was sent to it, to the person it belongs to, and to pseudonyms of that one."""
        mine = models.Q(user=user)
        if user.person_id is not None:
            mine |= models.Q(own_persons("person_id", user.person_id))
        return self.filter(mine)

    def unread(self) -> "NoticeQuerySet":
        return self.filter(read_at=None)


class Notice(models.Model):
    """One thing that one person is told; this row is the message in the inbox, `Delivery` what goes outside.

    `params` holds ids, codes, numbers and times only: the words come from the template, names and addresses
    from the person's own row when they are needed. `key` makes telling twice impossible. A notice to a pseudonym has no
    `user`: who that is, is asked when it leaves, into the access log.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    key = models.CharField(max_length=120, unique=True)
    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="notices")
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="notices"
    )
    topic = models.CharField(max_length=40)
    template = models.CharField(max_length=64)
    case_id = models.BigIntegerField(null=True, blank=True)
    params = models.JSONField(default=dict)
    path = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="notices_somebody_is_told",
                condition=models.Q(user__isnull=False) | models.Q(person__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["user", "-created_at"], name="notices_inbox_of_user"),
            models.Index(fields=["person", "-created_at"], name="notices_inbox_of_person"),
        ]

    def __str__(self) -> str:
        return str(self.pk)
