from django.db import migrations, models
from django.db.models import F


def letters_left(apps, schema_editor):
    """Of letters before this column nobody knows: they count as sent, so nobody gets a second one."""
    apps.get_model("press", "PressMail").objects.filter(card_asked_at__isnull=False).update(
        card_sent_at=F("card_asked_at")
    )


class Migration(migrations.Migration):
    dependencies = [
        ("press", "0016_press_mail"),
    ]

    operations = [
        migrations.AddField(
            model_name="pressmail",
            name="card_sent_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.RunPython(letters_left, migrations.RunPython.noop),
    ]
