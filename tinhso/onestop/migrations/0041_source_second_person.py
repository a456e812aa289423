import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('onestop', '0040_plain_columns'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='papersource',
            name='onestop_paper_source_once',
        ),
        migrations.AddField(
            model_name='papersource',
            name='approved',
            field=models.BooleanField(blank=True, default=True, null=True),  # what was there held already
        ),
        migrations.AlterField(
            model_name='papersource',
            name='approved',
            field=models.BooleanField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='papersource',
            name='decided_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='papersource',
            name='decided_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='papersource',
            name='fresh_days',
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
        migrations.AddConstraint(
            model_name='papersource',
            constraint=models.UniqueConstraint(condition=models.Q(('approved', None), ('approved', True), _connector='OR'), fields=('procedure', 'paper', 'service', 'subject', 'valid_from'), name='onestop_paper_source_once'),
        ),
        migrations.AddConstraint(
            model_name='papersource',
            constraint=models.CheckConstraint(condition=models.Q(('decided_by', None), ('entered_by', None), models.Q(('decided_by', models.F('entered_by')), _negated=True), _connector='OR'), name='onestop_paper_source_second_person'),
        ),
    ]
