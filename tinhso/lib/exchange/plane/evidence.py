"""Evidence at the plane: the caller's signature is checked before anything of the call goes on, the digest of its body before the
last piece does; the answer is collected, signed and written down before its first byte leaves."""

import asyncio
import hashlib
import os
import time
from pathlib import Path

import aiohttp
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tinhso.lib.exchange.client_assertion import AssertionRefused
from tinhso.lib.exchange.plane.asgi import Body, Headers
from tinhso.lib.exchange.plane.calls import Call, CallRefused, has_body, target_of
from tinhso.lib.exchange.plane.policies import InForce
from tinhso.lib.exchange.plane.provider import Answer
from tinhso.lib.exchange.plane.setup import PlaneSetup
from tinhso.lib.exchange.plane.token_keys import TokenKey, key_of
from tinhso.lib.exchange.proof.evidence import check_request, signed_answer
from tinhso.lib.exchange.proof.message_signatures import (
    MessageSignature,
    SignatureRefused,
    content_digest,
    field_value,
    read_digest,
    read_signature,
    request_value,
    signature_base,
)
from tinhso.lib.exchange.used_statements import UsedStatements

WITHOUT_CONTENT = (204, 304)
MOST_OF_CLIENT = 100_000
"""Signatures of one system within 17 minutes: a hundred a second."""
REASONS = {
    "shape": "Signature hoặc Signature-Input sai khuôn dạng; mỗi lời gọi một chữ ký.",
    "components": "Thành phần được ký sai hoặc không có trong lời gọi.",
    "parameters": "Cần đủ created, expires, nonce, keyid, alg.",
    "not_covered": "Chữ ký chưa gồm phương thức, địa chỉ, Content-Digest hoặc tiêu đề của lời gọi.",
    "stale": "Chữ ký hết hạn hoặc có hạn quá 300 giây (kiểm tra đồng hồ).",
    "unknown_key": "Khóa ký không phải của hệ thống gọi hoặc đã hết hạn.",
    "algorithm": "Thuật toán không đúng với khóa.",
    "signature": "Chữ ký không đúng.",
    "replayed": "Chữ ký đã dùng một lần.",
    "busy": "Quá nhiều chữ ký của hệ thống này đang còn hạn.",
    "digest_shape": "Content-Digest cần đúng một giá trị sha-256.",
}


class Evidence:
    """Of one process; used signatures and the key that signs answers lie in the folder of the plane."""

    def __init__(self, setup: PlaneSetup) -> None:
        self._address = setup.issuer
        self._used = UsedStatements(setup.folder / "signatures", most_of_client=MOST_OF_CLIENT)
        self.key = _answer_key(setup.folder / "answer-key")

    def check(self, call: Call, policy: InForce) -> None:
        """Notes what was signed in the call and its row. CallRefused. The signature is used up when everything else about it is right."""
        field = _field(call.headers, "signature")
        if field is None:
            raise CallRefused("signature_missing")
        try:
            found = read_signature(_field(call.headers, "signature-input") or "", field)
            call.digest = self._checked(call, found, policy)
        except (SignatureRefused, AssertionRefused) as error:
            raise CallRefused("signature_refused", words=REASONS[error.code]) from error
        if not has_body(call.headers) and call.digest not in (b"", hashlib.sha256().digest()):
            raise CallRefused("digest_mismatch")

    def _checked(self, call: Call, found: MessageSignature, policy: InForce) -> bytes:
        now, headers = int(time.time()), call.headers
        check_request(
            found, lambda name: _field(headers, name) is not None, has_body=has_body(headers), now=now
        )
        name = str(found.values["keyid"])
        key = policy.keys.get(name)
        if key is None or key.client != call.client or now >= key.until:
            raise SignatureRefused("unknown_key")
        base = signature_base(found.components, found.parameters, lambda one: self._value(call, one))
        found.check(key.key, base)
        digest = _field(headers, "content-digest")
        signed = read_digest(digest) if digest is not None else b""
        self._used.use(call.client, str(found.values["nonce"]), int(found.values["expires"]), now)
        call.row.signing_key, call.row.signed_hash = name, hashlib.sha256(base).hexdigest()
        call.row.signature = found.signature.hex()
        return signed

    def _value(self, call: Call, component: str) -> str | None:
        method, target = str(call.scope["method"]), target_of(call).decode("latin-1")
        derived = request_value(component, method=method, address=self._address, target=target)
        return derived if derived is not None else _field(call.headers, component.strip('"'))

    def signed(self, call: Call, status: int, headers: Headers, content: bytes) -> Headers:
        """The headers of an answer with its digest and signature, and without what its provider says in their place."""
        ours = (b"content-digest", b"signature", b"signature-input", b"content-length")
        if call.scope["method"] != "HEAD" and status not in WITHOUT_CONTENT:
            headers = [*headers, (b"Content-Length", str(len(content)).encode())]
        fields_sent = [(name, value) for name, value in headers if name not in ours]
        fields_sent = [(name.lower(), value) for name, value in fields_sent]
        fields_sent.append((b"content-digest", content_digest(hashlib.sha256(content).digest()).encode()))

        def value(component: str) -> str | None:
            name, of_request, _rest = component.partition(";req")
            if of_request:
                return self._value(call, name)
            return str(status) if name == '"@status"' else _field(fields_sent, name.strip('"'))

        has_type = _field(fields_sent, "content-type") is not None
        fields = signed_answer(self.key.private, self.key.id, value, now=int(time.time()), has_type=has_type)
        return [
            *fields_sent,
            *((name.lower().encode(), one.encode("latin-1")) for name, one in fields.items()),
        ]


def _field(headers: Headers, name: str) -> str | None:
    small = name.encode()
    return field_value([value.decode("latin-1") for one, value in headers if one == small])


async def whole_body(body: Body, seconds: float) -> None:
    """A provider may answer before the body has ended: nothing is proved until that was compared. CallRefused."""
    ends = time.monotonic() + seconds
    while not body.is_whole and body.refused is None and time.monotonic() < ends:
        await asyncio.sleep(0.005)
    if not body.is_whole:
        code = body.refused.code if body.refused else "provider_unreachable"
        raise CallRefused("client_slow" if code == "gone" else code)


async def collected(answer: Answer | aiohttp.ClientResponse, most: int) -> bytes:
    """The body of an answer. CallRefused where it is longer than can be signed."""
    content = bytearray()
    async for piece in answer.content.iter_any():
        content += piece
        if len(content) > most:
            raise CallRefused("answer_too_large")
    return bytes(content)


def _answer_key(path: Path) -> TokenKey:
    """Made by whichever process comes first, and never turned: an answer is to be proved years later."""
    if not path.exists():
        beside = path.with_name(f"{path.name}.{os.getpid()}.new")
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(Ed25519PrivateKey.generate().private_bytes_raw())
            file.flush()
            os.fsync(file.fileno())
        try:
            path.hardlink_to(beside)
        except FileExistsError:
            pass
        finally:
            beside.unlink()
    return key_of(path.read_bytes(), 0)
