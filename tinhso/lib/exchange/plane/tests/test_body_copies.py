"""A plane seals both bodies into the row of a call whose agreement has them stored, and of no other."""

import time
from dataclasses import replace

import pytest

from tinhso.lib.exchange.plane.tests.running import plane, policy, provider, signed
from tinhso.lib.exchange.stored_bodies import MOST_STORED, open_bodies, public_body_key, sealed_bytes

WORD, AT = "k" * 43, "/lgsp/so-a/dan-cu"


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    """Kept of `tra-cuu` and `chung-cu`; the agreement of `hong` has them stored too, but it has personal data."""
    with provider() as port:
        found = policy(port)
        stored = {f"GOV/so-a/dan-cu/{name}" for name in ("tra-cuu", "chung-cu", "hong", "khong-phep")}
        document = replace(
            found,
            body_key=public_body_key(WORD),
            services=tuple(replace(one, personal=one.id.endswith("/hong")) for one in found.services),
            agreements=tuple(replace(one, stores_bodies=one.service in stored) for one in found.agreements),
        )
        with plane(tmp_path_factory.mktemp("plane"), signed(document)) as running:
            yield running


@pytest.fixture(scope="module")
def bearer(running):
    return f"Bearer {running.token()[1]['access_token']}"


def row_after(running, deed):
    """What was answered, and the row, however late a busy machine writes it."""
    before = {row["id"] for row in running.settled()}
    status, _headers, content = deed()
    ends = time.monotonic() + 20
    while not (found := [row for row in running.settled() if row["id"] not in before]):
        assert time.monotonic() < ends, "no row was written"
    (row,) = found
    return status, content, row


def opened(row):
    return open_bodies([WORD], row["id"], sealed_bytes(row["stored"]))


@pytest.mark.long
def test_what_was_sent_and_answered_is_kept_and_cannot_be_read_in_the_spool(running, bearer):
    status, content, row = row_after(
        running, lambda: running.ask("POST", f"{AT}/tra-cuu/echo", b"asked this", Authorization=bearer)
    )
    assert (status, content) == (200, b"asked this")
    assert opened(row) == (b"asked this", b"asked this") and "asked" not in row["stored"]
    _status, content, row = row_after(
        running, lambda: running.ask("GET", f"{AT}/tra-cuu/people/1", Authorization=bearer)
    )
    assert opened(row) == (b"", content)


def test_with_evidence_too(running, bearer):
    _status, content, row = row_after(
        running, lambda: running.ask_signed("POST", f"{AT}/chung-cu/echo", b"signed", Authorization=bearer)
    )
    assert opened(row) == (b"signed", b"signed") and row["signature"]


@pytest.mark.long
def test_a_body_in_pieces_up_to_the_most_is_kept_and_a_longer_one_is_not(running, bearer):
    for size, stored in ((MOST_STORED, True), (MOST_STORED + 1, False), (1_000_000, False)):
        body = bytes(range(256)) * (size // 256) + b"x" * (size % 256)
        status, content, row = row_after(
            running, lambda body=body: running.ask("POST", f"{AT}/tra-cuu/echo", body, Authorization=bearer)
        )
        assert status == 200 and content == body and ("stored" in row) is stored, size
        assert not stored or opened(row) == (body, body)
    row = row_after(running, lambda: running.ask("GET", f"{AT}/tra-cuu/big", Authorization=bearer))[2]
    assert "stored" not in row


@pytest.mark.long
def test_nothing_is_stored_of_a_service_with_personal_data_or_of_a_refused_call(running, bearer):
    status, _content, row = row_after(
        running, lambda: running.ask("POST", f"{AT}/hong/echo", b"a person", Authorization=bearer)
    )
    assert status == 200 and "stored" not in row
    status, _content, row = row_after(
        running, lambda: running.ask("POST", f"{AT}/tra-cuu/secret", b"x", Authorization=bearer)
    )
    assert status == 403 and "stored" not in row
