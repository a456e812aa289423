"""Every word that a person may write of a dataset, and names of files: markup and formulas stay words wherever shown."""

import io
import re
import zipfile

import pytest
from django.conf import settings
from django.test import Client

from tinhso.opendata.conftest import NOW
from tinhso.opendata.models import Dataset, Distribution
from tinhso.opendata.tests.makers import GOOD, publishers, read, read_here
from tinhso.opendata.tests.version_maker import make_version

pytestmark = pytest.mark.django_db
XSS = "\"'><script>alert(1)</script><img src=x onerror=alert(2)>"
FORMULA = '=HYPERLINK("http://x.vn","x")'
PAGE = "/du-lieu/xa-cua-thi-tran/"
PAGES = (
    *(
        "/du-lieu/",
        f"/du-lieu/?q={XSS}&chu-de={XSS}",
        PAGE,
        f"{PAGE}?xem={XSS}&sau={XSS}",
        f"{PAGE}thay-doi/2/",
    ),
    *(f"{PAGE}bieu-do/?nhom=ten&tieu-de={XSS}", f"{PAGE}ban-do/?nhan=ten", f"/du-lieu/truy-van/?sql={XSS}"),
    *("/nhung/du-lieu/xa-cua-thi-tran/bieu-do/?nhom=ten", "/nhung/du-lieu/xa-cua-thi-tran/ban-do/?nhan=ten"),
    *("/du-lieu/hoi-dap/", "/du-lieu/ung-dung/"),
)


@pytest.fixture
def written(opened):
    """A dataset whose every field is hostile, with one cell and one link that are."""
    rows = (
        f"select '{XSS.replace(chr(39), chr(39) * 2)}' as ten, 19.5 as vi_do, 105.5 as kinh_do from range(3)"
    )
    make_version(
        opened, rows, [("ten", XSS, "text"), *((n, XSS, "number") for n in ("vi_do", "kinh_do"))], now=NOW
    )
    words = dict.fromkeys(("title", "description", "spatial", "provenance", "contact_name"), XSS)
    short = {"contact_phone": XSS[:30], "contact_email": "x@x.vn", "landing_page": "javascript:alert(1)"}
    Dataset.objects.filter(pk=opened.pk).update(**words, **short, keywords=[XSS[:60]])
    link = {"key": "x", "title": XSS, "description": XSS, "url": f"http://x.vn/?{XSS}", "format": XSS[:40]}
    Distribution.objects.create(dataset=opened, changed_at=NOW, **link)
    opened.refresh_from_db()
    return opened


@pytest.mark.long
def test_no_field_of_a_dataset_becomes_markup(written):
    for address in PAGES:
        answer = Client().get(address)
        content = answer.content.decode()
        assert answer.status_code in (200, 400), address
        assert "<script>alert" not in content and "<img src=x" not in content, address
        assert not re.search(r"""(href|src|action)\s*=\s*["']?\s*javascript:""", content), address


@pytest.mark.long
def test_no_field_of_a_dataset_is_a_formula_in_a_sheet(written):
    Dataset.objects.filter(pk=written.pk).update(title=FORMULA, description=FORMULA)
    answer = Client().get(f"{PAGE}tai-ve/xlsx/")
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as book:
        sheets = "".join(book.read(name).decode() for name in book.namelist() if "worksheets/sheet" in name)
        words = (
            book.read("xl/sharedStrings.xml").decode() if "xl/sharedStrings.xml" in book.namelist() else ""
        )
    assert "<f>" not in sheets and "<hyperlink" not in sheets and "HYPERLINK(" in sheets + words


@pytest.mark.long
def test_the_name_of_a_file_stays_a_name(town, tmp_path, monkeypatch, client):
    monkeypatch.setattr(settings, "OPEN_DATA_ROOT", tmp_path)
    monkeypatch.setattr("tinhso.kernel.site.clock.now", lambda: NOW)
    monkeypatch.setattr("tinhso.opendata.intakes.worker._in_child", read_here)
    cast = publishers(town)
    intake = read(cast.dataset, GOOD, cast.emi, f"../../{XSS}.csv")
    assert "/" not in intake.name and intake.state == "ready"
    town.sign_in(client, "emi")
    for address in (f"nhan/{intake.pk}/", f"{cast.dataset.slug}/"):
        content = client.get(f"/can-bo/du-lieu-mo/{address}").content
        assert b"<script>alert" not in content and b"<img src=x" not in content
    original = client.get(f"/can-bo/du-lieu-mo/nhan/{intake.pk}/tep/goc/")
    assert original["Content-Disposition"].startswith("attachment") and b"".join(original) == GOOD
