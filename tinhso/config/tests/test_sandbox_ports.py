"""The sandboxes of a demo listen where nobody else does, or the demo says why it does not start."""

import os
import socket

import pytest

from tinhso.config.commands.demo import sandboxes
from tinhso.config.refusal import Refusal


@pytest.fixture(autouse=True)
def _own_environment(monkeypatch, tmp_path):
    monkeypatch.setattr(os, "environ", os.environ | {"TINHSO_STATE": str(tmp_path)})


def test_a_port_that_another_program_holds_is_passed_over():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = other.getsockname()[1]
        sandboxes(taken - 101)
    given = {
        int(address.rsplit(":", 1)[1])
        for name, address in os.environ.items()
        if name.startswith("TINHSO_SANDBOX_") and name != "TINHSO_SANDBOX_CLIENT"
    }
    assert len(given) > 5 and taken not in given and min(given) > taken


def test_at_the_end_of_all_ports_it_says_so():
    with pytest.raises(Refusal, match="không đủ cổng trống"):
        sandboxes(65535 - 101)
