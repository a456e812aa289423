"""Files of calls that a plane with a key of its own could have given, whole or forged, with a time stamp."""

import base64
import hashlib
import json
from datetime import UTC, datetime, timedelta
from functools import cache

from asn1crypto import keys
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.sign.timestamps import DummyTimeStamper

from tinhso.lib import merkle
from tinhso.lib.exchange.canonical import canonical
from tinhso.lib.exchange.proof.verify_call import FORMAT, fingerprint

NOW = datetime.now(UTC).replace(microsecond=0)
KEY, FORMER, STRANGER = (Ed25519PrivateKey.from_private_bytes(bytes([n]) * 32) for n in (1, 2, 3))
ROW = {"client": "GOV/a/b", "status": 200, "policy": 3, "bytes_in": 5, "request_hash": "ab" * 32}


def public(key: Ed25519PrivateKey) -> str:
    return key.public_key().public_bytes_raw().hex()


KEY_PRINT, FORMER_PRINT = fingerprint(public(KEY)), fingerprint(public(FORMER))


@cache
def stamping(
    purpose: x509.ObjectIdentifier = ExtendedKeyUsageOID.TIME_STAMPING,
) -> tuple[x509.Certificate, DummyTimeStamper]:
    key = rsa.generate_private_key(65537, 2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Dấu giờ")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(NOW - timedelta(days=9))
        .not_valid_after(NOW + timedelta(days=9))
        .add_extension(x509.ExtendedKeyUsage([purpose]), critical=True)
        .sign(key, hashes.SHA256())
    )
    der, plain = serialization.Encoding.DER, serialization.NoEncryption()
    private = keys.PrivateKeyInfo.load(key.private_bytes(der, serialization.PrivateFormat.PKCS8, plain))
    return made, DummyTimeStamper(asn1.Certificate.load(made.public_bytes(der)), private)


def token(signature: str, at: datetime = NOW, stamper: DummyTimeStamper | None = None) -> str:
    one = stamper or stamping()[1]
    one.fixed_dt = at
    digest = hashlib.sha256(bytes.fromhex(signature)).digest()
    reply = one.request_tsa_response(one.request_cms(digest, "sha256")[1])
    return base64.b64encode(reply["time_stamp_token"].dump()).decode()


def place(leaves: list[bytes], index: int) -> dict:
    path = [step.hex() for step in merkle.proof(leaves, index)]
    return {"count": len(leaves), "index": index, "path": path, "root": merkle.root(leaves).hex()}


def sealed(number: int, previous: str, root: str, count: int) -> dict:
    hash_ = hashlib.sha256(bytes.fromhex(previous + root) + count.to_bytes(8, "big")).hexdigest()
    return {"number": number, "previous": previous, "root": root, "count": count, "hash": hash_}


def signed(seal: dict, key: Ed25519PrivateKey = KEY, **changes: str) -> dict:
    head = {
        "log": "events",
        "number": seal["number"],
        "hash": seal["hash"],
        "signed_at": "2026-12-03T01:00:00.000000Z",
    } | changes
    words = f"tinhso-seal-head-1\n{head['log']}\n{head['number']}\n{head['hash']}\n{head['signed_at']}\n"
    return head | {"public": public(key), "signature": key.sign(words.encode()).hex()}


def vouched(former: Ed25519PrivateKey, key: Ed25519PrivateKey) -> dict:
    words = f"tinhso-seal-key-1\n{public(former)}\n{public(key)}\n"
    return {"public": public(key), "previous": public(former), "vouched": former.sign(words.encode()).hex()}


def call(row: dict | None = None, *, key: Ed25519PrivateKey = KEY) -> dict:
    """The third of five calls, sealed as the second of three events, three seals before the signed one."""
    row = row or ROW
    calls = [canonical({"n": n}) for n in range(5)]
    calls[2] = canonical(row)
    batch = place([merkle.leaf(one) for one in calls], 2) | {"number": 4}
    payload = {"number": 4, "count": batch["count"], "root": batch["root"]}
    body = json.dumps({"name": "exchange.CallsSealed", "payload": payload})
    event = place([merkle.leaf(one) for one in (b"x", body.encode(), b"y")], 1) | {"body": body}
    seals = [sealed(9, "0" * 64, event["root"], event["count"])]
    for number in (10, 11):
        seals.append(sealed(number, seals[-1]["hash"], "cd" * 32, 8))
    signature = signed(seals[-1], key)
    policy = {
        "environment": "production",
        "version": 3,
        "document_hash": "ef" * 32,
        "key": "k",
        "issued_at": "2026-12-01T00:00:00Z",
    }
    return {
        "format": FORMAT,
        "row": row,
        "batch": batch,
        "policies": [policy],
        "event": event,
        "seals": seals,
        "signature": signature,
        "keys": [{"public": public(FORMER), "previous": "", "vouched": ""}, vouched(FORMER, key)],
        "stamp": {"authority": "https://tsa.example", "token": token(signature["signature"])},
    }
