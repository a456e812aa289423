"""`tinhso setup`: answers are checked, files are drawn from them, and nothing that somebody changed goes away."""

import json
import os
import pwd
import shutil
import socket
import subprocess
import threading
from contextlib import nullcontext
from pathlib import Path
from types import SimpleNamespace

import psycopg
import pytest
from django.db import connection

from tinhso.config import cli
from tinhso.config.commands import setup
from tinhso.config.commands.new_pack import SHIPPED
from tinhso.config.database import ROOT
from tinhso.config.refusal import Refusal
from tinhso.config.setting_up import questions, reach
from tinhso.config.setting_up.files import local_settings, settings_of, written
from tinhso.config.setting_up.questions import QUESTIONS, faults, questions_of

ME = pwd.getpwuid(os.geteuid()).pw_name
SPECIAL = 'p"$`\\x'


@pytest.fixture
def answers(tmp_path):
    return {
        "site": "https://dichvucong.tinh.vn",
        "account": ME,
        "state": str(tmp_path / "state"),
        "backup": str(tmp_path / "backup"),
        "pack": str(SHIPPED),
        "certificate": str(tmp_path / "site.crt"),
        "certificate_key": str(tmp_path / "site.key"),
        "mail_host": "smtp.tinh.vn",
        "mail_user": "cong",
        "mail_password": SPECIAL,
        "mail_from": "cong@tinh.vn",
        "oidc_url": "https://dinhdanh.vn",
        "oidc_client": "tinhso",
        "oidc_secret": "s",
    }


@pytest.fixture(autouse=True)
def free_port(monkeypatch):
    """What else this machine serves is nobody's fault here."""
    monkeypatch.setattr(reach, "HERE", "127.77.0.1")


@pytest.fixture
def attempt(tmp_path, answers):
    def attempt(*words, **changes):
        file = tmp_path / "given.json"
        file.write_text(json.dumps(answers | changes))
        return cli.main(
            ["setup", "--into", str(tmp_path / "etc"), "--answers", str(file), "--files-only", *words]
        )

    return attempt


def test_everything_wrong_in_a_file_of_answers_is_named_at_once(attempt, tmp_path, capsys):
    wrong = {
        "site": "tinh.vn",
        "port": "80",
        "account": "khong-co",
        "mail_from": "",
        "x": "1",
        "state": "a/b",
    }
    assert attempt(**wrong) == 2
    printed = capsys.readouterr().err
    for key in wrong:
        assert f"  {key}: " in printed
    assert SPECIAL not in printed and not (tmp_path / "etc").exists()
    assert attempt(database="postgresql://tinhso_app:mk@127.0.0.1:1/t", owner="") == 2
    printed = capsys.readouterr().err
    assert "database: không nối được" in printed and "owner: cần trả lời" in printed
    for text in ("[", '["a"]', '{"site": null}'):
        (tmp_path / "given.json").write_text(text)
        assert cli.main(["setup", "--answers", str(tmp_path / "given.json")]) == 2


def test_settings_are_private_and_mean_the_same_to_a_shell(attempt, tmp_path, answers):
    assert attempt() == 0
    file = tmp_path / "etc/tinhso.env"
    assert {
        (tmp_path / "etc" / name).stat().st_mode & 0o777
        for name in ("tinhso.env", "owner.env", "answers.json")
    } == {0o600}
    words = [
        "sh",
        "-c",
        f'set -a; . {file}; printf "%s\\n" "$TINHSO_MAIL_PASSWORD" "$TINHSO_OIDC" "$TINHSO_HOSTS"',
    ]
    read = subprocess.run(words, capture_output=True, text=True, check=True, env={}).stdout.splitlines()
    assert (
        read[0] == SPECIAL
        and json.loads(read[1])["client_id"] == "tinhso"
        and read[2] == "dichvucong.tinh.vn"
    )
    assert "DATABASE_URL" not in settings_of(answers) and "TINHSO_OWNER_URL" not in file.read_text()


def test_a_second_run_changes_only_what_differs(attempt, tmp_path, capsys):
    attempt()
    capsys.readouterr()
    assert attempt() == 0 and "  ghi " not in capsys.readouterr().out
    assert attempt(port="8001") == 0
    changed = {
        line.rpartition("/")[2] for line in capsys.readouterr().out.splitlines() if line.startswith("  ghi ")
    }
    assert changed == {"answers.json", "tinhso.service", "tinhso.nginx"}
    assert "8001" in (tmp_path / "etc/tinhso.nginx").read_text()


def test_what_somebody_changed_by_hand_is_never_overwritten_in_silence(attempt, tmp_path, capsys):
    attempt()
    file = tmp_path / "etc/tinhso.nginx"
    file.write_text(file.read_text() + "# tay\n")
    assert attempt(port="8001") == 2 and str(file) in capsys.readouterr().err
    assert "8001" not in (tmp_path / "etc/tinhso.service").read_text()
    assert attempt("--overwrite", port="8001") == 0
    assert "# tay" not in file.read_text() and "# tay" in file.with_name("tinhso.nginx.before").read_text()


