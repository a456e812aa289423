"""What this installation remembers of its backups is told to whoever asks, and breaks neither a page nor a backup."""

import os
import time
from pathlib import Path

import pytest

from tinhso.config.backups import marks
from tinhso.config.backups.marks import MADE, TRIED, age_of, backup_samples, mark, remembered
from tinhso.config.checks.doctor import backups
from tinhso.config.commands.backup import remember

DAY = 86_400


@pytest.fixture
def state(tmp_path, monkeypatch):
    monkeypatch.setenv("TINHSO_STATE", str(tmp_path))
    return tmp_path


def age(state, what, days):
    moment = time.time() - days * DAY
    os.utime(state / "backups" / what, (moment, moment))


def test_an_old_one_and_one_that_was_never_tried_are_said(state):
    assert list(remembered()) == [] and age_of(MADE) is None
    mark(MADE)
    assert [one.level for one in remembered()] == ["good", "note"]
    mark(TRIED)
    assert [one.level for one in remembered()] == ["good"]
    age(state, MADE, 3)
    age(state, TRIED, 20)
    made, tried = remembered()
    assert (made.level, tried.level) == ("wrong", "note")
    assert "3 ngày" in made.sentence and "20 ngày" in tried.sentence


def test_the_doctor_says_that_there_is_none_but_not_in_a_demo(state, settings):
    settings.DEMO = False
    (only,) = backups()
    assert only.level == "note" and "tinhso backup" in only.sentence
    mark(MADE)
    assert [one.level for one in backups()] == ["good", "note"]
    settings.DEMO = True
    assert list(backups()) == []


def test_a_mark_that_cannot_be_read_or_written_breaks_nothing(state, monkeypatch, capsys):
    def refused(self, *words, **more):
        raise PermissionError(13, "Permission denied")

    mark(MADE)
    monkeypatch.setattr(Path, "stat", refused)
    assert list(backup_samples()) == [] and age_of(MADE) is None
    monkeypatch.setattr(Path, "touch", refused)
    remember(MADE)
    assert "không có quyền" in capsys.readouterr().out


def test_a_mark_that_root_makes_is_of_who_serves(state, monkeypatch):
    given = []
    monkeypatch.setattr(marks.os, "geteuid", lambda: 0)
    monkeypatch.setattr(marks.os, "chown", lambda path, uid, gid: given.append((path.name, uid)))
    mark(MADE)
    owner = state.stat().st_uid
    assert given == [("backups", owner), ("written", owner)]
