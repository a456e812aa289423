"""Taking back by the receiver's consent, and recall that binds: frozen at the sender, destroyed and reported at the receiver."""

from datetime import timedelta
from random import Random
from uuid import uuid4

import pytest

from tinhso.casework.public import NotYourTurn, State
from tinhso.casework.tests.makers import NOW
from tinhso.documents.axis.actions.ask_back import ask_back
from tinhso.documents.axis.actions.enqueue_message import enqueue_document
from tinhso.documents.axis.actions.update_document import IssuedChange, update_document
from tinhso.documents.axis.tests import axis_makers as make
from tinhso.documents.axis.tests import two_agencies as two
from tinhso.documents.incoming.actions.answer_take_back import answer_take_back
from tinhso.documents.incoming.actions.approve_result import approve_result
from tinhso.documents.incoming.actions.begin_handling import begin_handling
from tinhso.documents.incoming.actions.direct_document import direct_document
from tinhso.documents.incoming.actions.register_document import register_document
from tinhso.documents.incoming.actions.report_result import report_result
from tinhso.documents.incoming.actions.write_opinion import write_opinion
from tinhso.documents.incoming.assigning import Assignee
from tinhso.documents.models import ArrivingDocument, AxisArrival, FileEntry, ReceiverStatus, TakeBack
from tinhso.documents.outgoing.tests import makers as outgoing
from tinhso.documents.pages.refusals import DocumentsForbidden
from tinhso.documents.signing.actions.issue_document import issue_document
from tinhso.documents.signing.actions.sign_document import sign_document
from tinhso.documents.work_files.actions.hold_file import hold_file
from tinhso.documents.work_files.actions.release_file import release_file
from tinhso.documents.work_files.tests import makers as work_files
from tinhso.kernel.events.models import EventRow
from tinhso.kernel.files.models import StoredFile
from tinhso.kernel.files.public import read
from tinhso.kernel.notices.models import Notice
from tinhso.kernel.outbox.public import Answer, NotOpen
from tinhso.kernel.site.public import EntryRefused

HOUR = timedelta(hours=1)


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


def recall(town, document, who="van", reason="Sai thẩm quyền", now=NOW + HOUR):
    return make.recall(town, document, who, reason, now)


def answer(town, row, agree=True, reason="", who="kha"):
    answer_take_back(take_back=row, agree=agree, reason=reason, by=town.actor(who), now=NOW + HOUR)


def names():
    return set(EventRow.objects.values_list("name", flat=True))


def codes(document):
    return list(ReceiverStatus.objects.filter(recipient__document=document).values_list("code", flat=True))


@pytest.mark.long
def test_iii_8_a_recall_freezes_the_document_and_the_receiver_destroys_it_and_reports(sent, office):
    came = register(office, two.at_b(sent))
    digest = came.files.get().file.sha256
    assert recall(office, sent) == 1
    two.exchange(office, NOW + HOUR)
    row = TakeBack.objects.get()
    assert (row.kind, row.answer) == ("recall", "")
    assert row.reason == "Sai thẩm quyền (văn bản thông báo thu hồi số 02/SA)"
    assert Notice.objects.filter(user=office.kha, template="documents.arriving_taken_back").count() == 1
    came = two.at_b(sent)
    assert came.frozen_at == NOW + HOUR
    with pytest.raises(NotYourTurn):
        direct_document(
            document=came, ver=came.case.ver, instruction="Giao", main=Assignee(office.agency_b, office.lam),
            by=office.actor("hai"), now=NOW,
        )  # fmt: skip
    with pytest.raises(DocumentsForbidden):
        write_opinion(document=came, text="Ý kiến", by=office.actor("hai"), now=NOW)
    with pytest.raises(EntryRefused):
        answer(office, row, agree=False, reason="Cần dùng")
    answer(office, row)
    came.refresh_from_db()
    assert (came.subject, came.issuer_name, came.number, came.dated, came.folded, came.document_ident) == (
        "Văn bản bị thu hồi, đã hủy", "–", "", None, "", "",
    )  # fmt: skip
    assert came.destroyed_at and came.arrival_number == 1 and came.case.state == State.WITHDRAWN
    copies = StoredFile.objects.filter(sha256=digest, uploaded_by=None).exclude(pk=sent.paper.file_id)
    assert not came.files.exists() and not copies.exists()
    row.refresh_from_db()
    assert (row.answer, row.answered_by, row.full_number) == ("agreed", office.kha, sent.number.full_number)
    two.exchange(office, NOW + HOUR)
    assert codes(sent) == ["01", "03", "15"]
    assert ReceiverStatus.objects.get(code="15").note == "Đã hủy văn bản trên hệ thống"
    whole = outgoing.fresh(sent)
    assert whole.recalled_at == NOW + HOUR and read(whole.paper.file) and whole.subject == sent.subject
    assert {
        "documents.DocumentRecalled", "documents.TakeBackReceived", "documents.TakeBackAnswered",
        "documents.ArrivingDocumentDestroyed",
    } <= names()  # fmt: skip


