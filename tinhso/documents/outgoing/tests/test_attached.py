"""Files that go along with a draft (III.1b): by its drafter alone, seen by its readers, never lost from its history."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tinhso.casework.public import NotYourTurn, Stale
from tinhso.casework.tests.makers import NOW
from tinhso.documents.models import AttachedFile
from tinhso.documents.outgoing.actions.attach_file import MOST_FILES, attach_file
from tinhso.documents.outgoing.actions.take_off_file import take_off_file
from tinhso.documents.outgoing.tests import makers as make
from tinhso.documents.pages.refusals import SecretDocument
from tinhso.kernel.events.models import EventRow
from tinhso.kernel.files.models import StoredFile
from tinhso.kernel.files.public import NotYourFile, store_upload
from tinhso.kernel.site.public import EntryRefused

PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF"


def uploaded(office, who="emi", name="phu-luc.pdf"):
    file = SimpleUploadedFile(name, PDF, content_type="application/pdf")
    return store_upload(file, by=office.actor(who), now=NOW)


def attach(office, document, who="emi", file=None, **changes):
    given = {"ver": document.case.ver, "title": "Phụ lục số liệu", "now": NOW} | changes
    file = file or uploaded(office, who)
    return attach_file(document=document, file=file, by=office.actor(who), **given)


def test_iii_1b_a_file_goes_along_with_a_draft_and_stays_in_its_history(office):
    document = make.draft(office)
    one = attach(office, document)
    assert [row.title for row in AttachedFile.objects.filter(document=document, removed_at=None)] == [
        "Phụ lục số liệu"
    ]
    for _twice in range(2):
        take_off_file(attached=one, ver=document.case.ver, by=office.actor("emi"), now=NOW)
    assert not AttachedFile.objects.filter(document=document, removed_at=None).exists()
    assert AttachedFile.objects.get().removed_by == office.emi
    names = EventRow.objects.filter(name__startswith="documents.DocumentFile").values_list("name", flat=True)
    assert sorted(names) == ["documents.DocumentFileAttached", "documents.DocumentFileTakenOff"]


def test_only_the_drafter_attaches_while_the_draft_lies_there(office):
    document = make.draft(office)
    one = attach(office, document)
    for who in ("chi", "van", "kim", "hai"):
        with pytest.raises(NotYourTurn):
            attach(office, document, who)
        with pytest.raises(NotYourTurn):
            take_off_file(attached=one, ver=document.case.ver, by=office.actor(who), now=NOW)
    with pytest.raises(Stale):
        attach(office, document, ver=1)
    with pytest.raises(Stale):
        take_off_file(attached=one, ver=1, by=office.actor("emi"), now=NOW)
    with pytest.raises(NotYourFile):
        attach(office, document, file=uploaded(office, "kim"))
    with pytest.raises(NotYourFile):
        attach(office, document, file=one.file)
    sent = make.send(office, document)
    with pytest.raises(NotYourTurn):
        attach(office, sent)
    one = AttachedFile.objects.select_related("document__case").get()
    with pytest.raises(NotYourTurn):
        take_off_file(attached=one, ver=sent.case.ver, by=office.actor("emi"), now=NOW)


def test_a_marked_or_nameless_file_and_one_too_many_are_refused(office, monkeypatch):
    document = make.draft(office)
    with pytest.raises(SecretDocument):
        attach(office, document, title="(Mật)")
    with pytest.raises(EntryRefused):
        attach(office, document, title="  ")
    monkeypatch.setattr("tinhso.documents.outgoing.actions.attach_file.MOST_FILES", 1)
    attach(office, document)
    with pytest.raises(EntryRefused):
        attach(office, document)
    assert MOST_FILES > 1


def send(client, document, name="bang.pdf", content=PDF, **given):
    file = SimpleUploadedFile(name, content, content_type="application/pdf")
    words = {"ver": document.case.ver, "title": "Bảng tổng hợp", "file": file} | given
    return client.post(reverse("attach_to_outgoing", args=[document.case.code]), words)


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": ""},
        {"title": "x" * 201},
        {"file": ""},
        {"ver": 999},
        {"content": b"MZ", "name": "a.exe"},
        {"content": b"", "name": "a.pdf"},
    ],
)
def test_the_page_says_what_is_wrong_and_a_file_that_may_come_waits_for_the_form(office, client, wrong):
    document = make.draft(office)
    office.sign_in(client, "emi")
    answer = send(client, document, **wrong)
    assert answer.status_code == 422 and not document.attached.exists()
    waiting = StoredFile.objects.first()
    assert (waiting is None) == bool({"file", "content"} & set(wrong))
    if waiting is not None:
        words = answer.content.decode()
        assert f'name="file_tep" value="{waiting.pk}"' in words and "bang.pdf (đã nhận" in words
        assert send(client, document, file="", file_tep=str(waiting.pk)).status_code == 302
        assert document.attached.get().file_id == waiting.pk


def test_a_file_that_waits_is_its_senders_alone_and_goes_where_it_is_unticked(office, client):
    document = make.draft(office)
    office.sign_in(client, "emi")
    send(client, document, title="")
    waiting = StoredFile.objects.get()
    assert send(client, document, file="").status_code == 422
    assert send(client, document, file="", file_tep=["", "1", str(uuid4())]).status_code == 422
    StoredFile.objects.update(uploaded_by=office.chi)
    assert send(client, document, file="", file_tep=str(waiting.pk)).status_code == 422
    assert not document.attached.exists()
    assert send(client, document, title="(Mật)").status_code == 422
    assert StoredFile.objects.count() == 1


def test_pages_attach_open_and_take_off(office, client, django_assert_max_num_queries):
    document = make.draft(office)
    code = document.case.code
    office.sign_in(client, "emi")
    url, page = reverse("attach_to_outgoing", args=[code]), reverse("outgoing_document", args=[code])
    assert client.get(url).status_code == 200
    assert send(client, document).status_code == 302
    one = AttachedFile.objects.get()
    with django_assert_max_num_queries(34):
        assert "Bảng tổng hợp" in client.get(page).content.decode()
    show = reverse("outgoing_attached", args=[code, one.pk])
    assert client.get(show).status_code in (200, 409)  # 409 until it is scanned
    off = reverse("take_off_attached", args=[code, one.pk])
    assert client.post(off, {"ver": "x"}).status_code == 302
    assert AttachedFile.objects.get().removed_at is None
    office.sign_in(client, "kim")
    assert client.get(show).status_code == 404 and client.post(off).status_code == 404
    assert client.get(url).status_code == 404
    office.sign_in(client, "emi")
    assert client.post(off, {"ver": document.case.ver}).status_code == 302
    assert "Bảng tổng hợp" not in client.get(page).content.decode()
    make.send(office, make.fresh(document))
    assert client.get(url).status_code == 403
