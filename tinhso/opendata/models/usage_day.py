from datetime import date

from django.db import connection, models

from tinhso.opendata.models.dataset import Dataset

COUNTED_COLUMNS = ("views", "downloads", "calls")


class UsageDayQuerySet(models.QuerySet["UsageDay"]):
    def add(self, dataset_id: int, what: str, day: date, many: int = 1) -> None:
        """Count more views, downloads or calls; one statement, whoever else counts at the same moment."""
        assert what in COUNTED_COLUMNS
        table, column = self.model._meta.db_table, connection.ops.quote_name(what)
        zeros = ", ".join("%s" if name == what else "0" for name in COUNTED_COLUMNS)
        with connection.cursor() as cursor:
            cursor.execute(
                f"insert into {table} (dataset_id, day, {', '.join(COUNTED_COLUMNS)}) values (%s, %s, {zeros}) "  # noqa: S608
                f"on conflict (dataset_id, day) do update set {column} = {table}.{column} + excluded.{column}",
                [dataset_id, day, many],
            )

    def sums(self, dataset_id: int, since: date) -> dict[str, int]:
        """The three counts since a day. One query."""
        found = self.filter(dataset_id=dataset_id, day__gte=since)
        return {n: v or 0 for n, v in found.aggregate(**{n: models.Sum(n) for n in COUNTED_COLUMNS}).items()}


class UsageDay(models.Model):
    """How often a dataset was opened, downloaded and asked by programs on one day (lượt dùng); nobody is named."""

    dataset = models.ForeignKey(Dataset, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    views = models.PositiveBigIntegerField(default=0)
    downloads = models.PositiveBigIntegerField(default=0)
    calls = models.PositiveBigIntegerField(default=0)

    objects = UsageDayQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dataset", "day"], name="opendata_usage_once")]

    def __str__(self) -> str:
        return f"{self.dataset_id} {self.day}"
