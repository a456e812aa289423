from datetime import timedelta

from django.contrib.postgres.operations import BtreeGistExtension, TrigramExtension
from django.db import migrations, models

# The first migration of all: three roles (owner, app, reader) and what each may do with every later table.
# Roles belong to the cluster; where the administrator made them beforehand nothing is created here.
ROLES = """
do $$
declare role text;
begin
  foreach role in array array['tinhso_app', 'tinhso_reader'] loop
    if not exists (select from pg_roles where rolname = role) then
      execute format('create role %I nologin', role);
    end if;
  end loop;
end $$;
grant usage on schema public to tinhso_app, tinhso_reader;
alter default privileges in schema public grant select, insert, update, delete on tables to tinhso_app;
alter default privileges in schema public grant usage, select on sequences to tinhso_app;
alter default privileges in schema public grant select on tables to tinhso_reader;
grant select, insert, update, delete on all tables in schema public to tinhso_app;
grant usage, select on all sequences in schema public to tinhso_app;
grant select on all tables in schema public to tinhso_reader;
"""


class Migration(migrations.Migration):
    initial = True
    run_before = [("law", "0001_initial"), ("places", "0001_initial"), ("events", "0001_initial")]
    dependencies = []
    operations = [
        BtreeGistExtension(),
        TrigramExtension(),
        migrations.RunSQL(ROLES, migrations.RunSQL.noop),
        migrations.CreateModel(
            name="Instance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120)),
                ("owner", models.CharField(max_length=200)),
                ("responsible", models.CharField(blank=True, max_length=200)),
                ("address", models.CharField(blank=True, max_length=300)),
                ("phone", models.CharField(blank=True, max_length=40)),
                ("email", models.CharField(blank=True, max_length=120)),
                ("province_code", models.CharField(max_length=10)),
                ("ident_code", models.CharField(max_length=10)),
                ("demo", models.BooleanField(default=False)),
                ("clock_offset", models.DurationField(default=timedelta())),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("pk", 1)), name="site_instance_is_one"),
                    models.CheckConstraint(
                        condition=models.Q(("demo", True), ("clock_offset", timedelta()), _connector="OR"),
                        name="site_only_a_demo_shifts_the_clock",
                    ),
                ],
            },
        ),
    ]
