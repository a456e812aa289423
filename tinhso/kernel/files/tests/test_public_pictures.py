"""Pictures for everybody: three sizes, a random address, asked about each time, gone with their bytes when withheld."""

import io
import os
from uuid import UUID

import pytest
from django.test import Client
from PIL import Image

from tinhso.kernel.events.public import SYSTEM
from tinhso.kernel.files.actions.erase_file import erase_file
from tinhso.kernel.files.actions.hide_pictures import hide_pictures
from tinhso.kernel.files.actions.make_public_picture import make_public_picture
from tinhso.kernel.files.actions.sweep_pictures import sweep_pictures
from tinhso.kernel.files.models import PublicPicture, StoredFile
from tinhso.kernel.files.pictures import NotAPicture, sized_copies
from tinhso.kernel.files.public import Kind, picture_address, store, store_made, versions_of
from tinhso.kernel.files.public_pictures import PublicPictures
from tinhso.kernel.site import clock

pytestmark = pytest.mark.django_db
picture_ids: set[UUID] = set()


@pytest.fixture(autouse=True)
def picture_set(monkeypatch, settings, tmp_path):
    """Whatever stands in the set may be seen by everybody."""
    settings.MEDIA_ROOT = tmp_path
    picture_ids.clear()
    slot = PublicPictures(lambda: StoredFile.objects.filter(pk__in=picture_ids).values("pk"))
    monkeypatch.setattr(
        "tinhso.kernel.files.public_pictures.all_of", lambda kind: [slot] if kind is PublicPictures else []
    )
    return picture_ids


def photo(*, wide=1600, high=1200) -> bytes:
    """A noisy picture with the place where it was taken in its EXIF."""
    made = Image.frombytes("RGB", (wide, high), os.urandom(wide // 8 * (high // 8) * 3) * 64)
    exif = Image.Exif()
    exif[0x9286] = "nhà riêng"
    out = io.BytesIO()
    made.save(out, format="JPEG", exif=exif)
    return out.getvalue()


def stored_picture(picture_set, content=None) -> StoredFile:
    file = store_made(content or photo(), name="anh.jpg", kind=Kind.JPG, by=SYSTEM, now=clock.now())
    picture_set.add(file.pk)
    return file


def bytes_there(digests) -> list[bool]:
    found = []
    for digest in digests:
        try:
            with store().open(digest):
                found.append(True)
        except FileNotFoundError:
            found.append(False)
    return found


def test_three_sizes_are_drawn_without_what_the_phone_added():
    sizes = [Image.open(copy) for copy in sized_copies(io.BytesIO(photo()))]
    assert [one.size for one in sizes] == [(232, 168), (640, 480), (1280, 960)]
    assert not any(one.getexif() for one in sizes)


def test_a_small_copy_of_a_plain_scene_weighs_eight_kilobytes_at_most():
    flat = Image.linear_gradient("L").resize((1600, 1200)).convert("RGB")
    out = io.BytesIO()
    flat.save(out, format="JPEG")
    small, medium, _large = sized_copies(out)
    assert small.getbuffer().nbytes <= 8_000 and medium.getbuffer().nbytes <= 40_000


def test_what_is_no_picture_is_refused():
    with pytest.raises(NotAPicture):
        sized_copies(io.BytesIO(b"%PDF-1.7 khong phai anh"))


def test_a_shown_picture_is_kept_for_a_minute(picture_set, django_assert_max_num_queries):
    file = stored_picture(picture_set)
    assert make_public_picture(file.pk, now=clock.now())
    address = picture_address(versions_of([file.pk])[file.pk])
    with django_assert_max_num_queries(2):
        answer = Client().get(address)
    assert answer.status_code == 200 and answer["Content-Type"] == "image/jpeg"
    assert answer["Cache-Control"] == "public, max-age=60"
    assert Image.open(io.BytesIO(answer.content)).size == (232, 168)
    assert str(file.pk) not in address and file.sha256 not in address
    assert Client().get(address.replace("small", "original")).status_code == 404


def test_one_that_may_not_be_shown_is_neither_made_nor_given(picture_set):
    file = stored_picture(picture_set)
    picture_set.clear()
    assert not make_public_picture(file.pk, now=clock.now())
    picture_set.add(file.pk)
    make_public_picture(file.pk, now=clock.now())
    picture_set.clear()  # withheld a moment ago; its copies are still there
    assert Client().get(picture_address(versions_of([file.pk])[file.pk])).status_code == 404


def test_quarantine_is_not_shown(picture_set):
    file = stored_picture(picture_set)
    StoredFile.objects.filter(pk=file.pk).update(state="quarantine")
    assert not make_public_picture(file.pk, now=clock.now())


def test_a_withheld_picture_is_gone_with_its_bytes(picture_set, django_capture_on_commit_callbacks):
    file = stored_picture(picture_set)
    make_public_picture(file.pk, now=clock.now())
    row = PublicPicture.objects.get(file=file)
    assert bytes_there(row.digests) == [True] * 3
    with django_capture_on_commit_callbacks(execute=True):
        assert hide_pictures([file.pk]) == 1
    assert bytes_there(row.digests) == [False] * 3
    assert Client().get(picture_address(row.version)).status_code == 404
    make_public_picture(file.pk, now=clock.now())
    assert versions_of([file.pk])[file.pk] != row.version  # shown anew, under another address


def test_an_erased_file_takes_its_copies_along(picture_set, django_capture_on_commit_callbacks):
    file = stored_picture(picture_set)
    make_public_picture(file.pk, now=clock.now())
    row = PublicPicture.objects.get(file=file)
    with django_capture_on_commit_callbacks(execute=True):
        erase_file(file, by=SYSTEM, now=clock.now())
    assert not PublicPicture.objects.exists() and bytes_there(row.digests) == [False] * 3


def test_bytes_that_another_picture_shows_as_well_stay(picture_set, django_capture_on_commit_callbacks):
    content = photo()
    one, two = stored_picture(picture_set, content), stored_picture(picture_set, content)
    sweep_pictures(now=clock.now())
    first, second = (PublicPicture.objects.get(file=file) for file in (one, two))
    assert first.digests == second.digests and first.version != second.version
    with django_capture_on_commit_callbacks(execute=True):
        hide_pictures([one.pk])
    assert bytes_there(second.digests) == [True] * 3


def test_the_sweep_makes_what_is_missing_and_removes_what_is_withheld(
    picture_set, django_capture_on_commit_callbacks
):
    file, other = stored_picture(picture_set), stored_picture(picture_set)
    assert sweep_pictures(now=clock.now()) == (2, 0)
    picture_set.discard(other.pk)
    with django_capture_on_commit_callbacks(execute=True):
        assert sweep_pictures(now=clock.now()) == (0, 1)
    assert list(versions_of([file.pk, other.pk])) == [file.pk]


def test_bytes_that_were_changed_are_not_given(picture_set):
    file = stored_picture(picture_set)
    make_public_picture(file.pk, now=clock.now())
    row = PublicPicture.objects.get(file=file)
    path = store()._path(row.small)
    path.write_bytes(b"other")
    assert Client().get(picture_address(row.version)).status_code == 404
