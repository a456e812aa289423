from django.db import migrations

# Every change of a calendar or a marked day gets a number that was never used before, also after a rollback:
# processes keep calendars under that number.
VERSION = """
create sequence casework_calendar_change;
create function casework_calendar_changed() returns trigger language plpgsql as $$
begin
  insert into casework_calendarversion (id, version) values (1, nextval('casework_calendar_change'))
  on conflict (id) do update set version = excluded.version;
  return null;
end $$;
create trigger casework_calendar_changed after insert or update or delete or truncate on casework_calendarday
  for each statement execute function casework_calendar_changed();
create trigger casework_calendar_changed after insert or update or delete or truncate on casework_officecalendar
  for each statement execute function casework_calendar_changed();
grant usage, select on sequence casework_calendar_change to tinhso_app;
"""
VERSION_BACK = """
drop trigger casework_calendar_changed on casework_calendarday;
drop trigger casework_calendar_changed on casework_officecalendar;
drop function casework_calendar_changed();
drop sequence casework_calendar_change;
"""


class Migration(migrations.Migration):
    dependencies = [("casework", "0001_initial")]
    operations = [migrations.RunSQL(VERSION, VERSION_BACK)]
