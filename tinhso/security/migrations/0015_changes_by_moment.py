from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('security', '0013_collector_keys'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='findingchange',
            index=models.Index(fields=['effective_at'], name='security_change_effective'),
        ),
    ]
