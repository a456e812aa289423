"""A delegation that was asked for points to its request."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [('people', '0008_neutral_desk_words')]

    operations = [
        migrations.RenameField('delegation', 'asked', 'request'),
    ]
