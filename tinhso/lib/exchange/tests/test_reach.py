"""How far a call comes: bad peers are told apart by what their technician has to do."""

import hashlib
import socket
import ssl
import threading
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from tinhso.lib.exchange.reach import Ended, reach

REAL = datetime.now(UTC)
KEY = ec.generate_private_key(ec.SECP256R1())


def certificate(folder: Path, *, name="localhost", begins=-30, ends=90):
    """One that vouches for itself, and a context that trusts it."""
    who = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    made = (
        x509.CertificateBuilder()
        .subject_name(who)
        .issuer_name(who)
        .public_key(KEY.public_key())
        .serial_number(7)
        .not_valid_before(REAL + timedelta(days=begins))
        .not_valid_after(REAL + timedelta(days=ends, minutes=5))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(KEY, hashes.SHA256())
    )
    file, pem = folder / "peer.pem", made.public_bytes(Encoding.PEM)
    key = KEY.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    file.write_bytes(pem + key)
    return file, ssl.create_default_context(cadata=pem.decode())


@contextmanager
def peer(answer: bytes | None, file: Path | None = None):
    """A server that gives every caller these bytes, or nothing at all; its port."""
    server = socket.create_server(("127.0.0.1", 0))
    server.settimeout(0.2)
    stop = threading.Event()
    context = None
    if file:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(file)

    def serve():
        while not stop.is_set():
            try:
                line, _address = server.accept()
            except OSError:
                continue
            try:
                line.settimeout(2)
                line = context.wrap_socket(line, server_side=True) if context else line
                if answer is None:
                    stop.wait(3)
                elif line.recv(4096):
                    line.sendall(answer)
            except OSError:
                pass
            finally:
                line.close()

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield server.getsockname()[1]
    finally:
        stop.set()
        thread.join()
        server.close()


def head_of(off=0, status="200 OK"):
    date = format_datetime(datetime.now(UTC) + timedelta(seconds=off), usegmt=True)
    return f"HTTP/1.1 {status}\r\nDate: {date}\r\nContent-Length: 0\r\n\r\n".encode()


def test_a_peer_that_answers_shows_its_certificate_and_its_clock(tmp_path):
    file, trust = certificate(tmp_path)
    with peer(head_of(), file) as port:
        found = reach(f"https://localhost:{port}/api", local=True, trust=trust)
    assert (found.ended, found.status) == (Ended.ANSWERED, 200) and abs(found.clock_off) <= 2
    assert found.certificate.issued_to == found.certificate.issued_by == "localhost"
    assert (found.certificate.ends - REAL).days == 90
    der = ssl.PEM_cert_to_DER_cert(file.read_text().partition("-----BEGIN PRIVATE")[0])
    assert found.certificate.fingerprint == hashlib.sha256(der).hexdigest()


def test_what_asks_nothing_ends_with_the_certificate(tmp_path):
    file, trust = certificate(tmp_path)
    with peer(None, file) as port:
        found = reach(f"https://localhost:{port}/api", local=True, trust=trust, asks=False)
    assert (found.ended, found.status, found.clock_off) == (Ended.ANSWERED, 0, None)
    assert found.certificate.issued_to == "localhost"


def test_a_clock_ten_minutes_off_and_an_answer_of_an_error_are_read(tmp_path):
    with peer(head_of(off=-600, status="503 Service Unavailable")) as port:
        found = reach(f"http://127.0.0.1:{port}/", local=True)
    assert found.status == 503 and -602 <= found.clock_off <= -598
    with peer(b"HTTP/1.1 404 Not Found\r\nDate: yesterday\r\n\r\n") as port:
        assert reach(f"http://127.0.0.1:{port}/", local=True).clock_off is None


@pytest.mark.parametrize(
    ("given", "trusted", "ended"),
    [
        ({"begins": -90, "ends": -3}, True, Ended.EXPIRED),
        ({"begins": 5}, True, Ended.NOT_YET),
        ({"name": "khac.vi-du.vn"}, True, Ended.WRONG_NAME),
        ({}, False, Ended.UNTRUSTED),
    ],
)
def test_a_certificate_that_is_not_believed_is_told_apart_and_still_shown(tmp_path, given, trusted, ended):
    file, trust = certificate(tmp_path, **given)
    with peer(head_of(), file) as port:
        found = reach(f"https://localhost:{port}/", local=True, trust=trust if trusted else None)
    assert found.ended == ended and found.status == 0
    assert found.certificate.issued_to == given.get("name", "localhost")


@pytest.mark.long
def test_who_refuses_who_is_silent_who_speaks_no_tls_and_who_no_http(tmp_path):
    closed = socket.create_server(("127.0.0.1", 0))
    port = closed.getsockname()[1]
    closed.close()
    assert reach(f"http://127.0.0.1:{port}/", local=True).ended == Ended.REFUSED
    with peer(None) as port:
        assert reach(f"http://127.0.0.1:{port}/", local=True, seconds=0.5).ended == Ended.SLOW
        assert reach(f"https://127.0.0.1:{port}/", local=True, seconds=0.5).ended == Ended.SLOW
    with peer(b"SSH-2.0-x\r\n") as port:
        assert reach(f"https://localhost:{port}/", local=True).ended == Ended.NO_TLS
        assert reach(f"http://localhost:{port}/", local=True).ended == Ended.NO_HTTP
    for head in (b"", b"HTTP/1.1 abc\r\n\r\n", b"HTTP/1.1 007 x\r\n\r\n"):
        with peer(head or b"\r\n\r\n") as port:
            assert reach(f"http://127.0.0.1:{port}/", local=True).ended == Ended.NO_HTTP


@pytest.mark.parametrize(
    "url",
    [
        "http://a.vn",
        "https://127.0.0.1/",
        "https://localhost/",
        "https://[::1]/",
        "https://169.254.169.254/latest",
        "https://2130706433/",
        "https://a@b.vn/",
    ],
)
def test_an_address_that_leads_astray_is_not_called(url, monkeypatch):
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_given, **_more: pytest.fail("asked"))
    assert reach(url).ended == Ended.ADDRESS


def test_a_name_that_leads_to_this_machine_or_nowhere_is_not_called(monkeypatch):
    monkeypatch.setattr(socket, "create_connection", lambda *_given, **_more: pytest.fail("called"))
    for inside in ("127.0.0.1", "169.254.169.254", "::1", "::ffff:127.0.0.1", "100.100.100.200"):
        row = (0, 0, 0, "", (inside, 443))
        monkeypatch.setattr(socket, "getaddrinfo", lambda *_given, row=row, **_more: [row])
        assert reach("https://may.vi-du.vn/").ended == Ended.INSIDE

    def nowhere(*_given, **_more):
        raise socket.gaierror

    monkeypatch.setattr(socket, "getaddrinfo", nowhere)
    assert reach("https://may.vi-du.vn/").ended == Ended.NO_NAME


def test_a_name_server_that_does_not_answer_holds_up_nobody(monkeypatch):
    waits = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_given, **_more: [] if waits.wait(20) else [])
    found = reach("https://a.vi-du.vn/", seconds=0.3)
    waits.set()
    assert found.ended is Ended.SLOW and found.milliseconds < 15_000
