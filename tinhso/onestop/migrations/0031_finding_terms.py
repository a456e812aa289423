import unicodedata

import django.contrib.postgres.indexes
from django.db import migrations

import tinhso.onestop.models.dossier.finding_terms


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
create function onestop_finding_terms(name text, phone text, id_number text) returns tsvector
language sql immutable strict parallel safe as $$
    select array_to_tsvector(array_remove(
        string_to_array(regexp_replace(
            translate(lower(normalize(name, NFC) collate "C"), '{MARKS}', '{BARE}'), '[^a-z0-9]+', ' ', 'g'
        ), ' ')
        || case when d.digits = '' then '{{}}' else array['p' || d.digits, 'q' || reverse(d.digits)] end
        || case when id_number = '' then '{{}}' else array['i' || id_number] end,
        ''
    ))
    from (select regexp_replace(regexp_replace(phone, '[^0-9]', '', 'g'), '^84(?=[0-9]{{8}})', '0') as digits) d
$$
"""


class Migration(migrations.Migration):
    dependencies = [("onestop", "0030_neutral_desk_words")]

    operations = [
        migrations.RunSQL(CREATE, "drop function onestop_finding_terms(text, text, text)"),
        migrations.AddIndex(
            model_name="dossier",
            index=django.contrib.postgres.indexes.GinIndex(
                tinhso.onestop.models.dossier.finding_terms.FindingTerms(
                    "applicant_name", "phone", "applicant_id_number"
                ),
                name="onestop_dossier_found",
            ),
        ),
    ]
