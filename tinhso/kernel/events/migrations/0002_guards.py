from django.db import migrations

from tinhso.kernel.events.bodies.body_sql import access_body, event_body

COMPOSE = f"""
create function kernel_current_epoch() returns integer language sql stable
return (select coalesce(max(number), 1) from kernel_epoch);

create function kernel_event_compose() returns trigger language plpgsql as $$
begin
  if new.body is null or new.body is not json object then
    raise exception 'kernel_event.body takes the fields of the event as a JSON object';
  end if;
  new.epoch := kernel_current_epoch();
  new.xid := pg_current_xact_id();
  new.recorded_at := clock_timestamp();
  new.body := {event_body("new")} || new.body || '}}';
  return new;
end $$;

create function kernel_access_compose() returns trigger language plpgsql as $$
begin
  new.epoch := kernel_current_epoch();
  new.xid := pg_current_xact_id();
  new.recorded_at := clock_timestamp();
  new.body := {access_body("new")};
  return new;
end $$;

create trigger kernel_event_compose before insert on kernel_event
  for each row execute function kernel_event_compose();
create trigger kernel_access_compose before insert on kernel_access
  for each row execute function kernel_access_compose();
"""

KEEP = """
create function kernel_append_only() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only: % refused', tg_table_name, tg_op using errcode = 'insufficient_privilege';
end $$;
""" + "".join(
    f"""
create trigger {table}_keep_rows before update or delete on {table}
  for each row execute function kernel_append_only();
create trigger {table}_keep before update or delete on {table}
  for each statement execute function kernel_append_only();
create trigger {table}_keep_all before truncate on {table}
  for each statement execute function kernel_append_only();
revoke all on {table} from public, tinhso_app;
grant select, insert on {table} to tinhso_app;
"""
    for table in ("kernel_event", "kernel_access", "kernel_seal", "kernel_epoch")
) + """
revoke insert on kernel_epoch from tinhso_app;
revoke update, delete, truncate on kernel_delivery from tinhso_app;
revoke delete, truncate on kernel_counter from tinhso_app;
"""


class Migration(migrations.Migration):
    """What Django cannot say: bodies are composed by the database, and nothing is ever changed or taken away."""

    dependencies = [("events", "0001_initial")]
    operations = [
        migrations.RunSQL(COMPOSE, migrations.RunSQL.noop),
        migrations.RunSQL(KEEP, migrations.RunSQL.noop),
    ]
