"""Update and replacement over the axis: done at the receiver, shown on both sides, held with words where they cannot be done."""

from datetime import date, datetime, timedelta
from random import Random
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from tests.town import make_officer
from tinhso.casework.public import Case, NotYourTurn, limit_source
from tinhso.casework.tests.derived import differing
from tinhso.casework.tests.makers import NOW
from tinhso.documents.axis.actions.enqueue_message import enqueue_document
from tinhso.documents.axis.actions.mend_arrival import drop_arrival, retry_arrival
from tinhso.documents.axis.actions.replace_document import replace_document
from tinhso.documents.axis.actions.send_recipient import send_recipient
from tinhso.documents.axis.actions.update_document import IssuedChange, update_document
from tinhso.documents.axis.client import AxisAway
from tinhso.documents.axis.tests import axis_makers as make
from tinhso.documents.axis.tests import two_agencies as two
from tinhso.documents.incoming.actions.answer_take_back import answer_take_back
from tinhso.documents.incoming.actions.apply_replacement import apply_replacement
from tinhso.documents.incoming.actions.apply_update import SentUpdate, apply_update
from tinhso.documents.incoming.actions.direct_document import direct_document
from tinhso.documents.incoming.actions.refuse_document import refuse_document
from tinhso.documents.incoming.actions.register_document import register_document
from tinhso.documents.incoming.assigning import Assignee
from tinhso.documents.incoming.letter import ArrivingLetter
from tinhso.documents.models import (
    ArrivingDocument,
    ArrivingReplacement,
    ArrivingVersion,
    AxisArrival,
    AxisMessage,
    ChangeOrder,
    DocumentReplacement,
    DocumentUpdate,
    ReceiverStatus,
    TakeBack,
)
from tinhso.documents.outgoing.tests import makers as outgoing
from tinhso.documents.pages.refusals import DocumentsForbidden, SecretDocument
from tinhso.kernel.events.models import EventRow
from tinhso.kernel.files.models import StoredFile
from tinhso.kernel.files.public import NotYourFile, store_upload
from tinhso.kernel.notices.models import Notice
from tinhso.kernel.people.roles import Examiner
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local
from tinhso.lib.edxml.messages import Business, Changes, Replacement, Trace
from tinhso.lib.edxml.writer import write_document

HOUR = timedelta(hours=1)
DAY = date(2024, 3, 20)


@pytest.fixture
def axis(office, settings):
    with make.pretended_axis() as server:
        settings.DOCUMENT_AXIS = two.settings_for(server)
        two.with_b(office)
        yield server


@pytest.fixture
def sent(axis, office):
    document = two.sent_to_b(office, NOW)
    two.exchange(office, NOW)
    return document


def register(town, document, **changes):
    given = {"ver": document.case.ver, "leader": town.hai, "by": town.actor("kha"), "now": NOW}
    return register_document(document=document, **given | changes)


def change_of(document, **changes):
    found = {"subject": document.subject, "urgency": document.urgency, "answer_by": document.answer_by}
    return IssuedChange(**found | changes)


def update(town, document, who="van", now=NOW + HOUR, key=None, reason="Ghi sai", **changes):
    document = outgoing.fresh(document)
    with transaction.atomic():
        return update_document(
            order=make.ordered(town, document, "correct", reason, now=now), letter=make.letter(town),
            change=change_of(document, **changes), client_key=key or uuid4(), by=town.actor(who), now=now,
        )  # fmt: skip


def replace(town, document, replaced, who="van", reason="Sai số liệu", now=NOW + HOUR):
    with transaction.atomic():
        return replace_document(
            order=make.ordered(town, replaced, "replace", reason, now=now), document=outgoing.fresh(document),
            by=town.actor(who), now=now,
        )  # fmt: skip


def a_file(town, name="phu-luc.pdf", who="van", content=b"%PDF-1.4 phu luc"):
    upload = SimpleUploadedFile(name, content, content_type="application/pdf")
    return store_upload(upload, by=town.actor(who), now=NOW)


