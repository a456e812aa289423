#!/usr/bin/env python3
"""Kiểm chứng một lời gọi qua nền tảng chia sẻ dữ liệu, không cần máy chủ nào.
Verify one call through the data exchange, without any server.

    python3 verify_call.py LOI-GOI.json [--request TỆP] [--response TỆP] [--key VÂN-TAY] [--roots PEM]

One file: Python 3.11 and `cryptography`. Format: docs/exchange-proof.md. --key: must be signed by this key; --roots: must be
stamped under these roots. Exit: 0 all that was demanded holds, 1 something is wrong or was demanded and cannot be shown, 2 unreadable,
3 nothing is wrong, but without --key nothing is proven.
"""

import argparse
import base64
import hashlib
import json
import re
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

FORMAT = "tinhso-exchange-call-1"
MOST_BYTES, MOST_NUMBER = 20_000_000, 1 << 62
HOLDS, WRONG, OPEN = "ĐÚNG", "SAI", "CHƯA RÕ"
Line = tuple[str, str, str]
"""Whether it holds, in Vietnamese, in English."""
FIELDS = {
    "batch": "number count index path root",
    "event": "body count index path root",
    "seals": "number previous root count hash",
    "signature": "log number hash signed_at public signature",
    "keys": "public previous vouched",
    "stamp": "authority token",
    "policies": "environment version document_hash key issued_at",
}
"""Of each part all names, and no other; of these parts there may be several, or none."""
SEVERAL, MAY_LACK = {"seals", "keys", "policies"}, {"signature", "stamp"}
WORDS = {
    "root hash public document_hash": "[0-9a-f]{64}",
    "previous": "([0-9a-f]{64})?",
    "vouched": "([0-9a-f]{128})?",
    "signature": "[0-9a-f]{128}",
    "signed_at issued_at": r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]{8,15}(Z|[+-][0-9:]{5})",
    "token": "[A-Za-z0-9+/]+={0,2}",
    "body": "(?s:.+)",
}
PATTERNS = {name: re.compile(pattern) for names, pattern in WORDS.items() for name in names.split()}
AHEAD = timedelta(minutes=5)
"""How far the clock of a time stamp may be ahead of ours."""
NUMBERS = {"number", "count", "index", "version"}


class Unreadable(Exception):
    """No such file, or not in this format."""


def is_of(name: str, value: Any) -> bool:
    """Whether a field of this name may be so; words without a pattern have nothing in them that a screen does not show."""
    if name in NUMBERS:
        return type(value) is int and 0 <= value < MOST_NUMBER
    if name == "path":
        return isinstance(value, list) and all(is_of("hash", one) for one in value)
    pattern = PATTERNS.get(name)
    return isinstance(value, str) and (
        pattern.fullmatch(value) is not None if pattern else value.isprintable()
    )


def check_format(proof: dict[str, Any]) -> None:
    """Unreadable, which names the part."""
    if proof.keys() != {"format", "row", *FIELDS} or not isinstance(proof["row"], dict):
        raise Unreadable("tệp có phần thừa hoặc thiếu / a part too many or missing")
    for part, names in FIELDS.items():
        value = proof[part]
        if value is None and part in MAY_LACK:
            continue
        rows = value if part in SEVERAL and isinstance(value, list) else [value]
        for one in rows:
            fits = isinstance(one, dict) and one.keys() == set(names.split())
            if (
                (part in SEVERAL and rows is not value)
                or not fits
                or not all(is_of(*item) for item in one.items())
            ):
                raise Unreadable(f"{part}: sai khuôn dạng / not of this format")


def strict_json(data: bytes | str) -> Any:
    """A name twice, a number that is not whole or has no end, and what is not UTF-8 is no JSON here. ValueError."""

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            raise ValueError("double")
        return found

    def refused(text: str) -> Any:
        raise ValueError(text[:20])

    def whole(text: str) -> int:
        return int(text) if len(text) < 20 else refused(text)

    text = data if isinstance(data, str) else data.decode("utf-8")
    return json.loads(
        text, object_pairs_hook=once, parse_float=refused, parse_constant=refused, parse_int=whole
    )


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


