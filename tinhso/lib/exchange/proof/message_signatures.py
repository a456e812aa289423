"""HTTP Message Signatures (RFC 9421) and Content-Digest (RFC 9530) as evidence needs them, written and read in one narrow profile.

Of our own and not a library's: the plane verifies before it has the body and checks the digest while that streams past, which
`http-message-signatures` (the one that is kept up for Python) cannot; it would read whole messages of `requests`, bring a parser of
structured fields along, and cost some 250 µs where this costs 100. What is signed here it verifies, and the other way round.

One signature a message, by Ed25519 or ECDSA over P-256; parameters `created`, `expires`, `nonce`, `keyid` and `alg`, all of them,
and `tag`; components without parameters, but for `req` in an answer.
"""

import binascii
import re
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

from tinhso.lib.exchange.compact_jws import VerifyingKey, is_signed

SigningKey = Ed25519PrivateKey | ec.EllipticCurvePrivateKey
MOST_LETTERS, MOST_COMPONENTS = 4096, 40
NAME = re.compile(r'"(@?[a-z0-9-]{1,64})"(;req)?')
INPUT = re.compile(
    r'([a-z*][a-z0-9_.*-]{0,63})=\(((?:"[a-z0-9@-]+"(?:;req)?(?: "[a-z0-9@-]+"(?:;req)?)*)?)\)((?:;[^()]*)?)'
)
PARAMETER = re.compile(r';([a-z][a-z0-9_-]*)=(?:"([ -!#-\[\]-~]{0,256})"|(\d{1,15}))')
SIGNATURE = re.compile(r"([a-z*][a-z0-9_.*-]{0,63})=:([A-Za-z0-9+/]+=*):")
DIGEST = re.compile(r"sha-256=:([A-Za-z0-9+/]{43}=):")
NUMBERS, WORDS = ("created", "expires"), ("nonce", "keyid", "alg", "tag")


class SignatureRefused(ValueError):
    """`code` says what is not right with it."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class MessageSignature:
    """What a message says of its signature; nothing of it is proved before `check`. `parameters` is the text that was signed."""

    components: tuple[str, ...]
    parameters: str
    values: Mapping[str, str | int]
    signature: bytes

    def check(self, key: VerifyingKey, base: bytes) -> None:
        """SignatureRefused."""
        if self.values.get("alg", algorithm_of(key)) != algorithm_of(key):
            raise SignatureRefused("algorithm")
        if not is_signed(key, base, self.signature):
            raise SignatureRefused("signature")


def algorithm_of(key: VerifyingKey | SigningKey) -> str:
    return "ed25519" if isinstance(key, Ed25519PublicKey | Ed25519PrivateKey) else "ecdsa-p256-sha256"


def read_signature(field: str, signature: str) -> MessageSignature:
    """Of the fields Signature-Input and Signature. SignatureRefused for none, several, or another shape."""
    found = INPUT.fullmatch(field.strip()) if len(field) <= MOST_LETTERS else None
    second = SIGNATURE.fullmatch(signature.strip()) if len(signature) <= MOST_LETTERS else None
    if found is None or second is None or found[1] != second[1]:
        raise SignatureRefused("shape")
    components = tuple(one[0] for one in NAME.finditer(found[2]))
    if len(set(components)) < len(components) or len(components) > MOST_COMPONENTS:
        raise SignatureRefused("components")
    try:
        data = b64decode(second[2], validate=True)
    except binascii.Error as error:
        raise SignatureRefused("shape") from error
    return MessageSignature(components, f"({found[2]}){found[3]}", _values(found[3]), data)


def _values(text: str) -> dict[str, str | int]:
    found: dict[str, str | int] = {}
    for one in PARAMETER.finditer(text):
        name, words, number = one.groups()
        kind = WORDS if words is not None else NUMBERS
        if name in found or name not in kind:
            raise SignatureRefused("parameters")
        found[name] = words if words is not None else int(number)
    if PARAMETER.sub("", text):
        raise SignatureRefused("parameters")
    return found


def signature_base(components: Iterable[str], parameters: str, value: Callable[[str], str | None]) -> bytes:
    """RFC 9421 2.5. `value` gives that of a component, written as in Signature-Input (`"date"`, `"@method";req`), None where the
    message has none. SignatureRefused."""
    lines = []
    for one in components:
        found = value(one)
        if found is None or "\n" in found or "\r" in found:
            raise SignatureRefused("components")
        lines.append(f"{one}: {found}\n")
    return f'{"".join(lines)}"@signature-params": {parameters}'.encode("latin-1", "replace")


def parameters_of(components: Sequence[str], values: Mapping[str, str | int]) -> str:
    """As they are written and signed."""
    written = "".join(
        f';{name}="{one}"' if isinstance(one, str) else f";{name}={one}" for name, one in values.items()
    )
    return f"({' '.join(components)}){written}"


def sign_base(key: SigningKey, base: bytes) -> bytes:
    """Of P-256 the two numbers beside each other."""
    if isinstance(key, Ed25519PrivateKey):
        return key.sign(base)
    first, second = decode_dss_signature(key.sign(base, ec.ECDSA(hashes.SHA256())))
    return first.to_bytes(32) + second.to_bytes(32)


def signature_fields(label: str, parameters: str, signature: bytes) -> dict[str, str]:
    return {
        "Signature-Input": f"{label}={parameters}",
        "Signature": f"{label}=:{b64encode(signature).decode()}:",
    }


def field_value(values: Sequence[str]) -> str | None:
    """Of a field that may be given more than once (2.1); None where it is not there."""
    return ", ".join(" ".join(one.split("\r\n")).strip(" \t") for one in values) if values else None


def request_value(component: str, *, method: str, address: str, target: str) -> str | None:
    """Of a derived component (2.2); `address` is scheme and authority as the caller knows them, `target` path and query."""
    scheme, _, authority = address.partition("://")
    path, mark, query = target.partition("?")
    authority = authority.lower().removesuffix({"https": ":443", "http": ":80"}.get(scheme, ""))
    return {
        '"@method"': method,
        '"@target-uri"': f"{scheme}://{authority}{target}",
        '"@authority"': authority,
        '"@scheme"': scheme,
        '"@request-target"': target,
        '"@path"': path,
        '"@query"': f"?{query}" if mark else "?",
    }.get(component)


def content_digest(digest: bytes) -> str:
    """Content-Digest of a SHA-256."""
    return f"sha-256=:{b64encode(digest).decode()}:"


def read_digest(field: str) -> bytes:
    """SHA-256 of a Content-Digest, which may name other kinds beside it. SignatureRefused."""
    found = [match for part in field.split(",") if (match := DIGEST.fullmatch(part.strip()))]
    if len(field) > MOST_LETTERS or len(found) != 1:
        raise SignatureRefused("digest_shape")
    return b64decode(found[0][1])
