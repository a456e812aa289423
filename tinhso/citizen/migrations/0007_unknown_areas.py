import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    """An alert tells of the places of its bulletin that nobody here knows."""

    dependencies = [("citizen", "0006_record_erasure")]

    operations = [
        migrations.AddField(
            model_name="alert",
            name="unknown_areas",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=20), blank=True, db_default=[], default=list, size=None
            ),
        ),
    ]
