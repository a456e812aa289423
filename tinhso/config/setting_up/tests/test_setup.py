"""`tinhso setup`: answers are checked, files are drawn from them, and nothing that somebody changed goes away."""

import json
import os
import pwd
import shutil
import subprocess
from pathlib import Path

import pytest

from tinhso.config import cli
from tinhso.config.commands import setup
from tinhso.config.commands.new_pack import SHIPPED
from tinhso.config.database import ROOT
from tinhso.config.setting_up.files import settings_of
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


def test_units_and_nginx_are_what_their_programs_take(attempt, tmp_path):
    assert attempt() == 0
    folder = tmp_path / "etc"
    assert not [
        path for path in folder.glob("tinhso*") if "@" in path.read_text().replace("cong@tinh.vn", "")
    ]
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
