"""Columns that say what they hold."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [('onestop', '0039_once_only')]

    operations = [
        migrations.RenameField('dossiermigration', 'asked', 'with_questions'),
        migrations.RenameField('dossiermigration', 'kept', 'unchanged'),
        migrations.RenameField('nationalchange', 'told', 'differences'),
    ]
