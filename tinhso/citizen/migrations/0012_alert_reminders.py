from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("citizen", "0011_unlinked_letters")]
    operations = [
        migrations.AddField("alert", "told_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddField(
            "alert", "reminders", models.PositiveSmallIntegerField(db_default=0, default=0)
        ),
    ]
