from django.db import migrations, models

FIRST_DUE = """
with said as (
    select distinct on (case_id) case_id, coalesce(payload->>'first_due_at', payload->>'due_at')::timestamptz as due
    from kernel_event
    where case_id is not null and coalesce(payload->>'first_due_at', payload->>'due_at') is not null and name in (
        'casework.CaseAccepted', 'casework.CaseTakenOver', 'casework.CaseMovedAway', 'casework.OpinionOpened',
        'casework.TimeBegunAgain')
    order by case_id, id
)
update casework_case c set first_due_at = said.due from said where said.case_id = c.id
"""
OLDER = """
update casework_case c set first_due_at = coalesce(
    (select k.first_due_at from casework_clock k where k.case_id = c.id and k.name <> 'reply' order by k.started_at limit 1),
    c.due_at)
where c.first_due_at is null and c.due_at is not null
"""
WAITS = """
update casework_clockpause p set due_at = coalesce(
    (select coalesce(e.payload->>'new_due_at', e.payload->>'due_at')::timestamptz from kernel_event e
     where e.case_id = k.case_id and e.at <= p.started_at and e.name in (
         'casework.CaseAccepted', 'casework.CaseTakenOver', 'casework.CaseMovedAway', 'casework.SupplementCompleted',
         'casework.CaseResumed', 'casework.CaseReappointed', 'casework.DueRecomputed', 'casework.TimeBegunAgain')
     order by e.id desc limit 1),
    k.first_due_at)
from casework_clock k where k.id = p.clock_id and k.name = 'settle'
"""


class Migration(migrations.Migration):
    """What was appointed first stays in a column of its own, and every wait keeps the due moment at which it began.

    Both are filled from the events, in one statement each.
    """

    dependencies = [("casework", "0014_filter_query"), ("events", "0001_initial")]

    operations = [
        migrations.AddField("case", "first_due_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddField("clockpause", "counts", models.BooleanField(default=True)),
        migrations.AddField("clockpause", "due_at", models.DateTimeField(blank=True, null=True)),
        migrations.RunSQL([FIRST_DUE, OLDER, WAITS], migrations.RunSQL.noop),
    ]
