from django.db import models


class ProcedureField(models.Model):
    """A field of administration (lĩnh vực).

    `owner` names the vertical agency that keeps it, "" for the province's own; `office` says where its procedures
    are filed and `portal` is the owner's own address for it, "" where there is none. `ministry` answers for what
    the central government settles.
    """

    code = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    owner = models.CharField(max_length=200, blank=True)
    office = models.CharField(max_length=300, blank=True)
    portal = models.URLField(max_length=200, blank=True)
    ministry = models.CharField(max_length=200, blank=True)
    sort_key = models.CharField(max_length=300, db_collation="C")

    class Meta:
        ordering = ["sort_key"]

    def __str__(self) -> str:
        return self.name
