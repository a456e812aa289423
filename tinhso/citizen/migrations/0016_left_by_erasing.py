"""What erasing left of records that were erased, and of requests whose report was made, before it was tried column by column."""

from django.db import migrations

WORD = "(đã xoá)"
STATEMENTS = [
    *(
        f"update citizen_{table} set withheld = '{WORD}' where withheld <> '' and case_id in"
        f" (select case_id from citizen_recorderasure where what = '{what}')"
        for table, what in (("feedback", "feedback"), ("informationrequest", "info"))
    ),
    "update citizen_pendingrequest set media_url = '' where body = '{}'::jsonb and media_url <> ''",
]


class Migration(migrations.Migration):
    dependencies = [("citizen", "0015_reception")]
    operations = [migrations.RunSQL(STATEMENTS, migrations.RunSQL.noop)]
