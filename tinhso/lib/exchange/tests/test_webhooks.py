"""A webhook is signed so that any library of Standard Webhooks can check it, and nothing else passes."""

from base64 import b64decode

import pytest

from tinhso.lib.exchange.push import push
from tinhso.lib.exchange.signing_key import KeyTooShort
from tinhso.lib.exchange.webhooks import (
    WebhookRefused,
    check_webhook,
    public_word,
    read_public_word,
    sign_webhook,
    webhook_key,
)

NEW, OLD = webhook_key("n" * 43), webhook_key("o" * 43)
NOW = 1_700_000_000


def signed(body=b"{}", keys=(NEW,), at=NOW):
    return sign_webhook("7", body, keys=keys, at=at)


def refusal(headers, body=b"{}", keys=(NEW,), now=NOW):
    with pytest.raises(WebhookRefused) as refused:
        check_webhook(headers, body, keys=[key.public_key() for key in keys], now=now)
    return refused.value.code


def test_what_was_signed_is_id_moment_and_body():
    version, _, written = signed()["webhook-signature"].partition(",")
    assert version == "v1a"
    NEW.public_key().verify(b64decode(written), b"7.1700000000.{}")


def test_a_receiver_with_the_new_or_the_former_key_believes_it():
    headers = signed(keys=(NEW, OLD))
    for key in (NEW, OLD):
        assert check_webhook(headers, b"{}", keys=[key.public_key()], now=NOW + 300) == "7"


def test_what_was_changed_is_old_or_of_another_key_is_refused():
    assert refusal(signed(), b"{ }") == "signature"
    assert refusal(signed(), keys=(OLD,)) == "signature"
    assert refusal(signed(), now=NOW + 301) == refusal(signed(), now=NOW - 301) == "too_old"
    assert refusal(signed() | {"webhook-id": "8"}) == "signature"
    assert refusal(signed() | {"webhook-id": "a b"}) == refusal({}) == "headers"
    plain = signed()["webhook-signature"].removeprefix("v1a,")
    assert refusal(signed() | {"webhook-signature": f"v1,{plain} v1a,!!"}) == "signature"


def test_the_public_key_is_written_as_the_standard_has_it():
    word = public_word(NEW.public_key())
    assert word.startswith("whpk_")
    assert read_public_word(word).public_bytes_raw() == NEW.public_key().public_bytes_raw()
    with pytest.raises(ValueError, match="whsec_"):
        read_public_word("whsec_AAAA")
    with pytest.raises(KeyTooShort):
        webhook_key("short")


@pytest.mark.parametrize(
    "url",
    [
        "https://127.0.0.1/x",
        "https://[::ffff:127.0.0.1]/x",
        "https://169.254.169.254/latest",
        "http://10.0.0.1/x",
        "https://2130706433/x",
        "https://localhost/x",
    ],
)
def test_an_address_of_this_machine_is_never_called(url):
    assert push(url, b"{}", {}, stand_ins={}).code == "address_refused"


def test_a_name_that_leads_to_this_machine_leads_nowhere(monkeypatch):
    def resolved(host, port, *_more, **_words):
        return [(2, 1, 6, "", ("127.0.0.1", port))]

    monkeypatch.setattr("socket.getaddrinfo", resolved)
    found = push("https://nhan.example.vn/x", b"{}", {}, stand_ins={})
    assert (found.status, found.code) == (0, "unreachable")
