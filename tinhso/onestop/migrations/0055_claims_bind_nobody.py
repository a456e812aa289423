"""A company that only claims named loses the number, which waits in the claim until a desk has seen papers. Two statements."""

from django.db import migrations, models
from django.db.models import Q

WORDS = """
p.id_number <> '' and p.kind = 'organisation'
and exists (select 1 from onestop_companyrepresentative r where r.company_id = p.id)
and not exists (
  select 1 from onestop_companyrepresentative r
  where r.company_id = p.id and (r.state = 'confirmed' or r.state = 'ended' and r.decided_at is not null)
)
and not exists (select 1 from casework_case c where c.submitter_id = p.id)
and not exists (select 1 from casework_case c where c.person_id = p.id and c.submitted_at is not null)
and not exists (select 1 from people_user u where u.person_id = p.id)
and not exists (select 1 from onestop_storeentry s where s.person_id = p.id)
"""
CLAIMS = f"""
update onestop_companyrepresentative o set company_number = p.id_number from people_person p
where p.id = o.company_id and {WORDS}
"""  # noqa: S608
COMPANIES = f"update people_person p set id_number = '' where {WORDS}"  # noqa: S608


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0014_filter_query"),
        ("people", "0012_one_bearer_a_code"),
        ("onestop", "0054_left_by_erasing"),
    ]

    operations = [
        migrations.AddField(
            "companyrepresentative",
            "company_number",
            models.CharField(blank=True, max_length=20, default=""),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            "companyrepresentative",
            models.UniqueConstraint(
                fields=["company_number", "person"],
                condition=Q(state="claimed") & ~Q(company_number=""),
                name="onestop_claims_once",
            ),
        ),
        migrations.AddConstraint(
            "companyrepresentative",
            models.CheckConstraint(
                name="onestop_representative_named_only",
                condition=~Q(state="confirmed") | Q(company_number=""),
            ),
        ),
        migrations.RunSQL([CLAIMS, COMPANIES], migrations.RunSQL.noop),
    ]
