from django.db import migrations

# The end, in the province's zone, of the last day of a time limit counted from the day after the receipt. An hour is
# an eighth of a working day. `off` and `worked` are the marked days of the calendar.
MAKE = """
create function onestop_longest_time(limits jsonb, at_level text, received timestamptz, off date[], worked date[])
returns timestamptz language sql stable as $$
  with given as (
    select (limits -> at_level ->> 'amount')::numeric as amount, limits -> at_level ->> 'unit' as unit,
      (received at time zone 'Asia/Ho_Chi_Minh')::date as begun
  )
  select (case unit
    when 'day' then begun + ceil(amount)::int + 1
    when 'month' then (begun + ceil(amount)::int * interval '1 month')::date + 1
    else (
      select d::date + 1 from generate_series(begun + 1, begun + ceil(amount)::int * 4 + 30, interval '1 day') d
      where (extract(isodow from d) < 6 and d::date <> all(off)) or d::date = any(worked)
      order by d limit 1
      offset greatest(ceil(case unit when 'hour' then amount / 8 else amount end)::int - 1, 0)
    ) end)::timestamp at time zone 'Asia/Ho_Chi_Minh' - interval '1 second'
  from given where amount is not null
$$
"""


class Migration(migrations.Migration):
    dependencies = [("onestop", "0008_drafts_and_migrations")]

    operations = [
        migrations.RunSQL(MAKE, "drop function onestop_longest_time(jsonb, text, timestamptz, date[], date[])")
    ]
