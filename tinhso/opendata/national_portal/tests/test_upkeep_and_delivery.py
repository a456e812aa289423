"""The clocks remind, the list goes to the national portal, and what is refused or stuck is seen."""

from datetime import date, timedelta
from threading import Thread

import pytest

from sandbox.national_data.server import Server
from sandbox.store import Store
from tinhso.kernel.people.public import SYSTEM
from tinhso.opendata.dataset.permissions import OpenDataForbidden
from tinhso.opendata.models import Dataset, NationalDelivery, OpenDataList, Upkeep
from tinhso.opendata.national_portal.actions.deliver_national import (
    WAITS,
    queue_changed,
    queue_list,
    replay_delivery,
    send_due,
)
from tinhso.opendata.national_portal.client import NationalPortal
from tinhso.opendata.tests.makers import NOW, publishers
from tinhso.opendata.upkeep.actions.keep_upkeep import open_reminders, review_dataset
from tinhso.opendata.upkeep.upkeep import months_later

pytestmark = pytest.mark.django_db


@pytest.fixture
def answering(opened, town):
    """The opened table of agency A, with its data officer."""
    return publishers(town)


@pytest.fixture
def portal():
    with Server(Store()) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield server, NationalPortal(server.url, "H56", "sandbox")
        server.shutdown()


def test_the_last_day_of_a_short_month():
    assert months_later(date(2023, 11, 30), 3) == date(2024, 2, 29)
    assert months_later(date(2024, 7, 1), 6) == date(2025, 1, 1)


def test_reminders_are_opened_once_fourteen_days_before(opened, answering):
    assert open_reminders(by=SYSTEM, now=NOW) == 0
    late = NOW + timedelta(days=170)  # 25/8/2024
    assert open_reminders(by=SYSTEM, now=late - timedelta(days=1)) == 0
    assert open_reminders(by=SYSTEM, now=late) == 1
    assert open_reminders(by=SYSTEM, now=late) == 0
    upkeep = Upkeep.objects.select_related("case").get()
    assert (upkeep.kind, upkeep.for_day) == ("review", date(2024, 9, 8))
    assert upkeep.case.due_at or upkeep.case.state == "submitted"


def test_a_publishers_dataset_must_be_brought_up_to_date(opened, answering):
    Dataset.objects.filter(pk=opened.pk).update(table=None)
    assert open_reminders(by=SYSTEM, now=NOW + timedelta(days=85)) == 1
    assert Upkeep.objects.get().kind == "update"


def test_a_review_closes_its_reminder(opened, answering, client):
    late = NOW + timedelta(days=175)
    open_reminders(by=SYSTEM, now=late)
    with pytest.raises(OpenDataForbidden):
        review_dataset(dataset=opened, by=answering.emi, now=late)
    review_dataset(dataset=opened, by=answering.dao, now=late)
    opened.refresh_from_db()
    assert opened.reviewed_on == late.date()
    assert Upkeep.objects.select_related("case").get().case.state == "done"
    assert open_reminders(by=SYSTEM, now=late) == 0


@pytest.mark.long
def test_the_list_and_its_records_are_delivered_once(opened, portal, town):
    server, way = portal
    listed = OpenDataList.objects.get()
    with pytest.raises(OpenDataForbidden):
        queue_list(listed=listed, by=town.actor("chi"), now=NOW)
    assert queue_list(listed=listed, by=town.actor("quan"), now=NOW) == 2
    assert queue_list(listed=listed, by=town.actor("quan"), now=NOW) == 0
    assert send_due(portal=way, now=NOW) == 2
    assert send_due(portal=way, now=NOW) == 0
    assert queue_changed(by=SYSTEM, now=NOW) == 0
    Dataset.objects.filter(pk=opened.pk).update(ver=opened.ver + 1)
    assert queue_changed(by=SYSTEM, now=NOW) == 1
    kinds = [row["loai"] for row in server.store.all("record")]
    assert kinds == ["danh-muc", "bo-du-lieu"]
    assert all(one.receipt.startswith("DLQG-") for one in NationalDelivery.objects.filter(state="delivered"))


@pytest.mark.long
def test_a_refusal_is_kept_with_its_reason_and_can_be_sent_again(opened, portal, town):
    _, way = portal
    queue_list(listed=OpenDataList.objects.get(), by=SYSTEM, now=NOW)
    first = NationalDelivery.objects.first()
    NationalDelivery.objects.filter(pk=first.pk).update(payload={**first.payload, "la": 1})
    assert send_due(portal=way, now=NOW) == 1
    first.refresh_from_db()
    assert first.state == "refused" and "không có trường này" in first.message
    replay_delivery(delivery=first, by=town.actor("quan"), now=NOW)
    assert send_due(portal=way, now=NOW) == 1


@pytest.mark.long
def test_silence_is_tried_again_and_in_the_end_seen(opened, portal, town, client):
    server, way = portal
    server.faults.down = True
    queue_list(listed=OpenDataList.objects.get(), by=SYSTEM, now=NOW)
    at = NOW
    for wait in (*WAITS, timedelta()):
        assert send_due(portal=way, now=at) == 0
        at += wait
    first = NationalDelivery.objects.first()
    assert first.state == "stuck" and NationalDelivery.objects.last().state == "waiting"
    town.sign_in(client, "quan")
    page = client.get("/quan-tri/du-lieu-mo/cong-quoc-gia/").content.decode()
    assert "Gửi nhiều lần không được" in page
    server.faults.down = False
    assert client.post(f"/quan-tri/du-lieu-mo/cong-quoc-gia/{first.pk}/gui-lai/").status_code == 302
    assert send_due(portal=way, now=at) == 2


@pytest.mark.long
def test_an_answer_that_got_lost_makes_nothing_twice(opened, portal):
    server, way = portal
    server.faults.lose_answer = 1.0
    queue_list(listed=OpenDataList.objects.get(), by=SYSTEM, now=NOW)
    assert send_due(portal=way, now=NOW) == 0
    server.faults.lose_answer = 0.0
    assert send_due(portal=way, now=NOW + WAITS[0]) == 2
    assert server.store.count("receipt") == 2
