"""Whoever only a submitter's words named loses the number: it belongs to whoever it is proved to be. In one statement."""

from django.db import migrations

FORWARD = """
update people_person p set id_number = ''
where p.id_number <> ''
and exists (
    select 1 from casework_case c where c.person_id = p.id and c.submitted_at is null
    and c.source = 'own_portal' and c.submitter_id is not null and c.submitter_id <> p.id
)
and not exists (
    select 1 from casework_case c where c.submitter_id = p.id or c.person_id = p.id
    and not (c.submitted_at is null and c.source = 'own_portal' and c.submitter_id is not null)
)
and not exists (select 1 from people_user u where u.person_id = p.id)
and not exists (select 1 from onestop_storeentry s where s.person_id = p.id)
and not exists (select 1 from onestop_companyrepresentative r where p.id in (r.company_id, r.person_id))
and not exists (select 1 from onestop_companydelegation d where d.employee_id = p.id)
"""


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0014_filter_query"),
        ("people", "0009_delegation_request"),
        ("onestop", "0049_settled_identity"),
    ]

    operations = [migrations.RunSQL(FORWARD, migrations.RunSQL.noop)]
