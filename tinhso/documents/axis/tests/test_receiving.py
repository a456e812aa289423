"""What the axis brings: once, read leniently, kept with its reason where it cannot be taken; its sender is told what becomes of it."""

import zipfile
from datetime import date, timedelta
from importlib import import_module
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.utils import timezone

from tests.town import make_officer
from tinhso.casework.tests.makers import NOW
from tinhso.documents.axis.actions.enqueue_message import enqueue_document
from tinhso.documents.axis.actions.enqueue_replies import enqueue_replies
from tinhso.documents.axis.actions.mend_arrival import drop_arrival, retry_arrival
from tinhso.documents.axis.actions.mend_reply import resend_reply, skip_reply
from tinhso.documents.axis.actions.poll_messages import poll_agency
from tinhso.documents.axis.actions.send_replies import send_replies
from tinhso.documents.axis.actions.take_message import take_message
from tinhso.documents.axis.client import AxisAway, Listed
from tinhso.documents.axis.epochs import current_epoch
from tinhso.documents.axis.message import content_of
from tinhso.documents.axis.tests import axis_makers as make
from tinhso.documents.incoming.tests import makers as arriving
from tinhso.documents.models import ArrivingDocument, AxisArrival, AxisReply, DocumentRecipient
from tinhso.documents.outgoing.actions.attach_file import attach_file
from tinhso.documents.outgoing.tests import makers as outgoing
from tinhso.documents.pages.refusals import DocumentsForbidden
from tinhso.documents.receivers import reply_to_sender
from tinhso.kernel.events.models import EventRow
from tinhso.kernel.files.models import StoredFile
from tinhso.kernel.files.public import read, store_upload
from tinhso.kernel.notices.models import Notice
from tinhso.kernel.outbox.public import Answer, NotOpen
from tinhso.kernel.people.roles import Clerk
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.edxml.messages import Attachment, DocumentMessage, Organ, Reference, Status, StatusMessage
from tinhso.lib.edxml.reader import read_message
from tinhso.lib.edxml.writer import write_document, write_status

SETTINGS = {"form": "vxp", "url": "http://127.0.0.1:9", "system": "tinhso", "secret": make.SECRET}
MINISTRY = Organ("G12", "Bộ Nội vụ")
PDF = b"%PDF-1.4 thu"


def letter(**changes):
    words = {
        "sender": MINISTRY,
        "receivers": (Organ("H56.14", "Sở A"),),
        "document_id": "G12,2024/03/05,15/BNV-CCHC",
        "number": "15",
        "notation": "BNV-CCHC",
        "issued_on": date(2024, 3, 5),
        "subject": "Báo cáo cải cách hành chính",
        "type_name": "Công văn",
        "priority": "1",
        "signer": "Trần Văn Bộ",
        "attachments": (Attachment("cong-van.pdf", PDF),),
    }
    return DocumentMessage(**words | changes)


@pytest.fixture
def axis(office, settings):
    settings.DOCUMENT_AXIS = SETTINGS
    return office


def take(town, content, number="VXP-1", sender="G12", kind="edoc", now=NOW):
    listed = Listed(number, sender)
    return take_message(agency=town.agency_a, kind=kind, content=content, listed=listed, now=now)


def arrived(town, **changes):
    row = take(town, write_document(letter(**changes)))
    return ArrivingDocument.objects.whole().get(pk=row.document_id)


def names():
    return set(EventRow.objects.values_list("name", flat=True))


def test_a_message_becomes_an_arriving_document_with_its_files(axis):
    document = arrived(axis)
    assert (document.agency, document.channel, document.full_number) == (
        axis.agency_a,
        "edxml",
        "15/BNV-CCHC",
    )
    assert (document.issuer_name, document.issuer_ident) == ("Bộ Nội vụ", "G12")
    assert (document.type_code, document.urgency, document.signer) == ("CV", "khan", "Trần Văn Bộ")
    (file,) = document.files.all()
    assert read(file.file) == PDF and file.file.state == StoredFile.State.QUARANTINE
    row = AxisArrival.objects.get()
    assert (row.state, row.document_id, row.content) == ("received", document.pk, None)


def test_the_same_bytes_under_another_number_come_once(axis):
    content = write_document(letter())
    first, second = take(axis, content), take(axis, content, "VXP-2")
    assert first.pk == second.pk and ArrivingDocument.objects.count() == 1
    assert StoredFile.objects.count() == 1


