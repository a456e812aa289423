"""An identity code belongs to one agency on a day. Where several had one, it stays with the highest: the others are listed
in `emptied_codes`, here on the screen and by `tinhso check`, until the province's pack is loaded again."""

from collections import defaultdict

import django.contrib.postgres.constraints
import django.db.models.constraints
from django.contrib.postgres.fields import RangeOperators
from django.db import migrations, models

CODES = ("ident_code", "old_ident_code")


def leave_each_code_to_the_highest(apps, schema_editor):
    agencies = apps.get_model("people", "Agency").objects.in_bulk()
    emptied = {}
    for column in CODES:
        bearers = defaultdict(list)
        shared = [one for one in agencies.values() if one.kind != "desk" and getattr(one, column)]
        for one in sorted(shared, key=lambda one: (depth(one, agencies), one.kind == "division", one.pk)):
            code = getattr(one, column)
            if any(overlap(one.valid, other.valid) for other in bearers[code]):
                emptied.setdefault(one.pk, (one, []))[1].append(code)
                setattr(one, column, "")
            else:
                bearers[code].append(one)
    for one, codes in emptied.values():
        one.emptied_codes = " ".join(codes)
    rows = [one for one, _codes in emptied.values()]
    apps.get_model("people", "Agency").objects.bulk_update(rows, [*CODES, "emptied_codes"], batch_size=500)
    if rows:
        print(f"\n  {len(rows)} cơ quan mang mã định danh của cơ quan khác, mã ở đó được bỏ trống (tinhso check nhắc lại):")
    for one in rows:
        print(f"    {one.emptied_codes}: {one.name} ({one.code})")


def depth(agency, agencies):
    above, steps = agency.parent_id, 0
    while above is not None and steps < len(agencies):
        above, steps = agencies[above].parent_id, steps + 1
    return steps


def overlap(one, other):
    return (other.upper is None or one.lower < other.upper) and (one.upper is None or other.lower < one.upper)


def one_bearer(column):
    return migrations.AddConstraint(
        model_name="agency",
        constraint=django.contrib.postgres.constraints.ExclusionConstraint(
            condition=~models.Q(kind="desk") & ~models.Q(**{column: ""}),
            deferrable=django.db.models.constraints.Deferrable.DEFERRED,
            expressions=[(column, RangeOperators.EQUAL), ("valid", RangeOperators.OVERLAPS)],
            name=f"people_one_bearer_an_{column}_and_day",
        ),
    )


class Migration(migrations.Migration):
    dependencies = [("people", "0011_decider")]

    operations = [
        migrations.AddField("agency", "emptied_codes", models.CharField(blank=True, max_length=60)),
        migrations.RunPython(leave_each_code_to_the_highest, migrations.RunPython.noop),
        *(one_bearer(column) for column in CODES),
    ]
