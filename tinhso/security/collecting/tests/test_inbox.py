"""The watched folder: whole files of known agencies are received and go, refused ones are put aside with the reason."""

import os
from time import time

import pytest

from tinhso.casework.tests.makers import NOW
from tinhso.security.collecting.inbox import REFUSED_DAYS, collect
from tinhso.security.models import ScanImport
from tinhso.security.tasks import collect_watched_folder

REPORT = b"<NessusClientData_v2/>"


@pytest.fixture
def folder(guarded, tmp_path, settings):
    settings.SECURITY_INBOX = str(tmp_path)
    return tmp_path


def laid(place, name, content=REPORT, age=120):
    place.mkdir(parents=True, exist_ok=True)
    path = place / name
    path.write_bytes(content)
    os.utime(path, (time() - age, time() - age))
    return path


def test_a_report_of_an_agency_and_one_of_all_are_received(guarded, folder):
    one = laid(folder / "so-a", "a.nessus")
    every = laid(folder / "toan-tinh", "all.nessus", REPORT + b"\n")
    assert collect(NOW) == (2, 0)
    assert set(ScanImport.objects.values_list("agency", "file_name", "by")) == {
        (guarded.agency_a.pk, "a.nessus", None), (None, "all.nessus", None)
    }  # fmt: skip
    assert not one.exists() and not every.exists()
    laid(folder / "so-a", "lan-hai.nessus")
    assert collect(NOW) == (1, 0) and ScanImport.objects.count() == 2  # the same bytes once more


def test_what_still_grows_or_is_nobodys_is_left_alone(folder, guarded):
    waiting = [
        laid(folder / "so-a", "moi.nessus", age=1),
        laid(folder / "so-a", "dang-tai.nessus.part"),
        laid(folder / "so-a", ".an.nessus"),
        laid(folder / "khong-co-co-quan", "x.nessus"),
        laid(folder, "o-ngoai.nessus"),
    ]
    assert collect(NOW) == (0, 0)
    assert all(path.exists() for path in waiting)


def test_what_is_refused_stops_no_other_and_says_why(folder, guarded):
    laid(folder / "so-a", "rong.nessus", b"", age=900)
    secret = folder.parent / "bi-mat"
    secret.write_text("không được đọc")
    (folder / "so-a" / "lien-ket.nessus").symlink_to(secret)
    os.utime(folder / "so-a" / "lien-ket.nessus", (time() - 99, time() - 99), follow_symlinks=False)
    laid(folder / "so-a", "tot.nessus")
    laid(folder / "so-a" / "su-kien", "su-kien.evtx", b"x")
    assert collect(NOW) == (1, 3)
    reasons = {path.name[16:]: path.read_text() for path in (folder / "khong-nhan").rglob("*.ly-do.txt")}
    assert "rỗng" in reasons["rong.nessus.ly-do.txt"]
    assert "tệp thường" in reasons["lien-ket.nessus.ly-do.txt"]
    assert "quy tắc" in reasons["su-kien.evtx.ly-do.txt"]
    assert ScanImport.objects.get().file_name == "tot.nessus" and secret.exists()


def test_refused_files_go_after_some_days(folder, guarded):
    old = laid(folder / "khong-nhan" / "so-a", "cu.log", age=(REFUSED_DAYS + 1) * 86_400)
    new = laid(folder / "khong-nhan" / "so-a", "moi.log")
    collect_watched_folder(0)
    assert not old.exists() and new.exists()


def test_without_a_folder_nothing_is_watched(guarded, settings):
    settings.SECURITY_INBOX = ""
    assert collect(NOW) == (0, 0)
