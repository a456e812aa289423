from django.db import migrations


class Migration(migrations.Migration):
    """Whether a weakness is exploited, and how likely that is, no register here says: columns that nothing fills."""

    dependencies = [("security", "0003_findings")]

    operations = [
        migrations.RemoveField(model_name="securityfinding", name="epss"),
        migrations.RemoveField(model_name="securityfinding", name="exploited"),
    ]
