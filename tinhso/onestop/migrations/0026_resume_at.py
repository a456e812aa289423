from django.db import migrations, models


class Migration(migrations.Migration):
    """A draft knows where its citizen stopped."""

    dependencies = [("onestop", "0025_post_under_way")]

    operations = [
        migrations.AddField(
            model_name="dossier",
            name="resume_at",
            field=models.CharField(blank=True, db_default="", default="", max_length=60),
        ),
    ]
