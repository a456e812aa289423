"""A port that a test was given is nobody else's until the test's process ends."""

import socket

import pytest

from tests import ports


def test_a_port_is_given_once_and_never_one_that_is_in_use(monkeypatch):
    first = ports.free_port()
    with socket.create_server(("127.0.0.1", first)):
        second = ports.free_port()
    assert first != second and all(ports.FIRST <= one < ports.LAST for one in (first, second))
    monkeypatch.setattr(ports, "FIRST", first)
    monkeypatch.setattr(ports, "LAST", first + 1)
    with pytest.raises(RuntimeError, match="no free port"):
        ports.free_port()


def test_what_another_program_listens_at_is_left_out(monkeypatch):
    port = ports.free_port()
    monkeypatch.setattr(ports, "FIRST", port)
    monkeypatch.setattr(ports, "LAST", port + 1)  # another process may be about to open one of the next ports
    monkeypatch.setattr(ports.fcntl, "flock", lambda file, how: None)  # as if nobody had leased it
    with socket.create_server(("127.0.0.1", port)), pytest.raises(RuntimeError, match="no free port"):
        ports.free_port()
