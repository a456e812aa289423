"""When a province leaves, every table goes along or says why it stays, and nothing goes that opens something."""

from collections import Counter

import pytest

from tinhso.config.compliance.data_classes import tables
from tinhso.config.leaving.tables import all_models, tables_of
from tinhso.kernel.site.declare import all_of
from tinhso.kernel.site.operation import Export

OPENS = ("password", "secret", "token", "digest", "otp", "private", "session")
HARMLESS = {
    "papers.Paper.token": "stands on the printed paper, whose verification must go on",
    "papers.Signature.digest": "of the signed file",
    "people.User.sessions_epoch": "a number of times that all sessions were ended",
    "people.PostList.digest": "of the list",
    "indicators.CriteriaSet.digest": "of its content",
    "indicators.IndicatorVersion.digest": "of its content",
    "indicators.Report.source_digest": "of its text",
    "indicators.Report.signed_digest": "of its text",
    "opendata.DataVersion.digest": "of its rows",
    "opendata.Harvested.digest": "of its rows",
    "opendata.Harvested.resource_digest": "of its rows",
    "exchange.ServiceVersion.digest": "of the description",
    "onestop.Procedure.content_digest": "of its content",
    "onestop.Slip.answers_digest": "of the answers, which go with it",
    "onestop.CatalogueImport.digest": "of the file",
    "onestop.NationalImport.digest": "of the file",
    "onestop.LinkedAnswer.digest": "of the answer",
    "onestop.PortalArrival.digest": "of the message",
    "onestop.CutoverDossier.digest": "of the row",
    "security.SeenDomain.digest": "of a name in logs, with a key",
    "citizen.PendingRequest.token": "names a request that is over in a day",
}


def goes():
    return [table for export in all_of(Export) for table in tables_of(export)]


def test_every_table_goes_once_or_says_why_it_stays():
    exported = Counter(table.model._meta.label for table in goes())
    exported.update(label for export in all_of(Export) for label in export.stays)
    assert not [label for label, times in exported.items() if times > 1]
    assert {model._meta.label for model in all_models()} == set(exported)
    assert all(len(why) > 5 for export in all_of(Export) for why in export.stays.values())


def test_what_is_left_out_is_a_column_that_there_is():
    columns = {model._meta.label: {f.column for f in model._meta.concrete_fields} for model in all_models()}
    for export in all_of(Export):
        assert all(set(names) <= columns[label] for label, names in export.without.items())


def test_no_column_goes_that_opens_something():
    found = {
        f"{table.model._meta.label}.{column.name}"
        for table in goes()
        for column in table.columns
        if any(word in column.name for word in OPENS)
    }
    assert found == set(HARMLESS)


@pytest.mark.parametrize("table", [one.model for one in tables() if one.kind == "secret"])
def test_a_secret_table_stays_or_leaves_its_secret_behind(table):
    going = {one.model._meta.label: {c.name for c in one.columns} for one in goes()}
    secret = next(one for one in tables() if one.model == table)
    assert table not in going or not set(secret.fields) <= going[table]
