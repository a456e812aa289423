from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("onestop", "0046_dossier_wishes"),
    ]

    operations = [
        migrations.AddField(
            model_name="copiedfield",
            name="value",
            field=models.CharField(blank=True, db_default="", max_length=64),
        ),
    ]
