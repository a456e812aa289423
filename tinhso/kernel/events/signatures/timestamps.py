"""Time stamps by RFC 3161: asking an authority, and judging what it said. The authority sees a digest, nothing else."""

import asyncio
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import requests
from asn1crypto import cms, pem, x509
from django.conf import settings
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.sign.validation.generic_cms import validate_tst_signed_data
from pyhanko_certvalidator import ValidationContext
from urllib3.exceptions import HTTPError

from tinhso.lib.rfc3161 import Reply

SECONDS = 30
MOST_BYTES = 100_000


class NotStamped(Exception):
    """The authority is away, refused, or answered what proves nothing. The text is for the log, not the screen."""


@dataclass(frozen=True)
class Stamp:
    """`intact`: the token stamps this signature and nobody changed it. `trusted`: by an authority that we trust."""

    stamped_at: datetime
    intact: bool
    trusted: bool


def digest_of(signature: str) -> bytes:
    """What is stamped: SHA-256 of the signature's bytes."""
    return hashlib.sha256(bytes.fromhex(signature)).digest()


def ask_for_stamp(signature: str, url: str) -> tuple[bytes, Stamp]:
    """The token in DER and what it says. Raises NotStamped also for a token that does not hold."""
    nonce, request = TimeStamper().request_cms(digest_of(signature), "sha256")
    answer = _stamp_request(url, request.dump())
    try:
        reply = Reply.load(answer, strict=True)
        if reply["status"]["status"].native not in ("granted", "granted_with_mods"):
            raise NotStamped(f"refused: {reply['status']['status'].native}")
        token = reply["time_stamp_token"]
        stamped_nonce = token["content"]["encap_content_info"]["content"].parsed["nonce"].native
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise NotStamped("no answer of RFC 3161") from error
    if stamped_nonce != nonce:
        raise NotStamped("an answer to another question")
    der = bytes(token.dump())
    stamp = read_stamp(der, signature)
    if stamp is None or not stamp.intact:
        raise NotStamped("a token that does not hold")
    return der, stamp


def read_stamp(token: bytes, signature: str) -> Stamp | None:
    """What a kept token proves of this signature; None for bytes that are no token."""
    try:
        signed = cms.ContentInfo.load(token)["content"]
        moment = signed["encap_content_info"]["content"].parsed["gen_time"].native
        roots = trusted_authorities()
        context = ValidationContext(trust_roots=roots, moment=moment, revocation_mode="soft-fail")
        facts = asyncio.run(validate_tst_signed_data(signed, context, lambda _: digest_of(signature)))
        imprint = signed["encap_content_info"]["content"].parsed["message_imprint"]
    except (ValueError, TypeError, KeyError, AttributeError):
        return None
    exact = imprint["hash_algorithm"]["algorithm"].native == "sha256"
    intact = bool(facts["intact"] and facts["valid"]) and exact
    return Stamp(moment, intact, intact and bool(roots) and facts["trust_problem_indic"] is None)


def trusted_authorities() -> Sequence[x509.Certificate]:
    """The roots in TINHSO_TIMESTAMP_ROOTS, read anew each time; a file that is not there yet gives none."""
    found = []
    for name in settings.TIMESTAMP_ROOTS:
        if Path(name).is_file():
            parts = pem.unarmor(Path(name).read_bytes(), multiple=True)
            found += [x509.Certificate.load(der) for _, _, der in parts]
    return found


def _stamp_request(url: str, body: bytes) -> bytes:
    headers = {"Content-Type": "application/timestamp-query", "Accept": "application/timestamp-reply"}
    try:
        with requests.post(
            url, data=body, headers=headers, timeout=SECONDS, allow_redirects=False, stream=True
        ) as answer:
            if answer.status_code != 200:
                raise NotStamped(f"HTTP {answer.status_code}")
            whole = answer.raw.read(MOST_BYTES + 1, decode_content=True)
    except (requests.RequestException, HTTPError, OSError) as error:
        raise NotStamped(type(error).__name__) from error
    if len(whole) > MOST_BYTES:
        raise NotStamped("too long an answer")
    return bytes(whole)
