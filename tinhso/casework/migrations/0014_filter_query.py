"""A saved filter holds a query, and its column says so."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [('casework', '0013_proposed_refusals')]

    operations = [
        migrations.RenameField('savedfilter', 'wanted', 'query'),
    ]
