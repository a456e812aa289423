"""A draft that is open already is offered before a second one is begun."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from tinhso.onestop.models import Dossier
from tinhso.onestop.tests.makers import CODE


@pytest.fixture
def an(shop):
    return shop.town.sign_in(Client(), "an")


def begin(client, **words):
    return client.post(reverse("start", args=[CODE]), {"client_key": uuid4(), **words})


def test_the_first_begins_at_once(shop, an):
    assert "Bắt đầu điền" in an.get(reverse("start", args=[CODE])).content.decode()
    assert begin(an).status_code == 302
    assert Dossier.objects.count() == 1


def test_a_second_is_not_begun_by_mistake_and_the_first_is_offered_where_it_was_left(shop, an):
    first = begin(an).url
    second = begin(an)
    page = second.content.decode()
    assert second.status_code == 422 and "đang soạn một hồ sơ" in page and f'href="{first}"' in page
    assert Dossier.objects.count() == 1
    assert f'href="{first}"' in an.get(reverse("start", args=[CODE])).content.decode()


def test_who_wants_another_gets_it_and_the_same_page_sent_twice_is_one(shop, an):
    begin(an)
    key = uuid4()
    assert begin(an, client_key=key, another="1").status_code == 302
    assert begin(an, client_key=key).status_code == 302
    assert Dossier.objects.count() == 2


def test_drafts_of_others_are_not_offered(shop, an):
    begin(an)
    dung = shop.town.sign_in(Client(), "dung")
    assert "Điền tiếp" not in dung.get(reverse("start", args=[CODE])).content.decode()
    assert begin(dung).status_code == 302
