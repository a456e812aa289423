"""What erasing left in dossiers that were erased, and recordings that were withdrawn, before it was tried column by column."""

from django.db import migrations

ERASED = "in (select dossier_id from onestop_erasure)"
STATEMENTS = [
    f"update onestop_dossier set resume_at = '' where case_id {ERASED} and resume_at <> ''",
    f"update onestop_slip set answers_digest = null where dossier_id {ERASED} and answers_digest is not null",
    f"update onestop_portalarrival set digest = '' where dossier_id {ERASED} and digest <> ''",
    "update onestop_linkedanswer set digest = '' where digest <> '' and part_id in"
    f" (select id from onestop_linkedpart where dossier_id {ERASED})",
    "update onestop_recording set recorded_by = '' where withdrawn_at is not null and recorded_by <> ''",
]


class Migration(migrations.Migration):
    dependencies = [("onestop", "0053_named_employees")]
    operations = [migrations.RunSQL(STATEMENTS, migrations.RunSQL.noop)]
