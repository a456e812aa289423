"""Covering faces and number plates without JavaScript: at the server, in the file, for good."""

import io
from uuid import uuid4

import pytest
from django.test import Client
from PIL import Image

from tinhso.citizen.intake.actions.cover_draft_photo import NothingToCover, cover_draft_photo
from tinhso.citizen.intake.photo_grid import PhotoGrid
from tinhso.citizen.models import DraftPhoto
from tinhso.citizen.tests.makers import NOW, set_up, upload
from tinhso.kernel.files.public import StoredFile, read, store

pytestmark = pytest.mark.django_db
WIDE, TALL = 700, 500


def striped(n: int = 0) -> bytes:
    """Black and white stripes of five pixels: whatever covers a cell makes it one grey. Each n is another picture."""
    picture = Image.new("RGB", (WIDE, TALL), (255, 255, 255 - n))
    for x in range(0, WIDE, 10):
        picture.paste("black", (x, 0, x + 5, TALL))
    out = io.BytesIO()
    picture.save(out, format="PNG")
    return out.getvalue()


def begun(browser: Client, photos: int = 1):
    """The address of the draft, and its pictures."""
    key = uuid4()
    sent = [upload(striped(n)) for n in range(photos)]
    browser.post(f"/phan-anh/gui/{key}/anh/", {"photo": sent})
    return f"/phan-anh/gui/{key}/anh/", DraftPhoto.objects.filter(draft=key)


def is_masked_in_file(sha256: str) -> bool:
    try:
        store().open(sha256).close()
    except FileNotFoundError:
        return False
    return True


def pixels(content: bytes, left: int, top: int) -> set:
    cell = Image.open(io.BytesIO(content)).convert("L").crop((left + 20, top + 20, left + 80, top + 80))
    return {shade // 32 for shade in cell.tobytes()}


def test_what_was_under_the_cells_is_gone_from_the_file_and_the_bare_picture_from_the_store(
    town, django_capture_on_commit_callbacks
):
    set_up(town)
    browser = Client()
    page, photos = begun(browser)
    photo = photos.get()
    bare = photo.file
    address = f"{page}{photo.pk}/che/"
    shown = browser.get(address).content.decode()
    assert (
        shown.count('type="checkbox"') == 7 * 5
        and "Hàng 1, cột 2" in shown
        and "xóa hẳn ảnh chưa che" in shown
    )
    with django_capture_on_commit_callbacks(execute=True):
        assert browser.post(address, {"o": ["1", "8"]})["Location"] == address
    covered = read(photos.get().file)
    assert len(pixels(covered, 100, 0)) == 1 and len(pixels(covered, 100, 100)) == 1
    assert len(pixels(covered, 0, 0)) > 1 and len(pixels(covered, 200, 0)) > 1
    assert not StoredFile.objects.filter(pk=bare.pk).exists() and not is_masked_in_file(bare.sha256)
    assert photos.get().file.claimed_at and "Đã che." in browser.get(address).content.decode()


def test_a_full_draft_is_covered_too_and_takes_no_sixth_picture(town):
    set_up(town)
    browser = Client()
    page, photos = begun(browser, photos=5)
    assert photos.count() == 5
    assert browser.post(f"{page}{photos.last().pk}/che/", {"o": "0"}).status_code == 302
    assert browser.post(page, {"photo": upload(striped(9))}).status_code == 422
    assert photos.count() == 5


@pytest.mark.parametrize("ticked", [[], ["35"], ["-1"], ["x"], ["9" * 400], ["²"]])
def test_no_cell_or_one_that_is_none_covers_nothing_and_says_what_to_do(town, ticked):
    set_up(town)
    browser = Client()
    page, photos = begun(browser)
    answer = browser.post(f"{page}{photos.get().pk}/che/", {"o": ticked})
    assert answer.status_code == 422 and "Chưa đánh dấu ô nào" in answer.content.decode()
    with pytest.raises(NothingToCover):
        cover_draft_photo(photo=photos.get(), cells={99}, now=NOW)


def test_nobody_else_sees_or_covers_it(town):
    set_up(town)
    page, photos = begun(Client())
    address = f"{page}{photos.get().pk}/che/"
    for other in (Client(), town.sign_in(Client(), "dung")):
        assert other.get(address).status_code == other.post(address, {"o": "0"}).status_code == 404


def test_cells_are_nearly_square_and_never_too_many():
    sizes = {(300, 400): 9, (400, 300): 5, (4000, 10): 3, (10, 4000): 14}
    for size, rows in sizes.items():
        out = io.BytesIO()
        Image.new("RGB", size).save(out, format="PNG")
        assert PhotoGrid.of(out).rows == rows
