from django.db import migrations, models


class Migration(migrations.Migration):
    """Form 02 knows the answers as they stood when it was sent, by their digest."""

    dependencies = [("onestop", "0051_how_papers_came")]

    operations = [
        migrations.AddField("slip", "answers_digest", models.BinaryField(blank=True, max_length=32, null=True)),
    ]
