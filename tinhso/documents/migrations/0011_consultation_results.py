import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("documents", "0010_comment_answers")]

    operations = [
        migrations.AddField(
            model_name="consultation",
            name="result_version",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="documents.draftversion",
            ),
        ),
        migrations.AddField(
            model_name="consultation",
            name="report",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="documents.outgoingdocument",
            ),
        ),
    ]
