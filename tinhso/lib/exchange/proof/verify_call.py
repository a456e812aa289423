#!/usr/bin/env python3
"""Kiểm chứng một lời gọi qua nền tảng chia sẻ dữ liệu, không cần máy chủ nào.
Verify one call through the data exchange, without any server.

    python3 verify_call.py LOI-GOI.json [--request TỆP] [--response TỆP] [--key VÂN-TAY] [--roots PEM]

One file: Python 3.11 and `cryptography`. Format: docs/exchange-proof.md. Exit: 0 all holds, 1 something is wrong, 2 unreadable.
"""

import argparse
import base64
import hashlib
import json
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

FORMAT = "tinhso-exchange-call-1"
MOST_BYTES = 20_000_000
HOLDS, WRONG, OPEN = "ĐÚNG", "SAI", "CHƯA RÕ"
Line = tuple[str, str, str]
"""Whether it holds, in Vietnamese, in English."""


class Unreadable(Exception):
    """No such file, or not in this format."""


def sha256(*parts: bytes) -> bytes:
    return hashlib.sha256(b"".join(parts)).digest()


def canonical(value: Any) -> bytes:
    """The one spelling: sorted keys, no blanks, UTF-8."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def leads_to_root(leaf: bytes, place: dict[str, Any]) -> bool:
    """RFC 6962: whether `path` leads from the leaf at `index` of `count` to `root`."""
    index, count, value = place["index"], place["count"], leaf
    rest = [bytes.fromhex(step) for step in place["path"]]
    if not 0 <= index < count:
        return False
    while count > 1:
        if index ^ 1 < count:
            if not rest:
                return False
            other = rest.pop(0)
            value = sha256(b"\1", other, value) if index % 2 else sha256(b"\1", value, other)
        index, count = index // 2, (count + 1) // 2
    return not rest and value.hex() == place["root"]


def verify(proof: dict[str, Any], *, key: str = "", roots: Sequence[x509.Certificate] = ()) -> Iterator[Line]:
    """Every link from the row to the time stamp. KeyError, TypeError and ValueError are of a file that was not made by us."""
    row, batch, event = proof["row"], proof["batch"], proof["event"]
    holds = leads_to_root(sha256(b"\0", canonical(row)), batch)
    yield _line(
        holds, f"dòng nhật ký nằm trong lô {batch['number']}", f"the row lies in batch {batch['number']}"
    )
    body = json.loads(event["body"])
    sealed = body["payload"]
    holds = body["name"] == "exchange.CallsSealed" and (
        sealed["number"],
        sealed["count"],
        sealed["root"],
    ) == (
        batch["number"],
        batch["count"],
        batch["root"],
    )
    yield _line(holds, "gốc của lô là gốc mà sự kiện niêm phong ghi", "the event names this root")
    holds = leads_to_root(sha256(b"\0", event["body"].encode()), event)
    holds = holds and bool(proof["seals"]) and proof["seals"][0]["root"] == event["root"]
    yield _line(holds, "sự kiện nằm trong niêm phong", "the event lies in its seal")
    yield _line(_is_chain(proof["seals"]), "các niêm phong nối tiếp nhau", "the seals follow one another")
    yield from _verify_signature(proof, key)
    yield from _verify_stamp(proof, roots)
    for one in proof.get("policies", ()):
        holds = one["version"] == row["policy"]
        words = f"chính sách số {one['version']} ({one['environment']}), SHA-256 {one['document_hash']}"
        yield _line(holds, words, f"policy {one['version']} ({one['environment']}) as the row names it")


def _is_chain(seals: list[dict[str, Any]]) -> bool:
    last = None
    for seal in seals:
        data = (
            bytes.fromhex(seal["previous"]) + bytes.fromhex(seal["root"]) + seal["count"].to_bytes(8, "big")
        )
        if sha256(data).hex() != seal["hash"]:
            return False
        if last and (seal["previous"] != last["hash"] or seal["number"] != last["number"] + 1):
            return False
        last = seal
    return last is not None


def _verify_signature(proof: dict[str, Any], key: str) -> Iterator[Line]:
    signed = proof["signature"]
    if signed is None:
        yield OPEN, "niêm phong chưa được ký, tải lại tệp sau ít phút", "the seal is not signed yet"
        return
    words = (
        "tinhso-seal-head-1",
        signed["log"],
        str(signed["number"]),
        signed["hash"],
        signed["signed_at"],
        "",
    )
    last = proof["seals"][-1]
    holds = signed["log"] == "events" and (last["number"], last["hash"]) == (signed["number"], signed["hash"])
    holds = holds and _signed_by(signed["public"], "\n".join(words).encode(), signed["signature"])
    at = signed["signed_at"]
    yield _line(
        holds,
        f"niêm phong {signed['number']} được ký lúc {at}",
        f"seal {signed['number']} was signed at {at}",
    )
    prints = _trusted_prints(proof, key.lower())
    signer = fingerprint(signed["public"])
    if not key:
        yield (
            OPEN,
            f"khóa ký có vân tay {signer}: so với vân tay đã công bố (--key)",
            f"the key's fingerprint is {signer}: compare it with the published one (--key)",
        )
        return
    yield _line(
        signer in prints,
        "khóa ký là khóa có vân tay đã cho, hoặc được khóa ấy bảo lãnh",
        "the key is the one given",
    )


def fingerprint(public: str) -> str:
    return sha256(bytes.fromhex(public)).hex()


def _trusted_prints(proof: dict[str, Any], key: str) -> set[str]:
    """The key given, and each that it or one after it vouched for."""
    trusted = {key}
    for one in proof["keys"]:
        statement = f"tinhso-seal-key-1\n{one['previous']}\n{one['public']}\n".encode()
        if (
            one["previous"]
            and fingerprint(one["previous"]) in trusted
            and _signed_by(one["previous"], statement, one["vouched"])
        ):
            trusted.add(fingerprint(one["public"]))
    return trusted


def _signed_by(public: str, statement: bytes, signature: str) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public)).verify(bytes.fromhex(signature), statement)
    except (InvalidSignature, ValueError):
        return False
    return True


def verify_body(row: dict[str, Any], side: str, data: bytes) -> Line:
    """A request or response body that somebody stored, against the digest in the row."""
    hash_name, size = ("request_hash", "bytes_in") if side == "request" else ("response_hash", "bytes_out")
    digest = sha256(data).hex() if data else ""
    holds = row.get(hash_name, "") == digest and row[size] == len(data)
    vietnamese = "nội dung yêu cầu" if side == "request" else "nội dung trả lời"
    return _line(holds, f"{vietnamese} khớp với dòng nhật ký", f"the {side} body is the one of the row")


def _line(holds: bool, vietnamese: str, english: str) -> Line:
    return (HOLDS if holds else WRONG), vietnamese, english


# Time stamps (RFC 3161): a token is CMS SignedData over TSTInfo. What is read of DER is this much and no more.


def _read_der(data: bytes, at: int = 0) -> tuple[int, bytes, bytes, int]:
    """Tag, content, the whole element, where the next one begins."""
    tag, length, start = data[at], data[at + 1], at + 2
    if length & 0x80:
        many = length & 0x7F
        if not 1 <= many <= 4:
            raise ValueError("length")
        length, start = int.from_bytes(data[start : start + many], "big"), start + many
    if start + length > len(data):
        raise ValueError("short")
    return tag, data[start : start + length], data[at : start + length], start + length


def _children(content: bytes) -> list[tuple[int, bytes, bytes]]:
    found, at = [], 0
    while at < len(content):
        tag, inner, element, at = _read_der(content, at)
        found.append((tag, inner, element))
    return found


SHA = {
    bytes.fromhex("608648016503040201"): hashes.SHA256(),
    bytes.fromhex("608648016503040202"): hashes.SHA384(),
    bytes.fromhex("608648016503040203"): hashes.SHA512(),
}
MESSAGE_DIGEST = bytes.fromhex("2a864886f70d010904")
TST_INFO = bytes.fromhex("2a864886f70d0109100104")
RSA_PSS = bytes.fromhex("2a864886f70d01010a")
STAMPING = x509.ObjectIdentifier("1.3.6.1.5.5.7.3.8")


def read_stamp(token: bytes, digest: bytes) -> tuple[datetime, x509.Certificate, list[x509.Certificate]]:
    """The moment and who says so, where the token stamps this SHA-256 and its signature holds. ValueError."""
    content = _children(_children(_children(token)[0][1])[1][1])[0][1]
    parts = _children(content)
    kind, info = (one[1] for one in _children(parts[2][1])[:2])
    tst = _children(info)[0][1]
    fields = _children(_children(tst)[0][1])
    imprint = _children(fields[2][1])
    if kind != TST_INFO or _children(imprint[0][1])[0][1] not in SHA or imprint[1][1] != digest:
        raise ValueError("imprint")
    certificates = [x509.load_der_x509_certificate(one[2]) for one in _children(parts[3][1])]
    signer = _children(_children(parts[-1][1])[0][1])
    serial = int.from_bytes(_children(signer[1][1])[1][1], "big", signed=True)
    certificate = next((one for one in certificates if one.serial_number == serial), None)
    if certificate is None:
        raise ValueError("signer")
    hash_ = SHA[_children(signer[2][1])[0][1]]
    _check_signed(signer, hash_, certificate, tst)
    return _moment(fields[4][1]), certificate, certificates


def _check_signed(
    signer: list[tuple[int, bytes, bytes]], hash_: Any, certificate: x509.Certificate, tst: bytes
) -> None:
    tag, attributes, element = signer[3]
    if tag != 0xA0:
        raise ValueError("attributes")
    digests = [
        _children(one[1])[1][1] for one in _children(attributes) if _children(one[1])[0][1] == MESSAGE_DIGEST
    ]
    computed = hashes.Hash(hash_)
    computed.update(tst)
    if len(digests) != 1 or _children(digests[0])[0][1] != computed.finalize():
        raise ValueError("digest")
    signed, signature = b"\x31" + element[1:], signer[5][1]
    public = certificate.public_key()
    try:
        if isinstance(public, rsa.RSAPublicKey):
            pss = _children(signer[4][1])[0][1] == RSA_PSS
            scheme = padding.PSS(padding.MGF1(hash_), padding.PSS.AUTO) if pss else padding.PKCS1v15()
            public.verify(signature, signed, scheme, hash_)
        elif isinstance(public, ec.EllipticCurvePublicKey):
            public.verify(signature, signed, ec.ECDSA(hash_))
        else:
            raise ValueError("key")
    except InvalidSignature as error:
        raise ValueError("signature") from error


def _moment(text: bytes) -> datetime:
    whole, _, part = text.decode("ascii").rstrip("Z").partition(".")
    found = datetime.strptime(whole, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    return found.replace(microsecond=int((part + "000000")[:6]))


def leads_to(
    certificate: x509.Certificate,
    others: Sequence[x509.Certificate],
    roots: Sequence[x509.Certificate],
    at: datetime,
) -> bool:
    """Whether a root that was given vouches for it, by at most five certificates, each of its day; and that it may stamp."""
    try:
        purposes = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    except x509.ExtensionNotFound:
        return False
    found: x509.Certificate | None = certificate
    for _step in range(5):
        if found is None or not found.not_valid_before_utc <= at <= found.not_valid_after_utc:
            return False
        if found in roots or any(_issued(root, found) for root in roots):
            return STAMPING in purposes
        found = next((one for one in others if one != found and _issued(one, found)), None)
    return False


def _issued(issuer: x509.Certificate, one: x509.Certificate) -> bool:
    try:
        one.verify_directly_issued_by(issuer)
        return bool(issuer.extensions.get_extension_for_class(x509.BasicConstraints).value.ca)
    except (ValueError, TypeError, InvalidSignature, UnsupportedAlgorithm, x509.ExtensionNotFound):
        return False


def _verify_stamp(proof: dict[str, Any], roots: Sequence[x509.Certificate]) -> Iterator[Line]:
    if proof["stamp"] is None or proof["signature"] is None:
        yield OPEN, "chưa có dấu thời gian cho chữ ký này", "no time stamp of this signature yet"
        return
    digest = sha256(bytes.fromhex(proof["signature"]["signature"]))
    try:
        token = base64.b64decode(proof["stamp"]["token"], validate=True)
        at, certificate, others = read_stamp(token, digest)
    except (ValueError, IndexError, KeyError, UnsupportedAlgorithm):
        yield WRONG, "dấu thời gian không khớp với chữ ký", "the time stamp is not of this signature"
        return
    name = certificate.subject.rfc4514_string()
    yield HOLDS, f"dấu thời gian {at.isoformat()}, do {name}", f"time stamp of {at.isoformat()} by {name}"
    if not roots:
        yield (
            OPEN,
            "chưa so với gốc tin cậy của nơi cấp dấu (--roots)",
            "the authority's roots were not given (--roots)",
        )
    else:
        yield _line(
            leads_to(certificate, others, roots, at),
            "nơi cấp dấu được gốc đã cho bảo lãnh",
            "a given root vouches",
        )


def load(path: str) -> dict[str, Any]:
    """Unreadable."""
    data = _bytes_of(path)
    try:
        proof = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"{path}: không phải JSON / not JSON") from error
    if not isinstance(proof, dict) or proof.get("format") != FORMAT:
        raise Unreadable(f"{path}: không phải tệp {FORMAT} / not in this format")
    return proof


def _bytes_of(path: str) -> bytes:
    try:
        if Path(path).stat().st_size > MOST_BYTES * 10:
            raise Unreadable(f"{path}: quá lớn / too large")
        return Path(path).read_bytes()
    except OSError as error:
        raise Unreadable(f"{path}: không đọc được / cannot be read") from error


def _lines(given: argparse.Namespace) -> list[Line]:
    proof = load(given.file)
    try:
        roots = x509.load_pem_x509_certificates(_bytes_of(given.roots)) if given.roots else []
        found = list(verify(proof, key=given.key, roots=roots))
        for side in ("request", "response"):
            if path := getattr(given, side):
                found.append(verify_body(proof["row"], side, _bytes_of(path)))
    except (KeyError, TypeError, ValueError, AttributeError, IndexError, OverflowError) as error:
        raise Unreadable(f"{given.file}: {type(error).__name__}") from error
    return found


def main(words: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n\n")[0])
    parser.add_argument("file")
    parser.add_argument("--request", help="tệp nội dung yêu cầu / stored request body")
    parser.add_argument("--response", help="tệp nội dung trả lời / stored response body")
    parser.add_argument(
        "--key", default="", help="vân tay khóa ký đã công bố / published fingerprint of the key"
    )
    parser.add_argument("--roots", help="PEM: gốc của nơi cấp dấu thời gian / roots of the authority")
    try:
        found = _lines(parser.parse_args(words))
    except Unreadable as error:
        sys.stderr.write(f"{error}\n")
        return 2
    for verdict, vietnamese, english in found:
        sys.stdout.write(f"{verdict:<8} {vietnamese} / {english}\n")
    return 1 if any(verdict == WRONG for verdict, *_words in found) else 0


if __name__ == "__main__":
    sys.exit(main())
