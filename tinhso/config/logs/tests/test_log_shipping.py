"""Log lines that are copied to another system: by each way, in order, without waiting, nothing lost in silence."""

import io
import json
import logging
import os
import socket
import ssl
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from itertools import islice, takewhile
from pathlib import Path
from queue import Queue

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tinhso.config.checks import doctor
from tinhso.config.logs import shipping as log_shipping
from tinhso.config.logs.lines import JsonLines, configuration
from tinhso.config.logs.shipping import Shipping
from tinhso.config.logs.target import Target, WrongAddress, framed, is_address, target_of

HOST = "127.0.0.1"


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr(log_shipping, "WAITS", (0.05,))


def shipping(address: str, **more) -> Shipping:
    made = Shipping(address, **more)
    made.setFormatter(JsonLines())
    return made


def say(handler: Shipping, *words: str) -> None:
    for word in words:
        record = logging.LogRecord("tinhso.x", logging.WARNING, __file__, 1, word, (), None)
        record.__dict__["name_of_person"] = "An"
        handler.handle(record)


def listening(kind: int = socket.SOCK_STREAM, port: int = 0) -> socket.socket:
    made = socket.socket(socket.AF_INET, kind)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    made.bind((HOST, port))
    made.settimeout(20)
    if kind == socket.SOCK_STREAM:
        made.listen()
    return made


class TimedOutput(io.StringIO):
    """Standard output that says when something was said on it."""

    def __init__(self) -> None:
        super().__init__()
        self.written = threading.Event()

    def write(self, text: str) -> int:
        self.written.set()
        return super().write(text)


def messages(stream: socket.socket) -> Iterator[dict]:
    """The JSON of each message framed by its length, as long as one asks."""
    stream.settimeout(20)
    reader = stream.makefile("rb")
    while True:
        length = b""
        while (byte := reader.read(1)) != b" ":
            assert byte, "the stream ended"
            length += byte
        yield body(reader.read(int(length)))


def body(message: bytes) -> dict:
    head, _, line = message.decode().partition(" - - ")
    assert head.startswith(f"<84>1 {datetime.now(UTC):%Y-}") and f" tinhso {os.getpid()}" in head
    return json.loads(line)


def test_lines_arrive_in_order_and_hold_what_standard_output_holds():
    with listening() as server:
        handler = shipping(f"tcp://{HOST}:{server.getsockname()[1]}")
        say(handler, "một", "hai", "ba")
        stream, _ = server.accept()
        with stream:
            sent = list(islice(messages(stream), 3))
        handler.close()
    assert [line["say"] for line in sent] == ["một", "hai", "ba"]
    assert all("An" not in line.values() for line in sent)


def test_by_datagram_each_line_is_one_message_and_one_too_long_is_cut():
    with listening(socket.SOCK_DGRAM) as server:
        handler = shipping(f"udp://{HOST}:{server.getsockname()[1]}")
        say(handler, "chào", "x" * 20_000)
        assert body(server.recv(65_000))["say"] == "chào"
        assert len(server.recv(65_000)) == 8000
        handler.close()


def test_a_socket_of_the_machine_takes_them(tmp_path: Path):
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as server:
        server.bind(str(tmp_path / "log"))
        server.settimeout(20)
        handler = shipping(f"unix://{tmp_path / 'log'}")
        say(handler, "chào")
        assert body(server.recv(65_000))["say"] == "chào"
        handler.close()


def test_while_the_other_system_is_away_nobody_waits_and_the_lost_are_counted(monkeypatch):
    monkeypatch.setattr(log_shipping, "MOST_QUEUED", 3)
    with listening() as received:
        port = received.getsockname()[1]
    out = TimedOutput()
    handler = shipping(f"tcp://{HOST}:{port}", out=out)
    say(handler, *"0123456789")
    assert out.written.wait(180)  # only then does the other system come back
    with listening(port=port) as server:
        stream, _ = server.accept()
        with stream:
            coming = messages(stream)
            before = list(takewhile(lambda line: line["say"] != "9", coming))
        handler.close()
    lost = sum(int(line["code"]) for line in before if line["say"] == "log lines lost")
    arrived = [line["say"] for line in before if line["say"] != "log lines lost"] + ["9"]
    assert lost >= 6 and len(arrived) == 10 - lost and arrived == sorted(arrived)
    (entry_line,) = out.getvalue().splitlines()
    assert (
        json.loads(entry_line)["say"] == "log lines wait"
        and json.loads(entry_line)["code"] == "ConnectionRefusedError"
    )


