"""Each table says its class of data: a new one fails here until somebody has thought about what it holds."""

import re
from collections import Counter

from django.apps import apps
from django.db.models import Model

from tests.house.sources import ROOT
from tinhso.config.compliance import data_classes
from tinhso.config.compliance.data_classes import CLASSES, RETENTION_TERMS, tables

# A column so called is about somebody, or opens something, whatever table it stands in.
PERSONAL = re.compile(
    r"(.*_)?(full_name|phone|email|address|birth_date|id_number|tax_code|applicant_name|sender_name|lat|lon|salt)"
)
SECRET = re.compile(
    r"(.*_)?(password|secret|session_key|session_data|p256dh|auth|code_digest)|token|key|digest"
)
# Of offices, firms' places and units of the state: no person stands behind them.
OF_OFFICES = {
    "indicators.Indicator": {"address"},
    "indicators.Plan": {"address"},
    "opendata.Dataset": {"contact_phone", "contact_email"},
    "people.Agency": {"phone", "address"},
    "places.AdminUnit": {"lat", "lon"},
    "security.IntelligenceSource": {"address"},  # of a server
    "site.Instance": {"phone", "email", "address"},
}
# Digests of contents and keys of rows: they tell when something changed and open nothing.
OF_CONTENTS = {"digest", "key"}


def models() -> dict[str, type[Model]]:
    return {model._meta.label: model for model in apps.get_models(include_auto_created=True)}


def test_every_table_stands_once_in_the_list_and_nothing_else_does():
    listed = Counter(table.model for table in tables())
    assert not [name for name, times in listed.items() if times > 1]
    lacking, unknown = sorted(set(models()) - set(listed)), sorted(set(listed) - set(models()))
    assert not lacking, f"say in tinhso/config/compliance/data_classes.csv what they hold: {lacking}"
    assert not unknown


def test_class_keeping_and_columns_are_known_ones():
    for table in tables():
        assert table.kind in CLASSES and table.retention_class in RETENTION_TERMS and table.seen_by, table
        assert table.fields or table.kind in ("open", "internal"), table
        columns = {field.name for field in models()[table.model]._meta.get_fields()}
        assert set(table.fields) <= columns, (table.model, set(table.fields) - columns)


def test_no_column_that_sounds_personal_or_secret_is_left_out():
    left = []
    for table in tables():
        for field in models()[table.model]._meta.concrete_fields:
            declared = field.name in table.fields or field.name in OF_OFFICES.get(table.model, ())
            if PERSONAL.fullmatch(field.name) and not (
                declared and table.kind != "open" or _office(table.model, field.name)
            ):
                left.append(f"{table.model}.{field.name} in a table called {table.kind}")
            secret = SECRET.fullmatch(field.name) and field.name not in OF_CONTENTS
            if secret and (not declared or table.kind in ("open", "internal")):
                left.append(f"{table.model}.{field.name} in a table called {table.kind}")
    assert not left, "\n".join(left)


def _office(model: str, column: str) -> bool:
    return column in OF_OFFICES.get(model, ())


def test_the_page_tells_how_many_tables_each_class_has():
    page = (ROOT / "docs/security.md").read_text(encoding="utf-8")
    found = Counter(table.kind for table in tables())
    for kind in CLASSES:
        assert f"| {kind} | {found[kind]} |" in page, kind


def test_the_dossier_lists_what_is_personal_or_secret_in_words_of_the_country():
    rows = data_classes.guarded()
    assert len(rows) == sum(table.kind in ("personal", "secret") for table in tables()) > 50
    assert ("people_person", "cá nhân") in [row[:2] for row in rows]
    assert sum(int(count) for _, count in data_classes.counts()) == len(tables())