def checked():
    StoredFile.objects.filter(state="quarantine").update(state="clean")


def codes(document):
    return list(ReceiverStatus.objects.filter(recipient__document=document).values_list("code", flat=True))


def names():
    return set(EventRow.objects.values_list("name", flat=True))


def raw_update(document, sender=None, **changes):
    """A message of type 2 about a document of ours, as another system would write it."""
    number = document.number
    words = {
        "sender": sender or make.Organ("H56.14", "Sở A"),
        "receivers": (make.B,),
        "document_id": f"H56.14,{number.dated:%Y/%m/%d},{number.full_number}",
        "number": f"{number.number:02d}",
        "notation": number.notation,
        "issued_on": number.dated,
        "subject": "Đã sửa",
        "type_name": "Công văn",
        "business": Business("2"),
        "changes": Changes(),
    }
    return write_document(make.DocumentMessage(**words | changes))


def put(axis, town, content):
    axis.register.send(content, "edoc", axis.clock())
    two.exchange(town, NOW)
    return AxisArrival.objects.latest("pk")


@pytest.mark.long
def test_an_update_changes_the_receivers_document_and_the_former_state_is_kept(sent, office):
    register(office, two.at_b(sent))
    update(
        office, sent, subject="Báo cáo quý I (sửa)", urgency="khan", answer_by=DAY, file=a_file(office), title="Phụ lục"
    )  # fmt: skip
    checked()
    two.exchange(office, NOW + HOUR)
    came = two.at_b(sent)
    assert (came.subject, came.urgency, came.answer_by) == ("Báo cáo quý I (sửa)", "khan", DAY)
    assert came.arrival_number == 1 and ArrivingDocument.objects.count() == 1
    version = ArrivingVersion.objects.get()
    assert version.changes == {
        "subject": ["Báo cáo kết quả chuyển đổi số quý I", "Báo cáo quý I (sửa)"],
        "urgency": ["", "khan"],
        "answer_by": [None, "2024-03-20"],
    }
    assert [one.description for one in version.files.all()] == ["Phụ lục"]
    assert not came.files.exclude(superseded=None).exists()
    assert codes(sent) == ["01", "03", "15"]
    assert ReceiverStatus.objects.get(code="15").note == "Đã cập nhật văn bản"
    notified = Notice.objects.filter(template="documents.arriving_updated").values_list("user", flat=True)
    assert set(notified) == {office.kha.pk, office.hai.pk}
    update(office, sent, removed=[sent.attached.get().pk], now=NOW + 2 * HOUR)
    two.exchange(office, NOW + 2 * HOUR)
    last = ArrivingVersion.objects.latest("pk")
    assert (last.changes, [one.description for one in last.former_files.all()]) == ({}, ["Phụ lục"])
    assert two.at_b(sent).files.filter(superseded=None).count() == 1
    assert {"documents.DocumentUpdated", "documents.ArrivingDocumentUpdated"} <= names()


def directed(office, document, **more):
    came = two.at_b(document)
    given = {
        "instruction": "Xử lý",
        "main": Assignee(office.agency_b, office.lam),
        "by": office.actor("hai"),
        "now": NOW,
    }
    direct_document(document=came, ver=came.case.ver, **given | more)


def due_day(case):
    return local(Case.objects.get(pk=case.pk).due_at).date()


@pytest.mark.long
def test_a_new_day_of_answer_moves_the_clock_and_those_who_support(sent, office):
    register(office, two.at_b(sent))
    mai = make_officer("mai", "Đỗ Thị Mai", office.agency_b, "Chuyên viên", Examiner)
    directed(office, sent, supports=[Assignee(office.agency_b, mai)])
    came = two.at_b(sent)
    support = came.supports.get().case
    before = due_day(came.case)
    assert due_day(support) == before
    update(office, sent, answer_by=DAY)
    two.exchange(office, NOW + HOUR)
    assert before != DAY == due_day(came.case) == due_day(support)
    assert limit_source(came.case) == "Hạn trả lời ghi trên văn bản"
    update(office, sent, answer_by=None, now=NOW + 2 * HOUR)
    two.exchange(office, NOW + 2 * HOUR)
    assert due_day(came.case) == before
    assert not [one for one in differing() if one.startswith(came.case.code)]


