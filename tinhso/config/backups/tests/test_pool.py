"""Backups whose files lie apart: each content once, none of another backup's lost, nothing altered passed for whole."""

import hashlib
import io
import json
import os
import tarfile
import time

import pytest

from tinhso.config.backups import archive
from tinhso.config.backups.pool import FOLDER, Pool, alone
from tinhso.config.backups.prune import prune
from tinhso.config.backups.trial import bytes_of
from tinhso.config.refusal import Refusal

QUIET = archive.Progress(lambda line: None)


def back_up(folder, name, contents, *, days_old=0):
    """A backup of stored files by their contents and of one published table; where it lies."""
    source = folder / "from" / name
    (source / "tables").mkdir(parents=True)
    (source / "dump").write_bytes(b"PGDMP")
    (source / "tables/t").write_bytes(contents[0])
    digests = [Pool(source / "files").add(io.BytesIO(one)) for one in contents]
    target = folder / name
    folders = {"files": source / "files", "open-data": source / "tables"}
    archive.write(target, source / "dump", folders, {"made_at": name}, QUIET, pool=Pool(folder / FOLDER))
    moment = time.time() - days_old * 86_400
    os.utime(target, (moment, moment))
    return target, digests


def test_two_backups_hold_a_content_once_and_each_comes_back_whole(tmp_path):
    first, (a, b) = back_up(tmp_path, "tinhso-1.tar", [b"a", b"b"])
    second, (_, c) = back_up(tmp_path, "tinhso-2.tar", [b"a", b"c"])
    assert {one.name for one in (tmp_path / FOLDER).glob("??/*")} == {a, b, c}
    for file, both in ((first, {a, b}), (second, {a, c})):
        out = tmp_path / f"out-{file.name}"
        out.mkdir()
        archive.unpack(file, out, QUIET)
        assert {one.name for one in (out / "files").glob("??/*")} == both
        assert (out / "open-data/t").read_bytes() == b"a"
    assert bytes_of(first) == first.stat().st_size + 2


@pytest.mark.parametrize("harm", ["altered", "missing"])
def test_a_content_that_is_altered_or_missing_is_named(tmp_path, harm):
    file, (a, _) = back_up(tmp_path, "tinhso-1.tar", [b"a", b"b"])
    place = Pool(tmp_path / FOLDER).path(a)
    place.write_bytes(b"x") if harm == "altered" else place.unlink()
    (tmp_path / "out").mkdir()
    with pytest.raises(Refusal, match=f"thiếu hoặc sai 2 tệp.*{a}"):
        archive.unpack(file, tmp_path / "out", QUIET)


@pytest.mark.parametrize(
    ("named", "words"), [({"../../x": "0" * 64}, "mục lạ"), ({"files/a": "../../etc/passwd"}, "mã băm lạ")]
)
def test_a_manifest_leads_nowhere_else(tmp_path, named, words):
    with tarfile.open(tmp_path / "b.tar", "w") as tar:
        archive.add_bytes(tar, b"PGDMP", archive.DUMP)
        sums = {archive.DUMP: hashlib.sha256(b"PGDMP").hexdigest()}
        archive.add_bytes(
            tar, json.dumps({"format": 2, "apart": named, "sha256": sums}).encode(), "manifest.json"
        )
    (tmp_path / "out").mkdir()
    with pytest.raises(Refusal, match=words):
        archive.unpack(tmp_path / "b.tar", tmp_path / "out", QUIET)
    there = {one.name for one in (tmp_path / "out").rglob("*") if one.is_file()}
    assert there == {archive.DUMP, "manifest.json"}


def test_old_backups_go_with_what_only_they_mean(tmp_path, capsys):
    old, (a, b) = back_up(tmp_path, "tinhso-1.tar", [b"a", b"b"], days_old=40)
    other, _ = back_up(tmp_path, "bang-tay.tar", [b"d", b"e"], days_old=90)
    new, (_, c) = back_up(tmp_path, "tinhso-2.tar", [b"a", b"c"], days_old=35)
    assert prune(tmp_path, days=30) == 0
    assert not old.exists() and new.exists() and other.exists()  # the newest stays, however old
    left = {one.name for one in (tmp_path / FOLDER).glob("??/*")}
    assert a in left and c in left and b not in left and len(left) == 4
    assert "1 bản sao lưu" in capsys.readouterr().out