@pytest.mark.long
def test_taking_back_needs_the_receivers_consent(sent, office):
    recipient = sent.recipients.get()
    ask_back(recipient=recipient, reason="Gửi nhầm", by=office.actor("van"), now=NOW + HOUR)
    two.exchange(office, NOW + HOUR)
    row = TakeBack.objects.get()
    assert (row.kind, row.reason, two.at_b(sent).frozen_at) == ("asked", "Gửi nhầm", None)
    for who in ("hai", "van"):
        with pytest.raises(DocumentsForbidden):
            answer(office, row, who=who)
    with pytest.raises(EntryRefused):
        answer(office, row, agree=False)
    answer(office, row, agree=False, reason="Đang xử lý")
    with pytest.raises(NotOpen):
        answer(office, row)
    two.exchange(office, NOW + HOUR)
    assert codes(sent) == ["01", "16"] and two.at_b(sent).destroyed_at is None
    ask_back(recipient=recipient, reason="Vẫn nhầm", by=office.actor("van"), now=NOW + 2 * HOUR)
    two.exchange(office, NOW + 2 * HOUR)
    answer(office, TakeBack.objects.get(answer=""))
    two.exchange(office, NOW + 2 * HOUR)
    assert codes(sent) == ["01", "16", "15"]
    assert ArrivingDocument.objects.get().destroyed_at is not None


@pytest.mark.long
def test_the_answer_to_an_update_does_not_answer_an_asking(sent, office):
    recipient, van = sent.recipients.get(), office.actor("van")
    ask_back(recipient=recipient, reason="Gửi nhầm", by=van, now=NOW + HOUR)
    order, letter = make.ordered(office, sent, "correct"), make.letter(office)
    change = IssuedChange("Sửa", "", None)
    given = {"order": order, "letter": letter, "change": change, "client_key": uuid4()}
    update_document(**given, by=van, now=NOW + HOUR)
    two.exchange(office, NOW + HOUR)
    assert codes(sent) == ["01", "15"]
    with pytest.raises(EntryRefused, match="chưa được trả lời"):
        ask_back(recipient=recipient, reason="Nhắc", by=van, now=NOW + 2 * HOUR)
    answer(office, TakeBack.objects.get(), agree=False, reason="Đang xử lý")
    two.exchange(office, NOW + 2 * HOUR)
    assert codes(sent) == ["01", "15", "16"]
    ask_back(recipient=recipient, reason="Vẫn nhầm", by=van, now=NOW + 3 * HOUR)
    with pytest.raises(EntryRefused):
        ask_back(recipient=recipient, reason="Nhắc", by=van, now=NOW + timedelta(days=6))
    ask_back(recipient=recipient, reason="Nhắc", by=van, now=NOW + timedelta(days=8))


def test_who_recalls_and_what(sent, office):
    for who in ("emi", "chi", "hai"):
        with pytest.raises(DocumentsForbidden):
            recall(office, sent, who=who)
    with pytest.raises(EntryRefused):
        recall(office, sent, reason=" ")
    recall(office, sent)
    with pytest.raises(EntryRefused):
        recall(office, sent)
    with pytest.raises(EntryRefused):
        ask_back(recipient=sent.recipients.get(), reason="x", by=office.actor("van"), now=NOW)


def test_what_never_left_is_not_recalled_but_set_aside(axis, office):
    document = make.issued(office)
    enqueue_document(document.pk, now=NOW)
    assert recall(office, document) == 0
    two.exchange(office, NOW)
    assert document.recipients.get().axis_messages.get().state == "skipped"
    assert not ArrivingDocument.objects.exists()
    stuck = two.sent_to_b(office, NOW)
    stuck.recipients.get().axis_messages.update(state="stuck", answer_code=Answer("18", "").code)
    assert recall(office, stuck) == 0


