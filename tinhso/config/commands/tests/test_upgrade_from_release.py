"""An installation of a released version goes on to this one by its own command, and back: the former program drives."""

import base64
import hashlib
import json
import os
import pwd
import signal
import subprocess
import sys
import sysconfig
import zipfile

import pytest

from tests.ports import free_port
from tests.releases import release
from tinhso.config.commands.new_pack import SHIPPED
from tinhso.config.commands.tests.test_upgrade import bundle_of
from tinhso.config.database import ROOT
from tinhso.config.tests.test_commands import environment, get, opened, place, ready, wait_until

__all__ = ["place"]


def released(version, target):
    """The program of that version on the libraries of this one, as an operator unpacked it."""
    target.mkdir(parents=True)
    words = ["git", "archive", release(version).commit]
    packed = subprocess.run(words, cwd=ROOT, capture_output=True, check=True).stdout
    subprocess.run(["tar", "-x", "-C", target], input=packed, check=True)
    (target / ".venv").symlink_to(sys.prefix)
    return target


def library(folder):
    """The pins and wheels of a bundle in one: a real library, whose content is that ours can be imported."""
    folder.mkdir()
    wheel = folder / "libraries-1-py3-none-any.whl"
    files = {
        "libraries.pth": f"import sys; sys.path.insert(-1, {sysconfig.get_path('purelib')!r})",
        "libraries-1.dist-info/METADATA": "Metadata-Version: 2.1\nName: libraries\nVersion: 1\n",
        "libraries-1.dist-info/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    sums = "".join(f"{name},sha256={digest(text)},{len(text)}\n" for name, text in files.items())
    with zipfile.ZipFile(wheel, "w") as packed:
        for name, text in (files | {"libraries-1.dist-info/RECORD": sums}).items():
            packed.writestr(name, text)
    return f"libraries==1 --hash=sha256:{hashlib.sha256(wheel.read_bytes()).hexdigest()}\n"


def digest(text):
    return base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()


def surroundings():
    """Of an operator: `python3` is the one that the libraries are for, and nothing of ours is set."""
    inherited = {name: value for name, value in environment().items() if name != "PYTHONPATH"}
    return inherited | {"PATH": f"{sys.prefix}/bin:{os.environ['PATH']}"}


def tinhso(folder, *words):
    command = ["sh", folder / "etc/tinhso.sh", *map(str, words)]
    done = subprocess.run(command, env=surroundings(), capture_output=True, text=True, cwd="/", check=False)
    assert done.returncode == 0, f"{words}: {done.stdout}{done.stderr}"
    return done.stdout


def set_up(folder, program):
    given = {
        "site": "https://dichvucong.tinh.vn",
        "account": pwd.getpwuid(os.geteuid()).pw_name,
        "state": f"{folder}/state",
        "backup": f"{folder}/backup",
        "pack": str(program.resolve() / SHIPPED.relative_to(ROOT)),  # of its own time
        "port": free_port(),
    }
    (folder / "given.json").write_text(json.dumps(given))
    words = ["setup", "--answers", folder / "given.json", "--into", folder / "etc", "--files-only"]
    subprocess.run([program / "bin/tinhso", *words], env=surroundings(), cwd="/", check=True)
    (folder / "etc/local.env").write_text(f'TINHSO_SETUP="{folder}/etc"\n')  # elsewhere it is /etc/tinhso
    tinhso(folder, "prepare", "--quiet")


def serves(folder):
    """It starts by `tinhso.sh`, and a page comes."""
    port = free_port()
    command = ["sh", folder / "etc/tinhso.sh", "up", "--port", str(port)]
    process = subprocess.Popen(command, env=surroundings(), stdout=subprocess.PIPE, text=True, cwd="/")
    try:
        opened(process)
        wait_until(lambda: ready(port))
        assert get(port, "/healthz") == {"live": True}
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(180)
        process.stdout.close()


@pytest.mark.long
def test_an_installation_of_0_1_0_is_upgraded_by_its_own_command_and_goes_back(place, monkeypatch):
    link = place / "versions/hien-hanh"
    former = released("0.1.0", place / "versions/tinhso-0.1.0")
    link.symlink_to(former)
    set_up(place, link)
    units = [place / "etc" / name for name in ("tinhso.sh", "tinhso.service", "tinhso-backup.service")]
    assert all(f"TINHSO_VENV={link}/.venv" in file.read_text() for file in units)

    pins = library(place / "wheels")
    new = bundle_of(place, "new", monkeypatch, wheels=place / "wheels", pins=pins)
    tinhso(place, "upgrade", new)
    assert link.resolve().name.startswith("new-")
    assert (link / ".venv/pyvenv.cfg").is_file() and not (link / ".venv").is_symlink()
    assert "Tỉnh Số" in tinhso(place, "version")
    serves(place)
    assert not [file for file in units if "TINHSO_VENV" in file.read_text()]

    tinhso(place, "upgrade", "--back", "--lose-newer")
    assert link.resolve() == former
    assert "Tỉnh Số 0.1.0 " in tinhso(place, "version")
