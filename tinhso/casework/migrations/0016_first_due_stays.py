from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    """No due moment without the one that was appointed first."""

    dependencies = [("casework", "0015_first_due_moments")]

    operations = [
        migrations.AddConstraint(
            "case",
            models.CheckConstraint(
                condition=Q(due_at__isnull=True) | Q(first_due_at__isnull=False), name="casework_first_due_stays"
            ),
        ),
    ]
