import django.db.models.deletion
from django.db import migrations, models


def give_first_tables(apps, schema_editor):
    """Every dataset that has versions, files or a schema gets the row of its first table."""
    Dataset = apps.get_model("opendata", "Dataset")
    DataTable = apps.get_model("opendata", "DataTable")
    DataVersion = apps.get_model("opendata", "DataVersion")
    Intake = apps.get_model("opendata", "Intake")
    for dataset in Dataset.objects.order_by("pk").iterator():
        table = DataTable.objects.create(
            dataset=dataset,
            number=1,
            schema=dataset.schema,
            current_id=dataset.current_id,
            state="published" if dataset.current_id else "draft",
        )
        DataVersion.objects.filter(dataset=dataset).update(table=table)
        Intake.objects.filter(dataset=dataset).update(table=table)


class Migration(migrations.Migration):
    dependencies = [("opendata", "0010_resources_erased")]

    operations = [
        migrations.CreateModel(
            name="DataTable",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("title", models.CharField(blank=True, max_length=200)),
                ("description", models.TextField(blank=True, max_length=3000)),
                ("schema", models.JSONField(blank=True, null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Chưa công bố"),
                            ("published", "Đã công bố"),
                            ("withdrawn", "Đã thôi công bố"),
                        ],
                        default="draft",
                        max_length=12,
                    ),
                ),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                ("ver", models.PositiveIntegerField(default=1)),
                (
                    "current",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="current_of",
                        to="opendata.dataversion",
                    ),
                ),
                (
                    "dataset",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tables",
                        to="opendata.dataset",
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(fields=["dataset", "number"], name="opendata_table_number"),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["draft", "published", "withdrawn"])),
                        name="opendata_table_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number", 1), models.Q(("title", ""), _negated=True), _connector="OR"),
                        name="opendata_table_named",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "published"), _negated=True),
                            ("current__isnull", False),
                            _connector="OR",
                        ),
                        name="opendata_table_published_version",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "withdrawn"), ("withdrawn_at__isnull", False)),
                            models.Q(
                                models.Q(("state", "withdrawn"), _negated=True),
                                ("withdrawn_at__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="opendata_table_withdrawn_since",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number", 1), ("state", "withdrawn"), _negated=True),
                        name="opendata_table_first_stays",
                    ),
                ],
            },
        ),
        migrations.AddField("dataversion", "erased_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddField(
            "dataversion",
            "table",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="versions",
                to="opendata.datatable",
            ),
        ),
        migrations.AddField(
            "intake",
            "table",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="intakes",
                to="opendata.datatable",
            ),
        ),
        migrations.RunPython(give_first_tables, migrations.RunPython.noop),
        # what waits of the rows above is checked now: PostgreSQL alters no table with checks that wait
        migrations.RunSQL("set constraints all immediate", migrations.RunSQL.noop),
        migrations.AlterField(
            "dataversion",
            "table",
            models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="opendata.datatable"
            ),
        ),
        migrations.AlterField(
            "intake",
            "table",
            models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="intakes", to="opendata.datatable"
            ),
        ),
        migrations.RemoveField("dataset", "schema"),
    ]