def test_what_an_older_version_wrote_is_written_anew_without_asking(attempt, tmp_path, monkeypatch):
    """A newer version draws other units; nobody has changed those that lie there."""
    monkeypatch.setattr("tinhso.config.setting_up.files.program", lambda: "/opt/older/bin/tinhso")
    assert attempt() == 0
    monkeypatch.setattr("tinhso.config.setting_up.files.program", lambda: "/opt/newer/bin/tinhso")
    assert attempt() == 0
    unit = tmp_path / "etc/tinhso.service"
    assert "/opt/newer/" in unit.read_text()
    unit.write_text(unit.read_text() + "# tay\n")
    monkeypatch.setattr("tinhso.config.setting_up.files.program", lambda: "/opt/newest/bin/tinhso")
    assert attempt() == 2 and "/opt/newer/" in unit.read_text()
    (tmp_path / "etc/written.json").write_text("[")
    assert attempt() == 2 and "/opt/newer/" in unit.read_text()


def test_units_and_nginx_are_what_their_programs_take(attempt, tmp_path):
    assert attempt() == 0
    folder = tmp_path / "etc"
    drawn = {path.name: path.read_text().replace("cong@tinh.vn", "") for path in folder.glob("tinhso*")}
    assert not [name for name, text in drawn.items() if "@" in text.replace('"$@"', "")]
    if shutil.which("systemd-analyze"):
        units = [folder / name for name in (*folder.glob("*.service"), *folder.glob("*.timer"))]
        done = subprocess.run(
            ["systemd-analyze", "verify", *units], capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
    if nginx := shutil.which("nginx", path="/usr/sbin:/usr/bin"):
        words = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=a", "-keyout"]
        key, crt = str(tmp_path / "site.key"), str(tmp_path / "site.crt")
        subprocess.run(["openssl", *words, key, "-out", crt], capture_output=True, check=True)
        around = f"events {{}}\npid {tmp_path}/pid;\nerror_log stderr;\nhttp {{ access_log off; include {folder}/tinhso.nginx; }}\n"
        (tmp_path / "nginx.conf").write_text(around)
        done = subprocess.run(
            [nginx, "-t", "-c", tmp_path / "nginx.conf"], capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr


def test_the_dialogue_asks_again_until_an_answer_can_be_used(monkeypatch, capsys, answers):
    typed = {one.key: [answers.get(one.key, "")] for one in QUESTIONS}
    typed["site"] = ["", "tinh.vn", "https://dichvucong.tinh.vn"]
    typed["files"] = ["-"]
    by_sentence = {one.sentence: typed[one.key] for one in QUESTIONS}
    monkeypatch.setattr(setup.sys.stdin, "isatty", lambda: True, raising=False)
    for name in ("builtins.input", "tinhso.config.commands.setup.getpass.getpass"):
        monkeypatch.setattr(
            name, lambda shown: by_sentence[shown.partition(" [")[0].removesuffix(": ")].pop(0)
        )
    given = setup.dialogue({"files": "s3://kho/a", "mail_password": "cũ"})
    printed = capsys.readouterr().out
    assert "cần trả lời" in printed and "cần địa chỉ https://" in printed
    assert given["site"] == answers["site"] and given["port"] == "8000" and given["files"] == ""
    assert "owner" not in given and not faults(given)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root becomes somebody else")
def test_root_works_as_the_account_that_will_serve(tmp_path):
    words = setup.as_account({"account": "nobody"})
    done = subprocess.run(["id", "-u"], capture_output=True, text=True, check=True, **words)
    assert int(done.stdout) == pwd.getpwnam("nobody").pw_uid and setup.as_account({"account": "root"}) == {}
    (tmp_path / "list.csv").write_text("x")
    setup.lend(tmp_path / "list.csv", tmp_path / "copy.csv", {"account": "nobody"})
    lent = (tmp_path / "copy.csv").stat()
    assert lent.st_uid == words["user"] and lent.st_mode & 0o777 == 0o600


@pytest.mark.parametrize("page", ["operations.md", "operations.vi.md"])
def test_both_pages_name_every_answer(page):
    text = (ROOT / "docs" / page).read_text()
    assert not [one.key for one in QUESTIONS if f"`{one.key}`" not in text and f'"{one.key}":' not in text]


def test_without_a_keyboard_nothing_is_asked(tmp_path, capsys):
    assert cli.main(["setup", "--into", str(tmp_path)]) == 2
    assert "--answers" in capsys.readouterr().err
    assert "owner" not in {one.key for one in questions_of({})}
    assert Path(tmp_path, "answers.json").exists() is False


@pytest.fixture
def listener(monkeypatch):
    """A program on a port of this machine that answers every request with these bytes."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        monkeypatch.setattr(reach, "HERE", "127.0.0.1")
        answers = [b""]

        def serve():
            while True:
                try:
                    line, _who = door.accept()
                except OSError:
                    return
                with line:
                    line.recv(1000)
                    line.sendall(answers[0])

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield door.getsockname()[1], answers
        door.shutdown(socket.SHUT_RDWR)
    thread.join()


def test_a_port_that_another_program_uses_is_told_before_anything_is_written(
    attempt, listener, tmp_path, capsys
):
    port, answers = listener
    for answer in (b"", b"SSH-2.0-x\r\n", b"HTTP/1.0 200 OK\r\n\r\n[]"):
        answers[0] = answer
        assert attempt(port=str(port)) == 2
        assert f"port: chương trình khác đang dùng (xem: ss -ltnp sport = :{port})" in capsys.readouterr().err
    assert not (tmp_path / "etc").exists()
    answers[0] = b'HTTP/1.0 200 OK\r\n\r\n{"live": true}'  # this program serves there already: a second run
    assert reach.port_in_use(str(port)) == ""


@pytest.mark.parametrize(
    ("user", "encoding", "version", "words"),
    [
        ("postgres", "UTF8", 170001, "vai trò là postgres, cần tinhso_app"),
        ("tinhso_app", "SQL_ASCII", 170001, "bảng mã là SQL_ASCII, cần UTF8"),
        ("tinhso_app", "UTF8", 150001, "là PostgreSQL 15"),
        ("tinhso_app", "UTF8", 170001, ""),
    ],
)
def test_a_database_is_asked_who_reaches_it_and_how_it_writes(monkeypatch, user, encoding, version, words):
    info = SimpleNamespace(server_version=version, user=user, parameter_status=lambda name: encoding)
    monkeypatch.setattr(
        reach.psycopg, "connect", lambda url, connect_timeout: nullcontext(SimpleNamespace(info=info))
    )
    found = reach.not_connected("postgresql://a/b", "tinhso_app")
    assert found.startswith(words) if words else found == ""


@pytest.mark.django_db
def test_two_addresses_of_one_database_are_one_and_of_two_are_told():
    given = connection.get_connection_params()
    here = psycopg.conninfo.make_conninfo(
        **{name: given[name] for name in ("host", "port", "user", "password", "dbname") if given.get(name)}
    )
    assert reach.not_the_same(here, psycopg.conninfo.make_conninfo(here, application_name="x")) == ""
    assert "là cơ sở dữ liệu khác" in reach.not_the_same(
        here, psycopg.conninfo.make_conninfo(here, dbname="postgres")
    )
    (owner,) = (one for one in questions.QUESTIONS if one.key == "owner")
    assert owner.compare(here, {"database": here}) == ""


def test_settings_that_setup_does_not_ask_stand_in_a_file_that_it_never_changes(attempt, tmp_path, capsys):
    assert attempt(files="s3://kho/a", files_key="AK", files_secret=SPECIAL) == 0
    etc = tmp_path / "etc"
    assert "AWS_ACCESS_KEY_ID" in (etc / "tinhso.env").read_text()
    assert (etc / "local.env").stat().st_mode & 0o777 == 0o600 and local_settings(etc) == {}
    (etc / "local.env").write_text('# của tỉnh\nTINHSO_METRICS_TOKEN="a \\"b"\n')
    assert attempt(files="s3://kho/a", files_key="AK", files_secret=SPECIAL) == 0
    assert local_settings(etc) == {"TINHSO_METRICS_TOKEN": 'a "b'}
    for name in ("tinhso.service", "tinhso-backup.service", "tinhso-backup-check.service"):
        assert f"EnvironmentFile=-{etc}/local.env" in (etc / name).read_text()
    (etc / "local.env").write_text("A=x#y\nB='a \\ $b'\n C= \n" + written({"D": f"{SPECIAL}$`#"}))
    assert local_settings(etc) == {"A": "x#y", "B": "a \\ $b", "C": "", "D": f"{SPECIAL}$`#"}
    for wrong in ('A="', "export A=1", "a b", 'A="x" # y', 'A="x$y"', "A=x;y", "A=#y", "A=\\x"):
        (etc / "local.env").write_text(f"A=1\n{wrong}\n")
        with pytest.raises(Refusal, match="dòng 2"):
            local_settings(etc)


def test_any_command_runs_with_the_settings_of_the_installation(attempt, tmp_path, monkeypatch):
    monkeypatch.setattr("tinhso.config.setting_up.files.program", lambda: "env")
    assert attempt() == 0
    (tmp_path / "etc/local.env").write_text('TINHSO_LOG_LEVEL="ERROR"\n')
    done = subprocess.run(
        ["sh", tmp_path / "etc/tinhso.sh"],
        capture_output=True,
        text=True,
        check=True,
        env={"PATH": os.environ["PATH"]},
    )
    there = dict(line.partition("=")[::2] for line in done.stdout.splitlines())
    assert there["TINHSO_MAIL_PASSWORD"] == SPECIAL and there["TINHSO_LOG_LEVEL"] == "ERROR"
    assert there["TINHSO_VENV"] and there["TINHSO_STATE"] == str(tmp_path / "state")
