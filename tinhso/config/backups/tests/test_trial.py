"""Which backup is tried, with what around it, and what is said of one that is broken; a whole one is tried by a journey."""

import os
import subprocess
import tarfile

import pytest

from tinhso.config.backups import trial
from tinhso.config.backups.trial import newest_backup, try_backup
from tinhso.config.refusal import Refusal


def test_the_newest_of_a_folder_or_the_file_itself(tmp_path):
    for age, name in enumerate(("b.tar", "a.tar", "c.txt")):
        (tmp_path / name).write_bytes(b"x")
        os.utime(tmp_path / name, (1_000_000 - age, 1_000_000 - age))
    assert newest_backup(tmp_path).name == "b.tar" and newest_backup(tmp_path / "a.tar").name == "a.tar"
    for place in (tmp_path / "khong-co", tmp_path / "trong"):
        (tmp_path / "trong").mkdir(exist_ok=True)
        with pytest.raises(Refusal, match="không có bản sao lưu nào"):
            newest_backup(place)


def test_nothing_of_this_installation_goes_along_and_nothing_is_left(tmp_path, monkeypatch, capsys):
    seen = []

    class Running:
        stdout, returncode = ["một dòng\n"], 0

        def __init__(self, words, env, cwd, **also):
            seen.append((words[4], env))

        def __enter__(self):
            return self

        def __exit__(self, *error):
            return None

    monkeypatch.setenv("DATABASE_URL", "postgresql://that/that")
    monkeypatch.setenv("TINHSO_FILES_S3", "s3://that")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "that")
    monkeypatch.setenv("TINHSO_PACK", "/srv/binh-hoa")
    monkeypatch.setattr(subprocess, "Popen", Running)
    (tmp_path / "b.tar").write_bytes(b"x")
    assert try_backup(tmp_path / "b.tar", tmp_path) == 0
    assert [one for one, _env in seen] == ["restore", "verify"]
    for _command, env in seen:
        assert not {"DATABASE_URL", "TINHSO_FILES_S3", "AWS_SECRET_ACCESS_KEY"} & set(env)
        assert (
            env["TINHSO_PACK"] == "/srv/binh-hoa"
        )  # whose province it is: without it none but the shipped one comes up
        assert env["TINHSO_STATE"].startswith(str(tmp_path / "tinhso-check-"))
    assert [one.name for one in tmp_path.iterdir()] == ["b.tar"]
    assert "Tốt:" in capsys.readouterr().out
    Running.returncode = 1
    assert try_backup(tmp_path / "b.tar", tmp_path) == 1 and len(seen) == 3
    assert "HỎNG:" in capsys.readouterr().out


def test_a_disk_without_room_and_a_place_that_is_none_are_told(tmp_path, monkeypatch):
    (tmp_path / "b.tar").write_bytes(b"x" * 1000)
    monkeypatch.setattr(trial.shutil, "disk_usage", lambda where: type("Disk", (), {"free": 3999}))
    with pytest.raises(Refusal, match="--scratch"):
        try_backup(tmp_path / "b.tar", tmp_path)
    with pytest.raises(Refusal, match="không có thư mục"):
        try_backup(tmp_path / "b.tar", tmp_path / "khong-co")


@pytest.mark.long
def test_a_tar_that_is_no_backup_fails_with_the_reason(tmp_path, capsys):
    with tarfile.open(tmp_path / "b.tar", "w") as archive:
        archive.add(__file__, "a.py")
    assert try_backup(tmp_path / "b.tar") != 0
    assert "HỎNG:" in capsys.readouterr().out
