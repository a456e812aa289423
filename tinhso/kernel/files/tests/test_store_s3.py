import io
import re
import threading
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote, urlsplit

import pytest

from tinhso.kernel.files.contents.store import StoreAway

DIGEST = "ab" * 32


class Bucket(BaseHTTPRequestHandler):
    """As much of S3 as the store speaks, on this machine only."""

    def log_message(self, *args):
        pass

    def _answer(self, status: int, body: bytes = b"") -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_PUT(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self.headers.get("Transfer-Encoding") or "aws-chunked" in self.headers.get("Content-Encoding", ""):
            body = re.match(rb"[0-9a-f]+\r\n(.*?)\r\n0\r\n", body, re.DOTALL)[1]
        self.server.objects[unquote(urlsplit(self.path).path)] = body
        self._answer(200)

    def do_GET(self):
        path = unquote(urlsplit(self.path).path)
        if "list-type" in self.path:
            keys = "".join(
                f"<Contents><Key>{k.split('/', 2)[2]}</Key><LastModified>2024-03-01T00:00:00Z</LastModified></Contents>"
                for k in self.server.objects
            )
            return self._answer(200, f"<ListBucketResult>{keys}</ListBucketResult>".encode())
        if self.server.closed:
            return self._answer(403)
        found = self.server.objects.get(path)
        return self._answer(200, found) if found is not None else self._answer(404)

    def do_DELETE(self):
        self.server.objects.pop(unquote(urlsplit(self.path).path), None)
        self._answer(204)


@pytest.fixture
def s3(monkeypatch):
    from tinhso.kernel.files.contents.store_s3 import S3Store

    for name in ("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy", "AWS_CA_BUNDLE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    server = ThreadingHTTPServer(("127.0.0.1", 0), Bucket)
    server.objects, server.closed = {}, False
    threading.Thread(target=server.serve_forever, daemon=True).start()
    made = S3Store(f"s3://kho/tep?endpoint=http://127.0.0.1:{server.server_port}&region=vn")
    made.server = server
    yield made
    made.client.close()
    server.shutdown()
    server.server_close()


@pytest.mark.long
def test_a_bucket_keeps_gives_lists_and_forgets(s3):
    s3.put(DIGEST, io.BytesIO(b"noi dung"))
    with s3.open(DIGEST) as stream:
        assert stream.read() == b"noi dung"
    assert list(s3.older_than(datetime(2024, 3, 2, tzinfo=UTC))) == [DIGEST]
    assert list(s3.older_than(datetime(2024, 3, 1, tzinfo=UTC) - timedelta(days=1))) == []
    s3.delete(DIGEST)
    with pytest.raises(FileNotFoundError):
        s3.open(DIGEST)


def test_a_store_that_refuses_or_is_away_has_not_lost_the_file(s3):
    s3.put(DIGEST, io.BytesIO(b"noi dung"))
    s3.server.closed = True
    with pytest.raises(StoreAway) as refused:
        s3.open(DIGEST)
    assert not isinstance(refused.value, FileNotFoundError)
    s3.server.shutdown()
    s3.server.server_close()
    s3.client.meta.config.retries = {"total_max_attempts": 1}
    for deed in (lambda: s3.open(DIGEST), lambda: s3.put(DIGEST, io.BytesIO(b"x"))):
        with pytest.raises(StoreAway):
            deed()
    with pytest.raises(StoreAway):
        list(s3.older_than(datetime(2024, 3, 2, tzinfo=UTC)))
