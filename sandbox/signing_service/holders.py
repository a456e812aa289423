"""SANDBOX: who holds a token: persons and agencies, each with a certificate that the sandbox authority issues."""

import asyncio
import json
import re
import threading
from dataclasses import asdict, dataclass
from pathlib import Path

from asn1crypto import keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from pyhanko.sign.signers import SimpleSigner
from pyhanko_certvalidator.registry import SimpleCertificateStore

from sandbox.signing_service.authority import EXPIRED, TO, Authority, KeyPair, subject

DEFAULT_PIN = "123456"
_ID = re.compile(r"[a-z0-9][a-z0-9.-]{0,59}")


class NoSuchHolder(LookupError):
    """Nobody of that id has a token here."""


class HolderWrong(ValueError):
    """The description of a holder is not valid."""


@dataclass(frozen=True)
class Holder:
    id: str
    name: str
    organisation: str
    kind: str  # "person" or "agency"
    pin: str = DEFAULT_PIN

    def __post_init__(self) -> None:
        if not _ID.fullmatch(self.id):
            raise HolderWrong("id: a-z, 0-9, '.' and '-', at most 60 characters")
        if self.kind not in {"person", "agency"}:
            raise HolderWrong("kind: person or agency")
        if not self.name.strip() or not self.pin:
            raise HolderWrong("name and pin must not be empty")


class Holders:
    """The tokens of this sandbox; kept in `holders.json` beside the certificates."""

    def __init__(self, state: Path) -> None:
        self.authority = Authority(state / "ca")
        self._file = state / "holders.json"
        self._lock = threading.Lock()
        records = json.loads(self._file.read_text()) if self._file.exists() else []
        self._all = {raw["id"]: Holder(**raw) for raw in records}

    def add(self, holder: Holder) -> None:
        """Give somebody a token; the same id with another name replaces nothing and is refused."""
        with self._lock:
            known = self._all.get(holder.id)
            if known and (known.name, known.kind) != (holder.name, holder.kind):
                raise HolderWrong(f"{holder.id} belongs to somebody else")
            self._all[holder.id] = holder
            self._file.write_text(json.dumps([asdict(h) for h in self._all.values()], ensure_ascii=False))

    def get(self, holder_id: str) -> Holder:
        if holder_id not in self._all:
            raise NoSuchHolder(holder_id)
        return self._all[holder_id]

    def key_pair(self, holder: Holder, *, expired: bool = False) -> KeyPair:
        """The holder's certificate and key; with `expired` one that ran out on 01/01/2021."""
        name = subject(holder.name, holder.organisation, holder.id)
        with self._lock:
            if expired:
                return self.authority.issue(f"expired-{holder.id}", subject=name, until=EXPIRED)
            return self.authority.issue(f"holder-{holder.id}", subject=name, until=TO)

    def sign(self, holder: Holder, digest: bytes, *, expired: bool = False) -> bytes:
        """A detached CMS (PKCS#7) in DER over the SHA-256 digest, with the attributes that PAdES asks for."""
        pair = self.key_pair(holder, expired=expired)
        registry = SimpleCertificateStore()
        registry.register_multiple([_asn1(self.authority.intermediate.certificate)])
        signer = SimpleSigner(_asn1(pair.certificate), _asn1_key(pair), registry, embed_roots=False)
        return bytes(asyncio.run(signer.async_sign(digest, "sha256", use_pades=True)).dump())


def _asn1(certificate: x509.Certificate) -> asn1_x509.Certificate:
    return asn1_x509.Certificate.load(certificate.public_bytes(serialization.Encoding.DER))


def _asn1_key(pair: KeyPair) -> keys.PrivateKeyInfo:
    der = pair.key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return keys.PrivateKeyInfo.load(der)
