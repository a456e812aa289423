"""A member says where its calls name the person, at a place that its description has; planes learn it."""

import pytest

from tinhso.casework.tests.makers import NOW
from tinhso.exchange.conftest import openapi
from tinhso.exchange.models import Service, ServiceAddress
from tinhso.exchange.pages.refusals import ExchangeForbidden
from tinhso.exchange.policy.compiling import compile_policy
from tinhso.exchange.registry.actions.import_openapi import import_openapi
from tinhso.exchange.registry.actions.name_subject import name_subject
from tinhso.exchange.registry.actions.place_service import place_service
from tinhso.exchange.registry.subject_places import subject_is_lost
from tinhso.kernel.events.public import EventRow
from tinhso.kernel.site.public import EntryRefused

PARAMETERS = [{"name": "so", "in": "query"}, {"name": "X-Nguoi", "in": "header"}, "broken"]
PATHS = {"/people/{id}": {"get": {"parameters": PARAMETERS}}, "/people": {"post": {}}, "/odd": []}


@pytest.fixture
def described(joined):
    import_openapi(service=joined.service, text=openapi(PATHS, "2"), by=joined.actor("dao"), now=NOW)
    return joined


def named(town, where, at, who="dao"):
    name_subject(service=town.service, subject_in=where, subject_at=at, by=town.actor(who), now=NOW)


@pytest.mark.parametrize(
    ("where", "at"), [("query", "so"), ("header", "x-nguoi"), ("body", "/a/b"), ("none", "whatever")]
)
def test_a_place_that_the_description_has(described, where, at):
    named(described, where, at)
    one = Service.objects.get(pk=described.service.pk)
    assert (one.subject_in, one.subject_at) == (where, "" if where == "none" else at)
    assert not subject_is_lost(one)
    assert EventRow.objects.get(name="exchange.ServiceSubjectNamed").payload["place"] == where
    with pytest.raises(EntryRefused, match="Không khác"):
        named(described, where, at)


@pytest.mark.parametrize(
    ("where", "at", "words"),
    [
        ("path", "ten", "Không thao tác nào"),
        ("query", "SO", "Không thao tác nào"),
        ("header", "X-Khac", "Không thao tác nào"),
        ("header", "X-Road-UserId", "của nền tảng"),
        ("body", "a/b", "bắt đầu bằng dấu /"),
        ("path", "  ", "Ghi chỗ nêu cá nhân"),
    ],
)
def test_a_place_that_no_call_has_is_refused(described, where, at, words):
    with pytest.raises(EntryRefused, match=words):
        named(described, where, at)


def test_only_its_member_says_it(described):
    for who in ("hoa", "cuc", "emi"):
        with pytest.raises(ExchangeForbidden):
            named(described, "query", "so", who)


def test_the_plane_learns_it(described):
    place_service(
        service=described.service,
        environment="test",
        url="https://a.vn",
        by=described.actor("dao"),
        now=NOW,
    )
    named(described, "query", "so")
    (one,) = compile_policy(
        environment=ServiceAddress.Environment.TEST, instance="H56", version=1, now=NOW
    ).services
    assert (one.subject_in, one.subject_at) == ("query", "so")


def test_a_description_that_loses_the_place_is_shown_on_the_sheet(described, client):
    town, sheet = described, f"/can-bo/chia-se-du-lieu/dich-vu/{described.service.pk}/"
    town.sign_in(client, "dao")
    words = "không có chỗ nêu cá nhân"
    assert words not in client.get(sheet).content.decode()
    import_openapi(
        service=town.service, text=openapi({"/people/{so}": {"get": {}}}), by=town.actor("dao"), now=NOW
    )
    assert words in client.get(sheet).content.decode()
    form = f"{sheet}neu-ca-nhan/"
    assert 'value="id"' in client.get(form).content.decode()
    assert client.post(form, {"subject_in": "path", "subject_at": "id"}).status_code == 422
    assert client.post(form, {"subject_in": "path", "subject_at": "so"}).status_code == 302
    assert words not in client.get(sheet).content.decode()