def test_a_document_recalled_before_its_job_ran_is_not_sent(axis, office):
    document = make.issued(office)
    assert recall(office, document) == 0
    assert enqueue_document(document.pk, now=NOW) == 0
    two.exchange(office, NOW)
    assert not ArrivingDocument.objects.exists()


@pytest.mark.long
def test_iv_1g_what_an_order_holds_in_a_file_is_destroyed_only_when_released(sent, office):
    register(office, two.at_b(sent))
    came = two.at_b(sent)
    direct_document(
        document=came, ver=came.case.ver, instruction="Giao xử lý", main=Assignee(office.agency_b, office.lam),
        by=office.actor("hai"), now=NOW,
    )  # fmt: skip
    file = work_files.plan(office, "kha", agency=office.agency_b, holder=office.lam)
    entry = work_files.put(office, file, two.at_b(sent), "lam")
    file = work_files.fresh(file)
    hold_file(file=file, reason="Thanh tra", by=office.actor("hai"), now=NOW)
    recall(office, sent)
    two.exchange(office, NOW + HOUR)
    row = TakeBack.objects.get()
    with pytest.raises(EntryRefused, match="giữ nguyên trạng"):
        answer(office, row)
    assert FileEntry.objects.get().title == entry.title != "Văn bản bị thu hồi, đã hủy"
    release_file(file=work_files.fresh(file), reason="Thanh tra xong", by=office.actor("hai"), now=NOW)
    answer(office, row)
    entry.refresh_from_db()
    assert (entry.title, entry.pages, entry.removed_at) == ("Văn bản bị thu hồi, đã hủy", None, None)


@pytest.mark.long
def test_a_recall_that_overtakes_its_document_waits_for_it(axis, office):
    document = two.sent_to_b(office, NOW)
    axis.faults.reorder = 1
    recall_after = document.recipients.get()
    recall_after.axis_messages.update(attempts=1)
    assert recall(office, document) == 1
    two.exchange(office, NOW + HOUR)
    assert TakeBack.objects.get().kind == "recall" and two.at_b(document).frozen_at
    assert {one.state for one in AxisArrival.objects.all()} == {"received"}


@pytest.mark.long
def test_a_stranger_recalls_nothing(sent, office):
    about = make.status_of(sent, make.Status.TAKE_BACK, organ=make.Organ("H56.99", "Lạ")).about
    assert about.organ == "H56.14"
    AxisArrival.objects.all().delete()
    ArrivingDocument.objects.update(issuer_ident="H56.99")
    ask_back(recipient=sent.recipients.get(), reason="x", by=office.actor("van"), now=NOW)
    two.exchange(office, NOW)
    assert not TakeBack.objects.exists()
    assert AxisArrival.objects.get(business="13").waits


@pytest.mark.long
def test_both_sides_see_the_recall_on_their_pages(sent, office, client):
    office.sign_in(client, "van")
    at = f"/can-bo/van-ban/di/{sent.case.code}/truc/"
    assert client.get(f"{at}thu-hoi/").status_code == 422
    make.ordered(office, sent, reason="Sai số liệu")
    assert "Có chỉ đạo thu hồi" in client.get(at).content.decode()
    assert "Sai số liệu" in client.get(f"{at}thu-hoi/").content.decode()
    assert client.post(f"{at}thu-hoi/", {"letter": ""}).status_code == 422
    assert client.post(f"{at}thu-hoi/", {"letter": make.letter(office).case.code}).status_code == 302
    assert "Sai số liệu" in client.get(f"/can-bo/van-ban/di/{sent.case.code}/").content.decode()
    two.exchange(office, NOW)
    came, row = two.at_b(sent), TakeBack.objects.get()
    page = f"/can-bo/van-ban/den/{came.case.code}/"
    office.sign_in(client, "kha")
    assert "Sai số liệu" in client.get(page).content.decode()
    one = f"{page}lay-lai/{row.pk}/"
    assert "Hủy văn bản" in client.get(one).content.decode()
    assert client.post(one, {"answer": "decline"}).status_code == 422
    assert client.post(one, {"answer": "agree"}).status_code == 302
    assert (
        "Yêu cầu này đã được trả lời" in client.post(one, {"answer": "agree"}, follow=True).content.decode()
    )
    assert "Văn bản bị thu hồi, đã hủy" in client.get(page).content.decode()
    two.exchange(office, NOW)
    office.sign_in(client, "van")
    assert "Đã hủy văn bản trên hệ thống" in client.get(at).content.decode()


