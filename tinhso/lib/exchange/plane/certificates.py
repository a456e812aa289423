"""The client certificate of a call (RFC 8705), as the server that ends TLS before the plane passes it on.

granian checks client certificates but hands none on to the program, so nginx stands before the plane. Its headers count only
beside the secret that it shares with the plane: whoever else sends them is a caller without a certificate.
"""

import binascii
import hashlib
import hmac
import re
from base64 import b64decode
from urllib.parse import unquote

from tinhso.lib.exchange.compact_jws import base64url
from tinhso.lib.exchange.plane.asgi import Headers, value_of
from tinhso.lib.exchange.public_keys import KeyRefused, read_certificate

SHORTEST_SECRET = 43
MOST_LETTERS = 16_384
PEM = re.compile(r"\s*-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----\s*")


def thumbprint(headers: Headers, secret: str) -> str:
    """`x5t#S256` of the certificate that the trusted server verified, "" where there is none. Headers in small letters."""
    der = _der(headers, secret)
    return base64url(hashlib.sha256(der).digest()) if der else ""


def key_of_certificate(headers: Headers, secret: str) -> str:
    """The id of its public key, by which the registry knows a system; "" where there is none or one of another kind."""
    der = _der(headers, secret)
    try:
        return read_certificate(der).id if der else ""
    except KeyRefused:
        return ""


def _der(headers: Headers, secret: str) -> bytes:
    word = value_of(headers, b"x-exchange-front") if secret else ""
    if not word or not hmac.compare_digest(word.encode(), secret.encode()):
        return b""
    pem = value_of(headers, b"x-client-cert")
    found = PEM.fullmatch(unquote(pem)) if len(pem) <= MOST_LETTERS else None
    if found is None or value_of(headers, b"x-client-verify") != "SUCCESS":
        return b""
    try:
        return b64decode("".join(found[1].split()), validate=True)
    except binascii.Error:
        return b""
