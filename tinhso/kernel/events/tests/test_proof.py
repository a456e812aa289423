import hashlib
from datetime import UTC, datetime

import pytest
from django.db import transaction

from tinhso.kernel.events.public import SYSTEM, Event, proof_of, record
from tinhso.kernel.events.tests.makers import by_hand, seal_now

AT = datetime(2024, 3, 8, 2, 30, tzinfo=UTC)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def ids():
    with transaction.atomic():
        ids = [record(Event(case_id=n), by=SYSTEM, at=AT) for n in range(23)]
    seal_now(batch=10)
    return ids


def test_every_event_is_proved_in_its_own_seal(ids):
    proofs = [proof_of(i) for i in ids]
    assert all(p and p.holds for p in proofs)
    assert [p.seal_number for p in proofs if p] == [1] * 10 + [2] * 10 + [3] * 3


def test_an_auditor_can_recompute_it_with_nothing_but_sha_256(ids):
    proof = proof_of(ids[12])
    assert proof
    value = hashlib.sha256(b"\0" + proof.body.encode()).digest()
    assert value.hex() == proof.leaf
    assert (proof.index, proof.count) == (2, 10)
    right, left, *rest = (bytes.fromhex(step) for step in proof.path)
    value = hashlib.sha256(b"\1" + value + right).digest()
    value = hashlib.sha256(b"\1" + left + value).digest()
    for neighbour in rest:
        value = hashlib.sha256(b"\1" + value + neighbour).digest()
    assert value.hex() == proof.root
    data = bytes.fromhex(proof.previous) + value + (10).to_bytes(8, "big")
    assert hashlib.sha256(data).hexdigest() == proof.seal


def test_an_event_that_waits_for_its_seal_has_no_proof_yet(ids):
    with transaction.atomic():
        young = record(Event(), by=SYSTEM, at=AT)
    assert proof_of(young) is None


def test_the_proof_of_a_changed_event_does_not_hold(ids):
    by_hand("update kernel_event set body = replace(body, '\"case\":3', '\"case\":4') where id = %s", ids[3])
    proof = proof_of(ids[3])
    assert proof
    assert not proof.holds
