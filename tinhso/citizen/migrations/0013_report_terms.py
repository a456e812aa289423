import unicodedata

import django.contrib.postgres.indexes
from django.db import migrations

import tinhso.citizen.models.report_terms


def marked() -> tuple[str, str]:
    """The letters that carry marks, and the same without, small; Latin and Vietnamese."""
    marks, bare = "đĐ", "dd"
    for point in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)):
        letter = chr(point)
        base = unicodedata.normalize("NFKD", letter)[0].lower()
        if base.isascii() and base.isalpha():
            marks, bare = marks + letter, bare + base
    return marks, bare


MARKS, BARE = marked()
CREATE = f"""
create function citizen_report_terms(told text, place text, category bigint, commune bigint) returns tsvector
language sql immutable parallel safe as $$
    select array_to_tsvector(array_agg(distinct term)) from (
        select left(word, 40) as term from regexp_split_to_table(
            translate(lower(normalize(coalesce(told, '') || ' ' || coalesce(place, ''), NFC) collate "C"), '{MARKS}', '{BARE}'),
            '[^a-z0-9]+'
        ) word where word <> ''
        union all select '#' || coalesce(category, 0)
        union all select '@' || coalesce(commune, 0)
    ) terms
$$
"""


class Migration(migrations.Migration):
    dependencies = [("citizen", "0012_alert_reminders")]

    operations = [
        migrations.RunSQL(CREATE, "drop function citizen_report_terms(text, text, bigint, bigint)"),
        migrations.AddIndex(
            model_name="report",
            index=django.contrib.postgres.indexes.GinIndex(
                tinhso.citizen.models.report_terms.ReportTerms(
                    "shown_text", "shown_address", "category_id", "commune_id"
                ),
                name="citizen_report_found",
            ),
        ),
    ]