def verify(
    proof: dict[str, Any],
    *,
    key: str = "",
    roots: Sequence[x509.Certificate] = (),
    now: datetime | None = None,
) -> Iterator[Line]:
    """Every link from the row to the time stamp; what `key` and `roots` demand and the file does not show is wrong. Unreadable."""
    check_format(proof)
    row, batch, event, seals = proof["row"], proof["batch"], proof["event"], proof["seals"]
    holds = leads_to_root(sha256(b"\0", canonical(row)), batch)
    number = batch["number"]
    yield _line(holds, f"dòng nhật ký nằm trong lô {number}", f"the row lies in batch {number}")
    holds = _sealed_of(event["body"]) == (number, batch["count"], batch["root"])
    yield _line(holds, "gốc của lô là gốc mà sự kiện niêm phong ghi", "the event names this root")
    holds = leads_to_root(sha256(b"\0", event["body"].encode()), event)
    holds = holds and [(one["root"], one["count"]) for one in seals[:1]] == [(event["root"], event["count"])]
    yield _line(holds, "sự kiện nằm trong niêm phong", "the event lies in its seal")
    yield _line(_is_chain(seals), "các niêm phong nối tiếp nhau", "the seals follow one another")
    yield from _verify_signature(proof, key)
    yield from _verify_stamp(proof, roots, now or datetime.now(UTC))
    for one in proof["policies"]:
        version, where, digest = one["version"], one["environment"], one["document_hash"]
        yield (
            OPEN if version == row.get("policy") else WRONG,
            f"chính sách số {version} ({where}) là số mà dòng ghi; SHA-256 {digest} thì chỉ tệp này nói, so với nơi công bố",
            f"policy {version} ({where}) is the row's; its SHA-256 is only said here: compare it with what was published",
        )


def _sealed_of(body: str) -> tuple[Any, ...] | None:
    """Number, count and root of the batch that this event sealed."""
    try:
        event = strict_json(body)
        sealed = event["payload"]
        named = event["name"] == "exchange.CallsSealed"
        return (sealed["number"], sealed["count"], sealed["root"]) if named else None
    except (ValueError, KeyError, TypeError, RecursionError):
        return None


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
        words = "tệp không có chữ ký trên niêm phong: chưa được ký (tải lại sau ít phút) hoặc đã bị gỡ"
        yield (WRONG if key else OPEN), words, "no signature of the seal: not signed yet, or taken out"
        return
    at = signed["signed_at"]
    statement = f"tinhso-seal-head-1\n{signed['log']}\n{signed['number']}\n{signed['hash']}\n{at}\n"
    last = [(one["number"], one["hash"]) for one in proof["seals"][-1:]]
    holds = signed["log"] == "events" and last == [(signed["number"], signed["hash"])]
    holds = holds and _signed_by(signed["public"], statement.encode(), signed["signature"])
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
    holds = row.get(hash_name, "") == digest and row.get(size, 0) == len(data)
    vietnamese = "nội dung yêu cầu" if side == "request" else "nội dung trả lời"
    return _line(holds, f"{vietnamese} khớp với dòng nhật ký", f"the {side} body is the one of the row")


def _line(holds: bool, vietnamese: str, english: str) -> Line:
    return (HOLDS if holds else WRONG), vietnamese, english


def time_stamps() -> Any:
    """What reads them: `time_stamp.py` beside this file, or this file itself where both were joined for a download."""
    if "read_stamp" in globals():
        return sys.modules[__name__]
    return import_module(f"{__package__}.time_stamp" if __package__ else "time_stamp")


