"""An alert whose incident has ended bars no later incident of the same finding."""

from django.db import migrations, models

ENDED = """
update security_incidentalert set over = true
from casework_case
where casework_case.id = security_incidentalert.incident_id and casework_case.finished_at is not null
"""


class Migration(migrations.Migration):
    dependencies = [("casework", "0014_filter_query"), ("security", "0013_collector_keys")]
    operations = [
        migrations.AddField("incidentalert", "over", models.BooleanField(db_default=False, default=False)),
        migrations.RemoveConstraint("incidentalert", "security_alert_in_one_incident"),
        migrations.AddConstraint(
            "incidentalert",
            models.UniqueConstraint(
                condition=models.Q(("over", False), ("parted_at", None)),
                fields=("source", "code"),
                name="security_alert_in_one_incident",
            ),
        ),
        migrations.RunSQL(ENDED, migrations.RunSQL.noop),
    ]
