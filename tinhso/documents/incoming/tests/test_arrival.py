"""How a document arrives, is registered or turned away: once, in order, told of, and nothing of a secret one."""

import logging
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection, transaction

from tinhso.casework.public import Case, NotYourTurn, Stale, State
from tinhso.casework.tests.makers import NOW
from tinhso.documents.incoming.actions.refuse_document import refuse_document
from tinhso.documents.incoming.actions.register_document import register_document
from tinhso.documents.incoming.duplicates import DuplicateDocument
from tinhso.documents.incoming.letter import number_key
from tinhso.documents.incoming.permissions import can_receive
from tinhso.documents.incoming.tests import makers as make
from tinhso.documents.incoming.upkeep import waiting_arrivals
from tinhso.documents.models import ArrivingDocument, HandlingStatus
from tinhso.documents.pages.refusals import DocumentsForbidden, SecretDocument
from tinhso.kernel.events.models import EventRow
from tinhso.kernel.events.public import SYSTEM, Actor
from tinhso.kernel.notices.models import Notice
from tinhso.kernel.site.public import EntryRefused


def codes(document):
    return list(document.statuses.values_list("code", flat=True))


def refuse(town, document, who="van", reason="Gửi nhầm cơ quan", **changes):
    given = {"ver": document.case.ver, "now": NOW} | changes
    return refuse_document(document=document, reason=reason, by=town.actor(who), **given)


def count_visible(town, who):
    return ArrivingDocument.objects.visible_to(town.actor(who), on=NOW.date()).count()


def test_iii_1e_a_message_arrives_once_and_waits_for_the_clerk(office):
    document = make.arrive(office, origin_id="VXP-1", files=[make.scan()])
    second = make.arrive(office, origin_id="VXP-1", subject="Bản gửi lặp")
    other = make.arrive(office, origin_id="VXP-1", agency=office.agency_b)
    assert second.pk == document.pk != other.pk and second.subject == make.WORDS["subject"]
    case = document.case
    assert (case.state, case.step, case.desk, case.kind) == (
        State.SUBMITTED,
        "",
        office.agency_a,
        "arriving_document",
    )
    assert "chuyển đổi" not in case.title and document.files.count() == 1
    assert codes(document) == ["01"]
    assert EventRow.objects.filter(name="documents.DocumentArrived").count() == 2
    assert Notice.objects.filter(user=office.van, template="documents.arriving_new").count() == 1
    assert [count_visible(office, who) for who in ("van", "chi", "emi", "hai", "tra", "an")] == [
        1,
        0,
        0,
        0,
        0,
        0,
    ]


def test_iii_1d_arriving_documents_are_numbered_by_themselves_in_order_within_the_year(office):
    first = make.registered(office)
    second = make.registered(office, document_ident="", number="16")
    assert [(one.arrival_year, one.arrival_number) for one in (first, second)] == [(2024, 1), (2024, 2)]
    assert first.registered_by == office.van and codes(first) == ["01", "03"]
    assert (first.case.step, first.case.officer) == ("direct", office.chi)
    assert [count_visible(office, who) for who in ("van", "chi", "emi", "hai")] == [2, 2, 0, 0]
    next_year = NOW + timedelta(days=300)
    third = make.register(
        office, make.arrive(office, number="1", document_ident="", now=next_year), now=next_year
    )
    assert (third.arrival_year, third.arrival_number) == (2025, 1)
    other = make.arrive(office, agency=office.agency_b)
    with pytest.raises(DocumentsForbidden):
        make.register(office, other)


def test_iii_1h_duplicates_are_told_and_the_clerk_says_why_it_is_registered(office):
    make.registered(office)
    same_identifier = make.arrive(office, number="99", issuer_name="Nơi khác", issuer_ident="")
    same_three = make.arrive(
        office, document_ident="", number="0015", notation="ubnd - cntt", issuer_ident=""
    )
    by_code = make.arrive(office, document_ident="", issuer_name="UBND tỉnh")
    for document in (same_identifier, same_three, by_code):
        with pytest.raises(DuplicateDocument) as refused:
            make.register(office, document)
        assert "số đến 1" in str(refused.value) and refused.value.earlier
        assert make.fresh(document).arrival_number is None
    for words in (
        {"number": "16"},
        {"notation": "UBND-TH"},
        {"issuer_name": "Sở Tài chính", "issuer_ident": "H56.05"},
        {"dated": date(2023, 3, 5)},
        {"number": ""},
    ):
        make.register(office, make.arrive(office, **{"document_ident": ""} | words))
    row = make.register(office, same_three, duplicate_reason="Bản ký lại")
    assert (row.duplicate_reason, row.arrival_number) == ("Bản ký lại", 7)
    refuse(office, by_code)
    alone = make.arrive(office, document_ident="D-1", number="77")
    refuse(office, alone)
    assert make.register(office, make.arrive(office, document_ident="D-1", number="77")).arrival_number == 8


def test_a_reason_without_a_duplicate_is_not_written_down(office):
    assert make.register(office, make.arrive(office), duplicate_reason="Thừa").duplicate_reason == ""
    assert number_key(" 05", "QĐ-UBND") == number_key("5", "qd - ubnd") != number_key("5", "")
    assert number_key("0", "X") == ""


def test_iii_1i_the_leader_is_told_of_a_new_paper_and_learns_no_subject_from_it(office):
    named = make.registered(office)
    notice = Notice.objects.get(template="documents.arriving_registered")
    assert notice.user == office.chi and notice.params == {"code": named.case.code}
    make.register(office, make.arrive(office, document_ident="", number="2"))
    assert Notice.objects.filter(template="documents.arriving_registered", user=office.chi).count() == 2
    with pytest.raises(EntryRefused) as refused:
        make.register(office, make.arrive(office, document_ident="", number="3"), leader=office.emi)
    assert refused.value.field == "leader"


