"""The annual report prints what whoever keeps it can hold the province to: a signed head and the key's fingerprint."""

from datetime import UTC, datetime

import pytest
from django.db import transaction

from tinhso.indicators.printing.layout import seal_text
from tinhso.indicators.reports.writing import _seal
from tinhso.kernel.events.public import (
    SYSTEM,
    Event,
    fingerprint,
    held_key,
    record,
    sign_heads,
    take_up_seal_key,
)
from tinhso.kernel.events.tests.makers import busy_neighbour, seal_now

pytestmark = pytest.mark.django_db(transaction=True)
AT = datetime(2024, 3, 8, tzinfo=UTC)


def deed() -> None:
    with transaction.atomic():
        record(Event(), by=SYSTEM, at=AT)
    seal_now()


@pytest.mark.long
def test_the_report_tells_a_signed_head_and_the_fingerprint(settings, tmp_path):
    settings.STATE, settings.SEAL_KEY, settings.SEAL_KEYS_BEFORE = tmp_path, "k" * 50, []
    take_up_seal_key(now=AT)
    with busy_neighbour():
        deed()
    sign_heads(every_head=True)
    signed = _seal()
    deed()
    assert _seal() == signed  # the newest one that is signed
    sentence = seal_text({"seal": signed})
    assert signed["hash"] in sentence and fingerprint(held_key().public) in sentence


@pytest.mark.long
def test_a_report_from_before_there_were_keys_tells_its_head_alone():
    sentence = seal_text({"seal": {"number": 7, "hash": "f" * 64}})
    assert "số 7" in sentence and "Vân tay" not in sentence
    assert seal_text({"seal": None}) == ""