def _verify_stamp(proof: dict[str, Any], roots: Sequence[x509.Certificate], now: datetime) -> Iterator[Line]:
    if proof["stamp"] is None or proof["signature"] is None:
        yield (
            (WRONG if roots else OPEN),
            "tệp không có dấu thời gian của chữ ký",
            "no time stamp of a signature",
        )
        return
    digest = sha256(bytes.fromhex(proof["signature"]["signature"]))
    try:
        token = base64.b64decode(proof["stamp"]["token"], validate=True)
        at, certificate, others = time_stamps().read_stamp(token, digest)
    except (ValueError, IndexError, KeyError, UnsupportedAlgorithm):
        yield WRONG, "dấu thời gian không khớp với chữ ký", "the time stamp is not of this signature"
        return
    name = certificate.subject.rfc4514_string()
    holds = at <= now + AHEAD
    yield _line(
        holds, f"dấu thời gian {at.isoformat()}, do {name}", f"time stamp of {at.isoformat()} by {name}"
    )
    if not roots:
        yield (
            OPEN,
            "chưa so với gốc tin cậy của nơi cấp dấu (--roots)",
            "the authority's roots were not given (--roots)",
        )
    else:
        yield _line(
            time_stamps().leads_to(certificate, others, roots, at),
            "nơi cấp dấu được gốc đã cho bảo lãnh",
            "a given root vouches",
        )


def load(path: str) -> dict[str, Any]:
    """Unreadable."""
    data = _bytes_of(path)
    try:
        proof = strict_json(data)
    except (ValueError, RecursionError) as error:
        words = (
            "không phải JSON, hoặc có tên lặp lại, số quá lớn / not JSON, or a name twice, a number too large"
        )
        raise Unreadable(f"{path}: {words}") from error
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
    proof, roots, key = load(given.file), [], ""
    if given.key is not None:
        key = re.sub(r"[\s:]", "", given.key).lower()
        if not is_of("hash", key):
            raise Unreadable("--key: cần 64 chữ số hệ 16 / must be 64 hexadecimal digits")
    if given.roots is not None:
        try:
            roots = x509.load_pem_x509_certificates(_bytes_of(given.roots))
        except ValueError as error:
            raise Unreadable(f"{given.roots}: không có chứng thư PEM / no PEM certificate") from error
    try:
        found = list(verify(proof, key=key, roots=roots))
    except Unreadable as error:
        raise Unreadable(f"{given.file}: {error}") from error
    except (ValueError, TypeError, RecursionError) as error:
        raise Unreadable(f"{given.file}: không đọc được / cannot be read") from error
    for side in ("request", "response"):
        if (path := getattr(given, side)) is not None:
            found.append(verify_body(proof["row"], side, _bytes_of(path)))
    return found


def main(words: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n\n")[0])
    parser.add_argument("file")
    parser.add_argument("--request", help="tệp nội dung yêu cầu / stored request body")
    parser.add_argument("--response", help="tệp nội dung trả lời / stored response body")
    parser.add_argument(
        "--key", help="phải được khóa có vân tay này ký / must be signed by the key with this fingerprint"
    )
    parser.add_argument(
        "--roots", help="PEM: phải có dấu thời gian dưới các gốc này / must be stamped under these roots"
    )
    given = parser.parse_args(words)
    try:
        found = _lines(given)
    except Unreadable as error:
        sys.stderr.write(f"{error}\n")
        return 2
    wrong = any(verdict == WRONG for verdict, *_words in found)
    if given.key is None and not wrong:
        found.append((OPEN, "chưa chứng minh được gì: thiếu --key", "nothing is proven without --key"))
    for verdict, vietnamese, english in found:
        shown = "".join(one if one.isprintable() else "?" for one in f"{vietnamese} / {english}")
        sys.stdout.write(f"{verdict:<8} {shown}\n")
    return 1 if wrong else 3 if given.key is None else 0


if __name__ == "__main__":
    sys.exit(main())
