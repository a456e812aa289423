"""Lines of a timeline, hand-overs, and what identifies evidence are never changed: the database refuses."""

from django.db import migrations

FORWARD = """
create function security_course_stays() returns trigger language plpgsql as $$
begin
    raise exception 'row % of % is never changed: write another one', old.id, tg_table_name
        using errcode = 'integrity_constraint_violation';
end $$;
create trigger security_entry_stays before update or delete on security_incidententry
    for each row execute function security_course_stays();
create trigger security_transfer_stays before update or delete on security_evidencetransfer
    for each row execute function security_course_stays();
create trigger security_evidence_stays before delete on security_incidentevidence
    for each row execute function security_course_stays();
create trigger security_evidence_identity_stays before update on security_incidentevidence
    for each row when (
        (old.incident_id, old.number, old.words, old.machine_id, old.file_name, old.sha256, old.size, old.collected_at, old.by_id, old.at)
        is distinct from
        (new.incident_id, new.number, new.words, new.machine_id, new.file_name, new.sha256, new.size, new.collected_at, new.by_id, new.at)
        or new.file_id is distinct from old.file_id and new.file_id is not null
    ) execute function security_course_stays();
"""
BACK = """
drop trigger security_entry_stays on security_incidententry;
drop trigger security_transfer_stays on security_evidencetransfer;
drop trigger security_evidence_stays on security_incidentevidence;
drop trigger security_evidence_identity_stays on security_incidentevidence;
drop function security_course_stays();
"""


class Migration(migrations.Migration):
    dependencies = [("security", "0010_cyber_incidents")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
