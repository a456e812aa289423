import contextlib
import gzip
import http.server
import socket
import threading

import pytest

from tinhso.lib.messages.public_addresses import NotAnAddress, is_public, parts_of_entered
from tinhso.lib.messages.public_fetch import (
    AddressRefused,
    BadAnswer,
    Limits,
    TooMuch,
    TooSlow,
    Unreachable,
    fetch,
)


class Answers(http.server.BaseHTTPRequestHandler):
    """One path a trick."""

    def do_GET(self):
        Answers.heard = self.headers.get("Authorization")
        getattr(self, f"_{self.path[1:].partition('?')[0]}")()

    def log_message(self, *words):
        pass

    def _plain(self, content=b"a,b\n1,2\n", status=200, **headers):
        self.send_response(status)
        self.send_header("Content-Type", "text/csv; charset=utf-8")
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def _marked(self):
        unchanged = self.headers.get("If-None-Match") == '"1"'
        self._plain(b"" if unchanged else b"a", 304 if unchanged else 200, ETag='"1"')

    def _busy(self):
        self._plain(b"", 503, Retry_After="120")

    def _outlet(self):
        self._plain(b"", 302, Location="http://bao.example.vn/plain")

    def _missing(self):
        self._plain(status=404)

    def _moved(self):
        self._plain(b"", 302, Location="/plain")

    def _elsewhere(self):
        self._plain(b"", 302, Location=f"{Answers.next_site}/plain")

    def _inside(self):
        self._plain(b"", 302, Location="http://169.254.169.254/latest/meta-data/")

    def _file(self):
        self._plain(b"", 302, Location="file:///etc/passwd")

    def _round(self):
        self._plain(b"", 302, Location="/round")

    def _packed(self):
        self._plain(gzip.compress(b"a,b\n1,2\n"), Content_Encoding="gzip")

    def _tail(self):
        self.send_response(200)
        self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        with contextlib.suppress(OSError):
            self.wfile.write(gzip.compress(b"a,b\n1,2\n"))
            for _ in range(100):
                self.wfile.write(bytes(65536))
                threading.Event().wait(0.02)

    def _bomb(self):
        self._plain(gzip.compress(bytes(30_000_000)), Content_Encoding="gzip")

    def _huge(self):
        self.send_response(200)
        self.send_header("Content-Length", str(10 * 1024**3))
        self.end_headers()

    def _endless(self):
        self.send_response(200)
        self.end_headers()
        with contextlib.suppress(OSError):
            for _ in range(400):
                self.wfile.write(bytes(65536))

    def _cut(self):
        self.send_response(200)
        self.send_header("Content-Length", "100")
        self.end_headers()
        self.wfile.write(b"half")

    def _drip(self):
        with contextlib.suppress(OSError):
            for _ in range(100):
                self.wfile.write(b"x")
                threading.Event().wait(0.02)


@contextlib.contextmanager
def running():
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answers) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture(scope="module")
def site():
    with running() as one:
        yield one


@pytest.fixture
def other_site():
    with running() as one:
        yield one


LITTLE = Limits(octets=1_000_000, seconds=5, idle=2, redirects=3)


@pytest.mark.parametrize("path", ["plain", "moved", "packed", "tail"])
def test_what_came_is_given_whole(site, path):
    """What follows the end of a packed body is not waited for, nor held in memory."""
    fetched, content = fetch(f"{site}/{path}", limits=Limits(octets=1_000_000, seconds=1.5), local=True)
    assert content == b"a,b\n1,2\n"
    assert (fetched.media_type, fetched.octets) == ("" if path == "tail" else "text/csv", 8)
    assert fetched.url.endswith("/plain" if path == "moved" else path)


@pytest.mark.parametrize(
    ("path", "error", "words"),
    [
        ("missing", BadAnswer, "mã 404"),
        ("inside", AddressRefused, "mạng nội bộ"),
        ("file", AddressRefused, "http://"),
        ("round", BadAnswer, "chuyển hướng quá 3 lần"),
        ("bomb", TooMuch, "1 MB"),
        ("huge", TooMuch, "1 MB"),
        ("endless", TooMuch, "1 MB"),
        ("cut", Unreachable, "đứt giữa chừng"),
    ],
)
def test_each_trick_is_refused_in_words(site, path, error, words):
    with pytest.raises(error, match=words):
        fetch(f"{site}/{path}", limits=LITTLE, local=True)


def test_a_drip_of_header_bytes_ends_at_the_deadline_of_the_whole(site):
    with pytest.raises(TooSlow):
        fetch(f"{site}/drip", limits=Limits(seconds=0.2, idle=2), local=True)


@pytest.mark.parametrize(
    "url",
    [
        "ftp://example.org/x",
        "file:///etc/passwd",
        "gopher://127.0.0.1:70/",
        "http://user:secret@example.org/",
        "http://example.org:25/",
        "http:///x",
        "javascript:alert(1)",
        "http://[::1",
        "http://" + "x" * 3000,
        "",
    ],
)
def test_an_address_of_another_form_is_refused(url):
    with pytest.raises(AddressRefused):
        fetch(url)


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "2130706433",
        "0x7f.1",
        "0",
        "10.1.2.3",
        "192.168.0.1",
        "169.254.169.254",
        "100.64.0.1",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[fd00::1]",
        "localhost",
    ],
)
def test_machines_inside_are_refused_however_they_are_written(host):
    with pytest.raises(AddressRefused):
        fetch(f"http://{host}:8080/")