def test_where_one_that_stays_cannot_be_read_nothing_goes(tmp_path):
    old, _ = back_up(tmp_path, "tinhso-1.tar", [b"a"], days_old=40)
    back_up(tmp_path, "tinhso-2.tar", [b"c"])
    (tmp_path / "tinhso-3.tar").write_bytes(b"x" * 2000)
    with pytest.raises(Refusal, match=r"tinhso-3.tar không phải bản sao lưu trọn vẹn"):
        prune(tmp_path, days=30)
    assert old.exists() and len(list((tmp_path / FOLDER).glob("??/*"))) == 2


def test_days_out_of_bounds_a_missing_folder_and_another_command_are_refused(tmp_path):
    with pytest.raises(Refusal, match="không có thư mục"):
        prune(tmp_path / "khong-co", days=30)
    for days in (0, 3_651):
        with pytest.raises(Refusal, match="số ngày từ 1 đến 3650"):
            prune(tmp_path, days=days)
    with alone(Pool(tmp_path / FOLDER)), pytest.raises(Refusal, match="đang dùng"):
        prune(tmp_path, days=30)


def test_a_full_disk_leaves_no_half_archive(tmp_path, monkeypatch):
    def full(tar, data, name):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(archive, "add_bytes", full)
    with pytest.raises(OSError, match="No space"):
        back_up(tmp_path, "tinhso-1.tar", [b"a"])
    assert not list(tmp_path.glob("tinhso-1.tar*"))


def test_what_a_killed_backup_left_goes_after_two_days(tmp_path):
    back_up(tmp_path, "tinhso-9.tar", [b"a"])
    room, young = tmp_path / ".tinhso-abc", tmp_path / "tinhso-3.tar.part"
    room.mkdir()
    (room / "database.dump").write_bytes(b"PGDMP")
    draft = tmp_path / "tinhso-2.tar.part"
    draft.write_bytes(b"x")
    young.write_bytes(b"x")
    for one in (room, draft):
        os.utime(one, (0, 0))
    prune(tmp_path, days=30)
    assert not room.exists() and not draft.exists() and young.exists()


def test_a_table_that_is_called_like_a_digest_is_read(tmp_path):
    pool = Pool(tmp_path / FOLDER)
    digest = pool.add(io.BytesIO(b"a"))
    table = lambda: io.BytesIO(b"another")  # noqa: E731
    assert archive.to_pool(pool, f"open-data/{digest}", table) != digest
    assert archive.to_pool(pool, f"files/{digest[:2]}/{digest}", table) == digest


def test_what_breaks_off_half_way_leaves_no_content_and_goes_with_the_next_clearing(tmp_path):
    pool = Pool(tmp_path / FOLDER)

    class Broken:
        def read(self, size):
            raise OSError(5, "mất đĩa")

    with pytest.raises(OSError, match="mất đĩa"):
        pool.add(Broken())
    assert not list(pool.folder.iterdir())
    (pool.folder / ".new-killed").write_bytes(b"x")
    back_up(tmp_path, "tinhso-1.tar", [b"a"])
    prune(tmp_path, days=30)
    assert not (pool.folder / ".new-killed").exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root makes what another account goes on with")
def test_what_root_backs_up_by_hand_the_nightly_account_goes_on_with(tmp_path):
    """It was root's, and the next night's backup ended with "permission denied"."""
    os.chown(tmp_path, 65534, 65534)
    pool = Pool(tmp_path / FOLDER)
    with alone(pool):
        pool.add(io.BytesIO(b"a"))
    made = [pool.folder, *pool.folder.rglob("*")]
    assert len(made) == 4 and {one.stat().st_uid for one in made} == {65534}
