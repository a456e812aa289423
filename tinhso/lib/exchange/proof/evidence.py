"""What is signed of a call under an agreement that owes evidence: by its caller, and of the answer by the plane.

The caller signs method and address, the digest of the body, and every header that says for whom and why it calls, for at most five
minutes and once. The plane signs status, digest and ids of the answer together with the caller's own signature, so that each answer
belongs to one request.
"""

import hashlib
import secrets
from collections.abc import Callable, Mapping

from tinhso.lib.exchange.proof.message_signatures import (
    MessageSignature,
    SignatureRefused,
    SigningKey,
    VerifyingKey,
    algorithm_of,
    content_digest,
    parameters_of,
    read_digest,
    read_signature,
    request_value,
    sign_base,
    signature_base,
    signature_fields,
)

LABEL, ANSWER_TAG = "exchange", "tinhso-exchange"
LIFE, LONGEST_LIFE, LEEWAY = 120, 300, 30
"""Seconds: of a signature of ours; of any; how far two clocks may differ."""
ADDRESSES = (
    {'"@target-uri"'},
    {'"@authority"', '"@request-target"'},
    {'"@authority"', '"@path"', '"@query"'},
)
HEADERS = (
    *("content-type", "content-encoding", "content-digest", "x-road-client", "x-road-represented-party"),
    *("x-road-userid", "x-road-issue", "x-road-id"),
)
"""Signed wherever they are there."""
PARAMETERS = ("created", "expires", "nonce", "keyid", "alg")
ACCEPTED = f'{LABEL}=("@method" "@target-uri" "content-digest");created;expires;nonce;keyid;alg'
"""For `Accept-Signature` (RFC 9421 5.1)."""
ANSWERED = (
    '"@status"',
    '"content-digest"',
    '"x-road-id"',
    '"x-road-request-id"',
    '"@method";req',
    '"@target-uri";req',
)
BY_REQUEST = '"signature";req'


def signed_request(
    key: SigningKey,
    key_id: str,
    *,
    method: str,
    address: str,
    target: str,
    headers: Mapping[str, str],
    body: bytes,
    now: int,
) -> dict[str, str]:
    """The headers that a caller adds; `headers` are those that it sends, `target` path and query."""
    small = {name.lower(): value for name, value in headers.items()}
    small["content-digest"] = content_digest(hashlib.sha256(body).digest())
    components = ['"@method"', '"@target-uri"', *(f'"{name}"' for name in HEADERS if name in small)]
    values: dict[str, str | int] = {
        "created": now,
        "expires": now + LIFE,
        "nonce": secrets.token_urlsafe(16),
        "keyid": key_id,
        "alg": algorithm_of(key),
    }
    parameters = parameters_of(components, values)

    def value(component: str) -> str | None:
        derived = request_value(component, method=method, address=address, target=target)
        return derived if derived is not None else small.get(component.strip('"'))

    base = signature_base(components, parameters, value)
    return {
        "Content-Digest": small["content-digest"],
        **signature_fields(LABEL, parameters, sign_base(key, base)),
    }


def check_request(
    found: MessageSignature, present: Callable[[str], bool], *, has_body: bool, now: int
) -> None:
    """Whether it covers what it has to, and holds now. SignatureRefused."""
    covered = set(found.components)
    needed = {f'"{name}"' for name in HEADERS if present(name)} | {'"@method"'}
    needed |= {'"content-digest"'} if has_body else set()
    if needed - covered or not any(address <= covered for address in ADDRESSES):
        raise SignatureRefused("not_covered")
    if any(name not in found.values for name in PARAMETERS):
        raise SignatureRefused("parameters")
    created, expires = int(found.values["created"]), int(found.values["expires"])
    if not 8 <= len(str(found.values["nonce"])) <= 128:
        raise SignatureRefused("parameters")
    if expires <= now or created > now + LEEWAY or not 0 < expires - created <= LONGEST_LIFE:
        raise SignatureRefused("stale")


def signed_answer(
    key: SigningKey, key_id: str, value: Callable[[str], str | None], *, now: int, has_type: bool
) -> dict[str, str]:
    """The headers that the plane adds; `value` gives that of each component."""
    components = [*ANSWERED, *(['"content-type"'] if has_type else []), BY_REQUEST]
    values: dict[str, str | int] = {
        "created": now,
        "keyid": key_id,
        "alg": algorithm_of(key),
        "tag": ANSWER_TAG,
    }
    parameters = parameters_of(components, values)
    base = signature_base(components, parameters, value)
    return signature_fields(LABEL, parameters, sign_base(key, base))


def check_answer(
    key: VerifyingKey,
    *,
    status: int,
    headers: Mapping[str, str],
    content: bytes,
    request: Mapping[str, str | None],
) -> None:
    """Of an answer; `request` has the values of what was asked, as in `ANSWERED` and `BY_REQUEST`. SignatureRefused."""
    found = read_signature(headers.get("signature-input", ""), headers.get("signature", ""))
    if {*ANSWERED, BY_REQUEST} - set(found.components) or found.values.get("tag") != ANSWER_TAG:
        raise SignatureRefused("not_covered")
    if read_digest(headers.get("content-digest", "")) != hashlib.sha256(content).digest():
        raise SignatureRefused("digest")

    def value(component: str) -> str | None:
        if component.endswith(";req"):
            return request.get(component)
        return str(status) if component == '"@status"' else headers.get(component.strip('"'))

    found.check(key, signature_base(found.components, found.parameters, value))
