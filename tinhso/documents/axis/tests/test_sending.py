"""An issued document leaves for each recipient once, in order, as the axis wants it; what is refused waits for the clerk."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.db import connection
from django.utils import timezone

from tests.town import make_agency, make_officer
from tinhso.casework.tests.makers import NOW
from tinhso.documents.axis.actions.ask_back import ask_back
from tinhso.documents.axis.actions.enqueue_message import enqueue_document
from tinhso.documents.axis.actions.mend_message import NotOpen, resend_message, skip_message
from tinhso.documents.axis.actions.receive_status import StatusUnknown, receive_status
from tinhso.documents.axis.actions.send_recipient import send_recipient
from tinhso.documents.axis.client import AxisAway
from tinhso.documents.axis.epochs import current_epoch
from tinhso.documents.axis.message import staff_of
from tinhso.documents.axis.permissions import can_send
from tinhso.documents.axis.tests import axis_makers as make
from tinhso.documents.axis.upkeep import axis_messages, axis_reached
from tinhso.documents.models import AxisMessage, ReceiverStatus
from tinhso.documents.pages.refusals import DocumentsForbidden
from tinhso.documents.public import EntryRefused
from tinhso.documents.receivers import send_issued
from tinhso.kernel.events.models import EventRow
from tinhso.kernel.files.public import read
from tinhso.kernel.notices.models import Notice
from tinhso.kernel.outbox.public import Answer
from tinhso.kernel.people.roles import Clerk
from tinhso.lib.edxml.messages import Business, Staff, Status, StatusMessage
from tinhso.lib.edxml.reader import read_message

SETTINGS = {"form": "vxp", "url": "http://127.0.0.1:9", "system": "tinhso", "secret": make.SECRET}


@pytest.fixture
def sent(office, settings):
    """A document that is issued and queued, with its recipient B."""
    settings.DOCUMENT_AXIS = SETTINGS
    document = make.issued(office)
    assert enqueue_document(document.pk, now=NOW) == 1
    return document


def send(document, axis, at=None):
    later = at or timezone.now() + timedelta(seconds=1)
    return send_recipient(document.recipients.get().pk, axis=axis, at=later, now=NOW)


def message_of(document, number=1):
    return AxisMessage.objects.get(recipient__document=document, number=number)


def names():
    return set(EventRow.objects.values_list("name", flat=True))


def test_without_an_axis_or_before_its_issue_nothing_is_queued(office, settings):
    document = make.issued(office)
    assert enqueue_document(document.pk, now=NOW) == 0
    settings.DOCUMENT_AXIS = SETTINGS
    assert enqueue_document(0, now=NOW) == 0
    assert AxisMessage.objects.count() == 0


def test_the_signed_document_leaves_as_edxml_with_its_number_and_places(sent):
    axis = make.Answering()
    assert send(sent, axis) is None
    ((kind, content, receiver),) = axis.sent
    message = make.document_message(content)
    assert (kind, receiver, message.business) == ("edoc", "H56.15", Business.NEW)
    assert (message.document_id, message.number, message.notation) == ("H56.14,2024/03/08,01/SA", "01", "SA")
    assert (message.sender.name, message.subject, message.places) == (
        "Sở A",
        sent.subject,
        ("Như trên", "Lưu: VT"),
    )
    assert message.attachments[0].content == read(sent.paper.file)
    assert not read_message(content).problems
    row = message_of(sent)
    assert (row.state, row.axis_id, row.attempts) == ("confirmed", "d1", 1)
    assert "documents.DocumentSent" in names()


def test_it_is_queued_and_sent_once_however_often_the_event_comes(sent):
    assert enqueue_document(sent.pk, now=NOW) == 0
    axis = make.Answering()
    send(sent, axis)
    send(sent, axis)
    assert len(axis.sent) == 1


def test_silence_is_tried_again_and_a_refusal_is_not_and_the_clerk_is_told(sent, office):
    axis = make.Answering([AxisAway("503"), Answer("18", "Không có đơn vị")])
    retry_at = send(sent, axis)
    assert retry_at is not None and message_of(sent).state == "waiting"
    assert send(sent, axis, retry_at) is None
    row = message_of(sent)
    assert (row.state, row.answer_code, row.answer_text) == ("stuck", "18", "Không có đơn vị")
    assert send(sent, axis, retry_at + timedelta(days=1)) is None and len(axis.sent) == 1
    assert {one.user for one in Notice.objects.all()} == {office.van}
    assert "documents.AxisMessageHeld" in names()


def test_a_document_that_the_axis_would_refuse_does_not_leave(sent):
    sent.recipients.update(ident_code="")
    axis = make.Answering()
    send(sent, axis)
    assert (message_of(sent).answer_code, axis.sent) == ("edxml", [])


def test_the_clerk_sends_it_again_or_sets_it_aside(sent, office):
    send(sent, make.Answering([Answer("23", "Bị khóa")]))
    resend_message(message=message_of(sent), by=office.actor("van"), now=NOW)
    assert message_of(sent).state == "waiting"
    with pytest.raises(EntryRefused):
        skip_message(message=message_of(sent), reason=" ", by=office.actor("van"), now=NOW)
    skip_message(message=message_of(sent), reason="Gửi bản giấy", by=office.actor("van"), now=NOW)
    assert (message_of(sent).state, message_of(sent).skip_reason) == ("skipped", "Gửi bản giấy")
    for deed, words in ((resend_message, {}), (skip_message, {"reason": "x"})):
        with pytest.raises(NotOpen):
            deed(message=message_of(sent), by=office.actor("van"), now=NOW, **words)
        with pytest.raises(DocumentsForbidden):
            deed(message=message_of(sent), by=office.actor("hai"), now=NOW, **words)
    assert {"documents.AxisMessageRepeated", "documents.AxisMessageSkipped"} <= names()


def test_who_sends_is_the_clerk_who_sees_the_document(sent, office):
    assert can_send(sent, office.actor("van"), NOW.date())
    assert not any(can_send(sent, office.actor(who), NOW.date()) for who in ("chi", "emi", "hai", "quan"))


def test_after_a_restore_what_waits_is_held_until_somebody_releases_it(sent, office):
    AxisMessage.objects.update(epoch=current_epoch() - 1)
    axis = make.Answering()
    assert send(sent, axis) is None and not axis.sent
    resend_message(message=message_of(sent), by=office.actor("van"), now=NOW)
    send(sent, axis)
    assert len(axis.sent) == 1


def test_who_acted_in_a_unit_below_is_told_with_that_unit(office):
    division = make_agency("phong-tp", "Phòng Tư pháp", kind="division", parent=office.agency_a)
    user = make_officer("tam", "Tạ Thị Tâm", division, "Công chức tư pháp", Clerk)
    deed = AxisMessage(by=user, post=user.posts.get())
    assert staff_of(deed, office.agency_a) == Staff("Công chức tư pháp, Phòng Tư pháp", "Tạ Thị Tâm")
    assert staff_of(AxisMessage(), office.agency_a) == Staff()


def test_a_recipient_is_asked_to_give_it_back_and_answers(sent, office):
    by, recipient = office.actor("van"), sent.recipients.get()
    send(sent, make.Answering())
    for reason in (" ", "x" * 501):
        with pytest.raises(EntryRefused):
            ask_back(recipient=recipient, reason=reason, by=by, now=NOW)
    with pytest.raises(DocumentsForbidden):
        ask_back(recipient=recipient, reason="Sai số liệu", by=office.actor("hai"), now=NOW)
    ask_back(recipient=recipient, reason="Sai số liệu", by=by, now=NOW)
    axis = make.Answering()
    send(sent, axis)
    ((kind, content, receiver),) = axis.sent
    asked = read_message(content).message
    assert isinstance(asked, StatusMessage)
    assert (asked.staff.department, asked.staff.name) == ("Văn thư", office.van.full_name)
    assert (kind, receiver, asked.status, asked.description) == (
        "status",
        "H56.15",
        Status.TAKE_BACK,
        "Sai số liệu",
    )
    assert (asked.about.organ, asked.about.document_id) == ("H56.15", "H56.14,2024/03/08,01/SA")
    with pytest.raises(EntryRefused):
        ask_back(recipient=recipient, reason="Lần nữa", by=by, now=NOW)
    AxisMessage.objects.update(post=None)
    with connection.cursor() as cursor:
        cursor.execute(import_module("tinhso.documents.migrations.0037_acting_posts").MESSAGES)
    assert [one.post_id for one in AxisMessage.objects.order_by("number")] == [None, by.post_id]
    receive_status(message=make.status_of(sent, Status.DECLINED, "Đã xử lý"), origin_id="1", now=NOW)
    assert ask_back(recipient=recipient, reason="Lần nữa", by=by, now=NOW).number == 3
    assert "documents.TakeBackAsked" in names()


def test_every_status_is_a_row_of_history_that_comes_once(sent):
    for code in ("01", "03", "04", "05", "06", "02", "15", "16"):
        for _ in range(2):
            receive_status(message=make.status_of(sent, Status(code), f"lần {code}"), origin_id=code, now=NOW)
    rows = ReceiverStatus.objects.filter(recipient__document=sent)
    assert [one.code for one in rows] == ["01", "03", "04", "05", "06", "02", "15", "16"]
    assert rows[0].staff == "Bùi Thị My, Văn thư"
    assert EventRow.objects.filter(name="documents.ReceiverStatusReceived").count() == 8


@pytest.mark.parametrize("change", ["organ", "number", "day", "take_back"])
def test_a_status_of_somebody_else_is_not_taken(sent, change):
    message = make.status_of(sent, Status.TAKE_BACK if change == "take_back" else Status.ARRIVED)
    name = message.about.document_id
    wrong = {"organ": name, "number": name.replace("01/", "99/"), "day": name.replace("2024", "2023")}.get(
        change, name
    )
    sender = make.Organ("H99", "Khác") if change == "organ" else message.sender
    about = make.Reference("H56.14", wrong.rsplit(",", 1)[1], wrong, None)
    other = StatusMessage(sender, about, message.status, message.at, "", message.staff)
    with pytest.raises(StatusUnknown):
        receive_status(message=other, origin_id="1", now=NOW)


def test_the_issue_of_a_document_queues_it(office, settings):
    settings.DOCUMENT_AXIS = SETTINGS
    document = make.issued(office)
    row = EventRow(name="documents.DocumentIssued", at=NOW, case_id=document.pk)
    row.payload = {"paper_id": 1, "number_id": 1, "recipients": 1}
    send_issued(row)
    assert message_of(document).kind == "new"


def test_what_waits_and_whether_the_axis_answers_is_told(sent, settings):
    assert {one.labels["state"]: one.value for one in axis_messages()} == {
        "waiting": 1,
        "sending": 0,
        "stuck": 0,
    }
    assert [one.level for one in axis_reached()] == ["wrong"]
    settings.DOCUMENT_AXIS = None
    assert [one.level for one in axis_reached()] == ["note"]


@pytest.mark.long
def test_the_pages_show_what_was_sent_and_told(sent, office, client):
    send(sent, make.Answering([Answer("18", "Không có đơn vị")]))
    receive_status(message=make.status_of(sent, Status.ACCEPTED, "Vào sổ"), origin_id="1", now=NOW)
    at, one = f"/can-bo/van-ban/di/{sent.case.code}/truc/", message_of(sent)
    office.sign_in(client, "van")
    page = client.get(at).content.decode()
    assert "Không có đơn vị" in page and "03 Đã tiếp nhận" in page and "Vào sổ" in page
    page = client.get(f"{at}{one.pk}/")
    assert "Gửi lại ngay" in page.content.decode()
    assert client.post(f"{at}{one.pk}/", {"reason": ""}).status_code == 422
    assert client.post(f"{at}{one.pk}/gui-lai/").status_code == 302
    assert client.post(f"{at}{one.pk}/", {"reason": "Bản giấy"}).status_code == 302
    assert client.post(f"{at}{one.pk}/gui-lai/", follow=True).status_code == 200
    back = f"{at}noi-nhan/{one.recipient_id}/lay-lai/"
    assert client.get(back).status_code == 200
    assert client.post(back, {"reason": "Sai"}).status_code == 302
    office.sign_in(client, "emi")
    assert client.get(at).status_code == 200
    assert client.get(back).status_code == client.get(f"{at}{one.pk}/").status_code == 404
    office.sign_in(client, "hai")
    assert client.get(at).status_code == 404
