"""From an empty folder by a new pack and a file of answers to a server that answers, as its own unit starts it."""

import json
import os
import pwd
import re
import shlex
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

import pytest

from tests.ports import free_port
from tinhso.config.commands.new_pack import SHIPPED
from tinhso.lib.packs.template import NewProvince, write_pack

ROOT = Path(__file__).resolve().parents[4]
LIST = """Tên đăng nhập,Họ và tên,Mã cơ quan,Chức danh,Việc được làm,Từ ngày,Thư điện tử
quan.vv,Vũ Văn Quản,van-phong-ubnd,Chuyên viên,administrator,01/08/2025,quan@tinh.vn
hanh.dt,Đinh Thị Hạnh,van-phong-ubnd,Chuyên viên,administrator,01/08/2025,hanh@tinh.vn
"""


def surroundings():
    ours = ("TINHSO_", "DATABASE_URL", "PG")
    return {k: v for k, v in os.environ.items() if not k.startswith(ours)} | {"TINHSO_VENV": sys.prefix}


def set_up(folder, given):
    (folder / "given.json").write_text(json.dumps(given))
    command = [sys.executable, "-P", "-m", "tinhso", "setup"]
    command += ["--answers", str(folder / "given.json"), "--into", str(folder / "etc")]
    around = surroundings() | {"PYTHONPATH": str(ROOT)}
    return subprocess.run(command, env=around, cwd="/", capture_output=True, text=True, check=False)


@pytest.mark.long
def test_a_file_of_answers_leads_to_a_server_that_answers():
    with tempfile.TemporaryDirectory(prefix="tinhso-test-") as name:
        folder, port = Path(name), free_port()
        folder.chmod(0o755)
        (folder / "officers.csv").write_text(LIST)
        given = {
            "site": "https://dichvucong.tinh.vn",
            "account": pwd.getpwuid(os.geteuid()).pw_name,
            "state": f"{name}/state",
            "backup": f"{name}/backup",
            "port": port,
            "pack": f"{name}/binh-hoa",
            "administrators": f"{name}/officers.csv",
        }
        write_pack(folder / "binh-hoa", NewProvince("Tỉnh Bình Hòa", "99", "H99"), source=SHIPPED)
        done = set_up(folder, given)
        assert done.returncode == 0, done.stderr
        assert "Còn lại:" in done.stdout and f"{name}/state/links.csv" in done.stdout
        assert (folder / "state/links.csv").read_text().count("https://dichvucong.tinh.vn/") == 2
        second = set_up(folder, given)
        assert second.returncode == 0 and "  ghi " not in second.stdout, second.stderr
        assert served(folder, port) == ({"live": True}, [])
        backup = re.search(r"ExecStart=(.*)", (folder / "etc/tinhso-backup.service").read_text())[1]
        words = shlex.split(backup.replace("$$", "$").replace("%%", "%"))
        subprocess.run(
            [
                "sh",
                "-c",
                f'. {name}/etc/tinhso.env; export TINHSO_STATE TINHSO_VENV; exec "$@"',
                "sh",
                *words,
            ],
            env=surroundings(),
            check=True,
            capture_output=True,
        )
        assert len(list((folder / "backup").glob("tinhso-*.tar"))) == 1


def served(folder, port):
    """What /healthz says of the server that the unit starts, and the errors in its log until then."""
    command = re.search(r"ExecStart=(.*)", (folder / "etc/tinhso.service").read_text())[1]
    log = folder / "log"
    with log.open("w") as out:
        words = ["sh", "-c", f"set -a; . {folder}/etc/tinhso.env; exec {command}"]
        process = subprocess.Popen(words, env=surroundings(), cwd="/", stdout=out, stderr=out)
        try:
            while "Đang phục vụ" not in log.read_text():
                assert process.poll() is None, log.read_text()[-2000:]
                time.sleep(0.2)
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=20) as answer:
                found = json.load(answer)
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(180)
    return found, [line for line in log.read_text().splitlines() if '"level": "error"' in line]
