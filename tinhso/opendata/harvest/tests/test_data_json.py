"""A portal in the manner of DCAT-US offers its whole catalogue as data.json: it is taken over as others are."""

import json

import pytest

from tinhso.kernel.people.public import SYSTEM
from tinhso.opendata.harvest.actions.harvest_source import harvest_source
from tinhso.opendata.harvest.data_json import data_json
from tinhso.opendata.harvest.record import HarvestFailed
from tinhso.opendata.models import Dataset, HarvestSource, Intake
from tinhso.opendata.resources.actions.propose_resource import Proposal, propose_resource
from tinhso.opendata.tests.makers import NOW, publishers

pytestmark = pytest.mark.django_db
ONE = {
    "@type": "dcat:Dataset",
    "identifier": "https://kia.gov/d/1",
    "accessLevel": "public",
    "title": "Chợ  huyện",
    "description": "Các chợ",
    "keyword": ["chợ", 5],
    "publisher": {"@type": "org:Organization", "name": "Sở Kia"},
    "license": "https://creativecommons.org/licenses/by/4.0/",
    "accrualPeriodicity": "R/P1Y",
    "distribution": [
        {"accessURL": "https://kia.gov/d/1.pdf", "title": "Hướng dẫn", "format": "PDF"},
        {"downloadURL": "https://kia.gov/d/1.csv", "mediaType": "text/csv"},
        {"downloadURL": "javascript:alert(1)"},
        "x",
    ],
}
OTHERS = [
    ONE | {"identifier": "b", "accessLevel": "non-public"},
    ONE | {"identifier": ""},
    "x",
    {"identifier": "c"},
]


def read(content):
    return list(
        data_json("https://kia.gov/data.json", lambda url, accept: (url, "application/json", content))
    )


def test_its_public_datasets_are_read_with_their_files():
    first, bare = read(json.dumps({"dataset": [ONE, *OTHERS]}).encode())
    assert (first.title, first.publisher, first.frequency, first.keywords) == (
        "Chợ huyện",
        "Sở Kia",
        "ANNUAL",
        ("chợ", ""),
    )
    assert [one.url for one in first.files] == ["https://kia.gov/d/1.pdf", "https://kia.gov/d/1.csv"]
    assert first.table.url.endswith(".csv") and (bare.remote_id, bare.title) == ("c", "(không tên)")


@pytest.mark.parametrize("content", [b"<html>", b"[]", b'{"dataset": {}}', b"\xff\xfe"])
def test_what_is_no_such_file_is_told(content):
    with pytest.raises(HarvestFailed):
        read(content)


def test_a_source_of_that_kind_is_harvested_into_drafts_and_not_twice(town, tmp_path, settings, monkeypatch):
    settings.OPEN_DATA_ROOT = tmp_path
    people = publishers(town)
    content = json.dumps({"dataset": [ONE, *OTHERS]}).encode()
    monkeypatch.setattr(
        "tinhso.opendata.harvest.reading._asking",
        lambda deadline: lambda url, accept: (url, "application/json", content),
    )
    source = HarvestSource.objects.create(
        agency=town.agency_a,
        title="Kia",
        kind="datajson",
        url="https://kia.gov/data.json",
        theme="kinh-te",
        made_at=NOW,
    )
    assert harvest_source(source=source, by=SYSTEM, now=NOW) == {"make": 2}
    made = Dataset.objects.get(title="Chợ huyện")
    assert made.state == "draft" and made.licence.code == "cc-by-4.0" and made.frequency == "ANNUAL"
    assert Intake.objects.get(dataset=made).url.endswith("1.csv")
    assert [one.title for one in made.distributions.all()] == ["Hướng dẫn"]
    assert harvest_source(source=source, by=SYSTEM, now=NOW) == {"keep": 2}
    ours = Proposal(kind="link", title="Của ta", url="https://x.vn/a")
    propose_resource(dataset=made, proposal=ours, by=people.emi, now=NOW)
    files = [one for one in ONE["distribution"] if one != ONE["distribution"][0]]
    content = json.dumps({"dataset": [ONE | {"distribution": files}, *OTHERS]}).encode()
    assert harvest_source(source=source, by=SYSTEM, now=NOW)["change"] == 1
    missing = made.distributions.exclude(missing_since=None)
    assert [one.title for one in missing] == ["Hướng dẫn"]
