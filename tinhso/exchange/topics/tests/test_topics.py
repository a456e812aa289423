"""A declared topic becomes a service, and the sealed log becomes its notices, once each and in order."""

import json
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tinhso.casework.tests.makers import NOW, make_case
from tinhso.exchange.models import EventCursor, PublishedEvent, Service
from tinhso.exchange.pages.refusals import ExchangeForbidden
from tinhso.exchange.registry.versions import newest
from tinhso.exchange.topics import upkeep
from tinhso.exchange.topics.actions import publish_events as publishing
from tinhso.exchange.topics.actions.erase_published import erase_published
from tinhso.exchange.topics.actions.open_topic import open_topic
from tinhso.exchange.topics.actions.publish_events import publish_events, publish_loaded
from tinhso.exchange.topics.declared import NotAsDeclared, Notice
from tinhso.exchange.topics.envelope import envelope
from tinhso.exchange.topics.tests.makers import TOPIC, moved, opened, published, sealed, system_of
from tinhso.kernel.events.public import SYSTEM, EventRow
from tinhso.kernel.law.models import Rule
from tinhso.kernel.site.public import EntryRefused


def test_a_topic_is_a_service_that_is_agreed_about(topic_town):
    service = opened(topic_town)
    version = newest(service)
    assert service.topic == TOPIC.code and not service.personal
    assert [str(one) for one in version.calls] == [
        "POST /su-kien",
        "POST /su-kien/lay",
        "POST /su-kien/xac-nhan",
    ]
    assert EventRow.objects.filter(name="exchange.TopicOpened").count() == 1


def test_the_operator_opens_it_once_for_a_system_of_its_own(topic_town):
    town = topic_town
    with pytest.raises(ExchangeForbidden):
        open_topic(topic=TOPIC.code, system=system_of(town), by=town.actor("dao"), now=NOW)
    with pytest.raises(EntryRefused, match="Không có chủ đề"):
        open_topic(topic="no.such", system=system_of(town), by=town.actor("cuc"), now=NOW)
    with pytest.raises(EntryRefused, match="cơ quan vận hành"):
        opened(town, town.consumer)
    opened(town)
    with pytest.raises(EntryRefused, match="đã mở"):
        opened(town)


def test_what_was_loaded_is_told_at_once_as_it_would_have_been_piece_by_piece(topic_town):
    service, case = opened(topic_town), make_case()
    for step in ("b", "end", "c"):
        moved(case.pk, step)
    moved(case.pk, at=NOW - timedelta(days=1))
    assert publish_loaded(by=SYSTEM) == 0  # nothing is sealed yet: the cursor stays
    sealed()
    assert publish_loaded(by=SYSTEM) == 2
    assert list(PublishedEvent.objects.order_by("sequence").values_list("service", "sequence")) == [
        (service.pk, 1),
        (service.pk, 2),
    ]
    assert publish_events(by=SYSTEM) == 0
    moved(case.pk, "d")
    assert published() == 1
    with pytest.raises(ExchangeForbidden):
        publish_loaded(by=topic_town.actor("cuc"))


def test_what_is_sealed_is_told_once_in_order_without_a_gap(topic_town, monkeypatch):
    monkeypatch.setattr(publishing, "AT_A_TIME", 2)
    service, case = opened(topic_town), make_case()
    for step in ("b", "end", "c"):
        moved(case.pk, step)
    moved(case.pk, at=NOW - timedelta(days=1))
    assert publish_events(by=SYSTEM) == 0  # nothing of it is sealed
    assert published() == 2
    assert published() == 0
    moved(case.pk, "d")
    assert published() == 1
    found = list(PublishedEvent.objects.filter(service=service).order_by("sequence"))
    assert [(one.sequence, one.data["buoc"]) for one in found] == [(1, "b"), (2, "c"), (3, "d")]
    assert {one.subject for one in found} == {f"V-{case.pk}"}


