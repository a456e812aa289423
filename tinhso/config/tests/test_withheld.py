"""The web processes do not get the key that signs heads by their environment; the workers do."""

from argparse import Namespace

from tinhso.config.commands.up import children
from tinhso.config.supervise import Child


def test_only_workers_are_given_the_seal_key(tmp_path, monkeypatch):
    monkeypatch.setenv("TINHSO_SEAL_KEY", "k" * 50)
    given = {
        child.name: child.withheld for child in children(Namespace(host="h", port=1, workers=1, threads=1))
    }
    assert "TINHSO_SEAL_KEY" in given["web"] and not given["fast"] and not given["slow"]
    words = ["-c", "import os; print(os.environ.get('TINHSO_SEAL_KEY'))"]
    for withheld, secret in (((), "k" * 50), (given["web"], "None")):
        child = Child("x", words, tmp_path / f"{secret[:1]}.log", withheld)
        child.start()
        child.process.wait(180)
        assert (tmp_path / f"{secret[:1]}.log").read_text().strip() == secret