def test_the_clerk_turns_a_document_away_and_the_sender_is_told_why(office):
    document = make.arrive(office)
    for reason in (" ", "x" * 501):
        with pytest.raises(EntryRefused):
            refuse(office, document, reason=reason)
    with pytest.raises(SecretDocument):
        refuse(office, document, reason="Mật")
    with pytest.raises(DocumentsForbidden):
        refuse(office, document, "chi")
    with pytest.raises(Stale):
        refuse(office, document, ver=document.case.ver + 1)
    refuse(office, document)
    row = HandlingStatus.objects.get(code="02")
    assert (row.note, row.by) == ("Gửi nhầm cơ quan", office.van)
    document = make.fresh(document)
    assert document.case.state == State.REFUSED and document.arrival_number is None
    given = {"document": document, "ver": document.case.ver, "by": office.actor("van"), "now": NOW}
    with pytest.raises(NotYourTurn):
        refuse_document(reason="Lần nữa", **given)
    with pytest.raises(NotYourTurn):
        register_document(**given)


def test_a_document_is_registered_once(office):
    document = make.arrive(office)
    done = make.register(office, document)
    for old in (document, done):
        with pytest.raises(Stale):
            make.register(office, old)
    with pytest.raises(Stale):
        make.register(office, make.arrive(office, document_ident="", number="2"), ver=99)
    assert ArrivingDocument.objects.filter(arrival_number__isnull=False).count() == 1


def test_only_the_clerk_of_the_agency_receives_and_registers(office):
    for who in ("chi", "emi", "binh", "an", "tra"):
        with pytest.raises(DocumentsForbidden):
            make.arrive(office, who)
    document = make.arrive(office, "van", channel=ArrivingDocument.Channel.PAPER)
    assert document.received_by == office.van and not Notice.objects.filter(user=office.van).exists()
    with pytest.raises(DocumentsForbidden):
        make.register(office, document, "chi")
    assert not can_receive(office.agency_b.pk, office.actor("van"))
    assert not can_receive(office.agency_a.pk, Actor())
    assert can_receive(office.agency_a.pk, SYSTEM)


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({"issuer_name": " "}, "issuer_name"),
        ({"subject": ""}, "subject"),
        ({"subject": "x" * 501}, "subject"),
        ({"notation": "x" * 61}, "notation"),
        ({"urgency": "gap"}, "urgency"),
        ({"dated": date(2024, 3, 9)}, "dated"),
        ({"pages": 0}, "pages"),
        ({"origin_id": "x" * 201}, ""),
    ],
)
def test_what_a_register_cannot_hold_is_refused(office, words, field):
    with pytest.raises(EntryRefused) as refused:
        make.arrive(office, **words)
    assert refused.value.field == field and not ArrivingDocument.objects.exists()


def test_a_form_sent_twice_makes_one_document(office):
    key = uuid4()
    paper = {"channel": ArrivingDocument.Channel.PAPER, "client_key": key}
    assert make.arrive(office, "van", **paper).pk == make.arrive(office, "van", **paper).pk


def test_the_time_of_registering_and_of_handling_follows_law_paper_and_urgency(office):
    plain = make.arrive(office)
    urgent = make.arrive(office, urgency="hoa_toc", document_ident="", number="2")
    (sample,) = waiting_arrivals()
    assert (sample.value, sample.labels) == (2, {"step": "register"})
    dues = [one.case.participants.get(open=True).due_at for one in (plain, urgent)]
    assert NOW < dues[1] < dues[0] < NOW + timedelta(days=5)
    by_rule = make.register(office, plain)
    until = make.register(
        office, make.arrive(office, document_ident="", number="3", answer_by=date(2024, 3, 13))
    )
    passed = make.register(
        office, make.arrive(office, document_ident="", number="4", answer_by=date(2024, 3, 1))
    )
    assert until.case.due_at < by_rule.case.due_at == passed.case.due_at


@pytest.mark.parametrize(
    ("mark", "words"),
    [
        ("mat", {}),
        ("", {"subject": "TỐI MẬT"}),
        ("", {"content": "dòng đầu\nTUYỆT MẬT\n"}),
        ("", {"signer": "(Mật)"}),
    ],
)
def test_nothing_of_a_secret_document_is_written_down(office, caplog, mark, words):
    caplog.set_level(logging.DEBUG)
    before = EventRow.objects.count()
    with pytest.raises(SecretDocument):
        make.arrive(office, secrecy=mark, **words)
    assert not ArrivingDocument.objects.exists() and not Case.objects.exists()
    assert EventRow.objects.count() == before and make.WORDS["subject"] not in caplog.text
    with pytest.raises(SecretDocument):
        make.register(office, make.arrive(office), duplicate_reason="Mật")


@pytest.mark.long
@pytest.mark.django_db(transaction=True)
def test_many_clerks_at_once_leave_no_gap_and_a_repeated_message_stays_one(office):
    """A deed that fails gives its number back; the same message brought by several at once is one document."""

    def deed(turn):
        try:
            with transaction.atomic():
                words = {"document_ident": "", "number": str(turn // 2 + 1)}
                document = make.arrive(office, origin_id=f"M-{turn // 2}", **words)
                if document.arrival_number is None:
                    document = make.register(office, document)
                if turn % 5 == 0:
                    raise ZeroDivisionError
                return document.arrival_number
        except ZeroDivisionError:
            return None
        except Stale:
            return None
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        numbers = {n for n in pool.map(deed, range(40)) if n is not None}
    there = sorted(ArrivingDocument.objects.values_list("arrival_number", flat=True))
    assert there == list(range(1, len(there) + 1)) and numbers <= set(there) and len(there) >= 18
