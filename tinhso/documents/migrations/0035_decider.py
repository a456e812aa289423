"""Who decides a document of a committee, where the law leaves it to the matter."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0034_submission_slips"),
        ("people", "0011_decider"),
    ]

    operations = [
        migrations.AddField(
            model_name="outgoingdocument",
            name="decider",
            field=models.CharField(
                blank=True,
                choices=[("body", "Tập thể Ủy ban nhân dân"), ("head", "Chủ tịch Ủy ban nhân dân")],
                default="",
                max_length=6,
            ),
        ),
        migrations.AddConstraint(
            model_name="outgoingdocument",
            constraint=models.CheckConstraint(
                condition=models.Q(("decider__in", ["", "body", "head"])), name="documents_decider_known"
            ),
        ),
    ]
