"""Short samples of `bench/chaos/exchange_memory.py` and `bench/chaos/exchange_killed.py`, seeded: what the commands measure for minutes holds."""

import importlib
from pathlib import Path

import pytest

from tinhso.lib.exchange.plane.tests.running import plane, policy, provider, signed, wide

BENCH = Path(__file__).resolve().parents[1] / "bench/chaos"
pytestmark = pytest.mark.long
EXPECTED = {
    "small": {200},
    "large": {200},
    "body": {200},
    "too large": {413, 0},
    "evidence": {200},
    "no right": {403},
    "wrong path": {400},
    "no token": {401},
    "stale token": {401},
    "failing": {500, 503},
    "slow": {504, 503},
    "new token": {200},
}
"""Nothing else is answered; 503 where a breaker has opened, 0 where the line was cut while too much was still coming."""


@pytest.fixture
def bench(monkeypatch):
    monkeypatch.syspath_prepend(str(BENCH))
    return importlib.import_module


def test_memory_is_flat_under_a_mixed_load(bench, tmp_path):
    script = bench("exchange_memory")
    with (
        provider() as port,
        plane(tmp_path / "p", signed(wide(policy(port)))) as running,
    ):
        samples, answered = script.mixed(running, 30.0, seed=17)
        rows = running.settled()
    assert not script.grows(samples), samples
    for kind in answered:
        name, status = kind.rsplit(" ", 1)
        assert int(status) in EXPECTED[name], answered
    assert len(rows) >= answered.total() - sum(n for kind, n in answered.items() if kind.endswith(" 0"))


def test_growing_is_told_from_filling(bench):
    grows = bench("exchange_memory").grows
    assert not grows([50.0] * 5 + [90.0] * 10) and not grows([90.0, 91.0, 92.0, 91.0, 93.0, 92.0])
    assert grows([50.0 + n for n in range(60)])


def test_what_a_killed_plane_loses_is_of_a_moment_and_known(bench, tmp_path):
    script = bench("exchange_killed")
    with provider() as port:
        found = script.killed_once(tmp_path / "p", port, callers=3, seconds=2.0)
    assert found.answered > 10 and found.proved_missing == 0
    assert found.missing <= found.reported <= found.missing + 5
    assert (
        found.reported_ms < 1000
    )  # a busy machine wakes the writer late; the command measures 50 ms on a quiet one
