import django.db.models.deletion
from django.db import migrations, models

LONGER = """
insert into indicators_measurecell (measure, version, span, agency_id, place_id, day, dims, n, total, checksum)
select measure, version, '{span}', agency_id, place_id, date_trunc('{unit}', day)::date, dims, sum(n)::bigint, sum(total),
  bit_xor(checksum)
from indicators_measurecell where span = 'd' group by 1, 2, 4, 5, 6, 7;
"""


class Migration(migrations.Migration):
    """Cells also of whole months and years, summed from those of days; no index and key that nothing reads."""

    dependencies = [
        ("indicators", "0010_firms_assess_themselves"),
        ("people", "0001_initial"),
        ("places", "0001_initial"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="measurecell", name="indicators_one_cell"),
        migrations.AddField(
            model_name="measurecell",
            name="span",
            field=models.CharField(
                choices=[("d", "ngày"), ("m", "tháng"), ("y", "năm")], default="d", max_length=1
            ),
        ),
        migrations.AlterField(
            model_name="measurecell",
            name="agency",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="people.agency",
            ),
        ),
        migrations.AlterField(
            model_name="measurecell",
            name="place",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="places.adminunit",
            ),
        ),
        migrations.AddConstraint(
            model_name="measurecell",
            constraint=models.UniqueConstraint(
                fields=("measure", "version", "span", "day", "agency", "place", "dims"),
                name="indicators_one_cell_a_span",
                nulls_distinct=False,
            ),
        ),
        migrations.RunSQL(
            LONGER.format(span="m", unit="month") + LONGER.format(span="y", unit="year"),
            "delete from indicators_measurecell where span <> 'd'",
        ),
    ]
