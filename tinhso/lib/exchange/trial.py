"""One call as a technician tries it: what was sent and what came back, with the token left out.

It goes to the plane of the test environment alone, and with a key that no production policy has: so a production plane gives it no token.
"""

import hashlib
import hmac
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field

import requests
from urllib3.exceptions import HTTPError

from tinhso.lib.exchange.client import ExchangeClient, PlaneAway
from tinhso.lib.exchange.errors import ERRORS

MOST_SHOWN = 65_536
HIDDEN = "Bearer …"


@dataclass(frozen=True)
class Trial:
    """Where the exchange itself refused, `kind` is its type of error, `message` its words, `ours` the key of `errors.ERRORS`; `away` says why
    nobody answered."""

    method: str
    address: str
    sent: dict[str, str]
    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    body: str = ""
    milliseconds: int = 0
    kind: str = ""
    message: str = ""
    ours: str = ""
    away: str = ""

    @property
    def is_retryable(self) -> bool:
        return self.ours in ERRORS and ERRORS[self.ours].retryable


def sandbox_word(word: str, system: str) -> str:
    """Out of the platform's key, the word of the key that the server holds for one system in the test environment."""
    return hmac.new(
        word.strip().encode(), f"tinhso.exchange.sandbox/1\0{system}".encode(), hashlib.sha256
    ).hexdigest()


def try_call(
    client: ExchangeClient,
    *,
    method: str,
    service: str,
    path: str,
    headers: Mapping[str, str],
    body: bytes = b"",
) -> Trial:
    """What became of it; it never raises for what happened outside."""
    start = time.monotonic()
    address, sent = client.address_of(service, path), dict(headers)
    try:
        with requests.Session() as http:
            http.trust_env = False
            answer = client.send(http, service, path, headers, method=method, body=body)
            sent = {name: str(value) for name, value in answer.request.headers.items()}
            content = answer.raw.read(MOST_SHOWN, decode_content=True)
    except (requests.RequestException, HTTPError, PlaneAway) as error:
        why = str(error)[:60] if isinstance(error, PlaneAway) else "unreachable"
        return Trial(method, address, _without_token(sent), away=why)
    return Trial(
        method,
        address,
        _without_token(sent),
        answer.status_code,
        dict(answer.headers.items()),
        written(content),
        round((time.monotonic() - start) * 1000),
        *_refusal(content),
    )


def _without_token(sent: Mapping[str, str]) -> dict[str, str]:
    return {name: HIDDEN if name.lower() == "authorization" else value for name, value in sent.items()}


def written(content: bytes) -> str:
    """JSON with its lines, else as it reads; what is no text is only measured."""
    try:
        text = content.decode()
    except UnicodeDecodeError:
        return f"({len(content)} byte)"
    try:
        return json.dumps(json.loads(text), ensure_ascii=False, indent=1)
    except (ValueError, RecursionError):
        return text


def _refusal(content: bytes) -> tuple[str, str, str]:
    """Type, words and key of an error as the exchange writes it; nothing of a provider's answer."""
    try:
        found = json.loads(content)
    except (ValueError, RecursionError):
        return "", "", ""
    if not isinstance(found, dict) or not {"type", "message", "detail"} <= found.keys():
        return "", "", ""
    kind, message = str(found["type"])[:80], str(found["message"])[:500]
    same = [code for code, one in ERRORS.items() if one.xroad == kind]
    return (
        kind,
        message,
        next((code for code in same if ERRORS[code].words == message), same[0] if len(same) == 1 else ""),
    )
