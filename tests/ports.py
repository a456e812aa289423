"""Ports for servers that a test starts as processes of their own."""

import fcntl
import socket
import tempfile
from pathlib import Path
from typing import IO

FIRST, LAST = 20_000, 30_000
"""Below those that the kernel gives out of its own accord, so nobody is handed one between the choice and the server's start."""
_LEASES: list[IO[str]] = []


def free_port() -> int:
    """A port that nobody listens at, leased to this process until its end. RuntimeError where there is none."""
    for port in range(FIRST, LAST):
        if lease := _leased(port):
            _LEASES.append(lease)
            return port
    raise RuntimeError(f"no free port from {FIRST} to {LAST}")


def _leased(port: int) -> IO[str] | None:
    try:
        lease = (Path(tempfile.gettempdir()) / f"tinhso-test-port-{port}").open("w")
    except OSError:  # another account's
        return None
    try:
        fcntl.flock(lease, fcntl.LOCK_EX | fcntl.LOCK_NB)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", port))
    except OSError:
        lease.close()
        return None
    return lease
