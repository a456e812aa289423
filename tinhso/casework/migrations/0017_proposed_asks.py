from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('casework', '0016_first_due_stays'),
    ]

    operations = [
        migrations.AlterField(
            model_name='note',
            name='kind',
            field=models.CharField(choices=[('supplement', 'Nội dung cần bổ sung'), ('refusal', 'Lý do từ chối'), ('return', 'Lý do trả lại bước trước'), ('pause', 'Lý do tạm dừng'), ('opinion', 'Ý kiến'), ('apology', 'Lý do hẹn lại'), ('finding', 'Kết quả thẩm định'), ('proposal', 'Đề nghị từ chối, dự thảo'), ('late_ask', 'Đề nghị yêu cầu bổ sung ngoài hạn'), ('apology_ask', 'Đề nghị xin lỗi và hẹn lại'), ('withdrawal', 'Lý do rút'), ('correction', 'Lý do đính chính'), ('hand_on', 'Lý do bàn giao'), ('history', 'Ghi chép của hệ thống cũ'), ('answer', 'Nội dung bổ sung của công dân')], max_length=12),
        ),
    ]
