import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("indicators", "0015_rolled_cells"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="UnusualValue",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("against", models.JSONField()),
                ("noted_at", models.DateTimeField()),
                ("reason", models.CharField(blank=True, max_length=500)),
                ("reason_at", models.DateTimeField(blank=True, null=True)),
                ("confirmed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "reason_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "value",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="unusual",
                        to="indicators.datavalue",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="unusualvalue",
            constraint=models.CheckConstraint(
                condition=models.Q(("confirmed_at__isnull", True), models.Q(("reason", ""), _negated=True), _connector="OR"),
                name="indicators_unusual_is_explained_first",
            ),
        ),
    ]
