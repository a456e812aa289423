"""One process serves a state folder and a port, and a second one is told which, while the first still prepares too."""

import subprocess
import sys

import pytest

from tests.ports import free_port
from tinhso.config import cli
from tinhso.config.command_line import claims
from tinhso.config.command_line.claims import claim_place
from tinhso.config.refusal import Refusal

HOLDER = (
    "import sys; from tinhso.config.command_line.claims import claim_place;"
    " claim_place('127.0.0.1', int(sys.argv[1]), f'http://127.0.0.1:{sys.argv[1]}/'); print(); sys.stdin.read()"
)


@pytest.fixture
def first(tmp_path, monkeypatch):
    """The port that a process claimed for this state folder, and that process; it listens nowhere yet."""
    monkeypatch.setenv("TINHSO_STATE", str(tmp_path / "state"))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setattr(claims, "_sockets", sockets := [])
    port = free_port()
    words = [sys.executable, "-P", "-c", HOLDER, str(port)]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout.readline() == b"\n"
        yield port, process
        process.kill()
    for one in sockets:
        one.close()


@pytest.mark.parametrize("command", ["up", "demo"])
def test_the_second_on_one_port_says_who_runs(first, command, capsys, tmp_path):
    port, process = first
    for words in ([], ["--state", str(tmp_path / "other")]):
        assert cli.main([command, "--port", str(port), *words]) == 2
        message = capsys.readouterr().err
        assert f"http://127.0.0.1:{port}/ (tiến trình {process.pid})" in message
    assert not list(tmp_path.rglob("postgres"))


@pytest.mark.parametrize("command", ["up", "demo"])
def test_the_second_on_one_state_folder_says_who_runs_whatever_its_port(first, command, capsys, tmp_path):
    """`--fresh` would throw away what the first one serves."""
    port, process = first
    (tmp_path / "state").mkdir()
    (tmp_path / "là").symlink_to(tmp_path / "state")
    words = ["--fresh"] if command == "demo" else []
    assert cli.main([command, "--port", str(free_port()), "--state", str(tmp_path / "là"), *words]) == 2
    assert f"http://127.0.0.1:{port}/ (tiến trình {process.pid})" in capsys.readouterr().err


def test_what_ended_however_it_ended_holds_nothing(first):
    port, process = first
    with pytest.raises(Refusal, match=str(process.pid)):
        claim_place("127.0.0.1", port, "x")
    process.kill()
    process.wait()
    claim_place("127.0.0.1", port, "x")
