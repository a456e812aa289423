from django.db import migrations

# Feedback that was sent before this version, and what was set apart of it as a complaint, names the account's person in its
# case. A pseudonym takes their place, as migration 0008 did for reports; events that were sealed stay as they are.
SENDERS = """
do $$
declare r record; fresh bigint;
begin
  for r in
    select c.id as case_id, c.person_id, p.kind from casework_case c
    join people_person p on p.id = c.person_id join people_user u on u.person_id = c.person_id
    where c.kind in ('feedback', 'complaint') order by random()
  loop
    insert into people_person (kind, full_name, id_number, phone, email, address, salt)
    values (r.kind, '', '', '', '', '', uuid_send(gen_random_uuid())) returning id into fresh;
    insert into people_pseudonym (person_id, owner_id) values (fresh, r.person_id);
    update casework_case set person_id = fresh where id = r.case_id;
    update casework_participant set person_id = fresh where case_id = r.case_id and person_id = r.person_id;
    update notices_notice set person_id = fresh, user_id = null where case_id = r.case_id and person_id = r.person_id;
  end loop;
end $$
"""


class Migration(migrations.Migration):
    dependencies = [("citizen", "0010_sender_checks_and_moderated_ratings")]
    operations = [migrations.RunSQL(SENDERS, migrations.RunSQL.noop)]
