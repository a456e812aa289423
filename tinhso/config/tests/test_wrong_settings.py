"""What a wrong setting, an unreachable database or a spoilt key says: one sentence and a code, never a traceback."""

from pathlib import Path

import pytest

from tinhso.config import cli, environment
from tinhso.config.keys.secret_key import secret_key
from tinhso.lib.environment import WrongSetting


def outcome(capsys, *words):
    code = cli.main(list(words))
    message = capsys.readouterr().err
    assert "Traceback" not in message
    return code, message


def test_every_wrong_value_is_told_before_anything_is_opened(monkeypatch, capsys):
    monkeypatch.setenv("TINHSO_POOL", "nhiều")
    monkeypatch.setenv("TINHSO_SITE_URL", "tinh.vn")
    monkeypatch.setenv("LANG", "vi_VN.UTF-8")
    monkeypatch.delenv("LC_ALL", raising=False)
    code, message = outcome(capsys, "verify")
    assert (
        code == 2
        and "TINHSO_POOL: cần số nguyên từ 1 đến 500" in message
        and "TINHSO_SITE_URL: cần" in message
    )
    assert "nhiều" not in message
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    assert "TINHSO_POOL: must be a whole number from 1 to 500" in outcome(capsys, "migrate")[1]
    assert outcome(capsys, "settings")[0] == 0  # the way out shows what is set


def test_a_database_that_is_away_is_told_at_once_without_its_password(monkeypatch, capsys):
    monkeypatch.setenv("LANG", "vi_VN.UTF-8")
    monkeypatch.setenv("DATABASE_URL", "postgresql://tinhso_app:matkhau-x@127.0.0.1:1/tinhso")
    code, message = outcome(capsys, "verify")
    assert (
        code == 2
        and "không nối được cơ sở dữ liệu của DATABASE_URL" in message
        and "matkhau-x" not in message
    )
    monkeypatch.setenv("DATABASE_URL", "postgresql://tinhso_app:matkhau-%zz@127.0.0.1:1/tinhso")
    code, message = outcome(capsys, "verify")
    assert code == 2 and "không đọc được địa chỉ" in message and "matkhau" not in message


def test_the_version_is_ours_and_there_is_no_superuser(monkeypatch, capsys):
    monkeypatch.setenv("LANG", "C.UTF-8")
    assert cli.main(["version"]) == 0 and capsys.readouterr().out.startswith("Tỉnh Số 0.")
    code, message = outcome(capsys, "createsuperuser")
    assert code == 2 and "tinhso import_accounts" in message and "tinhso appoint" in message


def test_a_key_that_cannot_be_read_is_named(tmp_path):
    (tmp_path / "a").mkdir()
    with pytest.raises(WrongSetting, match="là thư mục"):
        secret_key(tmp_path, "a")
    (tmp_path / "b").write_text("")
    with pytest.raises(WrongSetting, match="tệp trống"):
        secret_key(tmp_path, "b")
    (tmp_path / "c").write_bytes(b"\xff\xfe")
    with pytest.raises(WrongSetting, match="không phải một khóa"):
        secret_key(tmp_path, "c")
    with pytest.raises(WrongSetting, match="TINHSO_STATE"):
        secret_key(Path("/proc/khong-ghi-duoc"))


def test_state_never_lies_where_pip_installs(tmp_path, monkeypatch):
    monkeypatch.delenv("TINHSO_STATE", raising=False)
    assert environment.state_folder() == environment.PROGRAM.parent / ".tinhso"
    monkeypatch.setattr(environment, "PROGRAM", tmp_path / "site-packages/tinhso")
    for number, folder in ((0, Path("/var/lib/tinhso")), (1000, Path.home() / ".local/state/tinhso")):
        monkeypatch.setattr(environment.os, "geteuid", lambda number=number: number)
        assert environment.state_folder() == folder
    monkeypatch.setenv("TINHSO_STATE", str(tmp_path))
    assert environment.state_folder() == tmp_path
