from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("papers", "0001_initial")]

    operations = [
        migrations.RemoveConstraint(model_name="paper", name="papers_number_once"),
        migrations.AddConstraint(
            model_name="paper",
            constraint=models.UniqueConstraint(
                condition=models.Q(("number__isnull", False)),
                fields=("agency", "kind", "year", "number", "notation"),
                name="papers_number_once",
            ),
        ),
    ]
