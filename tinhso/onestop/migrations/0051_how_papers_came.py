"""How each paper came; what earlier receipts said of a paper application stays as they said it."""

from django.db import migrations, models

FORMS = """
insert into onestop_paperhandedin (dossier_id, paper, officer_id, noted_at, how)
select d.case_id, p.value ->> 'id', s.officer_id, s.made_at, ''
from onestop_dossier d
join onestop_procedureversion v on v.id = d.version_id
join lateral (
    select officer_id, made_at from onestop_slip
    where dossier_id = d.case_id and form = '01' order by id limit 1
) s on true
cross join lateral jsonb_array_elements(v.papers) p
where d.on_paper and (p.value ->> 'made')::boolean and coalesce(p.value -> 'show_if', 'null'::jsonb) = 'null'::jsonb
on conflict do nothing
"""


class Migration(migrations.Migration):
    dependencies = [("onestop", "0050_names_bind_nobody")]

    operations = [
        migrations.AddField(
            model_name="paperhandedin",
            name="how",
            field=models.CharField(
                blank=True,
                choices=[
                    ("submitted", "Nộp"),
                    ("presented", "Xuất trình (đã trả lại)"),
                    ("database", "Lấy từ cơ sở dữ liệu"),
                ],
                db_default="",
                default="",
                max_length=10,
            ),
        ),
        migrations.AddConstraint(
            model_name="paperhandedin",
            constraint=models.CheckConstraint(
                condition=models.Q(("how__in", ["", "submitted", "presented", "database"])),
                name="onestop_paper_way_known",
            ),
        ),
        migrations.RunSQL(FORMS, migrations.RunSQL.noop),
    ]