def test_what_the_axis_lists_again_is_acknowledged_again_and_not_fetched_again(axis, town):
    class Listing(make.Answering):
        fetched, acknowledged = 0, 0

        def received(self, organ, kind, *, since, until):
            return [Listed("77", "G12", "")] if kind == "edoc" else []

        def fetch(self, organ, axis_id):
            self.fetched += 1
            return write_document(letter())

        def acknowledge(self, organ, axis_id, *, accepted):
            self.acknowledged += 1

    listing = Listing()
    for _ in range(3):
        assert poll_agency(town.agency_a, axis=listing, day=NOW.date(), now=NOW) == 1
    assert (listing.fetched, listing.acknowledged) == (1, 3)
    assert ArrivingDocument.objects.count() == 1


def test_what_the_sender_wrote_too_long_or_wrong_is_no_reason_to_turn_it_away(axis):
    content = write_document(letter()).replace(b"B\xc3\xa1o c\xc3\xa1o c\xe1\xba\xa3i", b"x" * 600)
    row = take(axis, content.replace(b"<edXML:Priority>1", b"<edXML:Priority>9"))
    document = ArrivingDocument.objects.get(pk=row.document_id)
    assert len(document.subject) == 500 and document.urgency == ""
    assert "R.Subject" in row.problem and "R.OtherInfo.Priority" in row.problem


def test_what_cannot_be_read_is_kept_with_its_reason_and_tried_again(axis, monkeypatch):
    row = take(axis, b"<edXML>")
    assert row.state == "held" and "QCVN 102" in row.problem and read(row.content) == b"<edXML>"
    assert {one.user for one in Notice.objects.all()} == {axis.van}
    second = retry_arrival(arrival=row, by=axis.actor("van"), now=NOW)
    assert (second.state, second.attempts) == ("held", 2)
    good = read_message(write_document(letter()))
    monkeypatch.setattr("tinhso.documents.axis.acting.read_message", lambda _content: good)
    second = retry_arrival(arrival=row, by=axis.actor("van"), now=NOW)
    assert (second.state, second.content) == ("received", None) and ArrivingDocument.objects.count() == 1
    assert {"documents.AxisArrivalHeld", "documents.AxisArrivalRetried"} <= names()
    with pytest.raises(NotOpen):
        retry_arrival(arrival=row, by=axis.actor("van"), now=NOW)


def test_a_file_that_nobody_takes_or_an_empty_message_is_held(axis):
    program = (Attachment("a.exe", b"MZ...", "application/pdf"),)
    row = take(axis, write_document(letter(attachments=program), zipped=False))
    assert row.state == "held" and "a.exe" in row.problem
    assert (take(axis, b"").state, ArrivingDocument.objects.count()) == ("held", 0)
    assert StoredFile.objects.get() == row.content


def test_who_may_tries_again_or_sets_aside(axis):
    row = take(axis, b"<edXML>")
    for who in ("emi", "chi", "hai"):
        with pytest.raises(DocumentsForbidden):
            retry_arrival(arrival=row, by=axis.actor(who), now=NOW)
        with pytest.raises(DocumentsForbidden):
            drop_arrival(arrival=row, reason="x", by=axis.actor(who), now=NOW)
    with pytest.raises(EntryRefused):
        drop_arrival(arrival=row, reason=" ", by=axis.actor("van"), now=NOW)
    drop_arrival(arrival=row, reason="Thư rác", by=axis.actor("van"), now=NOW)
    row.refresh_from_db()
    assert (row.state, row.drop_reason, row.content) == ("dropped", "Thư rác", None)
    assert "documents.AxisArrivalDropped" in names()
    with pytest.raises(NotOpen):
        drop_arrival(arrival=row, reason="x", by=axis.actor("van"), now=NOW)


def test_of_a_secret_message_nothing_is_kept_but_that_it_came(axis):
    for words in ({"subject": "(Mật) Kế hoạch"}, {"attachments": (Attachment("(Tối mật).pdf", PDF),)}):
        row = take(axis, write_document(letter(**words)))
        assert (row.state, row.content, row.document_ident, row.problem) == ("secret", None, "", "")
    assert not ArrivingDocument.objects.exists() and not StoredFile.objects.exists()


def test_a_sender_that_the_axis_does_not_know_by_that_code_is_held(axis):
    row = take(axis, write_document(letter()), sender="H56.15")
    assert row.state == "held" and not ArrivingDocument.objects.exists()


def test_a_status_of_no_document_of_ours_is_held(axis):
    about = Reference("H56.14", "9/SA", "H56.14,2024/03/08,9/SA", date(2024, 3, 8))
    status = StatusMessage(MINISTRY, about, Status.ACCEPTED, NOW.replace(tzinfo=None))
    row = take(axis, write_status(status), kind="status")
    assert (row.state, row.business) == ("held", "03")


