import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F


def mark_compared(apps, schema_editor):
    """Every copy so far was compared when it was made."""
    apps.get_model("onestop", "NationalImport").objects.update(checked_at=F("made_at"))


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("onestop", "0036_decision_own_file"),
    ]

    operations = [
        migrations.AddField("nationalimport", "content", models.BinaryField(null=True)),
        migrations.AddField("nationalimport", "checked_at", models.DateTimeField(null=True)),
        migrations.AddField("nationalimport", "fault", models.CharField(blank=True, max_length=300)),
        migrations.AlterField("nationalimport", "edition", models.DateField(null=True)),
        migrations.AlterField("nationalimport", "report", models.JSONField(default=dict)),
        migrations.CreateModel(
            name="NationalApproval",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("field", models.CharField(blank=True, max_length=60)),
                ("agency", models.CharField(blank=True, max_length=300)),
                ("code", models.CharField(blank=True, max_length=40)),
                ("total", models.PositiveIntegerField()),
                ("created", models.PositiveIntegerField(default=0)),
                ("changed", models.PositiveIntegerField(default=0)),
                ("ended", models.PositiveIntegerField(default=0)),
                ("unchanged", models.PositiveIntegerField(default=0)),
                ("refused", models.PositiveIntegerField(default=0)),
                ("made_at", models.DateTimeField()),
                ("moved_at", models.DateTimeField()),
                ("finished_at", models.DateTimeField(null=True)),
                ("fault", models.CharField(blank=True, max_length=300)),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="approvals",
                        to="onestop.nationalimport",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={"ordering": ["-made_at", "-pk"]},
        ),
        migrations.AddField(
            "nationalchange",
            "approval",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="changes",
                to="onestop.nationalapproval",
            ),
        ),
        migrations.AddField("nationalchange", "fault", models.CharField(blank=True, max_length=300)),
        migrations.RunPython(mark_compared, migrations.RunPython.noop, elidable=True),
    ]
