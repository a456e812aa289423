"""The request hash is X-Road's: over the bytes that its own program writes of a request."""

from base64 import b64encode
from hashlib import sha512

from tinhso.lib.exchange.proof.xroad_hash import message_head, request_hash

HEADERS = [(b"accept", b"application/json"), (b"x-road-client", b"VN38/GOV/so-b/mot-cua")]
WRITTEN = (
    b"GET\r\n/r1/VN38/GOV/so-a/dan-cu/tra-cuu/people/1?x=1\r\n"
    b"accept:application/json\r\nx-road-client:VN38/GOV/so-b/mot-cua\r\n"
)
TARGET = b"/r1/VN38/GOV/so-a/dan-cu/tra-cuu/people/1?x=1"


def head(headers, message="m-1"):
    return message_head("GET", TARGET, headers, request_id="r-1", message_id=message)


def test_the_head_is_method_target_and_headers_as_xroad_writes_them():
    assert head(HEADERS) == WRITTEN + b"x-road-request-id:r-1\r\nx-road-id:m-1\r\n"
    several = [(b"x-road-id", b"m-1"), *HEADERS, (b"x-road-request-hash", b"x"), (b"x-road-request-id", b"x")]
    line, rest = WRITTEN.split(b"accept:")
    assert head(several) == line + b"x-road-id:m-1\r\naccept:" + rest + b"x-road-request-id:r-1\r\n"


def test_an_id_that_the_exchange_does_not_take_is_not_in_it():
    assert head([(b"x-road-id", b"a"), (b"x-road-id", b"b"), *HEADERS], "r-1").endswith(b"x-road-id:r-1\r\n")
    assert head([(b"x-road-id", b"a"), *HEADERS], "r-1").count(b"x-road-id") == 1


def test_the_hash_joins_head_and_body_and_without_a_body_is_of_the_head_alone():
    plain, body = head(HEADERS), sha512(b"{}").digest()
    assert request_hash(plain) == b64encode(sha512(plain).digest()).decode()
    assert request_hash(plain, body) == b64encode(sha512(sha512(plain).digest() + body).digest()).decode()
