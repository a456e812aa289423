"""What a plane says of itself to Prometheus, summed over its processes, and to whom."""

import os
import re
import signal
import subprocess
import time

import pytest

from tinhso.lib.exchange.plane.metrics import Metrics, is_let_in, outcome_of
from tinhso.lib.exchange.plane.rows import CallRow
from tinhso.lib.exchange.plane.tests.running import plane, policy, provider, signed

GOOD = "/lgsp/so-a/dan-cu/tra-cuu/people/1"


def row(agreement, status, code, milliseconds=0):
    found = CallRow(plane="p", method="GET", policy=1, agreement=agreement)
    found.status, found.code, found.milliseconds = status, code, milliseconds
    return found


@pytest.mark.parametrize(
    ("status", "code", "outcome"),
    [
        (200, "ok", "ok"),
        (404, "ok", "ok"),
        (500, "ok", "provider_error"),
        (504, "provider_timeout", "provider_away"),
        (503, "breaker_open", "provider_away"),
        (403, "no_agreement", "refused"),
        (401, "invalid_client:signature", "refused"),
        (503, "log_full", "plane_fault"),
        (0, "broken_off", "broken_off"),
    ],
)
def test_each_call_has_an_outcome(status, code, outcome):
    assert outcome_of(row("A", status, code)) == outcome


def test_processes_are_summed_and_go_on_after_a_restart(tmp_path):
    one, two = Metrics(tmp_path, 0), Metrics(tmp_path, 1)
    one.count(row("CSDL-1", 200, "ok", 7))
    two.count(row("CSDL-1", 200, "ok", 70))
    two.count(row("", 403, "no_agreement", 99_999))
    two.write()
    text = one.text({"open": 1}).decode()
    assert 'exchange_calls_total{agreement="CSDL-1",outcome="ok"} 2\n' in text
    assert 'exchange_calls_total{agreement="",outcome="refused"} 1\n' in text
    assert 'exchange_call_seconds_bucket{le="0.01"} 1\n' in text
    assert 'exchange_call_seconds_bucket{le="0.1"} 2\n' in text
    assert 'exchange_call_seconds_bucket{le="+Inf"} 3\n' in text and "exchange_call_seconds_count 3\n" in text
    one.write()
    assert 'outcome="ok"} 2\n' in Metrics(tmp_path, 0).text({}).decode()
    (tmp_path / "process-1.json").write_text("{")
    assert 'outcome="ok"} 1\n' in Metrics(tmp_path, 0).text({}).decode()


def test_a_disk_that_takes_nothing_costs_no_call(tmp_path):
    one = Metrics(tmp_path / "metrics", 0)
    (tmp_path / "metrics").rmdir()
    one.count(row("A", 200, "ok"))
    one.write()
    assert b'agreement="A",outcome="ok"} 1' in one.text({})


def scope(host="127.0.0.1", *headers):
    return {"client": (host, 1), "headers": [(name.encode(), value.encode()) for name, value in headers]}


def test_only_this_machine_or_who_has_the_token_reads():
    assert is_let_in(scope(), "") and is_let_in(scope("::1"), "")
    assert not is_let_in(scope("10.0.0.1"), "") and not is_let_in({"client": None, "headers": []}, "")
    for name in ("X-Forwarded-For", "X-Real-IP", "Forwarded", "X-Exchange-Front"):
        assert not is_let_in(scope("127.0.0.1", (name, "1.2.3.4")), "")
    bearer = ("authorization", "Bearer " + "t" * 43)
    assert is_let_in(scope("10.0.0.1", bearer), "t" * 43)
    for other in ((), (bearer, bearer), (("authorization", "Bearer x"),), (("authorization", "t" * 43),)):
        assert not is_let_in(scope("127.0.0.1", *other), "t" * 43)


def value(text, name):
    found = re.search(rf"^{re.escape(name)} (\S+)$", text, re.MULTILINE)
    return float(found[1]) if found else None


@pytest.mark.long
def test_a_plane_of_two_processes_counts_once_and_a_killed_one_takes_nothing_away(tmp_path):
    with provider() as port, plane(tmp_path / "plane", signed(policy(port)), processes=2) as running:
        bearer = {"Authorization": f"Bearer {running.token()[1]['access_token']}"}
        codes = [running.ask("GET", GOOD, **bearer)[0] for _ in range(6)]
        codes += [running.ask("GET", "/lgsp/so-a/dan-cu/hong/odd", **bearer)[0] for _ in range(7)]
        assert codes == [200] * 6 + [500] * 5 + [503] * 2
        total, ends = 0.0, time.monotonic() + 60
        while total < 14 and time.monotonic() < ends:  # each process writes its numbers down once a second
            time.sleep(0.2)
            text = running.ask("GET", "/metrics")[2].decode()
            total = sum(float(found) for found in re.findall(r"^exchange_calls_total\S+ (\S+)$", text, re.M))
        assert value(text, 'exchange_calls_total{agreement="CSDL-1",outcome="ok"}') == 6
        assert value(text, 'exchange_calls_total{agreement="CSDL-7",outcome="provider_error"}') == 5
        assert value(text, 'exchange_calls_total{agreement="CSDL-7",outcome="provider_away"}') == 2
        assert value(text, 'exchange_calls_total{agreement="token",outcome="ok"}') == 1
        assert value(text, "exchange_breakers_open") == 1 and value(text, "exchange_policy_version") == 1
        assert value(text, "exchange_log_ready") == 1 and value(text, "exchange_policy_age_seconds") >= 0
        assert value(text, "exchange_rows_waiting") is not None and "people" not in text
        assert running.ask("GET", "/metrics", X_Forwarded_For="10.0.0.1")[0] == 404
        children = ["pgrep", "-P", str(running.process.pid)]
        workers = subprocess.run(children, capture_output=True, text=True, check=True).stdout.split()
        os.kill(int(workers[0]), signal.SIGKILL)
        ends = time.monotonic() + 30
        while time.monotonic() < ends:
            try:
                text = running.ask("GET", "/metrics")[2].decode()
                break
            except OSError:
                time.sleep(0.2)
        assert value(text, 'exchange_calls_total{agreement="CSDL-1",outcome="ok"}') == 6
