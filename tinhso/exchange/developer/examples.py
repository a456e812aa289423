"""Code that a member's technician copies: making a key, asking for a token, one call. What it needs is in the code itself."""

from dataclasses import dataclass

KEY = """openssl genpkey -algorithm ed25519 -out khoa-rieng.pem
openssl pkey -in khoa-rieng.pem -pubout"""
PYTHON = """import base64, hashlib, json, secrets, time

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
answer = requests.post(PLANE + "/lgsp/token", form, timeout=10{certificate})
answer.raise_for_status()
token = answer.json()["access_token"]
address = PLANE + "{path}"
headers = {{"Authorization": "Bearer " + token}}
{signing}answer = requests.{method}(address, headers=headers, timeout=30{certificate})
print(answer.status_code, answer.headers.get("X-Road-Request-Id"), answer.text[:500])
{checking}"""
SIGNING = """# The agreement asks for evidence: the call itself is signed (RFC 9421), each time anew.
digest = "sha-256=:" + base64.b64encode(hashlib.sha256(b"").digest()).decode() + ":"
signed = '("@method" "@target-uri" "content-digest");created=%d;expires=%d;nonce="%s";keyid="%s";alg="ed25519"' % (
    now, now + 120, secrets.token_urlsafe(16), KEY_ID
)
base = '"@method": {upper}\\n"@target-uri": %s\\n"content-digest": %s\\n"@signature-params": %s' % (address, digest, signed)
headers["Content-Digest"] = digest
headers["Signature-Input"] = "call=" + signed
headers["Signature"] = "call=:" + base64.b64encode(key.sign(base.encode())).decode() + ":"
headers["Accept-Encoding"] = "identity"  # the digest of the answer is that of its bytes as they were sent
"""
CHECKING = """
# The plane has signed the answer together with the signature of the call: keep both, they prove what was answered to what.
# A refusal by the plane itself is not signed.
if "Signature" in answer.headers:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    fields = answer.headers
    covered = fields["Signature-Input"].partition("=")[2]
    names = covered[1 : covered.index(")")].split(" ")
    asked = {{'"@method";req': "{upper}", '"@target-uri";req': address, '"signature";req': headers["Signature"]}}
    known = asked | {{'"@status"': str(answer.status_code)}}
    lines = ["%s: %s" % (name, known[name] if name in known else fields[name.strip('"')]) for name in names]
    base = "\\n".join([*lines, '"@signature-params": ' + covered])
    named = covered.partition('keyid="')[2].partition('"')[0]
    keys = requests.get(PLANE + "/lgsp/jwks", timeout=10{certificate}).json()["keys"]
    published = next((one for one in keys if one["kid"] == named), None)
    if published is None:
        raise SystemExit("the plane publishes no key of that name")
    of_plane = Ed25519PublicKey.from_public_bytes(base64.urlsafe_b64decode(published["x"] + "="))
    of_plane.verify(base64.b64decode(fields["Signature"].partition("=")[2].strip(":")), base.encode())
    digest = "sha-256=:" + base64.b64encode(hashlib.sha256(answer.content).digest()).decode() + ":"
    needed = {{'"@status"', '"content-digest"', '"x-road-id"', '"x-road-request-id"', *asked}}
    if needed - set(names) or fields["Content-Digest"] != digest:
        raise SystemExit("the signature of the plane does not cover this answer")
    print("the signature of the plane holds")
"""
CERTIFICATE = ', cert=("chung-thu.pem", "khoa-chung-thu.pem")'
"""Where the agreement demands a client certificate, for the token and the call."""
CURL = """curl -X {upper} -H "Authorization: Bearer $TOKEN" "{plane}{path}\""""


@dataclass(frozen=True)
class Example:
    """For one operation of one agreement. `curl` is "" where a call has to be signed, which it cannot."""

    python: str
    curl: str


def example(
    *,
    plane: str,
    client: str,
    key: str,
    method: str,
    path: str,
    evidence: bool = False,
    certificate: bool = False,
) -> Example:
    """Every value is a code or an address of the registry: letters, digits and what stands between them. `path` begins with /lgsp/."""
    given = {"plane": plane, "client": client, "key": key, "path": path}
    signing = SIGNING.format(upper=method.upper()) if evidence else ""
    shown_with = CERTIFICATE if certificate else ""
    checking = CHECKING.format(upper=method.upper(), certificate=shown_with) if evidence else ""
    python = PYTHON.format(
        method=method.lower(), signing=signing, checking=checking, certificate=shown_with, **given
    )
    shown = CURL.format(upper=method.upper(), **given)
    words = " --cert chung-thu.pem --key khoa-chung-thu.pem" if certificate else ""
    return Example(python, "" if evidence else shown.replace("curl", f"curl{words}", 1))


def path_of(service: str, path: str) -> str:
    """`GOV/so-a/dan-cu/dan-cu` and `/people/{id}` as one address of the plane."""
    return f"/lgsp/{service.partition('/')[2]}{path}"
