from django.db import migrations

# What came before this version: a report's case names the account's person, its files who uploaded them, and whoever sent
# what was merged follows the other report. A pseudonym takes the person's place; the events that were sealed stay as they are.
FOLLOWERS = """
delete from citizen_reportfollow f using citizen_report m
join casework_case c on c.id = m.case_id join people_user u on u.person_id = c.person_id
where f.report_id = m.merged_into_id and f.user_id = u.id
"""
SENDERS = """
do $$
declare r record; fresh bigint;
begin
  for r in
    select c.id as case_id, c.person_id, p.kind from citizen_report t join casework_case c on c.id = t.case_id
    join people_person p on p.id = c.person_id join people_user u on u.person_id = c.person_id order by random()
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
OF_SENDERS = """
select file_id from citizen_reportphoto where kind = 'before' union select file_id from citizen_draftphoto
union select file_id from citizen_complaintfile
"""
FILES = f"""
update files_storedfile set uploaded_by_id = null, nameless = true,
scope = case when scope = '' then 'report:' || replace(id::text, '-', '') else scope end where id in ({OF_SENDERS})
"""
UPLOADS = f"""
update files_upload set uploaded_by_id = null, nameless = true,
scope = case when scope = '' then 'report:' || replace(id::text, '-', '') else scope end where file_id in ({OF_SENDERS})
"""
EVERY = [FOLLOWERS, SENDERS, FILES, UPLOADS]


class Migration(migrations.Migration):
    dependencies = [
        ("citizen", "0007_unknown_areas"),
        ("casework", "0009_radar_indexes"),
        ("files", "0002_nameless"),
        ("notices", "0002_what_became_of_each_browser"),
        ("people", "0005_pseudonym"),
    ]
    operations = [migrations.RunSQL(statement, migrations.RunSQL.noop) for statement in EVERY]
