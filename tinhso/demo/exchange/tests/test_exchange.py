"""The demo's exchange: a service of each standing, an agreement of each state, nothing taken for true."""

import pytest

from tinhso.demo.exchange.calls import create_calls
from tinhso.demo.exchange.events import publish_loaded_events
from tinhso.demo.exchange.exchange import create_exchange
from tinhso.exchange.agreements.sheet import standing_of
from tinhso.exchange.data_uses.person_uses import uses_of
from tinhso.exchange.models import (
    Agreement,
    AgreementDispute,
    AgreementReview,
    EventDelivery,
    EventSubscription,
    ExchangeCall,
    FieldMapping,
    Member,
    PublishedEvent,
    Service,
)
from tinhso.exchange.registry.tables import standing_of as standing_of_service
from tinhso.exchange.topics.actions.publish_events import publish_events
from tinhso.kernel.events.public import seal
from tinhso.kernel.people.public import SYSTEM, User, actor_of
from tinhso.kernel.site import clock

pytestmark = pytest.mark.long
STANDINGS = {
    "Chờ thẩm định",
    "Chờ duyệt",
    "Bên cung cấp từ chối",
    "Đang hiệu lực",
    "Tạm dừng",
    "Đã chấm dứt",
}


def test_there_is_one_of_each_standing(demo):
    now = clock.now()
    found = {standing_of(one, now)[0] for one in Agreement.objects.whole()}
    assert found >= STANDINGS
    assert {standing_of_service(one, now)[0] for one in Service.objects.all()} >= {
        "Đang cung cấp",
        "Sắp ngừng",
    }
    assert Member.objects.exclude(suspended_at=None).count() == 1
    asked = {(one.service_id, name) for one in Agreement.objects.all() for name in one.fields}
    assert asked <= set(FieldMapping.objects.values_list("service", "field"))  # a citizen reads words
    assert sorted(one.decision_text == "" for one in AgreementDispute.objects.all()) == [False, True]


def test_its_year_is_behind_its_day(demo):
    now = clock.now()
    assert all(one.case.submitted_at <= now for one in Agreement.objects.whole())
    assert all(one.for_day >= now.date() for one in AgreementReview.objects.all())
    assert {one.case.submitted_at.year for one in Agreement.objects.whole()} <= {now.year - 1, now.year}


def test_whatever_somebody_could_take_for_true_says_that_it_is_not(demo):
    firms = Member.objects.filter(agency=None).values_list("name", flat=True)
    assert all("mô phỏng" in name for name in firms)
    # what a topic sends says itself that it is simulated, and what the program gives is the demo's own data
    services = Service.objects.filter(topic="", provided="")
    assert all("minh họa" in text for text in services.values_list("description", flat=True))
    assert all(one.legal_basis.endswith("(minh họa, chưa kiểm chứng)") for one in Agreement.objects.all())


def test_a_second_time_it_is_not_filled_again(demo):
    assert create_exchange(now=clock.now()) == 0


def test_the_year_of_calls_is_marked_bounded_and_ends_with_its_day(demo):
    now, calls = clock.now(), ExchangeCall.objects.filter(plane="mo-phong")
    assert 500 < calls.count() < 20_000
    assert not calls.filter(at__gt=now).exists()
    assert calls.filter(named="person").exists() and calls.filter(named="nobody").exists()
    assert not calls.exclude(code="ok").filter(bytes_out__gt=0).exists()
    assert create_calls(now=now) == 0


def test_le_thi_an_sees_who_asked_about_her_for_her_dossiers(demo):
    user = User.objects.get(full_name="Lê Thị An", person__isnull=False)
    person = uses_of(actor_of(user, on=clock.today()), on=clock.today())
    assert person is not None and person.has_number
    named = person.calls().exclude(issue="")
    assert named.exists() and set(named.values_list("issue", flat=True)) <= {
        one.code for one in person.cases.values()
    }


def test_events_are_published_and_wait_for_their_subscribers_when_it_opens(demo, client):
    """Nothing of the sealed log is left to read, nobody is behind, and the page of whoever subscribes is not empty."""
    seal()
    assert publish_loaded_events(now=clock.now()) and publish_events(by=SYSTEM) == 0
    assert PublishedEvent.objects.exists()
    for one in EventSubscription.objects.whole():
        last = PublishedEvent.objects.filter(service=one.service).order_by("sequence").last()
        assert one.reached == (last.sequence if last else 0)
    waiting = EventDelivery.objects.exclude(state=EventDelivery.State.DELIVERED)
    assert waiting.exists()
    client.force_login(User.objects.get(username="tho"))
    page = client.get("/can-bo/chia-se-du-lieu/su-kien/").content.decode()
    fetched = waiting.filter(subscription__way=EventSubscription.Way.PULL).first()
    assert fetched is None or fetched.subject in page
