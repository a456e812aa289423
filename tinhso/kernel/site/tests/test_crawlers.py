"""What search engines may read and whom one tells of a weakness."""

import pytest

from tinhso.kernel.site.context import forget
from tinhso.kernel.site.models import Instance

PROVINCE = {"name": "Tỉnh Mẫu", "owner": "UBND", "province_code": "38", "ident_code": "H56"}


@pytest.fixture
def province(db, settings):
    settings.SITE_URL = "https://tinh.example"
    made = Instance.objects.create(
        pk=1, demo=False, email="an-ninh@tinh.example", phone="0237 1022", **PROVINCE
    )
    forget()
    return made


def test_a_demo_is_closed_to_search_engines_and_a_province_is_open(client, province):
    text = client.get("/robots.txt").content.decode()
    assert "Disallow: /can-bo/" in text and "Sitemap: https://tinh.example/sitemap.xml" in text
    assert "Disallow: /\n" not in text
    assert "noindex" not in client.get("/").content.decode()
    Instance.objects.update(demo=True)
    forget()
    assert client.get("/robots.txt").content.decode() == "User-agent: *\nDisallow: /\n"
    assert '<meta name="robots" content="noindex">' in client.get("/").content.decode()


def test_the_sitemap_lists_every_kind_of_public_page(client, province):
    index = client.get("/sitemap.xml").content.decode()
    for part in ("trang", "thu-tuc", "co-quan", "phan-anh"):
        assert f"<loc>https://tinh.example/sitemap/{part}.xml</loc>" in index
        assert client.get(f"/sitemap/{part}.xml").status_code == 200
    assert "<loc>https://tinh.example/du-lieu/sitemap.xml</loc>" in index
    assert "<loc>https://tinh.example/thu-tuc/</loc>" in client.get("/sitemap/trang.xml").content.decode()
    assert client.get("/sitemap/khong-co.xml").status_code == 404


def test_whoever_finds_a_weakness_learns_whom_to_tell(client, province):
    text = client.get("/.well-known/security.txt").content.decode()
    assert "Contact: mailto:an-ninh@tinh.example" in text and "Contact: tel:02371022" in text
    assert "Expires: 2" in text
    Instance.objects.update(email="", phone="")
    forget()
    assert client.get("/.well-known/security.txt").status_code == 404


def test_a_shared_page_says_what_it_is_and_names_no_query(client, province):
    page = client.get("/tro-giup/?q=Le+Thi+An").content.decode()
    assert 'property="og:description"' in page and 'content="https://tinh.example/tro-giup/"' in page
    assert "icon-512" in page and "Le+Thi+An" not in page
    Instance.objects.update(demo=True)
    forget()
    page = client.get("/tro-giup/").content.decode()
    assert "simulated" in page.split('og:image" content="')[1].split('"')[0], "its words are in the picture"
