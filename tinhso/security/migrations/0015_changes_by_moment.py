from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('security', '0014_alerts_after_the_end'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='findingchange',
            index=models.Index(fields=['effective_at'], name='security_change_effective'),
        ),
    ]
