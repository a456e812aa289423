"""The watched folder: whole files of known agencies are received and go, refused ones are put aside with the reason."""

import os
from time import time

import pytest

from tinhso.casework.tests.makers import NOW
from tinhso.security.collecting import inbox
from tinhso.security.collecting.inbox import REFUSED_DAYS, InboxStuck, collect
from tinhso.security.models import ScanImport
from tinhso.security.tasks import collect_watched_folder

REPORT = b"<NessusClientData_v2/>"


@pytest.fixture
def folder(guarded, tmp_path, settings, monkeypatch):
    """Whatever is laid there lies still for two minutes."""
    settings.SECURITY_INBOX = str(tmp_path)
    monkeypatch.setattr(inbox, "time", lambda: time() + 120)
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
        laid(folder / "so-a", "dang-tai.nessus.part"),
        laid(folder / "so-a", ".an.nessus"),
        laid(folder / "khong-co-co-quan", "x.nessus"),
        laid(folder, "o-ngoai.nessus"),
    ]
    assert collect(NOW) == (0, 0)
    assert all(path.exists() for path in waiting)


def test_what_a_tool_has_just_written_waits_whatever_its_date_says(folder, guarded, monkeypatch):
    monkeypatch.setattr(inbox, "time", time)
    copied = laid(folder / "so-a", "chep-giu-ngay.nessus", age=86_400)
    assert collect(NOW) == (0, 0) and copied.exists()


def test_what_grows_while_it_is_read_stays_for_the_next_time(folder, guarded, monkeypatch):
    path, receive = laid(folder / "so-a", "dai.nessus"), inbox.receive_report

    def slowly(**words):
        path.write_bytes(REPORT + b" more")
        return receive(**words)

    monkeypatch.setattr(inbox, "receive_report", slowly)
    assert collect(NOW) == (1, 0) and path.read_bytes() == REPORT + b" more"


def test_a_folder_that_becomes_a_link_leads_nowhere(folder, guarded, monkeypatch):
    elsewhere = folder.parent / "noi-khac"
    hidden = laid(elsewhere, "secret-key")
    laid(folder / "so-a" / "su-kien", "secret-key")
    listed = inbox._waiting

    def swapped(*words):
        found = listed(*words)
        (folder / "so-a" / "su-kien").rename(folder / "cho-khac")
        (folder / "so-a" / "su-kien").symlink_to(elsewhere)
        return found

    monkeypatch.setattr(inbox, "_waiting", swapped)
    with pytest.raises(InboxStuck, match="so-a/su-kien"):
        collect(NOW)
    assert hidden.exists() and not (folder / "khong-nhan").exists()


def test_what_cannot_be_taken_out_stops_no_other_and_fails_the_job(folder, guarded, monkeypatch):
    laid(folder / "so-a", "a.nessus")
    other = laid(folder / "so-b", "b.nessus", REPORT + b"2")
    unlink = os.unlink

    def refuse(path, **more):
        if path == "a.nessus":
            raise PermissionError(13, "Permission denied")
        unlink(path, **more)

    monkeypatch.setattr(inbox.os, "unlink", refuse)
    with pytest.raises(InboxStuck, match="^so-a$"):
        collect(NOW)
    assert ScanImport.objects.count() == 2 and not other.exists()


def test_a_full_folder_keeps_no_other_waiting(folder, guarded, monkeypatch):
    monkeypatch.setattr(inbox, "MOST_FILES", 2)
    for n in range(5):
        laid(folder / "so-a", f"{n}.nessus", REPORT + b"%d" % n, age=9_000)
    laid(folder / "so-b", "b.nessus")
    assert collect(NOW) == (2, 0)
    assert ScanImport.objects.filter(agency=guarded.agency_b).count() == 1


def test_a_refused_file_keeps_its_days_whatever_its_name_and_date(folder, guarded):
    laid(folder / "so-a", f"{'à' * 120}.nessus", b"", age=30 * 86_400)
    laid(folder / "so-a", f"{'x' * 240}.nessus", b"")
    (folder / "so-a" / os.fsdecode(b"\xff\xfe.nessus")).write_bytes(REPORT)
    assert collect(NOW) == (1, 2)
    aside = list((folder / "khong-nhan" / "so-a").iterdir())
    assert len(aside) == 4 and all(".nessus" in one.name for one in aside)


def test_a_file_that_was_refused_before_is_tried_once_more(folder, guarded):
    laid(folder / "so-a", "a.nessus")
    collect(NOW)
    ScanImport.objects.update(state=ScanImport.State.REFUSED)
    laid(folder / "so-a", "a.nessus")
    assert collect(NOW) == (1, 0)
    assert set(ScanImport.objects.values_list("state", flat=True)) == {"refused", "waiting"}


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
