from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("onestop", "0048_guardian_consent")]

    operations = [
        migrations.AddField(
            model_name="dossier",
            name="settled_identity",
            field=models.JSONField(blank=True, db_default={}, default=dict),
        ),
    ]
