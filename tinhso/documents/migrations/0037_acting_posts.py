"""In which post somebody acted whose deed goes to others; of earlier ones by the events, which have said it all along."""

import django.db.models.deletion
from django.db import migrations, models

FROM_THE_EVENTS = """
    UPDATE {table} deed SET post_id = post.id
    FROM kernel_event event, people_post post
    WHERE event.name IN ({names}) AND event.at = deed.at AND event.actor_id = deed.by_id AND post.id = event.post_id
"""
STATUSES = FROM_THE_EVENTS.format(
    table="documents_handlingstatus", names="'documents.HandlingStatusWritten'"
)
MESSAGES = FROM_THE_EVENTS.format(
    table="documents_axismessage",
    names="'documents.TakeBackAsked', 'documents.DocumentRecalled', 'documents.DocumentUpdated',"
    " 'documents.DocumentReplaced', 'documents.DocumentRecipientsAdded'",
)


def post_of(model):
    field = models.ForeignKey(
        blank=True,
        null=True,
        on_delete=django.db.models.deletion.PROTECT,
        related_name="+",
        to="people.post",
    )
    return migrations.AddField(model, "post", field)


class Migration(migrations.Migration):
    dependencies = [("events", "0001_initial"), ("documents", "0036_recipients_bear_their_code")]

    operations = [
        post_of("axismessage"),
        post_of("handlingstatus"),
        migrations.RunSQL(
            [STATUSES, MESSAGES],
            migrations.RunSQL.noop,
        ),
    ]