@pytest.mark.long
def test_two_agencies_from_the_draft_to_the_answer_and_every_state_arrives(axis, office, desk):
    document = outgoing.at_sign(office)
    sign_document(
        document=document, ver=document.case.ver, signer=desk.signer("chi"), by=office.actor("chi"), now=NOW
    )
    document = outgoing.fresh(document)
    issue_document(
        document=document, ver=document.case.ver, signer=desk.signer("so-a"), by=office.actor("van"), now=NOW
    )
    document = outgoing.fresh(document)
    enqueue_document(document.pk, now=NOW)
    two.exchange(office, NOW)
    came = two.at_b(document)
    assert read(came.files.get().file) == read(document.paper.file)
    register(office, came)
    came = two.at_b(document)
    direct_document(
        document=came, ver=came.case.ver, instruction="Giao xử lý", main=Assignee(office.agency_b, office.lam),
        by=office.actor("hai"), now=NOW,
    )  # fmt: skip
    came = two.at_b(document)
    begin_handling(document=came, ver=came.case.ver, by=office.actor("lam"), now=NOW)
    came = two.at_b(document)
    report_result(document=came, ver=came.case.ver, text="Đã xong", by=office.actor("lam"), now=NOW)
    came = two.at_b(document)
    approve_result(document=came, ver=came.case.ver, by=office.actor("hai"), now=NOW)
    two.exchange(office, NOW)
    assert codes(document) == ["01", "03", "04", "05", "06"]
    assert [one.code for one in two.at_b(document).statuses.all()] == ["01", "03", "04", "05", "06"]


def played(office, seed):
    """A sequence of deeds on both sides, drawn by the seed, and what both sides hold in the end."""
    rng, now = Random(seed), NOW
    documents = [two.sent_to_b(office, now, subject=f"Văn bản {n}") for n in range(3)]
    for _ in range(6):
        now += HOUR
        document = outgoing.fresh(rng.choice(documents))
        deed = rng.choice(["register", "ask", "recall", "answer", "exchange"])
        try:
            if deed == "register":
                register(office, two.at_b(document), now=now, duplicate_reason="Thử")
            elif deed == "ask":
                ask_back(recipient=document.recipients.get(), reason="Nhầm", by=office.actor("van"), now=now)
            elif deed == "recall":
                recall(office, document, now=now)
            elif deed == "answer":
                row = TakeBack.objects.filter(answer="").order_by("pk").first()
                if row:
                    answer(office, row, agree=row.kind == "recall" or rng.random() < 0.5, reason="Cần dùng")
        except (EntryRefused, NotYourTurn, ArrivingDocument.DoesNotExist):
            pass
        two.exchange(office, now)
    for row in TakeBack.objects.filter(answer="").order_by("pk"):
        row.refresh_from_db()
        if not row.answer:
            answer(office, row)
    two.exchange(office, now)
    first = min(one.pk for one in documents)
    held = ArrivingDocument.objects.filter(pk__gt=first).order_by("pk")
    return (
        sorted((one.subject, one.arrival_number is not None, bool(one.destroyed_at)) for one in held),
        sorted((codes(one), outgoing.fresh(one).recalled_at is not None) for one in documents),
        sorted(
            TakeBack.objects.filter(document__in=held).values_list("kind", "answer"),
        ),
    )


def one_play(office, axis, seed, *, faulty):
    for fault in ("lose", "lose_answer", "busy"):
        setattr(axis.faults, fault, 0.15 if faulty else 0)
    axis.faults.repeat = axis.faults.reorder = 0.4 if faulty else 0
    return played(office, seed)


@pytest.mark.parametrize(
    "seed", [1, pytest.param(2, marks=pytest.mark.long), pytest.param(3, marks=pytest.mark.long)]
)
def test_messages_lost_repeated_and_overtaken_change_nothing_in_the_end(axis, office, seed):
    quiet = one_play(office, axis, seed, faulty=False)
    assert one_play(office, axis, seed, faulty=True) == quiet
