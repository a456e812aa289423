from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("onestop", "0045_companies"),
    ]

    operations = [
        migrations.AddField(
            model_name="dossier",
            name="home_visit",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name="dossier",
            name="priority",
            field=models.BooleanField(db_default=False, default=False),
        ),
    ]
