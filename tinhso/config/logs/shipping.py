"""A copy of each log line to another system, beside standard output, which always keeps it.

Nobody waits for it: lines go into a queue, and a thread of this process sends them. While the other system is away the
newest `KEPT` wait; it is told on standard output, and how many older ones were let go is told over there afterwards.
"""

import atexit
import contextlib
import json
import logging
import os
import socket
import sys
import threading
from collections import deque
from datetime import UTC, datetime
from typing import TextIO

from tinhso.config.logs.target import WrongAddress, framed, is_closed, target_of

MOST_QUEUED = 10_000  # lines
WAITS = (1.0, 2.0, 5.0, 15.0, 60.0)  # seconds between tries
LAST_CHANCE = 2.0  # seconds for what waits when the process ends
Line = tuple[str, str, float]  # text, level, moment


class Shipping(logging.Handler):
    """The handler. A process that was forked starts a queue and a thread of its own with its first line."""

    def __init__(self, address: str, authorities: str = "", out: TextIO | None = None) -> None:
        super().__init__()
        target = target_of(address, authorities)
        if target is None:
            raise WrongAddress(address)
        self.target, self.out = target, out
        self._begin()
        atexit.register(self.close)

    def _begin(self) -> None:
        self.pid = os.getpid()
        self.waiting: deque[Line] = deque()
        self.some = threading.Condition()
        self.lost, self.ending = 0, False
        self.sender: threading.Thread | None = None

    def emit(self, record: logging.LogRecord) -> None:
        line = (self.format(record), record.levelname, record.created)
        if self.pid != os.getpid():
            self._begin()
        with self.some:
            if self.ending:
                return
            self.waiting.append(line)
            if len(self.waiting) > MOST_QUEUED:
                self.waiting.popleft()
                self.lost += 1
            if self.sender is None:
                self.sender = threading.Thread(target=self._send_all, name="log-shipping", daemon=True)
                self.sender.start()
            self.some.notify()

    def close(self) -> None:
        """What waits has a last chance; then it stays on standard output alone."""
        with self.some:
            self.ending = True
            self.some.notify()
        if self.sender is not None and self.pid == os.getpid():
            self.sender.join(LAST_CHANCE)
        super().close()

    def _send_all(self) -> None:
        """The thread. A line leaves the queue to be sent and is held until it is."""
        held, tries = None, 0
        with contextlib.ExitStack() as stack:
            open_socket: socket.socket | None = None
            while held := held or self._next():
                try:
                    if open_socket is None or is_closed(open_socket):
                        stack.close()
                        open_socket = stack.enter_context(self.target.connect())
                    open_socket.sendall(framed(*held, self.target))
                except OSError as error:
                    stack.close()
                    open_socket = None
                    if not self._wait(error, tries):
                        return
                    tries += 1
                else:
                    held, tries = self._log_lost(), 0

    def _next(self) -> Line | None:
        """The oldest line, as soon as there is one; None at the end."""
        with self.some:
            self.some.wait_for(lambda: self.waiting or self.ending)
            return self.waiting.popleft() if self.waiting else None

    def _wait(self, error: OSError, tries: int) -> bool:
        """ReplyKind once an outage; False where the process ends meanwhile."""
        if tries == 0:
            print(_line("log lines wait", type(error).__name__), file=self.out or sys.stdout, flush=True)
        with self.some:
            return not self.some.wait_for(lambda: self.ending, WAITS[min(tries, len(WAITS) - 1)])

    def _log_lost(self) -> Line | None:
        with self.some:
            count, self.lost = self.lost, 0
        moment = datetime.now(UTC).timestamp()
        return (_line("log lines lost", str(count)), "WARNING", moment) if count else None


def _line(say: str, code: str) -> str:
    at = datetime.now(UTC).isoformat(timespec="milliseconds")
    return json.dumps({"at": at, "level": "warning", "log": "tinhso.logs", "say": say, "code": code})
