"""Two agencies in one run while the axis loses, repeats, delays and turns round: from the draft to the answer, update,
replacement and recall."""

from datetime import timedelta
from uuid import uuid4

import pytest

from tinhso.casework.tests.makers import NOW
from tinhso.documents.axis.actions.enqueue_message import enqueue_document
from tinhso.documents.axis.actions.replace_document import replace_document
from tinhso.documents.axis.actions.update_document import IssuedChange, update_document
from tinhso.documents.axis.tests import axis_makers as make
from tinhso.documents.axis.tests import two_agencies as two
from tinhso.documents.incoming.actions.answer_take_back import answer_take_back
from tinhso.documents.incoming.actions.approve_result import approve_result
from tinhso.documents.incoming.actions.begin_handling import begin_handling
from tinhso.documents.incoming.actions.direct_document import direct_document
from tinhso.documents.incoming.actions.register_document import register_document
from tinhso.documents.incoming.actions.report_result import report_result
from tinhso.documents.incoming.assigning import Assignee
from tinhso.documents.models import (
    ArrivingDocument,
    ArrivingReplacement,
    ArrivingVersion,
    AxisArrival,
    AxisMessage,
    AxisReply,
    ReceiverStatus,
    TakeBack,
)
from tinhso.documents.outgoing.tests import makers as outgoing
from tinhso.documents.signing.actions.issue_document import issue_document
from tinhso.documents.signing.actions.sign_document import sign_document
from tinhso.kernel.files.public import read
from tinhso.kernel.papers.queries import verify_upload

HOUR = timedelta(hours=1)


@pytest.fixture
def axis(office, settings):
    with make.pretended_axis() as server:
        settings.DOCUMENT_AXIS = two.settings_for(server)
        two.with_b(office)
        for fault in ("lose", "lose_answer", "busy"):
            setattr(server.faults, fault, 0.15)
        server.faults.repeat = server.faults.reorder = 0.4
        yield server


def codes(document):
    """What the receiver told, in the order in which it arose there."""
    rows = ReceiverStatus.objects.filter(recipient__document=document)
    return sorted(rows.values_list("code", flat=True))


def issued(town, desk, **words):
    """Drafted, content and form approved, signed by the head, numbered and sealed by the clerk."""
    document = outgoing.at_sign(town, **words)
    chi, van = town.actor("chi"), town.actor("van")
    sign_document(document=document, ver=document.case.ver, signer=desk.signer("chi"), by=chi, now=NOW)
    document = outgoing.fresh(document)
    issue_document(document=document, ver=document.case.ver, signer=desk.signer("so-a"), by=van, now=NOW)
    enqueue_document(document.pk, now=NOW)
    return outgoing.fresh(document)


def to_the_handler(town, document):
    came = two.at_b(document)
    register_document(document=came, ver=came.case.ver, leader=town.hai, by=town.actor("kha"), now=NOW)
    came = two.at_b(document)
    direct_document(
        document=came, ver=came.case.ver, instruction="Giao xử lý", main=Assignee(town.agency_b, town.lam),
        by=town.actor("hai"), now=NOW,
    )  # fmt: skip
    came = two.at_b(document)
    begin_handling(document=came, ver=came.case.ver, by=town.actor("lam"), now=NOW)


def settled(town, document):
    came = two.at_b(document)
    report_result(document=came, ver=came.case.ver, text="Đã xong", by=town.actor("lam"), now=NOW)
    came = two.at_b(document)
    approve_result(document=came, ver=came.case.ver, by=town.actor("hai"), now=NOW)


@pytest.mark.long
def test_must_hold_1_two_agencies_in_one_run_over_an_axis_that_loses_and_repeats(axis, office, desk):
    van = office.actor("van")
    document = issued(office, desk)
    two.exchange(office, NOW)
    assert read(two.at_b(document).files.get().file) == read(document.paper.file)
    to_the_handler(office, document)
    change = IssuedChange("Báo cáo quý I năm 2024", "khan", None)
    given = {"letter": make.letter(office), "client_key": uuid4(), "by": van, "now": NOW + HOUR}
    order = make.ordered(office, document, "correct", "Ghi thiếu năm")
    update_document(order=order, change=change, **given)
    two.exchange(office, NOW + HOUR)
    assert (two.at_b(document).subject, two.at_b(document).urgency) == ("Báo cáo quý I năm 2024", "khan")
    settled(office, document)
    two.exchange(office, NOW + HOUR)
    assert codes(document) == ["01", "03", "04", "05", "06", "15"]

    better = issued(office, desk, subject="Báo cáo quý I đã rà soát", receivers=())
    order = make.ordered(office, document, "replace", "Rà soát số liệu")
    replace_document(order=order, document=better, by=van, now=NOW + 2 * HOUR)
    two.exchange(office, NOW + 2 * HOUR)
    pair = ArrivingReplacement.objects.get()
    assert (pair.document_id, pair.replaced_id) == (two.at_b(better).pk, two.at_b(document).pk)
    assert codes(document) == ["01", "03", "04", "05", "06", "15", "15"]

    signed = read(outgoing.fresh(better).paper.file)
    assert verify_upload(signed).paper.is_good
    make.recall(office, better, now=NOW + 3 * HOUR)
    assert verify_upload(signed).paper.revoked_at == NOW + 3 * HOUR
    two.exchange(office, NOW + 3 * HOUR)
    answer_take_back(
        take_back=TakeBack.objects.get(), agree=True, reason="", by=office.actor("kha"), now=NOW + 3 * HOUR
    )
    two.exchange(office, NOW + 3 * HOUR)
    assert codes(better) == ["01", "15"] and outgoing.fresh(better).recalled_at == NOW + 3 * HOUR
    destroyed = ArrivingDocument.objects.get(pk=pair.document_id)
    assert destroyed.destroyed_at and not destroyed.files.exists()
    assert (ArrivingDocument.objects.count(), ArrivingVersion.objects.count()) == (2, 1)
    assert {one.state for one in AxisArrival.objects.all()} == {"received"}
    assert {one.state for model in (AxisMessage, AxisReply) for one in model.objects.all()} == {"confirmed"}
