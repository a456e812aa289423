"""Is a plane's memory flat under mixed load: `python bench/chaos/exchange_memory.py [--seconds 300] [--seed 17]`, without a database or nginx.

Callers draw by a seed what they ask next: small and large answers, bodies that come back, calls with evidence, refused ones (a wrong path,
no right, a stale token, no token), slow and failing providers, new tokens. The plane's memory is read once a second. 1 where the last
third lies above the second one by more than 5 % and 8 MB.
"""

import argparse
import os
import statistics
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from http.client import HTTPException
from pathlib import Path
from random import Random

from tinhso.lib.exchange.plane.tests.loading import EVIDENCE, PLAIN
from tinhso.lib.exchange.plane.tests.running import Running, plane, policy, provider, signed, wide

AT = "/lgsp/so-a/dan-cu"
GROWN, GROWN_MB = 0.05, 8.0
Ask = Callable[[Running, str, Random], int]


def _token(running: Running, _bearer: str, _chance: Random) -> int:
    return running.token()[0]


KINDS: dict[str, tuple[int, Ask]] = {
    "small": (40, lambda running, bearer, _c: running.ask("GET", PLAIN, Authorization=bearer)[0]),
    "large": (
        6,
        lambda running, bearer, _c: running.ask("GET", f"{AT}/tra-cuu/big", Authorization=bearer)[0],
    ),
    "body": (
        15,
        lambda running, bearer, chance: running.ask(
            "POST",
            f"{AT}/tra-cuu/echo",
            bytes(chance.choice((10, 1_000, 200_000, 1_500_000))),
            Authorization=bearer,
        )[0],
    ),
    "too large": (
        1,
        lambda running, bearer, _c: running.ask(
            "POST", f"{AT}/tra-cuu/echo", bytes(2_100_000), Authorization=bearer
        )[0],
    ),
    "evidence": (
        15,
        lambda running, bearer, _c: running.ask_signed("GET", EVIDENCE, Authorization=bearer)[0],
    ),
    "no right": (
        6,
        lambda running, bearer, _c: running.ask("GET", f"{AT}/tra-cuu/secret", Authorization=bearer)[0],
    ),
    "wrong path": (
        4,
        lambda running, bearer, _c: running.ask("GET", f"{AT}/tra-cuu/a/%2e%2e/b", Authorization=bearer)[0],
    ),
    "no token": (4, lambda running, _bearer, _c: running.ask("GET", PLAIN)[0]),
    "stale token": (
        4,
        lambda running, _bearer, _c: running.ask("GET", PLAIN, Authorization="Bearer x.y.z")[0],
    ),
    "failing": (2, lambda running, bearer, _c: running.ask("GET", f"{AT}/hong/odd", Authorization=bearer)[0]),
    "slow": (
        1,
        lambda running, bearer, _c: running.ask("GET", f"{AT}/hong/slow", Authorization=bearer)[0],
    ),
    "new token": (2, _token),
}
"""How often of a hundred, and the asking."""


def memory_mb(pid: int) -> float:
    """The process and all below it."""
    found = [pid]
    for one in found:
        for task in Path(f"/proc/{one}/task").glob("*/children"):
            found += [int(word) for word in task.read_text().split()]
    lines = [line for one in found for line in Path(f"/proc/{one}/status").read_text().splitlines()]
    return sum(int(line.split()[1]) for line in lines if line.startswith("VmRSS:")) / 1000


def mixed(
    running: Running, seconds: float, *, seed: int, callers: int = 4
) -> tuple[list[float], Counter[str]]:
    """Memory once a second, and how many calls of each kind were answered by which status."""
    ends, answered, lock = time.monotonic() + seconds, Counter[str](), threading.Lock()
    bearer = f"Bearer {running.token()[1]['access_token']}"

    def call(number: int) -> None:
        chance = Random(f"{seed}-{number}")  # noqa: S311
        while time.monotonic() < ends:
            (kind,) = chance.choices(list(KINDS), [weight for weight, _ask in KINDS.values()])
            try:
                status = KINDS[kind][1](running, bearer, chance)
            except (OSError, HTTPException):  # cut off while a body that is too large was still coming
                status = 0
            with lock:
                answered[f"{kind} {status}"] += 1

    threads = [threading.Thread(target=call, args=(one,)) for one in range(callers)]
    for one in threads:
        one.start()
    samples = []
    while any(one.is_alive() for one in threads):
        samples.append(memory_mb(running.process.pid))
        time.sleep(1)
    return samples, answered


def thirds(samples: list[float]) -> tuple[float, float, float]:
    """The median of each third."""
    size = max(1, len(samples) // 3)
    return (
        statistics.median(samples[:size]),
        statistics.median(samples[size : 2 * size] or samples),
        statistics.median(samples[-size:]),
    )


def grows(samples: list[float]) -> bool:
    _first, second, last = thirds(samples)
    return last - second > GROWN_MB and last > second * (1 + GROWN)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n\n")[0])
    parser.add_argument("--seconds", type=float, default=300.0)
    parser.add_argument("--callers", type=int, default=4)
    parser.add_argument("--seed", type=int, default=17)
    options = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as folder,
        provider() as port,
        plane(Path(folder) / "p", signed(wide(policy(port)))) as running,
    ):
        samples, answered = mixed(running, options.seconds, seed=options.seed, callers=options.callers)
    print(f"{answered.total()} calls: " + ", ".join(f"{kind} {n}" for kind, n in sorted(answered.items())))
    first, second, last = thirds(samples)
    print(
        f"memory over {len(samples)} s: {first:.1f}, {second:.1f}, {last:.1f} MB by thirds, most {max(samples):.1f} MB; "
        f"load of the machine {os.getloadavg()[0]:.1f}"
    )
    return 1 if grows(samples) else 0


if __name__ == "__main__":
    sys.exit(main())
