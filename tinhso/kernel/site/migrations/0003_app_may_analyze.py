from django.db import migrations

# After a bulk load the planner still believes that the tables are empty, and may join a thousand accounts with a
# thousand accounts before it looks for an absence. Who loads must be able to have them counted (PostgreSQL 17).
MAINTAIN = """
alter default privileges in schema public grant maintain on tables to tinhso_app;
grant maintain on all tables in schema public to tinhso_app;
"""


class Migration(migrations.Migration):
    dependencies = [("site", "0002_rate_window")]
    operations = [migrations.RunSQL(MAINTAIN, migrations.RunSQL.noop)]
