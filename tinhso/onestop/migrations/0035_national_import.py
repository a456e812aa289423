import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("onestop", "0034_received_on_paper"),
    ]
    operations = [
        migrations.CreateModel(
            name="NationalImport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("file_name", models.CharField(max_length=200)),
                ("digest", models.CharField(max_length=64)),
                ("edition", models.DateField()),
                ("report", models.JSONField()),
                ("made_at", models.DateTimeField()),
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
            options={"ordering": ["-made_at"]},
        ),
        migrations.CreateModel(
            name="NationalChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=40)),
                ("name", models.CharField(max_length=1200)),
                (
                    "kind",
                    models.CharField(
                        choices=[("new", "Mới"), ("changed", "Thay đổi"), ("ended", "Không còn")], max_length=7
                    ),
                ),
                ("field", models.CharField(max_length=60)),
                ("agency", models.CharField(blank=True, max_length=300)),
                (
                    "parts",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20), blank=True, default=list, size=None
                    ),
                ),
                ("told", models.JSONField(default=dict)),
                ("row", models.JSONField(default=dict)),
                ("applied_at", models.DateTimeField(blank=True, null=True)),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes",
                        to="onestop.nationalimport",
                    ),
                ),
            ],
            options={
                "ordering": ["code"],
                "constraints": [
                    models.UniqueConstraint(fields=("batch", "code"), name="onestop_one_change_a_code_and_copy"),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["new", "changed", "ended"])),
                        name="onestop_national_change_known",
                    ),
                ],
            },
        ),
    ]
