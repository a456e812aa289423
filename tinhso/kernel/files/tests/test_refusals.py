"""What the store of files refuses: erasing what is somebody else's or still needed, pieces out of order, no room."""

import io

import pytest
from django.db.models import ProtectedError

from tinhso.kernel.events.public import SYSTEM, Actor
from tinhso.kernel.files.actions.discard_file import remove_row
from tinhso.kernel.files.actions.erase_file import erase_file
from tinhso.kernel.files.actions.resume_upload import CHUNK, WrongOffset, add_chunk, begin_upload
from tinhso.kernel.files.actions.store_upload import check_room, take_stream
from tinhso.kernel.files.models import StoredFile
from tinhso.kernel.files.public import FileRefused, NotYourFile, UploadRules
from tinhso.kernel.files.tests.makers import NOW, given
from tinhso.kernel.papers.models import Paper

pytestmark = pytest.mark.django_db


def paper_on(town, file):
    words = {"kind": "scan_copy", "subject": "H56", "agency": town.agency_a, "place": "Thanh Hóa"}
    return Paper.objects.create(notation="", file=file, draft=file, spots={}, created_at=NOW, **words)


def test_a_file_is_erased_by_its_owner_or_the_system(town):
    file = given(by=town.actor("an"))
    for stranger in (town.actor("dung"), town.actor("quan"), Actor()):
        with pytest.raises(NotYourFile):
            erase_file(file, by=stranger, now=NOW)
    assert StoredFile.objects.filter(pk=file.pk).exists()


def test_what_something_points_to_stays(town):
    file = given(by=town.actor("an"))
    paper_on(town, file)
    with pytest.raises(ProtectedError):
        erase_file(file, by=SYSTEM, now=NOW)
    with pytest.raises(ProtectedError):
        remove_row(file, by=SYSTEM, now=NOW)
    assert StoredFile.objects.filter(pk=file.pk).exists()


def test_a_piece_continues_what_is_there_and_no_more(town):
    upload = begin_upload(
        name="a.pdf", size=10, declared="application/pdf", rules=UploadRules(), by=town.actor("an")
    )
    add_chunk(upload, offset=0, data=b"12345")
    upload.refresh_from_db()
    for offset, data in (
        (0, b"12345"),
        (4, b"5"),
        (6, b"7"),
        (5, b"678901"),
        (5, b""),
        (5, b"x" * (CHUNK + 1)),
    ):
        with pytest.raises(WrongOffset) as told:
            add_chunk(upload, offset=offset, data=data)
        assert told.value.received == 5


def test_a_file_of_another_kind_or_one_too_many_finds_no_room(town):
    words = {"name": "a.pdf", "declared": "application/pdf", "by": town.actor("an"), "now": NOW}
    with pytest.raises(FileRefused):
        take_stream(io.BytesIO(b"MZ\x90\x00"), rules=UploadRules(), **words)
    rules = UploadRules(max_size=10, max_files=1, max_total=10, scope="thu")
    with pytest.raises(FileRefused):
        check_room(rules, name="a.pdf", size=11)
    check_room(rules, name="a.pdf", size=10)
    file = given(by=town.actor("an"))
    StoredFile.objects.filter(pk=file.pk).update(scope="thu")
    with pytest.raises(FileRefused):
        check_room(rules, name="b.pdf", size=1)
