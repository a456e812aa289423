"""The sandboxes of a demo listen where nobody else does, or the demo says why it does not start."""

import os
import socket
import subprocess
import sys

import pytest

from tinhso.config.command_line import claims
from tinhso.config.commands.demo import claim_port, sandboxes
from tinhso.config.refusal import Refusal


@pytest.fixture(autouse=True)
def _own_environment(monkeypatch, tmp_path):
    monkeypatch.setattr(os, "environ", os.environ | {"TINHSO_STATE": str(tmp_path)})
    claimed: list[socket.socket] = []
    monkeypatch.setattr(claims, "_sockets", claimed)
    yield
    for name in claimed:
        name.close()


def ports():
    return {
        int(address.rsplit(":", 1)[1])
        for name, address in os.environ.items()
        if name.startswith("TINHSO_SANDBOX_") and name != "TINHSO_SANDBOX_CLIENT"
    }


def test_two_demos_that_start_in_the_same_second_share_no_port():
    """Neither listens yet when the other looks."""
    given = []
    for _ in range(2):
        sandboxes(23_000)
        given.append(ports())
    assert len(given[0]) == len(given[1]) > 5 and not given[0] & given[1]


def test_what_another_process_has_claimed_is_passed_over_until_it_ends():
    words = "import sys; from tinhso.config.commands.demo import claim_port; print(claim_port(23501), flush=True); sys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-P", "-c", words], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout.readline() == b"True\n"
        assert not claim_port(23_501)
        other.kill()
    assert claim_port(23_501)


def test_a_port_that_another_program_holds_is_passed_over():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        sandboxes(port - 101)
    given = ports()
    assert len(given) > 5 and port not in given and min(given) > port


def test_at_the_end_of_all_ports_it_says_so():
    with pytest.raises(Refusal, match="không đủ cổng trống"):
        sandboxes(65535 - 101)
