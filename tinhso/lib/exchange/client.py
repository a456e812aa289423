"""How a system of ours calls another through the plane: one token by a signed statement (RFC 7523), one call at a time.

Every call is signed (RFC 9421; 50 µs): an agreement may come to owe evidence any day, and only its provider and consumer are told.

A client never raises for what happened outside: every call ends in an `Outcome`, which says whether the provider answered,
has no record, refused, or whether nobody could be reached.
"""

import hashlib
import json
import secrets
import threading
import time
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from urllib.parse import quote

import requests
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from urllib3.exceptions import HTTPError

from tinhso.lib.exchange.proof.evidence import signed_request
from tinhso.lib.exchange.public_keys import read_pem

CONNECT, ANSWER = 2.0, 4.0
"""Seconds: until the plane is there, until it says something more."""
WHOLE, PAUSE = 6.0, 5.0
"""Seconds: for an answer that drips; in which a plane that gave no token is not asked again, by whoever waits behind."""
MOST_BYTES, PIECE = 262_144, 16_384
STATEMENT_LIFE, EARLIER = 60, 30
BY_STATEMENT = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"


class Ended(StrEnum):
    """How a call ended."""

    FOUND = "found"
    NO_RECORD = "no_record"
    REFUSED = "refused"
    AWAY = "away"


@dataclass(frozen=True)
class Outcome:
    """`record` is what was found; `code` says for the log why there is none; `message` is the exchange's own id of the call."""

    ended: Ended
    record: dict[str, Any] = field(default_factory=dict)
    code: str = ""
    message: str = ""


def client_key(word: str) -> Ed25519PrivateKey:
    """The key of a system, out of a long random word."""
    return Ed25519PrivateKey.from_private_bytes(
        hashlib.sha256(b"tinhso.exchange.client-key/1\0" + word.strip().encode()).digest()
    )


def pem_of(word: str) -> str:
    """The public half as it is entered in the registry."""
    public = client_key(word).public_key()
    return public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


class PlaneAway(Exception):
    """The plane gave no token; the words are for the log."""