def test_without_an_opened_topic_the_log_is_not_read_and_who_opens_one_begins_there(topic_town):
    moved(make_case().pk)
    assert published() == 0 and not EventCursor.objects.exists()
    opened(topic_town)
    assert EventCursor.objects.get().seal == 1


def test_only_the_system_reads_the_log_and_erases(topic_town):
    for deed in (
        lambda: publish_events(by=topic_town.actor("cuc")),
        lambda: erase_published(by=topic_town.actor("cuc"), now=NOW, real=NOW),
    ):
        with pytest.raises(ExchangeForbidden):
            deed()


def test_the_envelope_is_a_cloud_event(topic_town, settings):
    service = opened(topic_town)
    moved(make_case().pk)
    published()
    event = PublishedEvent.objects.get()
    found = envelope(event, topic=TOPIC, service=service, instance="THANHHOA")
    assert found["specversion"] == "1.0" and found["id"] == str(event.event_id)
    assert found["type"] == "tinhso.test.case_moved.v1"
    assert found["source"] == f"/THANHHOA/GOV/so-c/nen-tang/{TOPIC.service}"
    assert found["sequence"] == "000000000001" and "simulated" not in found
    settings.DEMO = True
    assert envelope(event, topic=TOPIC, service=service, instance="THANHHOA")["simulated"] is True
    schema = newest(service).openapi["paths"]["/su-kien"]["post"]["requestBody"]["content"]
    described = schema["application/cloudevents+json"]["schema"]
    assert set(described["required"]) == set(found)
    json.dumps(found)


@pytest.mark.parametrize(
    "data", [{}, {"buoc": None}, {"buoc": 1}, {"buoc": "x" * 201}, {"buoc": "b", "ten": "An"}]
)
def test_a_notice_has_the_declared_fields_and_nothing_else(data):
    with pytest.raises(NotAsDeclared):
        TOPIC.check(Notice("V-1", "so-a", data))


def test_notices_go_when_their_days_are_over(topic_town):
    opened(topic_town)
    moved(make_case().pk)
    published()
    later = timezone.now() + timedelta(days=91)
    assert erase_published(by=SYSTEM, now=NOW, real=later) == 0  # without a rule nothing goes
    Rule.objects.create(key="exchange.event_days", value=90, valid=Rule.objects.first().valid, source="thử")
    assert erase_published(by=SYSTEM, now=NOW, real=later - timedelta(days=2)) == 0
    assert erase_published(by=SYSTEM, now=NOW, real=later) == 1


def test_a_cursor_that_stands_still_is_found(topic_town, monkeypatch):
    assert [one.level for one in upkeep.reading_goes_on()] == ["good"]
    opened(topic_town)
    published()
    assert next(iter(upkeep.seconds_behind())).value == 0
    moved(make_case().pk)
    sealed()
    assert [one.level for one in upkeep.reading_goes_on()] == ["wrong"]
    assert next(iter(upkeep.seconds_behind())).value > 900


def test_the_page_lists_topics_and_the_operator_opens_one(topic_town, client, django_assert_max_num_queries):
    town, page = topic_town, reverse("exchange_topics")
    opening = reverse("exchange_new_topic", args=[TOPIC.code])
    for who, statuses in (("an", (403, 403)), ("dao", (200, 403)), ("tra", (200, 403)), ("cuc", (200, 200))):
        town.sign_in(client, who)
        assert tuple(client.get(one).status_code for one in (page, opening)) == statuses
    assert client.get(reverse("exchange_new_topic", args=["no.such"])).status_code == 404
    answer = client.post(opening, {"system": system_of(town).pk})
    service = Service.objects.get(topic=TOPIC.code)
    assert answer.url == reverse("exchange_service", args=[service.pk])
    with django_assert_max_num_queries(14):
        text = client.get(page).content.decode()
    assert "tinhso.test.case_moved.v1" in text and "Đã mở" in text
    assert client.post(opening, {"system": 0}).status_code == 422