def test_what_is_said_after_the_other_side_hung_up_arrives_over_a_new_connection():
    with listening() as server:
        handler = shipping(f"tcp://{HOST}:{server.getsockname()[1]}")
        say(handler, "trước")
        stream, _ = server.accept()
        with stream:
            next(messages(stream))
            stream.shutdown(socket.SHUT_RDWR)
        say(handler, "sau")
        stream, _ = server.accept()
        with stream:
            assert next(messages(stream))["say"] == "sau"
        handler.close()


@pytest.fixture(scope="module")
def certificate(tmp_path_factory) -> Path:
    """Of 127.0.0.1, signed by itself: key and certificate in one file."""
    key, name = (
        ec.generate_private_key(ec.SECP256R1()),
        x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "log")]),
    )
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(HOST))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file = tmp_path_factory.mktemp("tls") / "log.pem"
    file.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return file


@pytest.fixture
def tls(certificate: Path) -> Iterator[tuple[int, "Queue[bytes]"]]:
    """A listener that keeps what one caller sent it, once TLS was agreed."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    heard: Queue[bytes] = Queue()
    server = listening()

    def serve() -> None:
        plain, _address = server.accept()
        plain.settimeout(20)
        try:
            with context.wrap_socket(plain, server_side=True) as stream:
                heard.put(stream.recv(65_000))
        except OSError:
            heard.put(b"")

    thread = threading.Thread(target=serve)
    thread.start()
    yield server.getsockname()[1], heard
    thread.join()
    server.close()


def test_tls_sends_to_whom_its_roots_vouch_for(tls, certificate):
    port, heard = tls
    handler = shipping(f"tls://{HOST}:{port}", authorities=str(certificate))
    say(handler, "kín")
    assert "kín".encode() in heard.get(timeout=180)
    handler.close()


def test_tls_sends_nothing_to_a_stranger(tls):
    port, heard = tls
    out = io.StringIO()
    handler = shipping(f"tls://{HOST}:{port}", out=out)
    say(handler, "kín")
    assert heard.get(timeout=180) == b""
    handler.close()
    assert "SSLCertVerificationError" in out.getvalue()


@pytest.mark.parametrize(
    "address",
    [
        *("log", "http://log", "tls://", "tls://log:0", "tls://log:70000", "tls://log/path", "udp://u:p@log"),
        *("unix://", "unix://host/x", "tcp://log?x=1", "tls://log:abc", "//log", "tls://[::1"),
    ],
)
def test_what_is_no_address_stops_nothing_and_is_refused_by_check(address, settings):
    with pytest.raises(WrongAddress):
        target_of(address)
    assert not is_address(address) and "ship" not in configuration("INFO", address)["handlers"]
    settings.LOG_TO = address
    (finding,) = doctor.logs()
    assert finding.level == "wrong" and "TINHSO_LOG_TO" in finding.sentence


def test_check_tells_of_a_system_that_is_away_and_of_one_that_is_there(settings):
    settings.LOG_TO = ""
    assert list(doctor.logs()) == []
    with listening() as server:
        settings.LOG_TO = f"tcp://{HOST}:{server.getsockname()[1]}"
        assert [finding.level for finding in doctor.logs()] == ["good"]
    assert [finding.level for finding in doctor.logs()] == ["wrong"]
    settings.LOG_TO = "udp://192.0.2.1"
    (finding,) = doctor.logs()
    assert finding.level in ("note", "wrong")  # a machine without a network cannot even begin


def test_addresses_have_the_ports_of_the_standards():
    assert target_of("") is None
    assert target_of("tls://log.vidu.vn", "/r.pem") == Target("tls", "log.vidu.vn", 6514, "/r.pem")
    assert target_of("udp://[::1]") == Target("udp", "::1", 514)
    assert target_of("unix:///dev/log") == Target("unix", "/dev/log")
    made = configuration("INFO", "tls://log.vidu.vn", "/r.pem")
    assert made["root"]["handlers"] == made["loggers"]["django.request"]["handlers"] == ["out", "ship"]
    assert configuration("INFO")["root"]["handlers"] == ["out"]


def test_a_forked_process_begins_a_queue_of_its_own(monkeypatch):
    with listening() as received:
        port = received.getsockname()[1]
    handler = shipping(f"tcp://{HOST}:{port}", out=io.StringIO())
    say(handler, "trước")
    first = handler.sender
    monkeypatch.setattr(handler, "pid", -1)
    say(handler, "sau")
    assert handler.pid == os.getpid() and handler.sender is not first and handler.sender.is_alive()
    handler.close()


def test_a_line_is_framed_by_its_length_in_bytes():
    message = framed("ố", "ERROR", 0.0, Target("tcp", "x", 1))
    length, _, rest = message.partition(b" ")
    assert int(length) == len(rest) and rest.startswith(b"<83>1 1970-01-01T00:00:00.000+00:00 ")
