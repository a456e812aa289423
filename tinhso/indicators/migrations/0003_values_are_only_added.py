from django.db import migrations

FORWARD = """
create function indicators_value_stays() returns trigger language plpgsql as $$
begin
    raise exception 'value % is never changed: add another revision', old.id using errcode = 'integrity_constraint_violation';
end $$;
create trigger indicators_value_stays before update or delete on indicators_datavalue
    for each row execute function indicators_value_stays();
"""
BACK = """
drop trigger indicators_value_stays on indicators_datavalue;
drop function indicators_value_stays();
"""


class Migration(migrations.Migration):
    dependencies = [("indicators", "0002_data_entry")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
