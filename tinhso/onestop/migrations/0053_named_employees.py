"""An employee whom only a company's words named loses the number, which waits in the offer for whoever it is. Two statements."""

from django.db import migrations, models
from django.db.models import Q

WORDS = """
p.id_number <> ''
and exists (select 1 from onestop_companydelegation d where d.employee_id = p.id)
and not exists (select 1 from onestop_companydelegation d where d.employee_id = p.id and d.answered_at is not null)
and not exists (select 1 from casework_case c where p.id in (c.person_id, c.submitter_id))
and not exists (select 1 from people_user u where u.person_id = p.id)
and not exists (select 1 from onestop_storeentry s where s.person_id = p.id)
and not exists (select 1 from onestop_companyrepresentative r where p.id in (r.company_id, r.person_id))
"""
OFFERS = f"""
update onestop_companydelegation o set employee_number = p.id_number from people_person p
where p.id = o.employee_id and o.state = 'offered' and {WORDS}
"""  # noqa: S608
PEOPLE = f"update people_person p set id_number = '' where {WORDS}"  # noqa: S608


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0014_filter_query"),
        ("people", "0009_delegation_request"),
        ("onestop", "0052_answers_when_asked"),
    ]

    operations = [
        migrations.AddField(
            "companydelegation",
            "employee_number",
            models.CharField(blank=True, max_length=20, default=""),
            preserve_default=False,
        ),
        migrations.AddIndex(
            "companydelegation",
            models.Index(
                fields=["employee_number"], condition=~Q(employee_number=""), name="onestop_delegation_named"
            ),
        ),
        migrations.AddConstraint(
            "companydelegation",
            models.CheckConstraint(
                name="onestop_delegation_named_only", condition=Q(state="offered") | Q(employee_number="")
            ),
        ),
        migrations.RunSQL([OFFERS, PEOPLE], migrations.RunSQL.noop),
    ]
