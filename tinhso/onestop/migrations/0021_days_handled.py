from django.db import migrations

# Days between two moments by their dates in the province's zone, the first not counted: days of the calendar for a
# limit in days or months, else working days. `off` and `worked` are the marked days of the calendar. A working day
# before day d of the week-count that starts on Monday 03/01/2000 is 5 a week and at most 5 of the running one.
MAKE = """
create function onestop_days_between(unit text, begun timestamptz, ended timestamptz, off date[], worked date[])
returns int language sql stable as $$
  with span as (
    select (begun at time zone 'Asia/Ho_Chi_Minh')::date + 1 as first,
      (ended at time zone 'Asia/Ho_Chi_Minh')::date + 1 as after
  ), counted as (
    select first, after, first - date '2000-01-03' as f, after - date '2000-01-03' as a from span
  )
  select greatest(0, case when unit in ('day', 'month') then after - first
    else (a / 7 * 5 + least(a % 7, 5)) - (f / 7 * 5 + least(f % 7, 5))
      - (select count(*) from unnest(off) d where d >= first and d < after and extract(isodow from d) < 6)
      + (select count(*) from unnest(worked) d where d >= first and d < after and extract(isodow from d) > 5)
    end)::int
  from counted
$$
"""


class Migration(migrations.Migration):
    dependencies = [("onestop", "0020_longer_keywords")]

    operations = [
        migrations.RunSQL(
            MAKE, "drop function onestop_days_between(text, timestamptz, timestamptz, date[], date[])"
        )
    ]
