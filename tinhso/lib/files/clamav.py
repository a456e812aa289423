"""ClamAV's daemon over its own protocol: the file goes through INSTREAM, the verdict comes back in one line."""

import socket
import struct
from typing import BinaryIO

BLOCK = 1 << 16
SECONDS = 60.0


class ScannerUnavailable(OSError):
    """The daemon cannot be reached or gave no verdict; the file stays as it is and is tried again."""


def scan_stream(address: str, stream: BinaryIO) -> str:
    """The name of what was found, empty for a clean file. `address`: `/path/to/socket` or `host:port`."""
    try:
        with _connect(address) as peer:
            peer.sendall(b"zINSTREAM\0")
            while block := stream.read(BLOCK):
                peer.sendall(struct.pack("!L", len(block)) + block)
            peer.sendall(struct.pack("!L", 0))
            verdict = _answer(peer)
    except OSError as error:
        raise ScannerUnavailable(str(error)) from error
    return _found(verdict)


def _connect(address: str) -> socket.socket:
    if address.startswith("/"):
        peer = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        peer.settimeout(SECONDS)
        try:
            peer.connect(address)
        except OSError:
            peer.close()
            raise
        return peer
    host, _, port = address.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=SECONDS)


def _answer(peer: socket.socket) -> str:
    received = b""
    while not received.endswith(b"\0") and len(received) < BLOCK:
        block = peer.recv(4096)
        if not block:
            break
        received += block
    return received.rstrip(b"\0\n").decode("utf-8", "replace")


def _found(verdict: str) -> str:
    if verdict.endswith(": OK"):
        return ""
    if verdict.endswith(" FOUND"):
        return verdict.removesuffix(" FOUND").partition(": ")[2]
    raise ScannerUnavailable(verdict or "no verdict")
