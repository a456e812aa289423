"""A port that a test was given is nobody else's until the test's process ends."""

import socket

from tests import ports


def test_a_port_is_given_once_and_never_one_that_is_in_use(monkeypatch):
    first = ports.free_port()
    with socket.create_server(("127.0.0.1", first)):
        second = ports.free_port()
    assert ports.FIRST <= first < second < ports.LAST
    monkeypatch.setattr(ports, "FIRST", first)
    assert ports.free_port() > second


def test_what_another_program_listens_at_is_left_out(monkeypatch):
    port = ports.free_port()
    monkeypatch.setattr(ports, "FIRST", port)
    monkeypatch.setattr(ports.fcntl, "flock", lambda file, how: None)  # as if nobody had leased any
    with socket.create_server(("127.0.0.1", port)):
        assert ports.free_port() > port
