"""In which years each finding was seen. Of the time before, what is still there says it; where a finding was open and nothing says it, the month is marked as unclear."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

STAYS = """
create function security_finding_year_stays() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' then
        if new.year = old.year and new.months @> old.months and new.unclear_months @> old.unclear_months
           and (old.first_seen is null or (new.first_seen <= old.first_seen and new.last_seen >= old.last_seen))
           and (new.finding_id = old.finding_id or exists (
               select 1 from security_securityfinding target join security_securityfinding source on source.weakness = target.weakness
               where target.id = new.finding_id and source.id = old.finding_id)) then
            return new;
        end if;
    elsif exists (
        select 1 from security_findingyear wider
        join security_securityfinding target on target.id = wider.finding_id
        join security_securityfinding source on source.id = old.finding_id and source.weakness = target.weakness
        where wider.year = old.year and wider.finding_id <> old.finding_id and wider.months @> old.months
          and (old.first_seen is null or (wider.first_seen <= old.first_seen and wider.last_seen >= old.last_seen))
    ) then
        return old;
    end if;
    raise exception 'year % of finding % was seen and stays: it is only ever widened', old.year, old.finding_id
        using errcode = 'integrity_constraint_violation';
end $$;
create trigger security_finding_year_stays before update or delete on security_findingyear
    for each row execute function security_finding_year_stays();
"""
MOVES = """
drop trigger security_finding_year_stays on security_findingyear;
drop function security_finding_year_stays();
"""

# What is known: first and last sighting, reports that opened a finding, and reports that looked in its scope while it was not mended, for they
# would have mended it. A state at a moment is what was written last of what had befallen by then.
KNOWN = """
create temporary table seen_at on commit drop as
select id as finding_id, first_seen as at from security_securityfinding
union select id, last_seen from security_securityfinding
union select f.id, least(greatest(i.observed_at, f.first_seen), f.last_seen)
from security_findingchange c join security_securityfinding f on f.id = c.finding_id join security_scanimport i on i.id = c.scan_import_id
where c.state in ('open', 'reopened') and i.observed_at is not null;

insert into seen_at
select f.id, c.observed_at from security_securityfinding f
join security_scancoverage c on (c.machine_id = f.machine_id or c.unregistered_id = f.unregistered_id)
 and c.observed_at > f.first_seen and c.observed_at < f.last_seen
join security_scanimport i on i.id = c.scan_import_id and i.every_port
where exists (
    select 1 from unnest(f.checks) as ran where starts_with(ran, i.tool || ':') and (i.every_rule or substr(ran, length(i.tool) + 2) = any (i.rules))
) and coalesce((
    select m.state from security_findingchange m where m.finding_id = f.id and m.effective_at <= c.observed_at order by m.at desc, m.id desc limit 1
), 'open') <> 'mended';
"""
FILL = """
create temporary table seen_months on commit drop as
select finding_id, date_trunc('month', at at time zone 'Asia/Ho_Chi_Minh') as month, min(at) as first_seen, max(at) as last_seen
from seen_at group by 1, 2;

create temporary table unclear_months on commit drop as
select f.id as finding_id, month from security_securityfinding f,
 generate_series(date_trunc('month', f.first_seen at time zone 'Asia/Ho_Chi_Minh'), f.last_seen at time zone 'Asia/Ho_Chi_Minh', interval '1 month') as month
where date_trunc('month', f.first_seen at time zone 'Asia/Ho_Chi_Minh') < date_trunc('month', f.last_seen at time zone 'Asia/Ho_Chi_Minh')
 and not exists (select 1 from seen_months s where s.finding_id = f.id and s.month = month.month)
 and (coalesce((
    select m.state from security_findingchange m where m.finding_id = f.id and m.effective_at < month.month at time zone 'Asia/Ho_Chi_Minh'
    order by m.at desc, m.id desc limit 1
  ), 'open') <> 'mended' or exists (
    select 1 from security_findingchange o where o.finding_id = f.id and o.state <> 'mended'
     and o.effective_at >= month.month at time zone 'Asia/Ho_Chi_Minh' and o.effective_at < (month.month + interval '1 month') at time zone 'Asia/Ho_Chi_Minh'
  ));

insert into security_findingyear (finding_id, year, first_seen, last_seen, months, unclear_months)
select finding_id, extract(year from month), min(first_seen), max(last_seen),
 coalesce(array_agg(extract(month from month)::smallint order by month) filter (where first_seen is not null), '{}'),
 coalesce(array_agg(extract(month from month)::smallint order by month) filter (where first_seen is null), '{}')
from (
    select finding_id, month, first_seen, last_seen from seen_months
    union all select finding_id, month, null, null from unclear_months
) as every group by 1, 2;
"""


class Migration(migrations.Migration):
    dependencies = [("security", "0019_log_refusals")]
    operations = [
        migrations.CreateModel(
            name="FindingYear",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField()),
                ("first_seen", models.DateTimeField(blank=True, null=True)),
                ("last_seen", models.DateTimeField(blank=True, null=True)),
                ("months", django.contrib.postgres.fields.ArrayField(base_field=models.PositiveSmallIntegerField(), default=list, size=None)),
                ("unclear_months", django.contrib.postgres.fields.ArrayField(base_field=models.PositiveSmallIntegerField(), db_default=[], default=list, size=None)),
                ("finding", models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="years", to="security.securityfinding")),
            ],
            options={
                "indexes": [models.Index(fields=["year", "finding"], name="security_finding_year")],
                "constraints": [
                    models.UniqueConstraint(fields=("finding", "year"), name="security_finding_year_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("first_seen__isnull", True), ("last_seen__isnull", True), ("months", []), models.Q(("unclear_months", []), _negated=True)),
                            models.Q(("first_seen__isnull", False), ("last_seen__gte", models.F("first_seen")), models.Q(("months", []), _negated=True)),
                            _connector="OR",
                        ),
                        name="security_finding_year_says_when",
                    ),
                ],
            },
        ),
        migrations.RunSQL(KNOWN + FILL, migrations.RunSQL.noop),
        migrations.RunSQL(STAYS, MOVES),
    ]