class ExchangeClient:
    """One system at one plane; its token is kept while it holds. `plane` is the address of the plane."""

    def __init__(self, *, plane: str, client: str, word: str) -> None:
        self._plane, self._client, self._key = plane.rstrip("/"), client, client_key(word)
        self._kid = read_pem(pem_of(word)).id
        self._token, self._ends, self._away_until = "", 0.0, 0.0
        self._lock = threading.Lock()

    def get(
        self, service: str, path: str, *, issue: str = "", headers: Mapping[str, str] | None = None
    ) -> Outcome:
        """What `GET path` of a service (`member/system/service`) answers; `issue` is the code of the dossier that asks."""
        more = dict(headers or {}) | ({"X-Road-Issue": issue} if issue else {})
        try:
            with requests.Session() as http:
                http.trust_env = False
                answer = self.send(http, service, path, more)
                if (
                    answer.status_code == 401 and "WWW-Authenticate" in answer.headers
                ):  # the plane was begun anew and knows no token of ours
                    self._token = ""
                    answer = self.send(http, service, path, more)
                return _read(answer)
        except (requests.RequestException, HTTPError, PlaneAway) as error:
            return Outcome(
                Ended.AWAY, code=str(error)[:60] if isinstance(error, PlaneAway) else "unreachable"
            )

    def address_of(self, service: str, path: str) -> str:
        return f"{self._plane}/lgsp/{service}{path}"

    def send(
        self,
        http: requests.Session,
        service: str,
        path: str,
        more: Mapping[str, str],
        *,
        method: str = "GET",
        body: bytes = b"",
    ) -> requests.Response:
        """The answer, of which the headers are here. PlaneAway without a token, requests' own errors."""
        headers = dict(more) | {
            "Authorization": f"Bearer {self._valid_token(http)}",
            "Accept": "application/json",
        }
        return http.request(
            method,
            self.address_of(service, path),
            data=body or None,
            headers=headers | self._signature(f"/lgsp/{service}{path}", headers, method, body),
            timeout=(CONNECT, ANSWER),
            allow_redirects=False,
            stream=True,
        )

    def _signature(self, target: str, headers: dict[str, str], method: str, body: bytes) -> dict[str, str]:
        return signed_request(
            self._key,
            self._kid,
            method=method,
            address=self._plane,
            target=target,
            headers=headers,
            body=body,
            now=int(time.time()),
        )

    def _valid_token(self, http: requests.Session) -> str:
        """Whoever waits for another's token waits no longer than a call may last."""
        if not self._lock.acquire(timeout=CONNECT):
            raise PlaneAway("token busy")
        try:
            if not self._token or self._ends <= time.time() + EARLIER:
                self._renew(http)
            return self._token
        finally:
            self._lock.release()

    def _renew(self, http: requests.Session) -> None:
        if time.monotonic() < self._away_until:
            raise PlaneAway("token away")
        self._away_until = time.monotonic() + PAUSE
        self._token, self._ends = self._request_token(http)
        self._away_until = 0.0

    def _request_token(self, http: requests.Session) -> tuple[str, float]:
        """A token and when it ends."""
        url = f"{self._plane}/lgsp/token"
        form = {
            "grant_type": "client_credentials",
            "client_assertion_type": BY_STATEMENT,
            "client_assertion": self._statement(url),
        }
        answer = http.post(url, form, timeout=(CONNECT, ANSWER), allow_redirects=False)
        try:
            content = answer.json()
        except ValueError:
            content = {}
        if answer.status_code != 200 or not isinstance(content, dict) or "access_token" not in content:
            why = content.get("error_description", "") if isinstance(content, dict) else ""
            raise PlaneAway(f"token {answer.status_code} {why}".strip())
        return str(content["access_token"]), time.time() + float(content.get("expires_in", 0))

    def _statement(self, audience: str) -> str:
        now = int(time.time())
        head = {"alg": "EdDSA", "typ": "JWT", "kid": self._kid}
        claims = {
            "iss": self._client,
            "sub": self._client,
            "aud": audience,
            "jti": secrets.token_urlsafe(16),
            "iat": now,
            "exp": now + STATEMENT_LIFE,
        }
        signed = f"{_part(head)}.{_part(claims)}"
        return f"{signed}.{_base64(self._key.sign(signed.encode()))}"


def path_part(value: str) -> str:
    """A value as one part of a path."""
    return quote(value, safe="")


def _read(answer: requests.Response) -> Outcome:
    """A provider's own 404 is "no record"; the exchange's own errors are told by their `type`."""
    message = answer.headers.get("X-Road-Request-Id", "")[:60]
    content = _content(answer)
    try:
        record = json.loads(content) if len(content) <= MOST_BYTES else None
    except (ValueError, RecursionError):
        record = None
    if answer.status_code == 200 and isinstance(record, dict):
        return Outcome(Ended.FOUND, record, message=message)
    code = f"{answer.status_code} {_why(record)}".strip()[:60]
    ours = isinstance(record, dict) and "type" in record
    if answer.status_code == 404 and not ours:
        return Outcome(Ended.NO_RECORD, code=code, message=message)
    if answer.status_code >= 500 or answer.status_code in (200, 408, 429):
        return Outcome(Ended.AWAY, code=code, message=message)
    return Outcome(Ended.REFUSED, code=code, message=message)


def _content(answer: requests.Response) -> bytes:
    """Of at most MOST_BYTES and one more. `PlaneAway` where it has not come within WHOLE seconds."""
    ends, content = time.monotonic() + WHOLE, b""
    while len(content) <= MOST_BYTES and (piece := answer.raw.read1(PIECE, decode_content=True)):
        content += piece
        if time.monotonic() > ends:
            raise PlaneAway("drips")
    return content


def _why(record: object) -> str:
    """The code of the provider or the type of the exchange; never its words, which may name somebody."""
    if not isinstance(record, dict):
        return ""
    return str(record.get("type") or record.get("ma") or "")[:50]


def _part(value: dict[str, Any]) -> str:
    return _base64(json.dumps(value, separators=(",", ":")).encode())


def _base64(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()
