from django.db import migrations, models


class Migration(migrations.Migration):
    """A note may hold why an end was corrected."""

    dependencies = [("casework", "0007_cutover")]

    operations = [
        migrations.AlterField(
            model_name="note",
            name="kind",
            field=models.CharField(
                choices=[
                    ("supplement", "Nội dung cần bổ sung"),
                    ("refusal", "Lý do từ chối"),
                    ("return", "Lý do trả lại bước trước"),
                    ("pause", "Lý do tạm dừng"),
                    ("opinion", "Ý kiến"),
                    ("apology", "Lý do hẹn lại"),
                    ("finding", "Kết quả thẩm định"),
                    ("withdrawal", "Lý do rút"),
                    ("correction", "Lý do đính chính"),
                    ("hand_on", "Lý do bàn giao"),
                    ("history", "Ghi chép của hệ thống cũ"),
                    ("answer", "Nội dung bổ sung của công dân"),
                ],
                max_length=12,
            ),
        ),
    ]
