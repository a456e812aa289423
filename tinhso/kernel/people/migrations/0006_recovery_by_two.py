import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def account(**words):
    return models.ForeignKey(
        blank=True,
        null=True,
        on_delete=django.db.models.deletion.PROTECT,
        related_name="+",
        to=settings.AUTH_USER_MODEL,
        **words,
    )


class Migration(migrations.Migration):
    dependencies = [("people", "0005_pseudonym")]

    operations = [
        migrations.AddField("user", "link_given_by", account()),
        migrations.AddField("user", "link_given_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddField("user", "factor_removed_by", account()),
    ]
