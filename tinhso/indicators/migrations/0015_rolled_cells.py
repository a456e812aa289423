"""The cells that there are already, rolled up as `rolled.py` does it from now on."""

from django.db import migrations, models

PROCEDURES_FIRST = (  # the measures whose first dimension is the procedure, as they were on the day of this migration
    "onestop.ended", "onestop.running", "onestop.running_late", "onestop.outcomes", "onestop.intake",
    "onestop.synchronised", "onestop.handling_days", "onestop.handled", "onestop.first_online",
    "onestop.procedures_with_fee", "onestop.results", "onestop.components", "onestop.charged", "onestop.decided",
    "onestop.made_public",
)  # fmt: skip
LISTED = ", ".join(f"'{code}'" for code in PROCEDURES_FIRST)
ROLL = """
insert into indicators_measurecell (measure, version, span, agency_id, place_id, day, dims, n, total, checksum)
select measure, version, translate(span, 'dmy', '{spans}'), {agency}, null::bigint, day, {dims},
    sum(n)::bigint, sum(total), bit_xor(checksum)
from indicators_measurecell where span in ('d', 'm', 'y') group by 1, 2, 3, 4, 5, 6, 7 order by day
"""
BARE = f"case when measure in ({LISTED}) then array_cat(array[''], dims[2:]) else dims end"
SPANS = [
    ("d", "ngày"), ("m", "tháng"), ("y", "năm"),
    ("D", "ngày, toàn tỉnh"), ("M", "tháng, toàn tỉnh"), ("Y", "năm, toàn tỉnh"),
    ("e", "ngày, theo cơ quan"), ("n", "tháng, theo cơ quan"), ("z", "năm, theo cơ quan"),
]  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("indicators", "0014_months_by_day")]

    operations = [
        migrations.AlterField(
            "measurecell", "span", models.CharField(choices=SPANS, default="d", max_length=1)
        ),
        migrations.RunSQL(
            [
                ROLL.format(spans="DMY", agency="null::bigint", dims="dims"),
                ROLL.format(spans="enz", agency="agency_id", dims=BARE),
            ],
            "delete from indicators_measurecell where span not in ('d', 'm', 'y')",
        ),
    ]