def test_wrapped_and_group_addresses_are_inside_too():
    inside = ["64:ff9b::7f00:1", "2002:7f00:1::", "224.0.0.1", "ff02::1", "255.255.255.255", "0.0.0.0"]
    assert not any(is_public(one) for one in inside)
    listed = [
        "192.0.0.192",
        "192.0.0.9",
        "168.63.129.16",
        "192.88.99.1",
        "192.31.196.1",
        "100.100.100.200",
        "198.18.0.1",
    ]
    listed += [
        "fec0::1",
        "64:ff9b:1::a00:1",
        "::8.8.8.8",
        "5f00::1",
        "2620:4f:8000::1",
        "3fff::1",
        "fd00:ec2::254",
    ]
    assert not any(is_public(one) for one in listed)
    assert is_public("8.8.8.8") and is_public("2001:4860:4860::8888")
    assert is_public("127.0.0.1", local=True) and not is_public("127.0.0.2", local=True)


def named(*addresses):
    return lambda *words, **more: [
        (socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, 80)) for one in addresses
    ]


def test_one_inner_address_among_public_ones_refuses_the_name(monkeypatch):
    monkeypatch.setattr(socket, "getaddrinfo", named("8.8.8.8", "10.0.0.1"))
    with pytest.raises(AddressRefused):
        fetch("http://example.org/")


def test_a_name_that_changes_its_mind_is_not_asked_again(monkeypatch):
    """DNS rebinding: the connection goes to the address that was checked."""
    answers = iter([named("8.8.8.8"), named("127.0.0.1")])
    monkeypatch.setattr(socket, "getaddrinfo", lambda *a, **k: next(answers)())
    reached = []

    def connect(address, timeout):
        reached.append(address)
        raise OSError

    monkeypatch.setattr(socket, "create_connection", connect)
    with pytest.raises(Unreachable):
        fetch("http://example.org/")
    assert reached == [("8.8.8.8", 80)]


def test_an_address_in_vietnamese_is_written_for_machines(site):
    fetched, _ = fetch(f"{site}/plain?tên=dân số", limits=LITTLE, local=True)
    assert fetched.octets == 8


@pytest.mark.long
def test_a_key_goes_to_the_server_that_was_named_alone_and_never_in_the_clear(site, other_site):
    fetch(f"{site}/plain", limits=LITTLE, local=True, secret="Bearer k")
    assert Answers.heard == "Bearer k"
    Answers.next_site = other_site
    fetch(f"{site}/elsewhere", limits=LITTLE, local=True, secret="Bearer k")
    assert Answers.heard is None
    with pytest.raises(AddressRefused, match="https"):
        fetch("http://198.51.100.1/", secret="Bearer k")


def test_what_is_unchanged_comes_without_content_and_a_pause_is_named(site):
    first, content = fetch(f"{site}/marked", local=True)
    assert (first.status, content) == (200, b"a")
    second, content = fetch(f"{site}/marked", local=True, conditions={"If-None-Match": first.headers["etag"]})
    assert (second.status, content) == (304, b"")
    with pytest.raises(BadAnswer) as refused:
        fetch(f"{site}/busy", local=True)
    assert (refused.value.status, refused.value.wait) == (503, 120)


@pytest.mark.long
def test_no_other_host_is_called_by_a_redirect_either(site):
    assert fetch(f"{site}/moved", local=True, hosts=("127.0.0.1",))[1]
    for path, hosts in (("plain", ("bao.example.vn",)), ("outlet", ("127.0.0.1",))):
        with pytest.raises(AddressRefused):
            fetch(f"{site}/{path}", local=True, hosts=hosts)


@pytest.mark.parametrize(
    "host", ["[::ffff:127.0.0.1]", "2130706433", "0x7f.1", "127.1", "localhost", "[::1]"]
)
def test_what_leads_inside_is_refused_where_it_is_entered(host):
    with pytest.raises(NotAnAddress, match="mạng nội bộ"):
        parts_of_entered(f"https://{host}/catalog.json")


def test_a_name_of_an_inner_machine_is_refused_and_one_that_nobody_knows_yet_passes(monkeypatch):
    monkeypatch.setattr(socket, "getaddrinfo", named("10.0.0.1"))
    with pytest.raises(NotAnAddress, match="mạng nội bộ"):
        parts_of_entered("https://trong.example.vn/")
    monkeypatch.setattr(socket, "getaddrinfo", named("8.8.8.8"))
    assert parts_of_entered("https://ngoai.example.vn/a").hostname == "ngoai.example.vn"

    def unknown(*words, **more):
        raise socket.gaierror

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    assert parts_of_entered("https://chua.example.vn/").hostname == "chua.example.vn"


def test_who_enters_a_name_does_not_wait_for_a_silent_name_server(monkeypatch):
    answered = threading.Event()
    monkeypatch.setattr(
        socket, "getaddrinfo", lambda *words, **more: answered.wait(60) and named("10.0.0.1")()
    )
    monkeypatch.setattr("tinhso.lib.messages.public_addresses.NAME_SECONDS", 0.01)
    assert parts_of_entered("https://cham.example.vn/").hostname == "cham.example.vn"
    answered.set()
