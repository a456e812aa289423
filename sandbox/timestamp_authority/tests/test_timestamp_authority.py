"""The pretended authority stamps what is asked, and fails in each of the ways that it is told to."""

import threading

import pytest
import requests
from pyhanko.sign.timestamps import TimeStamper

from sandbox.timestamp_authority.server import Server
from tinhso.lib.rfc3161 import Reply


@pytest.fixture
def server(tmp_path):
    server = Server(tmp_path)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def request_stamp(server, **stamp_folder):
    nonce, request = TimeStamper().request_cms(b"1" * 32, "sha256")
    body = stamp_folder.pop("body", request.dump())
    return nonce, requests.post(server.url, data=body, timeout=10)


@pytest.mark.long
def test_a_digest_comes_back_stamped_with_its_nonce(server):
    nonce, answer = request_stamp(server)
    reply = Reply.load(answer.content)
    info = reply["time_stamp_token"]["content"]["encap_content_info"]["content"].parsed
    assert reply["status"]["status"].native == "granted"
    assert (info["nonce"].native, info["message_imprint"]["hashed_message"].native) == (nonce, b"1" * 32)
    assert "SANDBOX" in str(info["tsa"].native)


def with_sha1() -> bytes:
    return bytes(TimeStamper().request_cms(b"1" * 20, "sha1")[1].dump())


# Named, because the request holds a new nonce each time and every process must call the tests alike.
@pytest.mark.long
@pytest.mark.parametrize(
    "body", [b"", b"SANDBOX", with_sha1()], ids=["nothing", "something else", "another digest"]
)
def test_what_is_no_request_for_sha_256_is_refused(server, body):
    _, answer = request_stamp(server, body=body)
    assert Reply.load(answer.content)["status"]["status"].native == "rejection"


@pytest.mark.long
def test_faults_are_set_by_its_form(server):
    response = requests.post(server.url + "/sandbox/faults", data={"refuse": "1"}, timeout=10)
    assert 'value="1.0"' in response.text
    _, answer = request_stamp(server)
    assert Reply.load(answer.content)["status"]["status"].native == "rejection"
    requests.post(server.url + "/sandbox/faults", data={"refuse": "0", "busy": "1"}, timeout=10)
    assert request_stamp(server)[1].status_code == 503
    assert requests.post(server.url + "/sandbox/faults", data={"busy": "x"}, timeout=10).status_code == 400
    requests.post(server.url + "/sandbox/faults", data={"down": "1"}, timeout=10)
    with pytest.raises(requests.ConnectionError):
        request_stamp(server)
