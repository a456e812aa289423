"""What was published stays as it is, whoever is killed meanwhile."""

import csv
import signal
import subprocess
import sys

import duckdb
import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from tinhso.kernel.people.public import SYSTEM
from tinhso.kernel.places.public import AdminUnit
from tinhso.opendata.conftest import NOW
from tinhso.opendata.dataset import store
from tinhso.opendata.dataset.permissions import OpenDataForbidden
from tinhso.opendata.intakes.actions import publish_file as publishing
from tinhso.opendata.intakes.actions.publish_file import HasPersonalData
from tinhso.opendata.models import DataVersion
from tinhso.opendata.public import publish_file, refresh_dataset

pytestmark = pytest.mark.django_db
PAGE = "/du-lieu/xa-cua-thi-tran/"
KILLED = """
import os, signal, sys
from pathlib import Path
from tinhso.lib.tables import intake
from tinhso.lib.tables.any_file import take_in_file
def step(word):
    if word == sys.argv[3]:
        print("there", flush=True)
        signal.pause()
take_in_file(Path(sys.argv[1]), Path(sys.argv[2]), step=step)
"""


def write(folder, rows, name="moi.csv"):
    with (folder / name).open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(rows)
    return folder / name


def publish(dataset, source):
    return publish_file(dataset=dataset, source=source, name=source.name, by=SYSTEM, now=NOW)


def test_the_files_of_a_version_are_read_only_and_carry_their_sums(opened):
    folder = store.folder_of(opened.current.folder)
    modes = {file.name: file.stat().st_mode & 0o222 for file in folder.iterdir()}
    assert set(modes) == {"table.duckdb", "table.parquet", "SHA256SUMS"} and not any(modes.values())
    assert store.unlike(opened.current.folder) == []


def test_a_changed_or_missing_file_is_named(opened, capsys):
    call_command("check_open_data")
    assert "1 phiên bản, mọi tệp đúng" in capsys.readouterr().out
    file = store.parquet_of(opened.current.folder)
    file.chmod(0o600)
    file.write_bytes(file.read_bytes()[:-1] + b"x")
    store.table_of(opened.current.folder).unlink()
    with pytest.raises(CommandError, match="2 tệp"):
        call_command("check_open_data")
    assert "table.duckdb sai hoặc thiếu" in capsys.readouterr().err


@pytest.mark.long
def test_a_file_becomes_a_version_with_its_original_and_the_same_bytes_do_not(opened, tmp_path):
    source = write(tmp_path, [["Tên", "Số"], ["Chợ A", "1"], ["Chợ B", "2"]])
    version = publish(opened, source)
    assert (version.number, version.rows, version.original_name) == (2, 2, "moi.csv")
    assert store.original_of(version.folder).read_bytes() == source.read_bytes()
    assert publish(opened, source) is None and opened.versions.count() == 2


def test_a_file_that_tells_of_people_is_not_published(opened, tmp_path):
    source = write(tmp_path, [["Ten", "Ghi chu"], *([f"Chợ {n}", "038190000001"] for n in range(5))])
    with pytest.raises(HasPersonalData, match="Ghi chu"):
        publish(opened, source)
    assert opened.versions.count() == 1 and not list(store.root().glob("*.new"))


def test_only_the_system_publishes_its_own_files(opened, town, tmp_path):
    with pytest.raises(OpenDataForbidden):
        publish_file(dataset=opened, source=tmp_path / "x", name="x", by=town.actor("chi"), now=NOW)


@pytest.mark.long
@pytest.mark.parametrize("at", ["read", "parquet"])
def test_a_worker_killed_while_it_reads_leaves_the_old_version_serving(opened, tmp_path, at):
    """The real reading process is killed with -9 in the middle; what readers get does not notice."""
    source = write(tmp_path, [["a", "b"], *([n, n * 2] for n in range(2000))])
    draft = store.root() / "0123456789abcdef.new"
    draft.mkdir()
    words = [sys.executable, "-c", KILLED, str(source), str(draft), at]
    with subprocess.Popen(words, stdout=subprocess.PIPE) as child:
        assert child.stdout.readline() == b"there\n"
        child.send_signal(signal.SIGKILL)
        assert child.wait() == -signal.SIGKILL
    page = Client().get(PAGE)
    assert page.status_code == 200 and "12,5" in page.content.decode()
    assert store.unlike(opened.current.folder) == []
    assert publish(opened, source).number == 2


@pytest.mark.long
@pytest.mark.parametrize("where", ["before the name", "before the row"])
def test_a_publication_that_breaks_off_changes_nothing_and_is_done_again(
    opened, tmp_path, monkeypatch, where
):
    """Between the files and the row that names them a kill leaves a folder that no version names."""
    source = write(tmp_path, [["a"], ["1"], ["2"]])

    class Killed(BaseException):
        pass

    def die(*args, **kwargs):
        raise Killed

    with monkeypatch.context() as patch:
        target = (store, "settle") if where == "before the name" else (publishing, "add_version")
        patch.setattr(*target, die)
        with pytest.raises(Killed):
            publish(opened, source)
    opened.refresh_from_db()
    assert opened.current.number == 1 and DataVersion.objects.count() == 1
    assert Client().get(PAGE).status_code == 200
    assert publish(opened, source).number == 2


def test_who_reads_a_version_while_the_next_is_published_reads_it_to_its_end(opened, tmp_path):
    """A reader has the old file open; the new version lies elsewhere."""
    held = duckdb.connect(str(store.table_of(opened.current.folder)), read_only=True)
    before = held.execute("select count(*) from data").fetchall()
    AdminUnit.objects.filter(level="commune").update(area_km2="13")
    assert refresh_dataset(dataset=opened, by=SYSTEM, now=NOW).number == 2
    assert held.execute("select count(*) from data").fetchall() == before
    held.close()


@pytest.mark.long
def test_an_old_version_keeps_its_address_and_rows(opened, tmp_path):
    def download():
        return b"".join(Client().get(f"{PAGE}tai-ve/csv/", {"phien-ban": "1"}).streaming_content)

    old = download()
    publish(opened, write(tmp_path, [["a"], ["1"]]))
    assert download() == old
