"""The program as granian serves it, with what each request cost in a header: for measurements only.

    X-Cost: queries=7;web=12.31;db=3.02

`web` and `db` are CPU milliseconds of the answering thread and of its backend (Linux; parallel workers of a query are
not among them). Statements are counted where Django sends them: BEGIN and COMMIT are not.
"""

import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from django.db import connection

from tinhso.config.wsgi import application as served

Headers = list[tuple[str, str]]


class Cost:
    """What one request has cost so far; stands in the place of Django's execute wrapper."""

    def __init__(self) -> None:
        self.queries = 0
        self.backends: dict[int, float] = {}
        self.began = time.thread_time()

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        self.queries += 1
        backend = context["connection"].connection.info.backend_pid
        self.backends.setdefault(backend, used_by(backend))
        return execute(sql, params, many, context)

    def __str__(self) -> str:
        web = time.thread_time() - self.began
        db = sum(used_by(backend) - before for backend, before in self.backends.items())
        return f"queries={self.queries};web={1000 * web:.2f};db={1000 * db:.2f}"


def used_by(process: int) -> float:
    """Seconds of CPU that a process of this machine has spent; 0 where it cannot be told."""
    try:
        return int(Path(f"/proc/{process}/schedstat").read_text().split()[0]) / 1e9
    except OSError:
        return 0.0


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    cost = Cost()
    held: list[Any] = []

    def hold(status: str, headers: Headers, error: Any = None, /) -> Callable[[bytes], object]:
        held[:] = [status, headers, *filter(None, [error])]
        return bytes

    with connection.execute_wrapper(cost):
        answer = served(environ, hold)
        body = b"".join(answer)
        cost_text = str(cost)
        if hasattr(answer, "close"):
            answer.close()
    status, headers, *more = held
    start_response(status, [*headers, ("X-Cost", cost_text)], *more)
    return [body]
