"""Tiles of a PMTiles archive: from a file, by ranges, and what is refused in words."""

import io

import pytest
from django.test import Client
from pmtiles.tile import Compression, TileType, zxy_to_tileid
from pmtiles.writer import Writer

from tests.house.sources import ROOT
from tinhso.kernel.places import tiles as places_tiles
from tinhso.kernel.places.probes import tiles as probe
from tinhso.kernel.places.tiles import BadArchive, open_archive

PNG = b"\x89PNG one tile"


def archive(kind=TileType.PNG, packed=Compression.GZIP) -> bytes:
    """Zooms 0 to 2 over the whole world but one tile."""
    out = io.BytesIO()
    writer = Writer(out)
    for z in range(3):
        for x in range(1 << z):
            for y in range(1 << z):
                if (z, x, y) != (2, 3, 3):
                    writer.write_tile(zxy_to_tileid(z, x, y), PNG + bytes([z, x, y]))
    writer.finalize(
        {"tile_type": kind, "tile_compression": Compression.NONE, "internal_compression": packed}, {}
    )
    return out.getvalue()


@pytest.fixture(autouse=True)
def _opened_anew():
    open_archive.cache_clear()
    yield
    open_archive.cache_clear()


@pytest.fixture
def of_file(tmp_path, settings):
    settings.TILES = str(tmp_path / "tinh.pmtiles")

    def made(content: bytes) -> str:
        (tmp_path / "tinh.pmtiles").write_bytes(content)
        return settings.TILES

    return made


@pytest.mark.django_db
def test_a_tile_of_the_file_is_served_for_a_day_and_what_it_has_not_is_not_found(of_file):
    of_file(archive())
    answer = Client().get("/ban-do/manh/2/1/2/")
    assert answer.content == PNG + bytes([2, 1, 2]) and answer["Content-Type"] == "image/png"
    assert answer["Cache-Control"] == "public, max-age=86400"
    for missing in ("2/3/3", "2/4/0", "3/0/0", "99999999999/0/0"):
        assert Client().get(f"/ban-do/manh/{missing}/").status_code == 404
    page = Client().get("/phan-anh/ban-do/").content.decode()
    assert 'data-tiles="/ban-do/manh/{z}/{x}/{y}/"' in page and "citizen/map_list.js" in page
    assert [(one.level, one.sentence) for one in probe()] == [("good", "gói mảnh image/png, mức 0 đến 2")]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "không phải gói PMTiles"),
        (b"PK" + b"\0" * 200, "không phải gói PMTiles"),
        (archive()[:127], "bị hỏng"),
        (b"PMTiles\x02" + archive()[8:], "phiên bản 3"),
        (archive(TileType.MVT), "mảnh vector"),
        (archive()[:130] + b"\xff" * 400, "bị hỏng"),
        (None, "Không đọc được tệp"),
    ],
)
@pytest.mark.django_db
def test_a_broken_archive_is_refused_in_words_to_the_doctor_and_to_the_map(of_file, content, words):
    if content is not None:
        of_file(content)
    (found,) = probe()
    assert found.level == "wrong" and words in found.sentence
    answer = Client().get("/ban-do/manh/1/0/0/")
    assert answer.status_code == 503 and words in answer.content.decode()


class Answer:
    def __init__(self, whole: bytes, wanted: str, status: int) -> None:
        first, last = (int(n) for n in wanted.removeprefix("bytes=").split("-"))
        self.status_code, self.raw = status, io.BytesIO(whole[first : last + 1])

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        return None


def test_an_address_is_asked_for_parts_alone_and_for_each_directory_once(monkeypatch):
    asked, whole, status = [], archive(), [206]

    def get(address, headers, **_more):
        asked.append(headers["Range"])
        return Answer(whole, headers["Range"], status[0])

    monkeypatch.setattr(places_tiles.requests, "get", get)
    found = open_archive("https://ban-do.example.vn/tinh.pmtiles")
    assert found.tile(1, 0, 1) == PNG + bytes([1, 0, 1]) and found.tile(1, 1, 1) == PNG + bytes([1, 1, 1])
    assert len(asked) == 4  # head, directory, and each tile
    status[0] = 200
    with pytest.raises(BadArchive, match="206"):
        open_archive("https://ban-do.example.vn/khac.pmtiles")


@pytest.mark.django_db
def test_without_an_archive_there_is_no_such_page(settings):
    for source, level in (("", "note"), ("https://x.vn/{z}/{x}/{y}.png", "good")):
        settings.TILES = source
        assert Client().get("/ban-do/manh/1/0/0/").status_code == 404
        assert [one.level for one in probe()] == [level]
    assert "TINHSO_TILES" in (ROOT / "docs/operations.md").read_text()
