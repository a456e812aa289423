"""Callers that go on calling a plane, and what each of their calls was answered."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.client import HTTPException

from tinhso.lib.exchange.plane.tests.running import Running

PLAIN, EVIDENCE = "/lgsp/so-a/dan-cu/tra-cuu/people/1", "/lgsp/so-a/dan-cu/chung-cu/people/1"


@dataclass
class Load:
    """`answered` has the moment (monotonic), status and id of each call; `broken` counts those that no answer came of."""

    ask: Callable[[], tuple[int, dict[str, str], bytes]]
    callers: int = 3
    pause: float = 0.01
    answered: list[tuple[float, int, str]] = field(default_factory=list)
    broken: int = 0
    _over: threading.Event = field(default_factory=threading.Event)
    _threads: list[threading.Thread] = field(default_factory=list)

    def __enter__(self) -> "Load":
        self._threads = [threading.Thread(target=self._call) for _ in range(self.callers)]
        for one in self._threads:
            one.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._over.set()
        for one in self._threads:
            one.join()

    def _call(self) -> None:
        while not self._over.is_set():
            try:
                status, headers, _content = self.ask()
            except (OSError, HTTPException):  # an answer may have been cut in its body
                self.broken += 1
                time.sleep(0.1)
            else:
                self.answered.append((time.monotonic(), status, headers["x-road-request-id"]))
            time.sleep(self.pause)

    @property
    def refused(self) -> list[int]:
        return [status for _at, status, _id in self.answered if status != 200]

    @property
    def ids(self) -> set[str]:
        return {one for _at, _status, one in self.answered}


def calling(running: Running, *, evidence: bool = False, callers: int = 3) -> Load:
    """Good calls, with one token of their own."""
    bearer = f"Bearer {running.token()[1]['access_token']}"
    ask, path = (running.ask_signed, EVIDENCE) if evidence else (running.ask, PLAIN)
    return Load(lambda: ask("GET", path, Authorization=bearer), callers)
