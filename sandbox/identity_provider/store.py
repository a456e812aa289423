"""What the sandbox remembers while it runs: one client, its synthetic persons, codes and tokens that expire."""

import base64
import hashlib
import json
import secrets
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, rsa

CODE_LIVES = 60.0  # seconds
TOKEN_LIVES = 300.0
KID = "sandbox-1"
OTHER_KID = "sandbox-ec"  # of an algorithm that nobody asked for


class Refused(Exception):
    """The protocol says no; `error` is the code of RFC 6749 that goes to the client."""

    def __init__(self, error: str, description: str = "") -> None:
        super().__init__(description or error)
        self.error = error


@dataclass
class Switch:
    """How the sandbox misbehaves on purpose."""

    delay: float = 0.0
    refuse: bool = False
    fail: bool = False
    break_with: str = ""  # nonce, issuer, audience, expired, signature, algorithm, old or timeless: what is wrong with the next id_token
    methods: str = "face otp"  # how it says that it saw the person
    subject: str = ""  # whom it calls the person of the next sign-in, instead of the own subject


@dataclass
class Grant:
    """A code that waits for its one use."""

    sub: str
    level: str
    redirect_uri: str
    challenge: str
    nonce: str
    expires: float


@dataclass
class Provider:
    """One OpenID provider for one client, strict about everything that the protocol lets it be strict about."""

    issuer: str
    client_id: str
    client_secret: str
    redirect_uris: tuple[str, ...]
    switch: Switch = field(default_factory=Switch)
    grants: dict[str, Grant] = field(default_factory=dict)
    tokens: dict[str, tuple[str, str, float]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.other_key = ec.generate_private_key(ec.SECP256R1())
        rows = json.loads((Path(__file__).parent / "persons.json").read_text("utf-8"))
        self.persons: dict[str, dict[str, Any]] = {row["sub"]: row for row in rows}

    def configuration(self) -> dict[str, Any]:
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "userinfo_endpoint": f"{self.issuer}/userinfo",
            "jwks_uri": f"{self.issuer}/jwks",
            "response_types_supported": ["code"],
            "grant_types_supported": ["authorization_code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "code_challenge_methods_supported": ["S256"],
            "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
            "scopes_supported": ["openid", "profile", "phone"],
            "acr_values_supported": ["1", "2"],
            "claims_supported": ["sub", "name", "acr", "amr", "auth_time"],
        }

    def jwks(self) -> dict[str, Any]:
        public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
        keys = [{**public, "kid": KID, "alg": "RS256", "use": "sig"}]
        if self.switch.break_with == "algorithm":
            other = json.loads(jwt.algorithms.ECAlgorithm.to_jwk(self.other_key.public_key()))
            keys.append({**other, "kid": OTHER_KID, "alg": "ES256", "use": "sig"})
        return {"keys": keys}

    def check_request(self, q: dict[str, str]) -> None:
        """Client and address first: a wrong one must never be redirected to (Refused without a redirect)."""
        if q.get("client_id") != self.client_id or q.get("redirect_uri") not in self.redirect_uris:
            raise Refused("invalid_client", "client_id hoặc redirect_uri không đúng")

    def check_parameters(self, q: dict[str, str]) -> None:
        if q.get("response_type") != "code":
            raise Refused("unsupported_response_type")
        if "openid" not in q.get("scope", "").split():
            raise Refused("invalid_scope")
        if q.get("code_challenge_method") != "S256" or len(q.get("code_challenge", "")) != 43:
            raise Refused("invalid_request", "PKCE S256")
        if not q.get("state") or not q.get("nonce"):
            raise Refused("invalid_request", "state, nonce")

    def issue_code(self, q: dict[str, str], sub: str, level: str) -> str:
        """A code for that person at that level; one use, one minute."""
        person = self.persons.get(sub)
        if person is None or level not in person["levels"]:
            raise Refused("access_denied")
        code = secrets.token_urlsafe(32)
        self.grants[code] = Grant(
            sub, level, q["redirect_uri"], q["code_challenge"], q["nonce"], time.time() + CODE_LIVES
        )
        return code

    def redeem(self, form: dict[str, str], client: tuple[str, str]) -> dict[str, Any]:
        """The token endpoint: everything has to fit, and the code is gone whatever comes of it."""
        if not (
            secrets.compare_digest(client[0], self.client_id)
            and secrets.compare_digest(client[1], self.client_secret)
        ):
            raise Refused("invalid_client")
        if form.get("grant_type") != "authorization_code":
            raise Refused("unsupported_grant_type")
        grant = self.grants.pop(form.get("code", ""), None)
        if grant is None or grant.expires < time.time() or grant.redirect_uri != form.get("redirect_uri"):
            raise Refused("invalid_grant")
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        if base64.urlsafe_b64encode(digest).rstrip(b"=").decode() != grant.challenge:
            raise Refused("invalid_grant", "PKCE")
        token = secrets.token_urlsafe(32)
        self.tokens[token] = (grant.sub, grant.level, time.time() + TOKEN_LIVES)
        return {
            "access_token": token,
            "token_type": "Bearer",
            "expires_in": int(TOKEN_LIVES),
            "id_token": self._id_token(grant),
        }

    def _id_token(self, grant: Grant) -> str:
        now, wrong = int(time.time()), self.switch.break_with
        claims = {
            "iss": "https://ke-khac.example" if wrong == "issuer" else self.issuer,
            "aud": "ung-dung-khac" if wrong == "audience" else self.client_id,
            "sub": self.switch.subject or grant.sub,
            "iat": now - 600 if wrong == "expired" else now,
            "exp": now - 300 if wrong == "expired" else now + int(TOKEN_LIVES),
            "nonce": "khong-phai-nonce-nay" if wrong == "nonce" else grant.nonce,
            "jti": secrets.token_hex(16),
            "acr": grant.level,
            "amr": self.switch.methods.split(),
            "auth_time": now - 30 * 24 * 3600
            if wrong == "old"
            else now,  # who clicks on a person is seen then
        }
        if wrong == "timeless":
            del claims["auth_time"]
        if wrong == "algorithm":
            return jwt.encode(claims, self.other_key, algorithm="ES256", headers={"kid": OTHER_KID})
        key = (
            rsa.generate_private_key(public_exponent=65537, key_size=2048)
            if wrong == "signature"
            else self.key
        )
        return jwt.encode(claims, key, algorithm="RS256", headers={"kid": KID})

    def userinfo(self, token: str) -> dict[str, Any]:
        sub, level, expires = self.tokens.get(token, ("", "", 0.0))
        if expires < time.time():
            raise Refused("invalid_token")
        person = {k: v for k, v in self.persons[sub].items() if k != "levels"}
        return {**person, "acr": level} | ({"sub": self.switch.subject} if self.switch.subject else {})
