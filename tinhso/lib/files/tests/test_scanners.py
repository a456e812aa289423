import io
import socket
import threading
import zipfile

import pytest

from tinhso.lib.files.clamav import ScannerUnavailable, scan_stream
from tinhso.lib.files.signatures import scan_signatures

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def daemon(tmp_path, verdict: bytes) -> tuple[str, list[bytes]]:
    """A ClamAV of one connection: reads the INSTREAM blocks, answers the verdict."""
    listener = socket.socket(socket.AF_UNIX)
    address = str(tmp_path / "clamd.sock")
    listener.bind(address)
    listener.listen(1)
    received: list[bytes] = []

    def serve() -> None:
        peer, _ = listener.accept()
        with peer, listener, peer.makefile("rb") as stream:
            received.append(stream.read(10))
            while size := int.from_bytes(stream.read(4), "big"):
                received.append(stream.read(size))
            peer.sendall(verdict)

    threading.Thread(target=serve, daemon=True).start()
    return address, received


def test_clamav_gets_the_whole_file_and_says_clean(tmp_path):
    address, received = daemon(tmp_path, b"stream: OK\0")
    assert scan_stream(address, io.BytesIO(b"x" * 100_000)) == ""
    assert received[0] == b"zINSTREAM\0"
    assert sum(map(len, received[1:])) == 100_000


def test_clamav_names_what_it_found(tmp_path):
    address, _ = daemon(tmp_path, b"stream: Eicar-Test-Signature FOUND\0")
    assert scan_stream(address, io.BytesIO(EICAR)) == "Eicar-Test-Signature"


@pytest.mark.parametrize("verdict", [b"INSTREAM size limit exceeded. ERROR\0", b""])
def test_no_verdict_is_not_a_clean_file(tmp_path, verdict):
    address, _ = daemon(tmp_path, verdict)
    with pytest.raises(ScannerUnavailable):
        scan_stream(address, io.BytesIO(b"x"))


def test_a_daemon_that_is_away_is_unavailable(tmp_path):
    with pytest.raises(ScannerUnavailable):
        scan_stream(str(tmp_path / "nobody.sock"), io.BytesIO(b"x"))


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"harmless text about powershell and DDE", ""),
        (b"pad" * 400_000 + EICAR, "eicar"),
        (b"%PDF-1.4 /OpenAction<</S/Launch/F(x)>>", "pdf-launch"),
        (b"%PDF-1.4 <</S /JavaScript /JS (app.alert(1))>>", "pdf-script"),
        (b'CreateObject("WScript.Shell")', "script-dropper"),
        (b"powershell -nop -w hidden -enc AAAA", "script-dropper"),
        (b"\0" * 9 + b"\x7fELF\x02\x01\x01\x00" + b"\0" * 9, "elf-program"),
    ],
)
def test_the_built_in_list(content, code):
    assert scan_signatures(io.BytesIO(content)) == code


def test_the_built_in_list_looks_into_zips():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/embeddings/ole.bin", b"x" * 50 + EICAR)
    assert scan_signatures(out) == "eicar"
