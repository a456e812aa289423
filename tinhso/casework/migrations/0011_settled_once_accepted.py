from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    """What was turned down before it was accepted is not counted among the settled."""

    dependencies = [("casework", "0010_end_corrections")]

    operations = [
        migrations.RemoveIndex(model_name="case", name="casework_settled_in"),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                fields=["agency", "settled_at"],
                include=["timeliness"],
                condition=Q(accepted_at__isnull=False),
                name="casework_settled_in",
            ),
        ),
    ]
