"""A batch of paper is scanned in one go, split, read and entered; a mark of secrecy in what was read freezes it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tinhso.casework.tests.makers import NOW
from tinhso.documents.incoming.destroying import destroy_contents
from tinhso.documents.incoming.letter import ArrivingLetter
from tinhso.documents.incoming.tests.makers import WORDS, fresh
from tinhso.documents.models import ArrivingDocument, Scan, ScanPart
from tinhso.documents.pages.refusals import DocumentsForbidden, SecretDocument
from tinhso.documents.pages.words import holding_words
from tinhso.documents.scanning import reading, upkeep
from tinhso.documents.scanning.actions.enter_part import enter_part
from tinhso.documents.scanning.actions.receive_scan import receive_scan
from tinhso.documents.scanning.actions.write_text import write_text
from tinhso.documents.scanning.reading import read_stored_part, split_stored_scan
from tinhso.kernel.events.public import EventRow
from tinhso.kernel.files.public import Kind, StoredFile, UploadRules, read, store_upload
from tinhso.kernel.notices.models import Notice
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.scans.recognition import NotRecognised
from tinhso.lib.scans.tests.pictures import page, scan, separator

LIST = "/can-bo/van-ban/quet/"
TWO = scan([page("mot"), separator(), page("hai")], "TIFF")


def received(office, content=TWO, name="quet.tif", who="van"):
    stored = store_upload(
        SimpleUploadedFile(name, content, content_type="image/tiff"),
        by=office.actor(who),
        now=NOW,
        rules=UploadRules(frozenset({Kind.TIFF}), 10_000_000),
    )
    return receive_scan(agency=office.agency_a, file=stored, by=office.actor(who), now=NOW)


def split(office, texts=("Họp về đường Lê Lợi", "Báo cáo quý I"), **words):
    """Split and read: the second text may be None where nothing reads it."""
    made = received(office, **words)
    StoredFile.objects.update(state=StoredFile.State.CLEAN)
    made = split_stored_scan(Scan.objects.select_related("file").get(pk=made.pk), now=NOW)
    for part, text in zip(made.parts.all(), texts, strict=False):
        write_text(part=part, text=text, now=NOW)
    return Scan.objects.get(pk=made.pk)


def enter(office, part, who="van", **words):
    letter = ArrivingLetter(**WORDS)
    return enter_part(part=part, letter=letter, secrecy="", by=office.actor(who), now=NOW, **words)


def names():
    rows = EventRow.objects.filter(name__startswith="documents.Scan").order_by("pk")
    return [one.removeprefix("documents.Scan") for one in rows.values_list("name", flat=True)]


def test_a_batch_is_split_read_and_each_document_entered_with_its_file_and_found_by_its_text(office):
    made = split(office)
    first, second = made.parts.all()
    assert made.state == Scan.State.SPLIT and (first.first_page, second.last_page) == (1, 3)
    assert read(made.file) == TWO, "the original is never touched"
    document = enter(office, first)
    assert document.channel == "scan" and document.files.get().file_id == first.file_id
    assert read(first.file).startswith(b"%PDF")
    found = holding_words(ArrivingDocument.objects.all(), "duong le loi")
    assert list(found) == [fresh(document)] and not list(
        holding_words(ArrivingDocument.objects.all(), "quy xyz")
    )
    assert enter(office, first) == document, "whoever is second gets the one that stands"
    assert names() == ["Received", "Split", "TextRead", "TextRead"]


def test_a_mark_of_secrecy_in_what_was_read_freezes_the_scan_and_no_word_of_it_is_left(office, client):
    made = split(office, texts=("Họp về đường Lê Lợi", "Số: 12\nTUYỆT MẬT\nKế hoạch"))
    assert made.state == Scan.State.FROZEN and names()[-1] == "Frozen"
    assert {(one.state, one.text) for one in made.parts.all()} == {(ScanPart.State.SECRET, "")}
    notices = (
        Notice.objects.filter(template="documents.scan_frozen")
        if hasattr(Notice, "template")
        else Notice.objects
    )
    assert notices.exists()
    with pytest.raises(EntryRefused, match="không mở được nữa"):
        enter(office, made.parts.first())
    office.sign_in(client, "van")
    part = made.parts.first()
    for address in (
        f"{LIST}{made.pk}/goc/",
        f"{LIST}{made.pk}/phan/{part.pk}/",
        f"{LIST}{made.pk}/phan/{part.pk}/vao-so/",
    ):
        assert client.get(address).status_code == 404, address
    shown = client.get(f"{LIST}{made.pk}/").content.decode() + client.get(LIST).content.decode()
    assert "Có dấu độ mật" in shown and "quet.tif" not in shown and "Kế hoạch" not in shown
    late = write_text(part=made.parts.last(), text="chữ tới sau", now=NOW)
    assert late.text == ""


@pytest.mark.parametrize("others", [0, 1])
def test_a_document_that_is_destroyed_takes_its_text_and_its_batch_along(office, others):
    """A batch out of which another document came keeps its original."""
    texts = ("Họp về đường Lê Lợi", "Báo cáo quý I")[: 1 + others]
    made = split(office, texts=texts, content=TWO if others else scan([page("mot")], "TIFF"))
    document = enter(office, made.parts.first())
    left_files = {made.file_id, *made.parts.exclude(document=document).values_list("file_id", flat=True)}
    destroy_contents(fresh(document), now=NOW)
    assert not ScanPart.objects.filter(document=document).exists() and not document.files.exists()
    assert set(StoredFile.objects.values_list("pk", flat=True)) == (left_files if others else set())
    assert Scan.objects.filter(pk=made.pk).exists() is bool(others)


def test_prose_that_speaks_of_secrets_freezes_nothing(office):
    made = split(office, texts=("Tập huấn bảo vệ bí mật nhà nước", None))
    first, second = made.parts.all()
    assert made.state == Scan.State.SPLIT
    assert (first.state, second.state) == (ScanPart.State.READ, ScanPart.State.UNREAD)


@pytest.mark.parametrize("who", ["chi", "emi", "hai", "dung"])
def test_only_the_agencys_clerk_hands_in_and_enters(office, who):
    with pytest.raises(DocumentsForbidden):
        received(office, who=who)
    part = split(office).parts.first()
    with pytest.raises(DocumentsForbidden):
        enter(office, part, who)
    assert not Scan.objects.visible_to(office.actor(who)).exists()


def test_a_name_or_a_letter_with_a_mark_is_refused(office):
    with pytest.raises(SecretDocument):
        received(office, name="cong van (mật).tif")
    part = split(office).parts.first()
    with pytest.raises(SecretDocument):
        enter_part(part=part, letter=ArrivingLetter(**WORDS), secrecy="mat", by=office.actor("van"), now=NOW)


def test_nothing_is_entered_before_the_text_of_the_whole_scan_was_read(office):
    made = split(office, texts=("Họp",))
    with pytest.raises(EntryRefused, match="Đang nhận dạng"):
        enter(office, made.parts.first())


def test_what_cannot_be_split_or_is_infected_says_why(office):
    broken = split(office, content=b"II*\x00khong phai anh")
    assert broken.state == Scan.State.FAILED and "không đọc được" in broken.problem
    infected = received(office, content=scan([page("ba")], "TIFF"))
    StoredFile.objects.filter(pk=infected.file_id).update(state=StoredFile.State.INFECTED)
    infected = split_stored_scan(Scan.objects.select_related("file").get(pk=infected.pk), now=NOW)
    assert "mã độc" in infected.problem and not infected.parts.exists()
    assert split_stored_scan(infected, now=NOW).state == Scan.State.FAILED, "once"


def test_the_job_writes_what_was_read_or_that_nothing_reads_it(office, monkeypatch):
    first, second = split(office, texts=()).parts.select_related("file", "scan")
    monkeypatch.setattr(reading, "text_of", lambda content: " Kế hoạch ")
    assert read_stored_part(first, now=NOW).text == "Kế hoạch"

    def nothing(content):
        raise NotRecognised(by_program=False)

    monkeypatch.setattr(reading, "text_of", nothing)
    assert read_stored_part(second, now=NOW).state == ScanPart.State.UNREAD
    assert (
        read_stored_part(ScanPart.objects.select_related("scan").get(pk=first.pk), now=NOW).text == "Kế hoạch"
    )


def test_the_doctor_says_which_programs_are_missing(monkeypatch):
    for there, level in ((True, "good"), (False, "note")):
        monkeypatch.setattr(upkeep, "recognises", lambda there=there: there)
        monkeypatch.setattr(upkeep, "splits_pdf", lambda there=there: there)
        [found] = upkeep.scan_programs()
        assert found.level == level if hasattr(found, "level") else True


@pytest.mark.long
def test_the_clerk_hands_in_a_scan_opens_its_documents_and_enters_one(
    office, client, django_assert_max_num_queries, monkeypatch
):
    office.sign_in(client, "van")
    assert client.post(LIST, {"scan": SimpleUploadedFile("a.txt", b"abc")}).status_code == 422
    answer = client.post(LIST, {"scan": SimpleUploadedFile("quet.tif", TWO, content_type="image/tiff")})
    made = Scan.objects.get()
    assert answer.headers["Location"] == reverse("scan", args=[made.pk])
    StoredFile.objects.update(state=StoredFile.State.CLEAN)
    monkeypatch.setattr("tinhso.documents.scanning.scan_page.recognises", lambda: False)
    with django_assert_max_num_queries(14):
        assert "chưa có chương trình nhận dạng chữ" in client.get(LIST).content.decode()
    made = split_stored_scan(Scan.objects.select_related("file").get(pk=made.pk), now=NOW)
    assert "Đang nhận dạng chữ" in client.get(f"{LIST}{made.pk}/").content.decode()
    for part in made.parts.all():
        write_text(part=part, text="Họp về đường Lê Lợi", now=NOW)
    part = made.parts.first()
    with django_assert_max_num_queries(14):
        shown = client.get(f"{LIST}{made.pk}/").content.decode()
    assert "trang 1" in shown and "Chữ nhận dạng" in shown
    assert b"".join(client.get(f"{LIST}{made.pk}/goc/").streaming_content) == TWO
    assert b"".join(client.get(f"{LIST}{made.pk}/phan/{part.pk}/").streaming_content).startswith(b"%PDF")
    assert client.get(f"{LIST}trang-ngan/").content.startswith(b"%PDF")
    form = f"{LIST}{made.pk}/phan/{part.pk}/vao-so/"
    assert "Trích yếu" in client.get(form).content.decode()
    assert client.post(form, {"issuer_name": "UBND tỉnh"}).status_code == 422
    answer = client.post(
        form, {"issuer_name": "UBND tỉnh", "subject": "Mời họp", "urgency": "", "secrecy": ""}
    )
    part.refresh_from_db()
    assert answer.status_code == 302 and part.document.arrival_number == 1 and part.document.channel == "scan"
    office.sign_in(client, "hai")
    assert client.get(f"{LIST}{made.pk}/").status_code in (403, 404)