@pytest.mark.long
def test_a_day_that_the_leader_named_stands(sent, office):
    register(office, two.at_b(sent))
    directed(office, sent, due=date(2024, 3, 15))
    update(office, sent, answer_by=DAY)
    two.exchange(office, NOW + HOUR)
    assert two.at_b(sent).answer_by == DAY
    assert due_day(two.at_b(sent).case) == date(2024, 3, 15)


def test_a_message_that_is_tried_again_says_what_it_said_before_the_update(axis, office):
    document = make.issued(office)
    enqueue_document(document.pk, now=NOW)
    recipient = document.recipients.get()
    answering = make.Answering([AxisAway("im lặng")])
    at = recipient.axis_messages.get().next_try
    send_recipient(recipient.pk, axis=answering, at=at, now=NOW)
    update(office, document, subject="Đã sửa")
    AxisMessage.objects.update(next_try=at)
    send_recipient(recipient.pk, axis=answering, at=at, now=NOW + HOUR)
    first, second = [make.document_message(content) for _kind, content, _who in answering.sent]
    assert (first.subject, first.business) == ("Báo cáo kết quả chuyển đổi số quý I", "0")
    assert (second.subject, second.business, second.document_id) == ("Đã sửa", "2", first.document_id)


@pytest.mark.long
def test_a_replacement_arrives_points_to_the_replaced_one_and_its_handling_is_told(sent, office):
    register(office, two.at_b(sent))
    better = make.issued(office, subject="Báo cáo đúng", receivers=())
    made = replace(office, better, sent)
    order = ChangeOrder.objects.get()
    given = {"document": better, "by": office.actor("van"), "now": NOW}
    assert replace_document(order=order, **given) == made == DocumentReplacement.objects.get()
    two.exchange(office, NOW + HOUR)
    old, new = two.at_b(sent), two.at_b(better)
    row = ArrivingReplacement.objects.get()
    assert (row.document_id, row.replaced_id, row.reason) == (new.pk, old.pk, "Sai số liệu")
    assert (new.subject, new.files.count(), old.frozen_at) == ("Báo cáo đúng", 1, None)
    assert codes(sent) == ["01", "03", "15"] and codes(better) == ["01"]
    note = ReceiverStatus.objects.get(code="15").note
    assert note == f"Đã thay thế bằng văn bản {new.full_number}"
    notified = Notice.objects.filter(template="documents.arriving_replaced").values_list("user", flat=True)
    assert set(notified) == {office.kha.pk, office.hai.pk}
    assert {"documents.DocumentReplaced", "documents.ArrivingDocumentReplaced"} <= names()


@pytest.mark.long
def test_a_replacement_that_had_been_sent_already_is_one_document_at_the_receiver(sent, axis, office):
    better = two.sent_to_b(office, NOW, subject="Báo cáo đúng")
    replace(office, better, sent)
    axis.faults.reorder = 1
    two.exchange(office, NOW + HOUR)
    assert ArrivingReplacement.objects.get().document_id == two.at_b(better).pk
    assert ArrivingDocument.objects.count() == 2


