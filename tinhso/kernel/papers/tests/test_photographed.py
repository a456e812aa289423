"""A photographed code leads where scanning it would; anything else is told apart in words."""

import io

import pytest
import segno
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from tinhso.kernel.papers.photographed import NoCode, OtherCode, token_in, token_of

TOKEN = "ABCDEFGHIJKLMNOPQRSTUVWX23"


def photo(text: str, *, turned: int = 0, kind: str = "JPEG") -> bytes:
    drawn, out = io.BytesIO(), io.BytesIO()
    segno.make(text).save(drawn, kind="png", scale=5, border=4)
    with Image.open(drawn) as code:
        sheet = Image.new("L", (1200, 1600), 235)
        sheet.paste(code.convert("L"), (500, 900))
    sheet.rotate(turned, expand=True, fillcolor=235).save(out, format=kind)
    return out.getvalue()


@pytest.mark.parametrize("turned", [0, 17, 90, 180])
def test_the_code_is_read_however_the_paper_lies(turned):
    assert token_in(photo(f"https://tinh.example/xac-minh/{TOKEN}/", turned=turned)) == TOKEN


@pytest.mark.parametrize(
    "text",
    ["https://evil.example/", f"https://evil.example/x/xac-minh/{TOKEN}/", f"javascript:{TOKEN}", "HS-1", ""],
)
def test_what_leads_elsewhere_is_no_paper(text):
    assert token_of(text) == ""


def test_a_code_that_leads_elsewhere_is_told_as_such():
    with pytest.raises(OtherCode):
        token_in(photo("https://evil.example/login"))


@pytest.mark.parametrize("content", [b"", b"MZ\x90", b"<svg onload=alert(1)>", photo(TOKEN)[:900]])
def test_what_is_no_picture_or_broken_has_no_code(content):
    with pytest.raises(NoCode):
        token_in(content)


def test_a_picture_of_a_hundred_megapixels_is_not_unpacked():
    out = io.BytesIO()
    Image.new("1", (10_000, 10_000)).save(out, format="PNG")
    with pytest.raises(NoCode):
        token_in(out.getvalue())


@pytest.mark.django_db
def test_the_page_reads_a_photo_without_javascript(client):
    def send(content: bytes):
        given = {"quet": "1", "anh": SimpleUploadedFile("a.jpg", content, content_type="image/jpeg")}
        return client.post("/xac-minh/", given)

    assert send(photo(f"http://127.0.0.1:8000/xac-minh/{TOKEN}/"))["Location"] == f"/xac-minh/{TOKEN}/"
    assert "Không thấy mã QR" in send(photo("x")[:500]).content.decode()
    other = send(photo("https://evil.example/"))
    assert other.status_code == 400 and "không phải của giấy tờ" in other.content.decode()
    assert "Chụp hoặc chọn ảnh" in client.post("/xac-minh/", {"quet": "1"}).content.decode()
