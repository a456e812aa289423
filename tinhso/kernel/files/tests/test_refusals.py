"""What the store of files refuses: erasing what is somebody else's, pieces out of order, no room."""

import io

import pytest

from tinhso.kernel.events.public import Actor
from tinhso.kernel.files.actions.erase_file import erase_file
from tinhso.kernel.files.actions.resume_upload import CHUNK, WrongOffset, add_chunk, begin_upload
from tinhso.kernel.files.actions.store_upload import check_room, take_stream
from tinhso.kernel.files.models import StoredFile
from tinhso.kernel.files.public import FileRefused, NotYourFile, UploadRules
from tinhso.kernel.files.tests.makers import NOW, sent_file

pytestmark = pytest.mark.django_db


def test_a_file_is_erased_by_its_owner_or_the_system(town):
    file = sent_file(by=town.actor("an"))
    for stranger in (town.actor("dung"), town.actor("quan"), Actor()):
        with pytest.raises(NotYourFile):
            erase_file(file, by=stranger, now=NOW)
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
        with pytest.raises(WrongOffset) as raised:
            add_chunk(upload, offset=offset, data=data)
        assert raised.value.received == 5


def test_a_file_of_another_kind_or_one_too_many_finds_no_room(town):
    words = {"name": "a.pdf", "declared": "application/pdf", "by": town.actor("an"), "now": NOW}
    with pytest.raises(FileRefused):
        take_stream(io.BytesIO(b"MZ\x90\x00"), rules=UploadRules(), **words)
    rules = UploadRules(max_size=10, max_files=1, max_total=10, scope="thu")
    with pytest.raises(FileRefused):
        check_room(rules, name="a.pdf", size=11)
    check_room(rules, name="a.pdf", size=10)
    file = sent_file(by=town.actor("an"))
    StoredFile.objects.filter(pk=file.pk).update(scope="thu")
    with pytest.raises(FileRefused):
        check_room(rules, name="b.pdf", size=1)