@pytest.mark.long
def test_who_updates_and_what_is_refused(sent, office):
    for who in ("emi", "chi", "hai"):
        with pytest.raises(DocumentsForbidden):
            update(office, sent, who=who, subject="x")
    refused = [
        {"subject": " "},
        {"subject": "x" * 501},
        {"subject": "x", "reason": ""},
        {"urgency": "lạ"},
        {"answer_by": NOW.date() - timedelta(days=1)},
        {"removed": [10**9]},
        {"file": a_file(office), "title": ""},
    ]
    for given in refused:
        with pytest.raises(EntryRefused):
            update(office, sent, **given)
    with pytest.raises(SecretDocument):
        update(office, sent, subject="(Tối mật)")
    with pytest.raises(NotYourFile):
        update(office, sent, file=a_file(office, who="emi"), title="Phụ lục")
    key = uuid4()
    first = update(office, sent, subject="x", key=key)
    given = {"order": ChangeOrder.objects.get(), "letter": make.letter(office), "client_key": key}
    change = change_of(sent, subject="y")
    assert update_document(change=change, by=office.actor("van"), now=NOW, **given) == first
    with pytest.raises(EntryRefused, match="phát hành"):
        update(office, outgoing.at_form(office), subject="x")
    make.recall(office, sent, now=NOW)
    with pytest.raises(EntryRefused, match="thu hồi"):
        update(office, sent, subject="z")


@pytest.mark.long
def test_who_replaces_and_what_is_refused(sent, office):
    better = make.issued(office, subject="Báo cáo đúng")
    for who in ("emi", "hai"):
        with pytest.raises(DocumentsForbidden):
            replace(office, better, sent, who=who)
    for document, replaced, reason in (
        (sent, sent, "x"),
        (better, sent, " "),
        (outgoing.at_form(office), sent, "x"),
        (better, outgoing.at_form(office), "x"),
    ):
        with pytest.raises(EntryRefused):
            replace(office, document, replaced, reason=reason)
    with pytest.raises(SecretDocument):
        replace(office, better, sent, reason="Mật")
    replace(office, better, sent)
    with pytest.raises(EntryRefused, match="đã được thay thế"):
        replace(office, make.issued(office, subject="Nữa"), sent)
    with pytest.raises(EntryRefused, match="đã được thay thế"):
        replace(office, sent, make.issued(office, subject="Nữa"))
    with pytest.raises(EntryRefused, match="đã được thay thế"):
        update(office, sent, subject="x")


@pytest.mark.long
def test_what_cannot_be_applied_is_held_with_its_reason(sent, axis, office):
    stranger = make.Organ("H56.99", "Lạ")
    axis.register.add_agency("H56.99", "Lạ")
    row = put(axis, office, raw_update(sent, sender=stranger))
    assert row.state == "held" and row.waits and "Chưa có văn bản nào của nơi gửi này" in row.problem
    row = put(axis, office, raw_update(sent, issued_on=date(2024, 3, 1)))
    assert row.state == "held" and "khác với văn bản đã đến" in row.problem
    out = Changes(document=False, receivers=True, receiver_types=(("H56.15", "1"),))
    row = put(axis, office, raw_update(sent, changes=out))
    assert row.state == "held" and "danh sách nơi nhận" in row.problem
    name = "H56.14,2024/03/01,99/ABC"
    row = put(axis, office, raw_update(sent, business=Business("3"), replacements=(Replacement(name),)))
    assert row.state == "held" and row.waits and "thay thế nêu" in row.problem
    itself = Replacement(f"H56.14,{sent.number.dated:%Y/%m/%d},{sent.number.full_number}")
    row = put(axis, office, raw_update(sent, business=Business("3"), replacements=(itself,)))
    assert row.state == "held" and "chính văn bản" in row.problem
    assert not ArrivingVersion.objects.exists() and two.at_b(sent).subject != "Đã sửa"
    came = two.at_b(sent)
    refuse_document(document=came, ver=came.case.ver, reason="Gửi nhầm", by=office.actor("kha"), now=NOW)
    row = put(axis, office, raw_update(sent, reason="Sửa lại"))
    assert row.state == "held" and "từ chối tiếp nhận" in row.problem
    assert Notice.objects.filter(template="documents.axis_arrival", user=office.kha).count() == 6
    with pytest.raises(DocumentsForbidden):
        drop_arrival(arrival=row, reason="x", by=office.actor("van"), now=NOW)
    drop_arrival(arrival=row, reason="Đã từ chối văn bản", by=office.actor("kha"), now=NOW)
    two.exchange(office, NOW)
    assert codes(sent) == ["01", "02", "16"]
    assert ReceiverStatus.objects.get(code="16").note == "Đã từ chối văn bản"


