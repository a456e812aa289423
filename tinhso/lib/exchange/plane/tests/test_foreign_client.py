"""Messages as foreign X-Road clients send them, through `/r1/` as they are.

Written after two that were read: X-Road's own examples by curl (PR-REST 6) and Roksnet's adapter client in Python, which is a thin
layer over `requests`, as REST clients of X-Road are; and after what `xroad-client` 0.0.10 for Node.js sent here when it was run as it
is (its REST client, through an nginx that passes the certificate on: reads, posts, a refusal, listMethods, allowedMethods). All prove who they are by a client certificate, as X-Road's clients do, and
know nothing of tokens: nginx, whose headers are put on here, stands before the plane.
"""

import json
from urllib.parse import quote

import pytest
import requests

from tinhso.lib.exchange.plane.tests.running import CALLER, PROVIDER, plane, policy, provider, signed
from tinhso.lib.exchange.plane.tests.test_certificates import ENDS, SECRET
from tinhso.lib.exchange.tests.policies import PRIVATE
from tinhso.lib.exchange.tests.test_public_keys import certificate


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with (
        provider() as port,
        plane(tmp_path_factory.mktemp("plane"), signed(policy(port)), front_secret=SECRET) as one,
    ):
        yield f"http://127.0.0.1:{one.port}"


@pytest.fixture
def http():
    with requests.Session() as found:
        found.trust_env = False
        front = {"X-Exchange-Front": SECRET, "X-Client-Verify": "SUCCESS"}
        found.headers.update(front | {"X-Client-Cert": quote(certificate(ENDS, PRIVATE))})
        yield found


SERVICE, CLIENT = f"VN38/{PROVIDER}/tra-cuu", f"VN38/{CALLER}"
ADAPTER = {
    "Content-Type": "application/json; charset=utf-8",
    "X-Road-Client": CLIENT,
    "X-Road-UserId": "VN12345678901",
    "X-Road-Issue": "H56.01-240310-0001",
}


def check_headers(answer, client=CLIENT):
    """Those that a security server sets (PR-REST 4.3)."""
    headers = answer.headers
    assert headers["X-Road-Client"] == client and headers["X-Road-Service"] == SERVICE
    assert headers["X-Road-Id"] and headers["X-Road-Request-Id"] and len(headers["X-Road-Request-Hash"]) == 88
    assert "X-Road-Error" not in headers


@pytest.mark.long
def test_the_adapter_reads_with_a_query(server, http):
    answer = http.get(
        f"{server}/r1/{SERVICE}/people/1", params={"name": "Linda"}, headers=ADAPTER, timeout=(5, 20)
    )
    found = answer.json()
    assert answer.status_code == 200 and found["path"] == "/people/1?name=Linda"
    sent = found["headers"]
    assert (
        sent["x-road-userid"] == ADAPTER["X-Road-UserId"] and sent["x-road-issue"] == ADAPTER["X-Road-Issue"]
    )
    assert sent["content-type"] == ADAPTER["Content-Type"] and sent["x-road-client"] == CLIENT
    check_headers(answer)


def test_the_adapter_posts_json(server, http):
    data = {"name": "Nguyễn Thị Ánh"}
    answer = http.post(f"{server}/r1/{SERVICE}/echo", json=data, headers=ADAPTER, timeout=(5, 20))
    assert answer.status_code == 200 and answer.json() == data
    check_headers(answer)


def test_the_examples_of_the_protocol(server, http):
    named = {"accept": "application/json", "X-Road-Client": CLIENT, "X-Road-Id": "29f4d011-ef17"}
    answer = http.get(f"{server}/r1/{SERVICE}/people/1124", headers=named, timeout=20)
    assert answer.status_code == 200 and answer.headers["X-Road-Id"] == "29f4d011-ef17"
    check_headers(answer)
    listed = http.get(f"{server}/r1/VN38/{PROVIDER}/allowedMethods", headers=named, timeout=20).json()
    assert {one["service_code"] for one in listed["service"]} >= {"tra-cuu", "chung-cu"}
    assert http.get(f"{server}/listClients?xRoadInstance=VN38", headers=named, timeout=20).json()["member"]


NODE = {
    "Content-Type": "application/json",
    "x-road-client": CLIENT,
    "Accept": "*/*",
    "Accept-Language": "*",
    "Sec-Fetch-Mode": "cors",
    "User-Agent": "node",
    "Accept-Encoding": "gzip, deflate",
}
"""As `xroad-client` 0.0.10 sends them on Node.js 20: a kind of content also where there is none."""


def test_the_client_for_node_reads_and_posts(server, http):
    answer = http.get(f"{server}/r1/{SERVICE}/people/1", headers=NODE, timeout=20)
    sent = answer.json()["headers"]
    assert answer.status_code == 200 and sent["content-type"] == "application/json"
    assert sent["accept-language"] == "*" and "user-agent" not in sent and sent["x-road-client"] == CLIENT
    check_headers(answer)
    posted = http.post(
        f"{server}/r1/{SERVICE}/echo",
        data='{"id":1236789}',
        headers=NODE | {"Connection": "keep-alive"},
        timeout=20,
    )
    assert posted.status_code == 200 and posted.json() == {"id": 1236789}
    refused = http.get(f"{server}/r1/VN38/{PROVIDER}/khong-phep", headers=NODE, timeout=20)
    assert refused.status_code == 500 and refused.json()["type"] == "Server.ServerProxy.AccessDenied"
    for one in ("listMethods", "allowedMethods"):
        assert http.get(f"{server}/r1/VN38/{PROVIDER}/{one}", headers=NODE, timeout=20).json()["service"]


@pytest.mark.parametrize(
    ("path", "client", "status", "error"),
    [
        ("people/1", "VN38/COM/cong-ty/app", 500, "Server.ClientProxy.AccessDenied"),
        ("people/1", "", 400, "Client.MissingHeader"),
        ("other", CLIENT, 500, "Server.ServerProxy.AccessDenied"),
    ],
)
def test_errors_are_those_that_its_clients_know(server, http, path, client, status, error):
    named = {"X-Road-Client": client} if client else {}
    answer = http.get(f"{server}/r1/{SERVICE}/{path}", headers=named, timeout=20)
    assert (answer.status_code, answer.headers["X-Road-Error"]) == (status, error)
    assert answer.headers["Content-Type"] == "application/json"
    assert set(json.loads(answer.content)) == {"type", "message", "detail"}
