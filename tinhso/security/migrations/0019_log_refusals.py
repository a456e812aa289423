from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("security", "0018_findings_indexes")]
    operations = [
        migrations.AddField(
            "networklog", name, models.CharField(blank=True, db_default="", default="", max_length=300)
        )
        for name in ("hunt_refusal", "review_refusal")
    ]