@pytest.mark.long
def test_an_update_of_what_was_recalled_is_held_and_a_newer_one_is_not_overwritten(sent, axis, office):
    update(office, sent, subject="Sau", now=NOW + 2 * HOUR)
    two.exchange(office, NOW + 2 * HOUR)
    row = put(axis, office, raw_update(sent, traces=(Trace("H56.14", datetime(2024, 3, 8, 9)),)))
    assert row.state == "received" and two.at_b(sent).subject == "Sau"
    assert [one.applied for one in ArrivingVersion.objects.all()] == [True, False]
    make.recall(office, sent, now=NOW + 3 * HOUR)
    two.exchange(office, NOW + 3 * HOUR)
    row = put(axis, office, raw_update(sent, reason="Muộn"))
    assert row.state == "held" and "thu hồi" in row.problem
    answer_take_back(take_back=TakeBack.objects.get(), agree=True, reason="", by=office.actor("kha"), now=NOW)
    assert {str(one.changes) for one in ArrivingVersion.objects.all()} == {"{}"}
    assert retry_arrival(arrival=row, by=office.actor("kha"), now=NOW).state == "held"


@pytest.mark.long
def test_the_deeds_of_the_receiver_refuse_by_themselves(sent, office):
    other = two.sent_to_b(office, NOW, subject="Khác")
    two.exchange(office, NOW)
    first, second = two.at_b(sent), two.at_b(other)
    letter = ArrivingLetter(issuer_name="Sở A", subject="x", number="99", notation="KHAC", dated=first.dated)
    change = SentUpdate(letter=letter, origin_id="1", reason="", sent_at=NOW)
    with pytest.raises(EntryRefused, match="khác với văn bản đã đến"):
        apply_update(document=first, update=change, now=NOW)
    with pytest.raises(EntryRefused, match="chính văn bản"):
        apply_replacement(document=first, replaced=first, reason="Sai", now=NOW)
    made = apply_replacement(document=second, replaced=first, reason="Sai", now=NOW)
    assert apply_replacement(document=second, replaced=first, reason="Sai", now=NOW).pk == made.pk
    third = two.sent_to_b(office, NOW, subject="Nữa")
    two.exchange(office, NOW)
    with pytest.raises(EntryRefused, match="đã được thay thế"):
        apply_replacement(document=two.at_b(third), replaced=first, reason="Sai", now=NOW)


def update_by_form(client, at, letter):
    """First with a wrong day: the file that came waits for the form to be sent again."""
    key = client.get(f"{at}cap-nhat/").context["form"].initial["client_key"]
    wrong = {
        "client_key": key,
        "subject": "Sửa",
        "letter": letter.number.full_number,
        "answer_by": "31/2/2024",
        "title": "Phụ lục",
    }
    file = SimpleUploadedFile("a.pdf", b"%PDF-1.4 x", content_type="application/pdf")
    answer = client.post(f"{at}cap-nhat/", wrong | {"file": file})
    waiting = StoredFile.objects.latest("created_at")
    assert answer.status_code == 422 and f'value="{waiting.pk}"' in answer.content.decode()
    given = wrong | {"answer_by": "20/3/2024", "file_tep": str(waiting.pk)}
    assert client.post(f"{at}cap-nhat/", given).status_code == 302
    stored = StoredFile.objects.count()
    file.seek(0)
    assert client.post(f"{at}cap-nhat/", given | {"file": file}).status_code == 302  # pressed twice
    assert StoredFile.objects.count() == stored
    assert [one.title for one in DocumentUpdate.objects.get().files.all()] == ["Phụ lục"]


