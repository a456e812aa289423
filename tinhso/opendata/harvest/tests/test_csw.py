"""A geographic catalogue elsewhere is harvested page by page; what stayed the same changes nothing, hostile answers end it."""

import dataclasses
import threading
from itertools import count

import pytest
from django.conf import settings

from sandbox.map_catalogue.records import Link, MapRecord
from sandbox.map_catalogue.server import Server
from tinhso.kernel.people.public import SYSTEM
from tinhso.opendata.harvest.actions.enter_source import enter_source
from tinhso.opendata.harvest.actions.harvest_source import harvest_source
from tinhso.opendata.harvest.csw import MOST_PAGES, csw
from tinhso.opendata.harvest.reading import read_source
from tinhso.opendata.harvest.record import HarvestFailed
from tinhso.opendata.models import Dataset, HarvestSource
from tinhso.opendata.tests.makers import NOW, publishers

pytestmark = pytest.mark.django_db
BOMB = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'
FILE = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><x>&f;</x>'


@pytest.fixture
def catalogue():
    server = Server()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def cast(town, tmp_path, monkeypatch):
    monkeypatch.setattr(settings, "OPEN_DATA_ROOT", tmp_path)
    monkeypatch.setattr(settings, "FETCH_LOCAL", True)
    return publishers(town)


def source_of(cast, catalogue):
    return enter_source(
        agency=cast.town.agency_a,
        title="Bản đồ",
        kind="csw",
        url=f"{catalogue.url}?map=tinh&request=GetCapabilities",
        theme="kinh-te",
        days=7,
        by=cast.dao,
        now=NOW,
    )


@pytest.mark.long
def test_its_records_are_read_with_links_licence_period_and_vietnamese_words(cast, catalogue):
    forest, names = read_source(source_of(cast, catalogue))
    assert (forest.title, forest.publisher, forest.frequency) == (
        "Hiện trạng rừng năm 2023",
        "Sở Bản đồ (mô phỏng)",
        "ANNUAL",
    )
    assert forest.licence == "https://creativecommons.org/licenses/by/4.0/" and forest.keywords == (
        "rừng",
        "đất đai",
    )
    assert forest.landing_page.endswith("/trang/rung") and forest.table.url.endswith("rung.csv")
    assert [one.format for one in forest.files] == ["csv", "wms"]
    assert (names.remote_id, names.frequency, names.files) == ("dia-danh", "IRREG", ())
    assert catalogue.questions[0]["map"] == "tinh" and catalogue.questions[0]["request"] == "GetRecords"


@pytest.mark.long
def test_a_second_harvest_changes_only_what_changed(cast, catalogue):
    catalogue.rows = 2
    catalogue.records += [MapRecord(f"lop-{n}", f"Lớp {n}") for n in range(3)]
    source = source_of(cast, catalogue)
    harvest_source(source=source, by=SYSTEM, now=NOW)
    assert len(catalogue.questions) == 3 and Dataset.objects.filter(title__startswith="Lớp").count() == 3
    before = dict(Dataset.objects.values_list("pk", "ver"))
    harvest_source(source=source, by=SYSTEM, now=NOW)
    assert dict(Dataset.objects.values_list("pk", "ver")) == before
    source.refresh_from_db()
    assert set(source.last_report) == {"keep"}
    catalogue.records = [
        dataclasses.replace(one, title="Lớp nền") if one.identifier == "lop-0" else one
        for one in catalogue.records
    ]
    catalogue.records.pop()
    harvest_source(source=source, by=SYSTEM, now=NOW)
    found = {one.remote_id: one for one in source.records.all()}
    assert found["lop-2"].missing_since and not found["lop-1"].missing_since
    source.refresh_from_db()
    assert source.last_report["change"] == 1


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (BOMB, "DOCTYPE"),
        (FILE, "DOCTYPE"),
        (b"<html>", "XML"),
        (b"", "XML"),
        (b"<rss/>", "GetRecords"),
        (
            b'<r xmlns:ows="http://www.opengis.net/ows"><ows:ExceptionText>NoApplicableCode</ows:ExceptionText></r>',
            "NoApplicableCode",
        ),
        (b"<a>" * 5000, "XML"),
    ],
)
def test_what_is_no_such_answer_is_told_and_nothing_is_expanded(content, words):
    with pytest.raises(HarvestFailed, match=words):
        list(csw("https://kia.vn/csw", lambda url, accept: (url, "application/xml", content)))


@pytest.mark.long
def test_a_catalogue_that_never_ends_ends(cast, catalogue):
    catalogue.records = [MapRecord("mot", "Một")] * 400  # the same record on every page
    assert len(read_source(source_of(cast, catalogue))) == 1 and len(catalogue.questions) == 2


def page_of(record: str, following: int) -> bytes:
    spaces = 'xmlns:gmd="http://www.isotc211.org/2005/gmd" xmlns:gco="http://www.isotc211.org/2005/gco"'
    return f"""<csw:GetRecordsResponse xmlns:csw="http://www.opengis.net/cat/csw/2.0.2" {spaces}>
        <csw:SearchResults nextRecord="{following}">{record}</csw:SearchResults></csw:GetRecordsResponse>""".encode()


def map_of(name: object) -> str:
    words = f"<gmd:fileIdentifier><gco:CharacterString>{name}</gco:CharacterString></gmd:fileIdentifier>"
    return f"<gmd:MD_Metadata>{words}</gmd:MD_Metadata>"


def test_a_page_of_other_records_does_not_end_the_list():
    pages = iter([page_of("<gmd:DQ_DataQuality/>", 2), page_of(map_of("sau"), 0)])
    found = list(csw("https://kia.vn/csw", lambda url, accept: (url, "application/xml", next(pages))))
    assert [one.remote_id for one in found] == ["sau"]


def test_a_list_that_is_too_long_to_be_read_marks_nothing_as_missing():
    numbers = count(1)
    with pytest.raises(HarvestFailed, match="không đọc hết"):
        list(
            csw(
                "https://kia.vn/csw",
                lambda url, accept: (url, "application/xml", page_of(map_of(next(numbers)), 7)),
            )
        )
    assert next(numbers) == MOST_PAGES + 1


@pytest.mark.long
def test_addresses_that_are_none_of_the_web_are_left_out(cast, catalogue):
    catalogue.records = [MapRecord("x", "X", links=(Link("javascript:alert(1)"), Link("file:///etc/passwd")))]
    [one] = read_source(source_of(cast, catalogue))
    assert one.files == () and HarvestSource.objects.get().kind == "csw"
