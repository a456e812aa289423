"""The web server's processes are forks of one that has loaded every room and opened nothing."""

import json
import subprocess
import sys
import threading

import pytest

from tinhso.config import web

LOADED = """
import json, os, sys, threading
from pathlib import Path
import tinhso.config.wsgi
from django.db import connections
lines = [one.alias for one in connections.all(initialized_only=True) if one.connection is not None]
opened = [fd for fd in os.listdir("/proc/self/fd") if int(fd) > 2]
files = [os.readlink(f"/proc/self/fd/{fd}") for fd in opened if os.path.exists(f"/proc/self/fd/{fd}")]
print(json.dumps({
    "threads": len(os.listdir("/proc/self/task")),
    "children": Path(f"/proc/self/task/{os.getpid()}/children").read_text().split(),
    "lines": lines,
    "sockets": [one for one in files if one.startswith("socket")],
    "rooms": any(name.startswith("tinhso.onestop.intake.views.") for name in sys.modules),
}))
"""


@pytest.mark.long
def test_what_the_parent_loads_opens_nothing_that_a_fork_would_break():
    done = subprocess.run([sys.executable, "-P", "-c", LOADED], capture_output=True, text=True, check=False)
    loaded = json.loads(done.stdout or "{}")
    assert loaded == {"threads": 1, "children": [], "lines": [], "sockets": [], "rooms": True}, done.stderr


@pytest.mark.long
def test_each_process_finds_what_answers_and_warms_by_the_way(monkeypatch):
    warmed = threading.Event()
    monkeypatch.setattr(web, "_warm", warmed.set)
    assert web.begin("tinhso.config.wsgi:application") is sys.modules["tinhso.config.wsgi"].application
    assert warmed.wait(180)