@pytest.mark.long
def test_both_sides_see_update_and_replacement_on_their_pages(sent, office, client):
    better = make.issued(office, subject="Báo cáo đúng")
    office.sign_in(client, "van")
    at = f"/can-bo/van-ban/di/{sent.case.code}/truc/"
    assert client.get(f"{at}cap-nhat/").status_code == client.get(f"{at}thay-the/").status_code == 422
    make.ordered(office, sent, "correct", "Ghi sai năm")
    update_by_form(client, at, make.letter(office))
    make.ordered(office, sent, "replace", "Sai số")
    assert client.post(f"{at}thay-the/", {"letter": "99/XYZ"}).status_code == 422
    number = better.number.full_number
    assert client.post(f"{at}thay-the/", {"letter": number}).status_code == 302
    shown = client.get(at).content.decode()
    assert "từ “Báo cáo kết quả chuyển đổi số quý I” thành “Sửa”" in shown and "Sai số" in shown
    assert (
        f"Thay bằng văn bản {number}" in client.get(f"/can-bo/van-ban/di/{sent.case.code}/").content.decode()
    )
    assert "thay thế văn bản" in client.get(f"/can-bo/van-ban/di/{better.case.code}/").content.decode()
    checked()
    two.exchange(office, NOW + HOUR)
    office.sign_in(client, "kha")
    old, new = two.at_b(sent), two.at_b(better)
    shown = client.get(f"/can-bo/van-ban/den/{old.case.code}/").content.decode()
    assert "thành “Sửa”" in shown and "thêm tệp “Phụ lục”" in shown and new.case.code in shown
    assert "Nơi gửi đã thay thế văn bản này" in shown and "20/03/2024" in shown
    shown = client.get(f"/can-bo/van-ban/den/{new.case.code}/").content.decode()
    assert old.case.code in shown
    office.sign_in(client, "chi")
    assert client.get(f"{at}cap-nhat/").status_code == 404
    assert client.get(f"{at}thay-the/").status_code == 404


def played(office, seed):
    """Deeds on both sides drawn by the seed, and what both sides hold in the end."""
    rng, now = Random(seed), NOW
    documents = [two.sent_to_b(office, now, subject=f"Văn bản {n}") for n in range(3)]
    for _ in range(7):
        now += HOUR
        document = rng.choice(documents)
        deed = rng.choice(["register", "update", "update", "replace", "recall", "exchange"])
        try:
            if deed == "register":
                register(office, two.at_b(document), now=now, duplicate_reason="Thử")
            elif deed == "update":
                update(office, document, subject=f"Sửa {now:%H}", answer_by=DAY, now=now)
            elif deed == "replace":
                replace(office, rng.choice(documents), document, now=now)
            elif deed == "recall":
                make.recall(office, document, now=now)
        except (EntryRefused, NotYourTurn, ArrivingDocument.DoesNotExist):
            pass
        if rng.random() < 0.5:
            two.exchange(office, now)
    two.exchange(office, now)
    first = min(one.pk for one in documents)
    held = ArrivingDocument.objects.filter(pk__gt=first)
    pairs = ArrivingReplacement.objects.filter(document__in=held)
    return (
        sorted((one.subject, str(one.answer_by), bool(one.frozen_at)) for one in held),
        sorted((one.document.subject, one.replaced.subject) for one in pairs),
        sorted(sorted(codes(one)) for one in documents),
        AxisArrival.objects.filter(state="held", document_ident__gt="", at__gte=now).count(),
    )


def one_play(office, axis, seed, *, faulty):
    for fault in ("lose", "lose_answer", "busy"):
        setattr(axis.faults, fault, 0.15 if faulty else 0)
    axis.faults.repeat = axis.faults.reorder = 0.4 if faulty else 0
    return played(office, seed)


@pytest.mark.parametrize(
    "seed", [1, pytest.param(2, marks=pytest.mark.long), pytest.param(3, marks=pytest.mark.long)]
)
def test_updates_and_replacements_lost_repeated_and_overtaken_are_the_same_in_the_end(axis, office, seed):
    quiet = one_play(office, axis, seed, faulty=False)
    assert one_play(office, axis, seed, faulty=True) == quiet
