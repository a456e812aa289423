"""A plane takes newer signed policies alone, serves on without its control plane, and loses no evidence when it is killed."""

import time
from dataclasses import replace

import pytest

from tinhso.lib.exchange.plane.tests.running import (
    CALLER,
    ControlPlane,
    plane,
    policy,
    provider,
    serving,
    signed,
)
from tinhso.lib.exchange.signed_policy import sign_policy
from tinhso.lib.exchange.signing_key import key_id, private_key

PATH = "/lgsp/so-a/dan-cu/tra-cuu/people/1"


def until(deed, wanted):
    ends = time.monotonic() + 60
    while (found := deed()) != wanted and time.monotonic() < ends:
        time.sleep(0.1)
    assert found == wanted


@pytest.mark.long
def test_only_a_newer_signed_policy_is_taken_and_the_last_serves_on_alone(tmp_path):
    ControlPlane.document = b""
    with provider() as port:
        good = policy(port, 5)
        with serving(ControlPlane) as control:
            pull = {"pull_url": f"http://127.0.0.1:{control}/", "pull_token": "t", "pull_seconds": 0.1}
            with plane(tmp_path / "a", None, **pull) as running:
                assert running.ask("GET", "/readyz")[0] == running.ask("GET", PATH)[0] == 503
                ControlPlane.document = signed(good)
                until(lambda: running.ask("GET", "/readyz")[0], 200)
                bearer = f"Bearer {running.token()[1]['access_token']}"
                stopped = replace(
                    good, systems=tuple(replace(one, stopped=True, keys=()) for one in good.systems)
                )
                stranger = private_key("s" * 43)
                strange = {"key_id": key_id(stranger.public_key()), "key": stranger}
                for bad in (
                    signed(replace(stopped, version=4)),
                    sign_policy(replace(stopped, version=6), **strange),
                    b"{}",
                ):
                    ControlPlane.document = bad
                    time.sleep(0.4)
                    assert running.ask("GET", PATH, Authorization=bearer)[0] == 200
                ControlPlane.document = signed(replace(stopped, version=7))
                until(lambda: running.ask("GET", PATH, Authorization=bearer)[0], 403)
                assert running.settled()[-1]["code"] == "client_stopped"
        with plane(tmp_path / "a", None) as running:
            assert running.ask("GET", "/readyz")[0] == 200 and running.token()[0] == 401
            assert any(row["code"] == "invalid_client:unknown_key" for row in running.settled())


@pytest.mark.long
@pytest.mark.parametrize("evidence", [True, False])
def test_a_plane_that_is_killed_has_the_rows_that_it_owes(tmp_path, evidence):
    path = "/lgsp/so-a/dan-cu/chung-cu/people/1" if evidence else PATH
    with provider() as port, plane(tmp_path / "b", signed(policy(port))) as running:
        bearer = f"Bearer {running.token()[1]['access_token']}"
        ask = running.ask_signed if evidence else running.ask
        answered = [ask("GET", path, Authorization=bearer)[0] for _ in range(20)]
        if not evidence:
            running.settled()
        running.kill()
        rows = [row for row in running.rows() if row["client"] == CALLER and row["agreement"]]
        assert len(rows) == len(answered) == answered.count(200) == 20
    with plane(tmp_path / "b", None):
        names = {file.suffix for file in (tmp_path / "b" / "calls").iterdir()}
        assert ".jsonl" in names