def test_iii_1e_iii_1k_the_sender_is_told_every_state_in_order(axis):
    document = arriving.register(axis, arrived(axis), leader=axis.chi)
    for row in EventRow.objects.filter(name="documents.HandlingStatusWritten"):
        reply_to_sender(row)
    assert enqueue_replies(document.pk) == 0
    sender = make.Answering([AxisAway("503")])
    later = timezone.now() + timedelta(seconds=1)
    retry_at = send_replies(document.pk, axis=sender, at=later, now=NOW)
    assert retry_at and send_replies(document.pk, axis=sender, at=retry_at, now=NOW) is None
    statuses = [read_message(content).message for _, content, _ in sender.sent]
    assert [one.status.value for one in statuses] == ["01", "03"]
    assert {kind for kind, _, _ in sender.sent} == {"status"} and sender.sent[0][2] == "G12"
    assert statuses[1].about == Reference(
        "G12", "15/BNV-CCHC", "G12,2024/03/05,15/BNV-CCHC", date(2024, 3, 5)
    )
    assert statuses[1].staff.name == axis.van.full_name
    assert {one.state for one in AxisReply.objects.all()} == {"confirmed"}
    assert "documents.AxisReplySent" in names()


def test_each_state_is_told_with_the_post_of_who_brought_it_about(axis):
    town = arriving.with_unit(axis)
    document = arriving.register(town, arrived(town), leader=town.chi)
    arriving.direct(town, document)
    enqueue_replies(document.pk)
    sender = make.Answering()
    send_replies(document.pk, axis=sender, at=timezone.now() + timedelta(seconds=1), now=NOW)
    staff = [read_message(content).message.staff for _, content, _ in sender.sent]
    assert [(one.department, one.name) for one in staff] == [
        ("", ""),  # that it arrived the program says
        ("Văn thư", town.van.full_name),
        ("Phó Giám đốc", town.chi.full_name),
    ]
    before = list(document.statuses.values_list("post", flat=True))
    document.statuses.update(post=None)
    with connection.cursor() as cursor:
        cursor.execute(import_module("tinhso.documents.migrations.0037_acting_posts").STATUSES)
    assert list(document.statuses.values_list("post", flat=True)) == before


def test_nobody_is_told_of_what_came_on_paper_or_without_an_axis(axis, settings):
    assert enqueue_replies(arriving.arrive(axis, channel=ArrivingDocument.Channel.PAPER).pk) == 0
    document = arrived(axis)
    settings.DOCUMENT_AXIS = None
    assert enqueue_replies(document.pk) == enqueue_replies(0) == 0


def stuck_reply(town):
    document = arriving.register(town, arrived(town))
    enqueue_replies(document.pk)
    later = timezone.now() + timedelta(seconds=1)
    send_replies(document.pk, axis=make.Answering([Answer("18", "Không có đơn vị")]), at=later, now=NOW)
    return document, AxisReply.objects.filter(document=document).order_by("status").first()


def test_a_state_that_the_axis_refuses_waits_for_the_clerk(axis):
    document, reply = stuck_reply(axis)
    assert (reply.state, reply.answer_text) == ("stuck", "Không có đơn vị")
    assert Notice.objects.filter(user=axis.van, template="documents.arriving_reply_stuck").exists()
    for who in ("chi", "hai"):
        for deed, words in ((resend_reply, {}), (skip_reply, {"reason": "x"})):
            with pytest.raises(DocumentsForbidden):
                deed(reply=reply, by=axis.actor(who), now=NOW, **words)
    resend_reply(reply=reply, by=axis.actor("van"), now=NOW)
    with pytest.raises(EntryRefused):
        skip_reply(reply=reply, reason="", by=axis.actor("van"), now=NOW)
    skip_reply(reply=reply, reason="Báo qua điện thoại", by=axis.actor("van"), now=NOW)
    for deed, words in ((resend_reply, {}), (skip_reply, {"reason": "x"})):
        with pytest.raises(NotOpen):
            deed(reply=reply, by=axis.actor("van"), now=NOW, **words)
    assert {"documents.AxisReplyHeld", "documents.AxisReplyMended"} <= names()
    sender = make.Answering()
    send_replies(document.pk, axis=sender, at=timezone.now() + timedelta(seconds=1), now=NOW)
    assert [read_message(one).message.status.value for _, one, _ in sender.sent] == ["03"]


