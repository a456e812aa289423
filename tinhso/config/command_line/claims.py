"""Who serves here: a state folder and a port are one process's on a machine, and a second one is told whose.

A claim is a name in the kernel, not a file: it goes with its process, however that ends.
"""

import hashlib
import os
import socket
import time
from pathlib import Path

from tinhso.config.database import state
from tinhso.config.refusal import Refusal

NAMES = Path("/proc/net/unix")
PATIENCE = 1.0  # seconds until the holder has said who it is
_sockets: list[socket.socket] = []


def claim(what: str) -> bool:
    """Whether that is ours now, until this process ends."""
    name = socket.socket(socket.AF_UNIX)
    try:
        name.bind(f"\0tinhso-{what}")
    except OSError:
        name.close()
        return False
    _sockets.append(name)
    return True


def claim_place(host: str, port: int, address: str) -> None:
    """State folder and port for this process, before either is touched.

    Raises:
        Refusal: another `up` or `demo` has one of them; its process and address are named.
    """
    folder = hashlib.sha256(os.fsencode(state().resolve())).hexdigest()[:16]
    for what in (f"port-{host}-{port}", f"state-{folder}"):
        if not claim(what):
            pid, place = holder_of(what)
            raise Refusal(
                f"đang chạy rồi ở {place} (tiến trình {pid}): dừng nó, hoặc chọn --port và --state khác",
                english=f"runs already at {place} (process {pid}): stop it, or choose another --port and --state",
            )
        claim(f"{what}|{os.getpid()}|{address}")


def holder_of(what: str) -> tuple[str, str]:
    """Process and address as the holder of that claim has said them beside it."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        for line in NAMES.read_text().splitlines():
            _, found, message = line.partition(f" @tinhso-{what}|")
            if found:
                pid, _, place = message.partition("|")
                return pid, place
        time.sleep(0.05)
    return "?", "?"


def why_taken(host: str, port: int) -> OSError | None:
    """Why no server could listen there now, or None when one could."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            return error
    return None
