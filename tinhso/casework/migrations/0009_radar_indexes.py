from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    """The radar of a province counts over indexes that hold all that it counts."""

    dependencies = [("casework", "0008_correction_notes")]

    operations = [
        migrations.RemoveIndex(model_name="case", name="casework_open_due"),
        migrations.RemoveIndex(model_name="case", name="casework_settled"),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                fields=["agency", "due_at"],
                include=["state", "settled_at"],
                condition=Q(finished_at__isnull=True),
                name="casework_open_by_due",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                fields=["agency", "settled_at"], include=["timeliness"], name="casework_settled_in"
            ),
        ),
    ]
