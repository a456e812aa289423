import io

import pytest
from PIL import Image

from tinhso.kernel.events.models import EventRow
from tinhso.kernel.files.models import StoredFile
from tinhso.kernel.files.public import (
    DOCUMENTS,
    PHOTOS,
    FileRefused,
    Kind,
    Limit,
    Reason,
    UploadRules,
    read,
    store_made,
)
from tinhso.kernel.files.tests.makers import NOW, PDF, photo, sent_file, zipped

pytestmark = pytest.mark.django_db


def refusal(content: bytes, name: str, rules: UploadRules | None = None) -> FileRefused:
    with pytest.raises(FileRefused) as refused:
        sent_file(content, name, rules=rules)
    assert not StoredFile.objects.filter(name=name).exists()
    return refused.value


def test_a_file_is_kept_under_its_digest_and_waits_in_quarantine(town, settings):
    file = sent_file(by=town.actor("an"))
    assert read(file) == PDF
    assert (settings.MEDIA_ROOT / file.sha256[:2] / file.sha256).read_bytes() == PDF
    assert file.state == StoredFile.State.QUARANTINE
    assert file.uploaded_by == town.an
    assert (file.name, file.content_type, file.size) == ("Đơn xin.pdf", "application/pdf", len(PDF))


def test_the_event_names_no_person_and_no_file_name(town):
    file = sent_file(by=town.actor("an"))
    event = EventRow.objects.get(name="files.FileStored")
    assert event.actor_id == town.an.pk
    assert event.payload["file_id"] == str(file.pk)
    assert "Đơn" not in str(event.payload)


def test_the_same_content_lies_in_the_store_once(settings):
    assert sent_file().sha256 == sent_file(name="khác.pdf").sha256
    assert len([p for p in settings.MEDIA_ROOT.rglob("*") if p.is_file()]) == 1


def test_a_renamed_program_is_refused_in_words():
    refused = refusal(b"MZ\x90\0" + b"\0" * 99, "don.pdf")
    assert refused.reason is Reason.PROGRAM
    assert str(refused).startswith("Tệp “don.pdf” là chương trình máy tính")


def test_a_locked_pdf_is_refused_in_words():
    refused = refusal(PDF.replace(b"/Root 1 0 R", b"/Root 1 0 R /Encrypt 5 0 R"), "don.pdf")
    assert "có mật khẩu" in str(refused)


def test_a_zip_is_refused_unless_the_caller_allows_it():
    assert refusal(zipped(a=b"1"), "a.zip").reason is Reason.NOT_ALLOWED
    old = refusal(bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600, "van-ban.doc")
    assert old.reason is Reason.OLD_OFFICE and "lưu lại ở dạng DOCX, JPG, PDF" in str(old)
    assert sent_file(zipped(a=b"1"), "a.zip", rules=UploadRules(allow=DOCUMENTS | {Kind.ZIP}))


def test_a_zip_bomb_is_refused_in_words():
    bomb = zipped(**{"[Content_Types].xml": b"", "word/document.xml": b"\0" * 20_000_000})
    refused = refusal(bomb, "don.docx")
    assert refused.reason is Reason.ZIP_BOMB
    assert "bung ra quá lớn" in str(refused)


def test_a_file_over_the_limit_is_refused():
    refused = refusal(PDF + b" " * 2_000_001, "to.pdf", UploadRules(max_size=2_000_000))
    assert refused.reason is Limit.TOO_BIG
    assert "lớn hơn 2 MB" in str(refused)


def test_file_201_of_a_dossier_is_refused_politely():
    rules = UploadRules(scope="draft:1", max_files=200)
    StoredFile.objects.bulk_create(
        StoredFile(sha256=f"{i:064}", size=1, name="a", content_type="a", scope="draft:1") for i in range(200)
    )
    refused = refusal(PDF, "mot.pdf", rules)
    assert refused.reason is Limit.TOO_MANY
    assert "Đã đủ 200 tệp" in str(refused)
    assert sent_file(rules=UploadRules(scope="draft:2", max_files=200))


def test_the_total_of_a_dossier_is_limited():
    rules = UploadRules(scope="draft:1", max_total=len(PDF) + 5)
    sent_file(rules=rules)
    assert refusal(PDF, "hai.pdf", rules).reason is Limit.TOO_MUCH


def test_a_photo_loses_its_place_and_stands_upright():
    file = sent_file(photo((30, 20)), "nha.jpg", rules=PHOTOS)
    with Image.open(io.BytesIO(read(file))) as picture:
        assert picture.size == (20, 30)
        assert not picture.getexif()


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_other_pictures_lose_their_place_too(kind):
    file = sent_file(photo(kind=kind), f"nha.{kind.lower()}", rules=PHOTOS)
    with Image.open(io.BytesIO(read(file))) as picture:
        assert not picture.getexif()


def test_a_picture_of_too_many_pixels_is_refused():
    out = io.BytesIO()
    Image.new("1", (9000, 9000)).save(out, format="PNG")
    assert refusal(out.getvalue(), "lon.png", PHOTOS).reason is Reason.ZIP_BOMB


def test_half_a_picture_is_refused():
    assert refusal(photo((300, 200))[:400], "nua.jpg", PHOTOS).reason is Reason.BROKEN


def test_what_the_system_made_is_clean_at_once(town):
    file = store_made(PDF, name="Giấy tiếp nhận.pdf", kind=Kind.PDF, by=town.actor("binh"), now=NOW)
    assert (file.state, file.claimed_at, read(file)) == (StoredFile.State.CLEAN, NOW, PDF)
    assert EventRow.objects.get(name="files.FileStored").payload["made_here"] in {"True", True}
