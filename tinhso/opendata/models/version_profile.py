from django.db import models

from tinhso.opendata.models.data_version import DataVersion


class VersionProfile(models.Model):
    """What each column of a version holds (hồ sơ cột), reckoned once after it was published.

    `columns` is a list of name, kind, empty, distinct, exact, ascending, low, high, mean, top ([value, count]), bins
    ([from, to, count]); what a kind lacks is null or [].
    """

    version = models.OneToOneField(DataVersion, on_delete=models.PROTECT, related_name="profile")
    columns = models.JSONField()
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.version_id)
