"""Over the pretended axis: what is lost or repeated on the way arrives once in the end, and the statuses come back."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tinhso.casework.tests.makers import NOW
from tinhso.documents import tasks
from tinhso.documents.axis.actions.enqueue_message import enqueue_document
from tinhso.documents.axis.actions.poll_messages import poll_agency, polling_agencies
from tinhso.documents.axis.actions.send_recipient import send_recipient
from tinhso.documents.axis.client import AxisAway, axis_client
from tinhso.documents.axis.tests import axis_makers as make
from tinhso.documents.models import AxisCursor, AxisMessage, ReceiverStatus
from tinhso.lib.edxml.messages import Status


@pytest.fixture(params=["vxp", "lgsp"])
def axis(request, settings):
    with make.pretended_axis() as server:
        settings.DOCUMENT_AXIS = {
            "form": request.param,
            "url": server.url,
            "system": "t",
            "secret": make.SECRET,
        }
        yield server


def patiently(call, tries=400):
    for _ in range(tries):
        try:
            return call()
        except AxisAway:
            continue
    raise AssertionError("the axis never answered")


def test_a_document_arrives_and_its_statuses_come_back(axis, office):
    document = make.issued(office)
    enqueue_document(document.pk, now=NOW)
    tasks.send_to_recipient(document.recipients.get().pk)
    (delivery,) = axis.store.all("delivery")
    assert (delivery["from"], delivery["to"]) == ("H56.14", "H56.15")
    assert [one.ident_code for one in polling_agencies(NOW.date())] == ["H56.14"]
    content = axis_client().fetch("H56.15", delivery["id"])
    assert make.document_message(content).subject == document.subject
    make.put_status(axis, make.status_of(document, Status.ARRIVED))
    make.put_status(axis, make.status_of(document, Status.ACCEPTED))
    tasks.poll_axis(0)
    assert [one.code for one in ReceiverStatus.objects.all()] == ["01", "03"]
    assert (
        axis_client().received("H56.14", "status", since=timezone.localdate(), until=timezone.localdate())
        == []
    )


def test_the_cursor_moves_only_when_all_is_in(axis, office):
    document = make.issued(office)
    make.put_status(axis, make.status_of(document, Status.ARRIVED))
    day = timezone.localdate()
    axis.faults.down = True
    with pytest.raises(AxisAway):
        poll_agency(office.agency_a, axis=axis_client(), day=day, now=NOW)
    assert AxisCursor.objects.count() == 0
    axis.faults.down = False
    assert poll_agency(office.agency_a, axis=axis_client(), day=day, now=NOW) == 1
    assert set(AxisCursor.objects.values_list("kind", "day")) == {("edoc", day), ("status", day)}


def test_a_status_that_is_not_ours_does_not_stop_the_rest(axis, office):
    document = make.issued(office)
    make.put_status(axis, make.status_of(document, Status.TAKE_BACK))
    make.put_status(axis, make.status_of(document, Status.FINISHED))
    poll_agency(office.agency_a, axis=axis_client(), day=timezone.localdate(), now=NOW)
    assert [one.code for one in ReceiverStatus.objects.all()] == ["06"]


def test_what_a_dead_worker_left_is_taken_up(axis, office):
    document = make.issued(office)
    enqueue_document(document.pk, now=NOW)
    AxisMessage.objects.update(next_try=timezone.now() - timedelta(minutes=5))
    tasks.mend_axis(0)
    AxisMessage.objects.update(epoch=0)
    tasks.mend_axis(0)
    tasks.send_to_recipient(document.recipients.get().pk)
    assert AxisMessage.objects.get().state == "waiting"


@pytest.mark.long
def test_messages_lost_and_repeated_change_nothing_in_the_end(axis, office):
    documents = [make.issued(office, subject=f"Văn bản {n}") for n in range(6)]
    faults, at = axis.faults, timezone.now() + timedelta(seconds=1)
    faults.lose = faults.lose_answer = faults.busy = 0.15
    faults.repeat = faults.reorder = 0.4
    for document in documents:
        enqueue_document(document.pk, now=NOW)
        recipient = document.recipients.get().pk
        while (retry_at := send_recipient(recipient, axis=axis_client(), at=at, now=NOW)) is not None:
            at = retry_at
        for status in ("01", "03", "04", "05", "06"):
            make.put_status(axis, make.status_of(document, Status(status)))
    assert {one.state for one in AxisMessage.objects.all()} == {"confirmed"}
    arrived = {
        make.document_message(axis.register.fetch("H56.15", one["id"])).document_id
        for one in axis.store.where("delivery", "to", "H56.15")
    }
    assert len(arrived) == 6
    patiently(lambda: poll_agency(office.agency_a, axis=axis_client(), day=timezone.localdate(), now=NOW))
    assert {one["state"] for one in axis.store.where("delivery", "to", "H56.14")} == {"done"}
    for document in documents:
        found = ReceiverStatus.objects.filter(recipient__document=document).values_list("code", flat=True)
        assert sorted(found) == ["01", "03", "04", "05", "06"]
