"""What a plane counts of itself, as Prometheus reads it: summed over its processes, and never less than before.

Each process keeps its counts in memory and writes them each second to a file of its own number; whichever process is asked reads all
files. A process that begins goes on from what the last one of its number wrote; one that was killed loses a second of counts. By
agreement and outcome, never by path or person.
"""

import hmac
import json
import logging
import os
import time
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from tinhso.lib.exchange.errors import BROKEN_OFF, ERRORS
from tinhso.lib.exchange.plane.asgi import Scope, value_of
from tinhso.lib.exchange.plane.rows import CallRow

logger = logging.getLogger("tinhso.exchange.plane")
BUCKETS = (5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000, 30_000)
"""Milliseconds."""
EACH_SECONDS = 1.0
LOOPBACK = ("127.", "::1", "::ffff:127.")
PASSED_ON = (b"x-forwarded-for", b"x-real-ip", b"forwarded", b"x-exchange-front")
OUTSIDE = frozenset(
    {"provider_unreachable", "provider_timeout", "provider_busy", "breaker_open", "answer_too_large"}
)


def is_let_in(scope: Scope, token: str) -> bool:
    """With the token; without one that was set, whoever asks on this machine itself and not through a server before it."""
    kind, _, presented = value_of(scope["headers"], b"authorization").partition(" ")
    if token:
        return kind.lower() == "bearer" and hmac.compare_digest(presented.strip().encode(), token.encode())
    host = str((scope.get("client") or ("",))[0])
    return host.startswith(LOOPBACK) and not any(
        name.lower() in PASSED_ON for name, _value in scope["headers"]
    )


def outcome_of(row: CallRow) -> str:
    """`ok`, `provider_error` (its 5xx), `provider_away`, `refused` (by the exchange), `plane_fault` (ours), `broken_off`."""
    if row.code == "ok":
        return "provider_error" if row.status >= 500 else "ok"
    if row.code == BROKEN_OFF:
        return "broken_off"
    if row.code in OUTSIDE:
        return "provider_away"
    return "plane_fault" if row.code in ("log_full", "no_policy") and row.code in ERRORS else "refused"


class Metrics:
    """Of one process."""

    def __init__(self, folder: Path, number: int) -> None:
        self._folder, self._path = folder, folder / f"process-{number}.json"
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._counts: Counter[str] = Counter(_read(self._path))

    def count(self, row: CallRow) -> None:
        """A call that is over."""
        what = "token" if row.operation == "token" else row.agreement
        self._counts[f"calls {what} {outcome_of(row)}"] += 1
        self._counts[f"bucket {bisect_left(BUCKETS, row.milliseconds)}"] += 1
        self._counts["sum"] += row.milliseconds
        self._counts["bytes_in"] += row.bytes_in
        self._counts["bytes_out"] += row.bytes_out

    def write(self) -> None:
        """Whole or as it was; a disk that takes nothing costs no call."""
        beside = self._path.with_suffix(f".{os.getpid()}.new")
        try:
            beside.write_text(json.dumps(self._counts))
            beside.replace(self._path)
        except OSError as error:
            logger.warning("metrics were not written: %s", type(error).__name__)

    def text(self, gauges: Mapping[str, float]) -> bytes:
        """All processes, this one as it is now."""
        total = Counter(self._counts)
        for path in self._folder.glob("process-*.json"):
            if path != self._path:
                total.update(_read(path))
        lines = [*_calls(total), *_durations(total), *_bytes(total), *_gauges(gauges)]
        return "".join(f"{line}\n" for line in lines).encode()


def _read(path: Path) -> dict[str, int]:
    try:
        found = json.loads(path.read_text())
    except (OSError, ValueError):
        return {}
    return {str(name): int(number) for name, number in found.items()} if isinstance(found, dict) else {}


def _calls(total: Counter[str]) -> list[str]:
    lines = [
        "# HELP exchange_calls_total Calls by agreement and outcome",
        "# TYPE exchange_calls_total counter",
    ]
    for name in sorted(name for name in total if name.startswith("calls ")):
        _kind, agreement, outcome = name.split(" ")
        lines.append(f'exchange_calls_total{{agreement="{agreement}",outcome="{outcome}"}} {total[name]}')
    return lines


def _durations(total: Counter[str]) -> list[str]:
    lines = ["# HELP exchange_call_seconds How long calls took", "# TYPE exchange_call_seconds histogram"]
    so_far = 0
    for place, bound in enumerate(BUCKETS):
        so_far += total[f"bucket {place}"]
        lines.append(f'exchange_call_seconds_bucket{{le="{bound / 1000:g}"}} {so_far}')
    so_far += total[f"bucket {len(BUCKETS)}"]
    lines.append(f'exchange_call_seconds_bucket{{le="+Inf"}} {so_far}')
    return [
        *lines,
        f"exchange_call_seconds_sum {total['sum'] / 1000:g}",
        f"exchange_call_seconds_count {so_far}",
    ]


def _bytes(total: Counter[str]) -> list[str]:
    return [
        "# HELP exchange_body_bytes_total Bytes of bodies",
        "# TYPE exchange_body_bytes_total counter",
        f'exchange_body_bytes_total{{way="in"}} {total["bytes_in"]}',
        f'exchange_body_bytes_total{{way="out"}} {total["bytes_out"]}',
    ]


def _gauges(gauges: Mapping[str, float]) -> list[str]:
    lines: list[str] = []
    for name, value in gauges.items():
        plain = name.partition("{")[0]
        if f"# TYPE {plain} gauge" not in lines:
            lines.append(f"# TYPE {plain} gauge")
        lines.append(f"{name} {value:g}")
    return lines


def spool_gauges(folder: Path, waiting: int) -> dict[str, float]:
    """Rows of this process that wait for the disk; files that wait for the control plane, and how old the oldest is."""
    ages, now = [], time.time()
    for path in folder.glob("*.jsonl"):
        try:
            ages.append(now - path.stat().st_mtime)
        except FileNotFoundError:  # imported meanwhile
            continue
    return {
        "exchange_rows_waiting": waiting,
        "exchange_spool_files": len(ages),
        "exchange_spool_oldest_seconds": max(ages, default=0.0),
    }
