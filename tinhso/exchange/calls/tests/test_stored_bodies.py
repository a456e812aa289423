"""Bodies are stored where the agreement says so and nobody is named, read by its two sides alone, and go after their days."""

from datetime import timedelta
from hashlib import sha256
from uuid import uuid4

import pytest
from django.test import Client

from tinhso.casework.tests.makers import NOW
from tinhso.exchange.agreements.terms import check_terms
from tinhso.exchange.agreements.tests.makers import approved, terms
from tinhso.exchange.calls.actions.erase_bodies import erase_bodies
from tinhso.exchange.calls.actions.read_bodies import NothingStored, read_bodies
from tinhso.exchange.calls.bodies.storing import DAYS
from tinhso.exchange.calls.permissions import can_read_bodies
from tinhso.exchange.calls.tests.test_calls import imported, line
from tinhso.exchange.conftest import openapi, service
from tinhso.exchange.models import ExchangeCall, Service, ServiceAddress, StoredBodies
from tinhso.exchange.pages.refusals import ExchangeForbidden
from tinhso.exchange.policy.compiling import compile_policy
from tinhso.exchange.registry.actions.import_openapi import import_openapi
from tinhso.exchange.registry.actions.place_service import place_service
from tinhso.exchange.topics.tests.makers import opened
from tinhso.kernel.events.public import SYSTEM, EventRow
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.exchange.operations import Operation
from tinhso.lib.exchange.plane.rows import CallRow
from tinhso.lib.exchange.stored_bodies import public_body_key, seal_bodies

PAGE = "/can-bo/chia-se-du-lieu/loi-goi/"
ASKED, ANSWERED = b'{"ma": "A1"}', b'{"gia": 5}'
POST = Operation("POST", "/people")


@pytest.fixture
def prices(joined, settings):
    """A service that names nobody, and B's agreement by which bodies are stored."""
    settings.EXCHANGE_KEY = "k" * 43
    named = {"personal": False, "subject_in": "none", "subject_at": ""}
    made = service(joined, joined.service.system, "gia", title="Bảng giá", **named)
    import_openapi(service=made, text=openapi(), by=joined.actor("dao"), now=NOW)
    joined.prices = Service.objects.select_related("system__member__agency").get(pk=made.pk)
    return joined


def storing_agreement(town, **changes):
    return approved(
        town,
        service=town.prices,
        operations=(POST,),
        fields=(),
        begins=NOW.date(),
        stores_bodies=True,
        **changes,
    )


def came(town, folder, agreement, *, service="GOV/so-a/dan-cu/gia", sealed_for="k" * 43, response=ANSWERED):
    """A row with both bodies, as a plane writes it, after its import."""
    row = CallRow(
        plane="p", method="POST", policy=1, client="GOV/so-b/mot-cua", agreement=agreement.case.code
    )
    row.service, row.operation, row.named = service, "POST /people", "nobody"
    row.request_hash, row.response_hash = sha256(ASKED).hexdigest(), sha256(ANSWERED).hexdigest()
    row.stored = seal_bodies(public_body_key(sealed_for), row.id, ASKED, response)
    row.at = NOW.isoformat()
    (folder / f"{row.id}.jsonl").write_bytes(row.closed(200, "ok"))
    imported(folder)
    return ExchangeCall.objects.get(pk=row.id)


def test_a_service_with_personal_data_keeps_no_bodies(prices):
    with pytest.raises(EntryRefused, match="dữ liệu cá nhân") as refused:
        check_terms(terms(prices, stores_bodies=True), NOW)
    assert refused.value.field == "stores_bodies"
    given = {"service": prices.prices, "operations": (POST,), "fields": (), "stores_bodies": True}
    check_terms(terms(prices, **given), NOW)
    prices.prices.subject_in, prices.prices.subject_at = "header", "So-Dinh-Danh"
    with pytest.raises(EntryRefused, match="dữ liệu cá nhân"):
        check_terms(terms(prices, **given), NOW)


def test_a_topic_keeps_none(topic_town):
    topic = Service.objects.select_related("system__member__agency").get(pk=opened(topic_town).pk)
    with pytest.raises(EntryRefused, match="sự kiện"):
        check_terms(
            terms(
                topic_town,
                service=topic,
                operations=(Operation("POST", "/su-kien"),),
                fields=(),
                stores_bodies=True,
            ),
            NOW,
        )


def test_the_page_of_the_application_says_why_it_is_refused(prices):
    hoa = prices.sign_in(Client(), "hoa")
    page = hoa.get(f"/can-bo/chia-se-du-lieu/dich-vu/{prices.service.pk}/de-nghi/").content.decode()
    assert 'name="stores_bodies"' in page
    given = {
        "client_key": uuid4(),
        "consumer": prices.consumer.pk,
        "kind": "specific",
        "operations": "GET /people/{id}",
    }
    given |= {"legal_basis": "NĐ", "purpose": "x", "fields_needed": "name", "stores_bodies": "on"}
    given |= {"per_second": 1, "per_day": 9, "concurrent": 1, "begins": "01/04/2024", "ends": "01/04/2025"}
    answer = hoa.post(f"/can-bo/chia-se-du-lieu/dich-vu/{prices.service.pk}/de-nghi/", given)
    assert answer.status_code == 422 and "không giữ nội dung lời gọi" in answer.content.decode()


