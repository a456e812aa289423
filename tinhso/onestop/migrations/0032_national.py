from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("onestop", "0031_finding_terms")]
    operations = [
        migrations.AddField(
            model_name="procedureversion",
            name="national",
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.AlterField(
            model_name="procedure",
            name="name",
            field=models.CharField(max_length=1200),
        ),
    ]
