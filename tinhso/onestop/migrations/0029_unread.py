from django.db import migrations, models


class Migration(migrations.Migration):
    """What was typed into a draft and could not be read stays until it is mended."""

    dependencies = [("onestop", "0028_fees_by_moment")]

    operations = [
        migrations.AddField(
            model_name="dossier",
            name="unread",
            field=models.JSONField(blank=True, db_default={}, default=dict),
        ),
    ]