def test_planes_are_told_until_the_service_names_somebody(prices):
    agreement = storing_agreement(prices)
    place_service(
        service=prices.prices,
        environment="production",
        url="https://a.vi-du.vn",
        by=prices.actor("dao"),
        now=NOW,
    )

    def told():
        found = compile_policy(
            environment=ServiceAddress.Environment.PRODUCTION, instance="VN38", version=1, now=NOW
        )
        (one,) = found.agreements
        return found.body_key, one.code, one.stores_bodies

    assert told() == (public_body_key("k" * 43), agreement.case.code, True)
    Service.objects.filter(pk=prices.prices.pk).update(personal=True)
    assert told() == ("", agreement.case.code, False)


def test_the_two_sides_read_them_and_nobody_else(prices, tmp_path):
    call = came(prices, tmp_path, storing_agreement(prices))
    stored = StoredBodies.objects.get(call=call)
    assert ASKED not in bytes(stored.sealed) and stored.until == NOW.date() + timedelta(days=DAYS)
    for who in ("hoa", "hai", "dao", "chi"):
        assert can_read_bodies(call, prices.actor(who)), who
    found = read_bodies(call=call, by=prices.actor("hoa"), now=NOW)
    assert (found.request, found.response) == (ASKED, ANSWERED)
    event = EventRow.objects.get(name="exchange.BodiesRead")
    assert event.payload["call"] == str(call.pk)
    for who in ("cuc", "tra", "emi", "an", "giang", "quan"):
        assert not can_read_bodies(call, prices.actor(who)), who
        with pytest.raises(ExchangeForbidden):
            read_bodies(call=call, by=prices.actor(who), now=NOW)
    assert EventRow.objects.filter(name="exchange.BodiesRead").count() == 1


def test_the_page_of_a_call_gives_them_to_its_sides(prices, tmp_path):
    call = came(prices, tmp_path, storing_agreement(prices))
    hoa, cuc = prices.sign_in(Client(), "hoa"), prices.sign_in(Client(), "cuc")
    assert "Tải nội dung" in hoa.get(f"{PAGE}{call.pk}/").content.decode()
    answer = hoa.post(f"{PAGE}{call.pk}/noi-dung/")
    assert answer.json()["request"] == "eyJtYSI6ICJBMSJ9" and answer["Cache-Control"] == "no-store"
    assert hoa.get(f"{PAGE}{call.pk}/noi-dung/").status_code == 405
    assert "Tải nội dung" not in cuc.get(f"{PAGE}{call.pk}/").content.decode()
    assert cuc.post(f"{PAGE}{call.pk}/noi-dung/").status_code == 404
    StoredBodies.objects.all().delete()
    assert hoa.post(f"{PAGE}{call.pk}/noi-dung/").status_code == 404


def test_what_no_agreement_keeps_is_thrown_away(prices, tmp_path):
    agreement = storing_agreement(prices)
    came(prices, tmp_path, agreement, service="GOV/so-a/dan-cu/dan-cu")  # not its service
    other = approved(prices, service=prices.prices, operations=(POST,), fields=(), begins=NOW.date())
    came(prices, tmp_path, other)
    Service.objects.filter(pk=prices.prices.pk).update(personal=True)
    came(prices, tmp_path, agreement)
    (tmp_path / "x.jsonl").write_bytes(line(agreement=agreement.case.code, stored="no base64"))
    imported(tmp_path)
    assert ExchangeCall.objects.count() == 4 and not StoredBodies.objects.exists()


def test_what_is_over_sealed_for_another_or_not_that_of_the_row_is_not_given(prices, tmp_path):
    agreement, by = storing_agreement(prices), prices.actor("hoa")
    over = came(prices, tmp_path, agreement)
    for call, now in (
        (over, NOW + timedelta(days=DAYS + 1)),
        (came(prices, tmp_path, agreement, sealed_for="o" * 43), NOW),
        (came(prices, tmp_path, agreement, response=b"other"), NOW),
    ):
        with pytest.raises(NothingStored):
            read_bodies(call=call, by=by, now=now)


def test_they_go_after_their_days_and_the_row_stays(prices, tmp_path):
    call = came(prices, tmp_path, storing_agreement(prices))
    assert erase_bodies(by=SYSTEM, now=NOW + timedelta(days=DAYS)) == 0
    assert erase_bodies(by=SYSTEM, now=NOW + timedelta(days=DAYS + 1)) == 1
    assert ExchangeCall.objects.filter(pk=call.pk).exists() and not StoredBodies.objects.exists()
    assert EventRow.objects.get(name="exchange.BodiesErased").payload["count"] == 1
    with pytest.raises(ExchangeForbidden):
        erase_bodies(by=prices.actor("cuc"), now=NOW)
