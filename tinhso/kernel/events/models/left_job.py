from django.db import models


class LeftJob(models.Model):
    """How often a job was left in the middle by a worker that died: apart from how often it was tried for other reasons."""

    job_id = models.BigIntegerField(
        primary_key=True
    )  # of procrastinate_jobs, whose rows go when they are done
    times = models.IntegerField()

    class Meta:
        db_table = "kernel_left_job"

    def __str__(self) -> str:
        return f"{self.job_id}: {self.times}"
