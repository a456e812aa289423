"""What is given out without a signature is known again by its digest. Of what was given out before, once it is drawn again."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('papers', '0003_two_signers'),
        ('people', '0009_delegation_request'),
    ]

    operations = [
        migrations.CreateModel(
            name='HandedOut',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sha256', models.CharField(max_length=64, unique=True)),
                ('mark', models.CharField(db_index=True, max_length=40)),
                ('title', models.CharField(max_length=200)),
                ('number', models.CharField(max_length=60)),
                ('dated', models.DateField()),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.agency')),
                ('paper', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='papers.paper')),
            ],
        ),
    ]
