"""Which authority the law wants on a paper, and the acts by which one was handed on."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.db.models.functions.comparison
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0010_contact_changes"),
    ]

    operations = [
        migrations.CreateModel(
            name="Decider",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "what",
                    models.CharField(
                        choices=[
                            ("document", "loại văn bản"),
                            ("procedure", "thủ tục"),
                            ("result", "loại kết quả"),
                        ],
                        max_length=10,
                    ),
                ),
                ("code", models.CharField(max_length=40)),
                (
                    "level",
                    models.CharField(
                        blank=True,
                        choices=[("province", "cấp tỉnh"), ("district", "cấp huyện"), ("commune", "cấp xã")],
                        max_length=10,
                    ),
                ),
                (
                    "who",
                    models.CharField(
                        choices=[
                            ("body", "Tập thể Ủy ban nhân dân"),
                            ("head", "Chủ tịch Ủy ban nhân dân"),
                            ("either", "Tùy việc"),
                        ],
                        max_length=6,
                    ),
                ),
                ("valid", django.contrib.postgres.fields.ranges.DateRangeField()),
                ("source", models.CharField(max_length=300)),
                ("checked", models.BooleanField(default=False)),
            ],
            options={
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[("what", "="), ("code", "="), ("level", "="), ("valid", "&&")],
                        name="people_one_decider_a_day",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Authorisation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        blank=True,
                        choices=[("province", "cấp tỉnh"), ("district", "cấp huyện"), ("commune", "cấp xã")],
                        max_length=10,
                    ),
                ),
                ("procedure", models.CharField(max_length=60)),
                (
                    "form_of",
                    models.CharField(
                        choices=[
                            ("giver", "thể thức, con dấu của bên giao"),
                            ("receiver", "thể thức, con dấu của bên nhận"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "who",
                    models.CharField(
                        choices=[
                            ("body", "Tập thể Ủy ban nhân dân"),
                            ("head", "Chủ tịch Ủy ban nhân dân"),
                            ("either", "Tùy việc"),
                        ],
                        max_length=6,
                    ),
                ),
                ("valid", django.contrib.postgres.fields.ranges.DateRangeField()),
                ("act", models.CharField(max_length=300)),
                ("checked", models.BooleanField(default=False)),
                (
                    "giver",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="authorisations_given",
                        to="people.agency",
                    ),
                ),
                (
                    "receiver",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="authorisations_received",
                        to="people.agency",
                    ),
                ),
            ],
            options={
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            (
                                django.db.models.functions.comparison.Coalesce("receiver", models.Value(0)),
                                "=",
                            ),
                            ("level", "="),
                            ("procedure", "="),
                            ("valid", "&&"),
                        ],
                        name="people_one_authorisation_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("receiver__isnull", True), ("level", ""), _connector="XOR"),
                        name="people_authorisation_of_one_or_a_level",
                    ),
                ],
            },
        ),
    ]
