"""A new e-mail address or telephone of an account holds once its owner typed the code that was sent there."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [('people', '0009_delegation_request')]

    operations = [
        migrations.CreateModel(
            name='ContactChange',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('channel', models.CharField(choices=[('email', 'Thư điện tử'), ('phone', 'Điện thoại')], max_length=5)),
                ('address', models.CharField(blank=True, max_length=120)),
                ('former', models.CharField(blank=True, max_length=120)),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('asked_at', models.DateTimeField()),
                ('confirmed_at', models.DateTimeField(blank=True, null=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contact_changes', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(condition=models.Q(('confirmed_at', None)), fields=('user', 'channel'), name='people_one_contact_change_waits'),
                    models.CheckConstraint(condition=models.Q(('channel__in', ['email', 'phone'])), name='people_contact_change_channel'),
                ],
            },
        ),
    ]
