"""Signed heads for everybody: what one saves there serves `tinhso verify --posted`."""

from datetime import UTC, datetime

import pytest
from django.db import transaction
from django.urls import reverse

from tinhso.kernel.events.public import (
    SYSTEM,
    Event,
    fingerprint,
    heads_by_day,
    held_key,
    posted_heads,
    record,
    sign_heads,
    take_up_seal_key,
)
from tinhso.kernel.events.tests.makers import by_hand, seal_now

pytestmark = pytest.mark.django_db(transaction=True)


def sealed() -> None:
    with transaction.atomic():
        record(Event(), by=SYSTEM, at=datetime(2024, 3, 8, tzinfo=UTC))
    seal_now()
    sign_heads(every_head=True)


@pytest.fixture
def key_print(settings, tmp_path):
    settings.STATE, settings.SEAL_KEY, settings.SEAL_KEYS_BEFORE = tmp_path, "k" * 50, []
    take_up_seal_key(now=datetime(2024, 3, 8, tzinfo=UTC))
    sealed()
    return fingerprint(held_key().public)


@pytest.mark.long
def test_everybody_reads_the_head_and_the_fingerprint_in_few_queries(
    client, key_print, django_assert_max_num_queries
):
    with django_assert_max_num_queries(12):
        page = client.get(reverse("seal_heads")).content.decode()
    assert key_print in page and "Sự kiện" in page


@pytest.mark.long
def test_the_saved_file_holds_lines_that_hold(client, key_print):
    found = list(posted_heads(client.get(reverse("save_seal_heads")).content.decode()))
    assert found and all(head.holds and fingerprint(head.public) == key_print for head in found)


@pytest.mark.long
def test_of_each_day_the_last_head_is_listed(key_print):
    by_hand("update kernel_seal_signature set signed_at = now() - interval '2 days'")
    sealed()
    sealed()
    assert [head.number for head in heads_by_day(31)] == [3, 1]
    assert [head.number for head in heads_by_day(1)] == [3]


@pytest.mark.long
def test_before_the_first_signature_the_page_says_so(client, db):
    assert "Chưa có đầu chuỗi nào được ký" in client.get(reverse("seal_heads")).content.decode()
