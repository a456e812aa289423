"""A call as it came in: which service it is for, who sent it, and how it is told what went wrong."""

import json
import time
from dataclasses import dataclass, field

from tinhso.lib.exchange import xroad
from tinhso.lib.exchange.errors import ERRORS, body_of
from tinhso.lib.exchange.paths import PathRefused, normalised
from tinhso.lib.exchange.plane.asgi import Body, Headers, Scope, Send, answer, value_of
from tinhso.lib.exchange.plane.metaservices import list_of_members, metaservice_of
from tinhso.lib.exchange.plane.policies import InForce
from tinhso.lib.exchange.plane.rows import CallRow
from tinhso.lib.exchange.plane.tokens import Tokens
from tinhso.lib.exchange.proof.evidence import ACCEPTED
from tinhso.lib.exchange.proof.xroad_hash import message_head, request_hash

PREFIX = "/lgsp/"
RETRY_AFTER = 5


class CallRefused(Exception):
    """`code` is a key of `errors.ERRORS`; `after` seconds for another try."""

    def __init__(self, code: str, *, words: str = "", after: int = RETRY_AFTER) -> None:
        super().__init__(code)
        self.code, self.words, self.after = code, words, after


@dataclass
class Call:
    """What one request asks for; `path` begins behind the service's address and is normalised."""

    scope: Scope
    row: CallRow
    is_xroad: bool = False
    service: str = ""
    client: str = ""
    path: str = ""
    instance: str = ""
    metaservice: str = ""
    certificate: str = ""
    certificate_key: str = ""
    has_certificate: bool = False
    digest: bytes = b""
    headers: Headers = field(init=False)
    words: Headers = field(default_factory=list)
    """What we say of it; see `exchange_headers`."""

    def __post_init__(self) -> None:
        self.headers = [(name.lower(), value) for name, value in self.scope["headers"]]


def read_call(call: Call, policy: InForce, tokens: Tokens) -> None:
    """Address first, then who it is. CallRefused."""
    raw = bytes(call.scope["raw_path"]).partition(b"?")[0].decode("latin-1")
    call.is_xroad, call.instance = raw.startswith(xroad.PREFIX), policy.policy.instance
    method = str(call.scope["method"])
    _check_framing(call.headers, method)
    if method == "GET" and list_of_members(raw, call.instance):
        call.metaservice = call.row.operation = "listMembers"
        _identify(call, policy, tokens)
        return
    try:
        call.service, call.path = _address(raw, policy)
    except (PathRefused, xroad.AddressRefused) as error:
        raise CallRefused("path_refused") from error
    _identify(call, policy, tokens)
    if call.is_xroad and (named := metaservice_of(call.service, call.path, method)):
        call.metaservice = call.row.operation = named
        return
    call.row.service = call.service


def _check_framing(headers: Headers, method: str) -> None:
    """How long the body is, is said once or not at all: what two servers could cut in two places goes to none. A body where a provider
    looks for none would be read as the next caller's request on its line."""
    if method in ("GET", "HEAD") and has_body(headers):
        raise CallRefused("framing_refused")
    names = [name for name, _value in headers]
    if names.count(b"content-length") + names.count(b"transfer-encoding") > 1:
        raise CallRefused("framing_refused")


def _address(raw: str, policy: InForce) -> tuple[str, str]:
    """The id of the service ("" for one that nobody knows) and the path behind it."""
    if raw.startswith(xroad.PREFIX):
        found = xroad.read_address(raw)
        here = found.instance == policy.policy.instance
        return (found.service if here else ""), found.path
    parts = normalised(raw).split("/", 5)
    if not raw.startswith(PREFIX) or len(parts) < 5:
        raise PathRefused("not_ours")
    member, system, service = parts[2:5]
    rest = f"/{parts[5]}" if len(parts) > 5 else "/"
    return policy.services.get((member, system, service), ""), rest


