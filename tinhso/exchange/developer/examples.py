"""Code that a member's technician copies: making a key, asking for a token, one call. What it needs is in the code itself."""

from dataclasses import dataclass

KEY = """openssl genpkey -algorithm ed25519 -out khoa-rieng.pem
openssl pkey -in khoa-rieng.pem -pubout"""
PYTHON = """import base64, json, secrets, time

import requests
from cryptography.hazmat.primitives.serialization import load_pem_private_key

PLANE = "{plane}"
CLIENT = "{client}"
KEY_ID = "{key}"
key = load_pem_private_key(open("khoa-rieng.pem", "rb").read(), None)


def part(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


now = int(time.time())
head = {{"alg": "EdDSA", "typ": "JWT", "kid": KEY_ID}}
claims = {{"iss": CLIENT, "sub": CLIENT, "aud": PLANE + "/lgsp/token"}}
claims |= {{"jti": secrets.token_urlsafe(16), "iat": now, "exp": now + 60}}
signed = part(json.dumps(head).encode()) + "." + part(json.dumps(claims).encode())
form = {{
    "grant_type": "client_credentials",
    "client_assertion_type": "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
    "client_assertion": signed + "." + part(key.sign(signed.encode())),
}}
answer = requests.post(PLANE + "/lgsp/token", form, timeout=10)
answer.raise_for_status()
token = answer.json()["access_token"]
answer = requests.{method}(
    PLANE + "{path}",
    headers={{"Authorization": "Bearer " + token}},
    timeout=30,
)
print(answer.status_code, answer.headers.get("X-Road-Request-Id"), answer.text[:500])
"""
CURL = """curl -X {upper} -H "Authorization: Bearer $TOKEN" "{plane}{path}\""""


@dataclass(frozen=True)
class Example:
    """For one operation of one agreement; `path` begins with /lgsp/."""

    python: str
    curl: str


def example(*, plane: str, client: str, key: str, method: str, path: str) -> Example:
    """Every value is a code or an address of the registry: letters, digits and what stands between them."""
    given = {"plane": plane, "client": client, "key": key, "path": path}
    return Example(PYTHON.format(method=method.lower(), **given), CURL.format(upper=method.upper(), **given))


def path_of(service: str, path: str) -> str:
    """`GOV/so-a/dan-cu/dan-cu` and `/people/{id}` as one address of the plane."""
    return f"/lgsp/{service.partition('/')[2]}{path}"
