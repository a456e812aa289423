from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    """What the post still carries is found without reading every hand-over of the years."""

    dependencies = [("onestop", "0024_publications")]

    operations = [
        migrations.AddIndex(
            model_name="handover",
            index=models.Index(
                fields=["handed_at"],
                condition=Q(how="post", delivered_at__isnull=True),
                name="onestop_under_way",
            ),
        ),
    ]