def test_after_a_restore_states_are_held_until_released(axis):
    document = arrived(axis)
    enqueue_replies(document.pk)
    AxisReply.objects.update(epoch=current_epoch() - 1)
    sender, later = make.Answering(), timezone.now() + timedelta(seconds=1)
    assert send_replies(document.pk, axis=sender, at=later, now=NOW) is None and not sender.sent
    resend_reply(reply=AxisReply.objects.get(), by=axis.actor("van"), now=NOW)
    send_replies(document.pk, axis=sender, at=timezone.now() + timedelta(seconds=1), now=NOW)
    assert len(sender.sent) == 1


def test_iii_1b_files_that_go_along_leave_with_the_document(axis):
    draft = outgoing.draft(axis)
    for name, state in (("phu-luc.pdf", "clean"), ("hong.pdf", "infected")):
        file = store_upload(upload(name), by=axis.actor("emi"), now=NOW)
        attach_file(
            document=draft, ver=draft.case.ver, file=file, title="Phụ lục", by=axis.actor("emi"), now=NOW
        )
        StoredFile.objects.filter(pk=file.pk).update(state=state)
    document = make.issued(axis, of=draft)
    enqueue_document(document.pk, now=NOW)
    message = DocumentRecipient.objects.get(document=document).axis_messages.get()
    attached = make.document_message(content_of(message, zipped=True)[1]).attachments
    assert [one.name for one in attached] == [f"{document.case.code}.signed.pdf", "phu-luc.pdf"]
    StoredFile.objects.filter(name="phu-luc.pdf").update(state="quarantine")
    with pytest.raises(AxisAway):
        content_of(message, zipped=True)


def upload(name):
    return SimpleUploadedFile(name, PDF, content_type="application/pdf")


def test_an_archive_that_was_meant_as_one_comes_as_it_is(axis):
    inside = BytesIO()
    with zipfile.ZipFile(inside, "w") as archive:
        archive.writestr("a.txt", "một")
        archive.writestr("b.txt", "hai")
    whole = Attachment("ho-so.zip", inside.getvalue(), "application/zip")
    document = arrived(axis, attachments=(whole,))
    assert read(document.files.get().file) == inside.getvalue()


def test_the_clerk_sees_what_came_filters_it_and_tries_again(axis, client):
    held, document = take(axis, b"<edXML>", "VXP-9"), arrived(axis)
    at = "/can-bo/van-ban/tin-truc/"
    axis.sign_in(client, "van")
    page = client.get(at).content.decode()
    assert "VXP-9" in page and "QCVN 102" in page and document.case.code in page
    page = client.get(f"{at}?trang_thai=received&q=G12").content.decode()
    assert "VXP-9" not in page and document.case.code in page
    assert client.get(f"{at}?trang_thai=x&q=%00&trang=zz").status_code == 200
    one = f"{at}{held.pk}/"
    assert "Thử nhận lại" in client.get(one).content.decode()
    assert b"".join(client.get(f"{one}tep/")) == b"<edXML>"
    assert "Vẫn chưa nhận được" in client.post(f"{one}thu-lai/", follow=True).content.decode()
    assert client.post(one, {"reason": ""}).status_code == 422
    assert client.post(one, {"reason": "Hỏng"}).status_code == 302
    assert "Hỏng" in client.get(one).content.decode()
    assert client.get(f"{one}tep/").status_code == 404
    for second in (one, f"{one}thu-lai/"):
        assert client.post(second, {"reason": "x"}, follow=True).status_code == 200
    axis.kha = make_officer("kha", "Lê Văn Khả", axis.agency_b, "Văn thư", Clerk)
    for who, status in (("kha", 404), ("emi", 403)):
        axis.sign_in(client, who)
        assert client.get(one).status_code == status


def test_the_clerk_mends_a_reply_on_its_page(axis, client):
    document, reply = stuck_reply(axis)
    at = f"/can-bo/van-ban/den/{document.case.code}/truc/"
    axis.sign_in(client, "van")
    assert "Không có đơn vị" in client.get("/can-bo/van-ban/tin-truc/").content.decode()
    assert "Bị kẹt" in client.get(at).content.decode()
    one = f"{at}{reply.pk}/"
    assert "Gửi lại ngay" in client.get(one).content.decode()
    assert client.post(f"{one}gui-lai/").status_code == 302
    assert client.post(one, {"reason": ""}).status_code == 422
    assert client.post(one, {"reason": "Báo miệng"}).status_code == 302
    assert "Báo miệng" in client.get(one).content.decode()
    for second in (one, f"{one}gui-lai/"):
        assert client.post(second, {"reason": "x"}, follow=True).status_code == 200
    axis.sign_in(client, "chi")
    assert client.get(at).status_code == 200 and client.get(one).status_code == 404
