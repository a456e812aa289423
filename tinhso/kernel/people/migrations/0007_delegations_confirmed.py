import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0006_recovery_by_two")]

    operations = [
        migrations.AddField(
            "delegation",
            "asked",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="delegations",
                to="people.postlist",
            ),
        ),
        migrations.AlterField(
            "postlist",
            "kind",
            models.CharField(
                choices=[
                    ("appointment", "Bổ nhiệm"),
                    ("import", "Danh sách nhập"),
                    ("succession", "Chuyển vị trí khi sắp xếp cơ quan"),
                    ("delegation", "Giao quyền ký"),
                    ("alone", "Bổ nhiệm bởi một người trên máy chủ"),
                ],
                max_length=12,
            ),
        ),
        migrations.AlterField("proposedpost", "title", models.CharField(max_length=600)),
    ]