def _identify(call: Call, policy: InForce, tokens: Tokens) -> None:
    if call.certificate_key:
        call.client = _client_of_certificate(call, policy)
        call.row.client, call.has_certificate = call.client, True
        _check_named_client(call)
        return
    kind, _, token = value_of(call.headers, b"authorization").partition(" ")
    holder = tokens.holder_of(token.strip(), policy) if kind.lower() == "bearer" else None
    if holder is None:
        raise CallRefused("unauthenticated")
    call.client = call.row.client = holder.client
    if holder.certificate and holder.certificate != call.certificate:
        raise CallRefused("certificate_mismatch")
    call.has_certificate = bool(holder.certificate)
    _check_named_client(call)


def _client_of_certificate(call: Call, policy: InForce) -> str:
    """Whose key the certificate has: so X-Road's own clients come, which know no tokens."""
    key = policy.keys.get(call.certificate_key)
    if key is None or time.time() >= key.until:
        raise CallRefused("unauthenticated")
    return key.client


def _check_named_client(call: Call) -> None:
    """X-Road-Client is to be who it is."""
    if not call.is_xroad:
        return
    named = value_of(call.headers, b"x-road-client")
    if not named:
        raise CallRefused("client_missing")
    try:
        instance, system = xroad.read_client(named)
    except xroad.AddressRefused as error:
        raise CallRefused("client_mismatch") from error
    if (instance, system) != (call.instance, call.client):
        raise CallRefused("client_mismatch")


def exchange_headers(call: Call) -> Headers:
    """What we say of the call to both sides; a caller's own word for it is dropped before."""
    if not call.words:
        call.words = [
            (b"x-road-client", f"{call.instance}/{call.client}".encode()),
            (b"x-road-id", message_id(call).encode()),
            (b"x-road-request-id", call.row.id.encode()),
        ]
    return call.words


def message_id(call: Call) -> str:
    """As the caller named its message, else the exchange's own id of the call."""
    named = value_of(call.headers, b"x-road-id")
    return named if named and named.isascii() and named.isprintable() and len(named) <= 255 else call.row.id


def answer_headers(call: Call, body: Body | None = None) -> Headers:
    """Those of the exchange; in X-Road's protocol with the hash of the request, once all of that is here."""
    named = f"{call.instance}/{call.service}" if call.service else ""
    headers = exchange_headers(call) + ([(b"x-road-service", named.encode())] if named else [])
    if not call.is_xroad or (has_body(call.headers) and not (body and body.is_whole)):
        return headers
    head = message_head(
        str(call.scope["method"]),
        target_of(call),
        xroad.onward(call.headers),
        request_id=call.row.id,
        message_id=message_id(call),
    )
    return [
        *headers,
        (b"x-road-request-hash", request_hash(head, body.long_digest if body else b"").encode()),
    ]


def target_of(call: Call) -> bytes:
    """Path and query as they were sent."""
    path, query = bytes(call.scope["raw_path"]).partition(b"?")[0], bytes(call.scope.get("query_string", b""))
    return path + (b"?" + query if query else b"")


def has_body(headers: Headers) -> bool:
    return any(
        name == b"transfer-encoding" or (name == b"content-length" and value != b"0")
        for name, value in headers
    )


def status_of(call: Call, refused: CallRefused) -> int:
    """X-Road knows 400 and 500 alone."""
    error = ERRORS[refused.code]
    return error.xroad_status if call.is_xroad else error.status


async def refuse(send: Send, call: Call, refused: CallRefused) -> None:
    """The answer of the exchange itself."""
    error = ERRORS[refused.code]
    headers = [(b"content-type", b"application/json"), (b"x-road-request-id", call.row.id.encode())]
    if call.is_xroad:
        headers.append((b"x-road-error", error.xroad.encode()))
    if refused.code == "framing_refused":
        headers.append((b"connection", b"close"))
    if error.retryable:
        headers.append((b"retry-after", str(refused.after).encode()))
    if refused.code.startswith("signature_"):
        headers.append((b"accept-signature", ACCEPTED.encode()))
    if refused.code in ("unauthenticated", "certificate_mismatch"):
        headers.append((b"www-authenticate", b'Bearer error="invalid_token"'))
    content = body_of(refused.code, call.row.id, words=refused.words)
    body = b"" if call.scope["method"] == "HEAD" else json.dumps(content, ensure_ascii=False).encode()
    await answer(send, status_of(call, refused), headers, body)
