"""A file arrives in pieces or by link, is read by a child, held or ready, and published as a version."""

import csv
import gzip
import http.server
import io
import json
import os
import select
import signal
import subprocess
import sys
import threading
import zipfile
from datetime import timedelta

import duckdb
import pytest
from django.conf import settings
from django.utils import timezone

from tinhso.kernel.events.models import EventRow
from tinhso.opendata.dataset import store
from tinhso.opendata.dataset.permissions import OpenDataForbidden
from tinhso.opendata.dataset_page.version_diff import diff_of
from tinhso.opendata.engine import engine
from tinhso.opendata.engine.expressions import Ask, Condition, rows_sql
from tinhso.opendata.intakes import limits as intake_limits
from tinhso.opendata.intakes import worker as intake_worker
from tinhso.opendata.intakes.actions.begin_intake import (
    IntakeRefused,
    WrongOffset,
    add_piece,
    begin_link,
    begin_upload,
    finish_upload,
)
from tinhso.opendata.intakes.actions.publish_intake import publish_intake
from tinhso.opendata.intakes.actions.restore_version import restore_version
from tinhso.opendata.intakes.actions.steer_intake import (
    cancel_intake,
    forget_files,
    read_again,
    release_intake,
)
from tinhso.opendata.intakes.worker import run_intake, wake_silent
from tinhso.opendata.models import DataTable, Intake
from tinhso.opendata.publishing.actions.declare_schema import SchemaRefused, declare_schema
from tinhso.opendata.tests.makers import GOOD, NOW, publishers, read, read_here, sent

pytestmark = pytest.mark.django_db
WORKER = """
import signal, subprocess, sys
child = subprocess.Popen(
    [sys.executable, "-m", "tinhso.lib.tables.children.intake_process", sys.argv[1]], stdout=subprocess.DEVNULL
)
print(child.pid, flush=True)
signal.pause()
"""
PERSONAL = "Mã;CCCD\n1;038201000123\n2;038301000124\n".encode()


@pytest.fixture
def cast(town, tmp_path, monkeypatch):
    monkeypatch.setattr("tinhso.opendata.intakes.worker._in_child", read_here)
    monkeypatch.setattr(settings, "OPEN_DATA_ROOT", tmp_path)
    monkeypatch.setattr("tinhso.kernel.site.clock.now", lambda: NOW)
    yield publishers(town)
    engine.OURS.close()


def published(cast, content=GOOD):
    return publish_intake(intake=read(cast.dataset, content, cast.emi), by=cast.dao, now=NOW)


def test_pieces_arrive_in_order_and_twice_is_harmless(cast):
    intake = begin_upload(dataset=cast.dataset, name="a.csv", size=len(GOOD), by=cast.emi, now=NOW)
    assert add_piece(intake=intake, offset=0, data=GOOD[:10], by=cast.emi) == 10
    for offset in (0, 5, 11):
        with pytest.raises(WrongOffset) as raised:
            add_piece(intake=intake, offset=offset, data=b"x", by=cast.emi)
        assert raised.value.received == 10
    with pytest.raises(WrongOffset):
        add_piece(intake=intake, offset=10, data=GOOD, by=cast.emi)  # more than announced
    with pytest.raises(IntakeRefused, match="chưa gửi xong"):
        finish_upload(intake=intake, by=cast.emi, now=NOW)
    add_piece(intake=intake, offset=10, data=GOOD[10:], by=cast.emi)
    finish_upload(intake=intake, by=cast.emi, now=NOW)
    finish_upload(intake=intake, by=cast.emi, now=NOW)
    assert (store.intake_of(intake.pk) / "original").read_bytes() == GOOD
    assert EventRow.objects.filter(name="opendata.DataReceived").count() == 1


def test_ten_gigabytes_are_refused_before_the_first_byte(cast):
    with pytest.raises(IntakeRefused, match="không quá 5 GB"):
        begin_upload(dataset=cast.dataset, name="a.csv", size=10 * 1024**3, by=cast.emi, now=NOW)
    with pytest.raises(OpenDataForbidden):
        begin_upload(dataset=cast.dataset, name="a.csv", size=10, by=cast.bao, now=NOW)
    for _ in range(intake_limits.MOST_AT_ONCE):
        begin_upload(dataset=cast.dataset, name="a.csv", size=10, by=cast.emi, now=NOW)
    with pytest.raises(IntakeRefused, match="nhiều tệp chờ"):
        begin_upload(dataset=cast.dataset, name="a.csv", size=10, by=cast.emi, now=NOW)


@pytest.mark.long
def test_a_child_reads_the_file(town, tmp_path, monkeypatch):
    monkeypatch.setattr(settings, "OPEN_DATA_ROOT", tmp_path)
    cast = publishers(town)
    intake = read(cast.dataset, GOOD, cast.emi)
    assert (intake.state, intake.rows, intake.percent) == ("ready", 2, 100)
    second = read(cast.dataset, b"%PDF-1.7", cast.emi)
    assert second.state == "failed" and "bảng" in second.message


@pytest.mark.long
def test_numbers_of_a_parquet_file_are_numbers_to_readers(cast, tmp_path):
    file = tmp_path / "cho.parquet"
    duckdb.sql("select 'Chợ ' || i as ten, i * 1.5::double as gia from range(3) r(i)").write_parquet(
        str(file)
    )
    version = published(cast, file.read_bytes())
    assert version.columns == [["ten", "ten", "text"], ["gia", "gia", "number"]]
    asked = Ask((Condition("gia", "tu", "1,5"),), "-gia", 10)
    assert engine.ask_version(version, rows_sql(version.columns, asked), 10) == [
        ["Chợ 2", 3],
        ["Chợ 1", 1.5],
    ]
    with engine.stream_version(version, asked, "csv", []) as blocks:
        assert b"".join(blocks).decode("utf-8-sig").splitlines()[1:] == ["Chợ 2,3", "Chợ 1,1.5"]


@pytest.mark.long
def test_a_reading_child_that_is_killed_is_a_failure_in_words(town, tmp_path, monkeypatch):
    """A real kill -9, as the system does where memory ends; the old version goes on."""
    monkeypatch.setattr(settings, "OPEN_DATA_ROOT", tmp_path)
    monkeypatch.setattr(
        intake_worker.Progress, "percent", lambda self, pid, step: os.kill(pid, signal.SIGKILL) or 0
    )
    cast = publishers(town)
    intake = read(cast.dataset, GOOD, cast.emi)
    assert intake.state == "failed" and "bị máy chủ dừng khi đang đọc tệp" in intake.message
    monkeypatch.undo()
    monkeypatch.setattr(settings, "OPEN_DATA_ROOT", tmp_path)
    read_again(intake=intake, wish=None, by=cast.emi, now=NOW)
    monkeypatch.setattr(intake_worker, "_in_child", read_here)
    run_intake(intake.pk, now=NOW)
    intake.refresh_from_db()
    assert (intake.state, intake.rows) == ("ready", 2)


def test_the_reading_child_dies_with_its_worker(tmp_path):
    """A worker that is killed with -9 leaves nobody who goes on writing into the folder."""
    os.mkfifo(tmp_path / "endless")
    words = {
        "source": str(tmp_path / "endless"),
        "folder": str(tmp_path),
        "memory": "64MB",
        "address_space": 1 << 32,
    }
    worker = [sys.executable, "-c", WORKER, json.dumps(words)]
    with subprocess.Popen(worker, stdout=subprocess.PIPE) as parent:
        child = os.pidfd_open(int(parent.stdout.readline()))
        with (tmp_path / "endless").open("wb"):  # waits until the child reads
            parent.kill()
            assert parent.wait() == -signal.SIGKILL
            assert select.select([child], [], [], 60)[0], "the child lives on"
    os.close(child)


def test_a_good_file_becomes_a_version_that_keeps_its_original(cast):
    version = published(cast)
    cast.dataset.refresh_from_db()
    assert cast.dataset.current == version and version.number == 1
    assert version.columns == [
        ["ma", "Mã", "text"],
        ["ten_cho", "Tên chợ", "text"],
        ["dien_tich", "Diện tích", "number"],
    ]
    assert store.original_of(version.folder).read_bytes() == GOOD
    rows = duckdb.sql(
        f"select ma, dien_tich from '{store.parquet_of(version.folder)}' order by ma"
    ).fetchall()
    assert rows == [("01", 1200.5), ("02", 980.0)]


def test_whoever_sent_it_does_not_publish_it_and_it_is_published_once(cast):
    intake = read(cast.dataset, GOOD, cast.emi)
    with pytest.raises(OpenDataForbidden):
        publish_intake(intake=intake, by=cast.emi, now=NOW)
    own_intake = read(cast.dataset, GOOD, cast.dao)
    with pytest.raises(OpenDataForbidden, match="không tự duyệt"):
        publish_intake(intake=own_intake, by=cast.dao, now=NOW)
    publish_intake(intake=intake, by=cast.dao, now=NOW)
    with pytest.raises(IntakeRefused, match="đã công bố"):
        publish_intake(intake=intake, by=cast.dao, now=NOW)


def test_personal_data_hold_it_until_a_reasoned_release(cast):
    intake = read(cast.dataset, PERSONAL, cast.emi)
    assert intake.state == Intake.State.HELD
    assert [(one["column"], one["kind"], one["count"]) for one in intake.findings] == [
        ("CCCD", "citizen_id", 2)
    ]
    assert "0382" not in str(intake.findings) + str(intake.found)
    with pytest.raises(IntakeRefused, match="tạm giữ"):
        publish_intake(intake=intake, by=cast.dao, now=NOW)
    with pytest.raises(IntakeRefused, match="ít nhất 20"):
        release_intake(intake=intake, reason="ngắn", by=cast.dao, now=NOW)
    with pytest.raises(OpenDataForbidden):
        release_intake(intake=intake, reason="x" * 30, by=cast.emi, now=NOW)
    release_intake(intake=intake, reason="Số giả, dùng để minh họa biểu mẫu", by=cast.dao, now=NOW)
    assert publish_intake(intake=intake, by=cast.dao, now=NOW).rows == 2


@pytest.mark.long
def test_every_line_that_was_not_understood_is_told_with_its_number(cast, client):
    content = 'Báo cáo chợ\nMã,Tên,Số\n1,a,5\n2,b\n3,c,7,9,9\n4,"d\ne",8\n=cmd()\n'.encode()
    intake = read(cast.dataset, content, cast.emi)
    assert (intake.state, intake.rows) == ("ready", 3)
    cast.town.sign_in(client, "emi")
    page = client.get(f"/can-bo/du-lieu-mo/nhan/{intake.pk}/").content.decode()
    assert "Dòng 4" in page and "Dòng 5" in page
    listed = b"".join(client.get(f"/can-bo/du-lieu-mo/nhan/{intake.pk}/tep/dong-loi/")).decode()
    assert [row[0] for row in csv.reader(io.StringIO(listed))][1:] == ["1", "4", "5", "8"]
    assert ",'=cmd()" in listed
    assert b"".join(client.get(f"/can-bo/du-lieu-mo/nhan/{intake.pk}/tep/goc/")) == content
    cast.town.sign_in(client, "bao")
    assert client.get(f"/can-bo/du-lieu-mo/nhan/{intake.pk}/tep/goc/").status_code == 404


def test_what_was_detected_can_be_corrected(cast):
    intake = read(cast.dataset, b"a,b\n1.234,x\n5.678,y\n", cast.emi)
    assert intake.columns[0]["kind"] == "number"
    read_again(intake=intake, wish={"forms": {"a": ""}, "heading": False}, by=cast.emi, now=NOW)
    run_intake(intake.pk, now=NOW)
    intake.refresh_from_db()
    assert (intake.rows, intake.columns[0]["name"], intake.columns[0]["kind"]) == (3, "cot_1", "text")


def test_a_declared_schema_is_checked(cast):
    schema = '{"fields": [{"name": "Mã"}, {"name": "Tên chợ"}, {"name": "Diện tích", "type": "number", "constraints": {"minimum": 1000}}]}'
    first = DataTable.objects.first_of(cast.dataset)
    declare_schema(table=first, text=schema, by=cast.emi, now=NOW)
    cast.dataset.refresh_from_db()
    intake = read(cast.dataset, GOOD, cast.emi)
    assert intake.state == "failed" and "lược đồ" in intake.message
    assert intake.found["broken"] == [{"rule": "Cột “Diện tích”: nhỏ hơn 1000", "count": 1, "rows": [2]}]
    for wrong in ("[", "{}", '{"fields": [{"name": "a", "type": "geopoint"}]}'):
        with pytest.raises(SchemaRefused):
            declare_schema(table=first, text=wrong, by=cast.emi, now=NOW)


def zipped(names, content=b"a,b\n1,2\n"):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, content)
    return out.getvalue()


@pytest.mark.long
@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"%PDF-1.7\n1,2\n", "không phải là bảng"),
        (b"MZ\x90\x00a,b\n1,2\n", "không phải là bảng"),
        (b"<!doctype html><script>alert(1)</script>", "trang web"),
        (b"\n\n\n", "không có dòng"),
        (zipped(["a.csv", "b.csv"]), "đúng một bảng"),
        (zipped(["../../etc/passwd"]), "đúng một bảng"),
        (zipped(["a.csv"])[:-30], ""),
        (gzip.compress(b"a,b\n" + b"1,2\n" * 30_000_000), "quá lớn so với"),
    ],
    ids=["pdf", "program", "html", "empty", "two", "outside", "cut", "bomb"],
)
def test_what_is_no_table_fails_in_words(cast, content, words):
    intake = read(cast.dataset, content, cast.emi, "a.csv")
    assert intake.state == "failed" and words in intake.message and intake.message


def test_a_worker_that_was_killed_leaves_the_old_version_and_the_intake_is_read_again(cast):
    version = published(cast)
    intake = sent(cast.dataset, GOOD + b"03;x;1\n", cast.emi)
    Intake.objects.filter(pk=intake.pk).update(
        state="reading", tries=1, beat_at=timezone.now() - timedelta(minutes=5)
    )
    run_intake(intake.pk, now=NOW)  # a second job finds it taken
    assert wake_silent(now=NOW, real_now=timezone.now()) == [intake.pk]
    cast.dataset.refresh_from_db()
    assert cast.dataset.current == version
    run_intake(intake.pk, now=NOW)
    intake.refresh_from_db()
    assert (intake.state, intake.rows, intake.tries) == ("ready", 3, 2)


def test_the_third_silence_is_a_failure_in_words(cast):
    intake = sent(cast.dataset, GOOD, cast.emi)
    Intake.objects.filter(pk=intake.pk).update(
        state="reading", tries=3, beat_at=timezone.now() - timedelta(minutes=5)
    )
    assert wake_silent(now=NOW, real_now=timezone.now()) == []
    intake.refresh_from_db()
    assert intake.state == "failed" and "3 lần" in intake.message
    read_again(intake=intake, wish=None, by=cast.emi, now=NOW)
    run_intake(intake.pk, now=NOW)
    intake.refresh_from_db()
    assert intake.state == "ready"


def test_a_file_that_failed_is_left_for_a_month(cast):
    intake = sent(cast.dataset, GOOD, cast.emi)
    Intake.objects.filter(pk=intake.pk).update(state=Intake.State.FAILED, made_at=NOW)
    assert forget_files(now=NOW + timedelta(days=30)) == 0
    assert forget_files(now=NOW + timedelta(days=30, seconds=1)) == 1


def test_a_cancelled_one_is_not_read(cast):
    intake = sent(cast.dataset, GOOD, cast.emi)
    cancel_intake(intake=intake, by=cast.emi, now=NOW)
    run_intake(intake.pk, now=NOW)
    intake.refresh_from_db()
    assert intake.state == "cancelled"
    with pytest.raises(IntakeRefused):
        cancel_intake(intake=intake, by=cast.emi, now=NOW)


def test_files_of_what_is_over_go_and_the_version_keeps_its_own(cast, client):
    version = published(cast)
    intake = cast.dataset.intakes.get()
    assert forget_files(now=NOW) == 1 and not store.intake_of(intake.pk).exists()
    assert store.original_of(version.folder).read_bytes() == GOOD
    cast.town.sign_in(client, "emi")
    assert b"".join(client.get(f"/can-bo/du-lieu-mo/nhan/{intake.pk}/tep/goc/")) == GOOD
    lost = sent(cast.dataset, GOOD, cast.emi)
    (store.intake_of(lost.pk) / "original").unlink()
    run_intake(lost.pk, now=NOW)
    lost.refresh_from_db()
    assert lost.state == "failed" and "gửi lại" in lost.message


@pytest.mark.long
def test_changed_rows_show_numbers_as_the_preview_does(cast, client):
    published(cast)
    second = published(cast, GOOD.replace(b"980", b"990"))
    page = cast.town.sign_in(client, "emi").get(
        f"/can-bo/du-lieu-mo/{cast.dataset.slug}/phien-ban/{second.number}/"
    )
    assert ">990<" in page.content.decode()


@pytest.mark.long
def test_versions_are_compared_and_restored(cast):
    first = published(cast)
    second = published(cast, "Mã;Tên chợ;Tầng\n01;Chợ Vườn Hoa;2\n03;Chợ Mới;1\n".encode())
    diff = diff_of(first, second)
    assert (diff.columns_added, diff.columns_removed) == (["Tầng"], ["Diện tích"])
    assert diff.rows_added == [["03", "Chợ Mới"]] and diff.rows_removed == [["02", "Chợ Đông Thành"]]
    assert (second.added, second.removed) == (1, 1)
    before = store.table_of(second.folder).read_bytes()
    with pytest.raises(OpenDataForbidden):
        restore_version(version=first, by=cast.emi, now=NOW)
    third = restore_version(version=first, by=cast.dao, now=NOW)
    cast.dataset.refresh_from_db()
    assert (third.number, third.restored, cast.dataset.current) == (3, 1, third)
    assert third.folder != first.folder and store.table_of(second.folder).read_bytes() == before
    with pytest.raises(IntakeRefused):
        restore_version(version=third, by=cast.dao, now=NOW)


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("http://169.254.169.254/latest/", "mạng nội bộ"),
        ("http://127.0.0.1:5432/", "mạng nội bộ"),
        ("http://[::1]/a.csv", "mạng nội bộ"),
    ],
)
def test_a_link_into_our_own_network_fails_in_words(cast, url, words):
    """Whoever enters one hears it at once; one that a catalogue elsewhere names fails when it is fetched."""
    with pytest.raises(IntakeRefused, match=words):
        begin_link(dataset=cast.dataset, url=url, by=cast.emi, now=NOW)
    harvested = Intake.Source.HARVEST
    intake = begin_link(dataset=cast.dataset, url=url, by=cast.emi, now=NOW, source=harvested)
    run_intake(intake.pk, now=NOW)
    intake.refresh_from_db()
    assert intake.state == "failed" and words in intake.message
    with pytest.raises(IntakeRefused):
        begin_link(dataset=cast.dataset, url="file:///etc/passwd", by=cast.emi, now=NOW)


class _Site(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/csv")
        self.end_headers()
        self.wfile.write(GOOD)

    def log_message(self, *words):
        pass


@pytest.mark.long
def test_a_link_is_fetched_and_read(cast, settings):
    settings.FETCH_LOCAL = True
    with http.server.HTTPServer(("127.0.0.1", 0), _Site) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{server.server_port}/cho.csv"
        intake = begin_link(dataset=cast.dataset, url=url, by=cast.emi, now=NOW)
        run_intake(intake.pk, now=NOW)
        server.shutdown()
    intake.refresh_from_db()
    assert (intake.state, intake.name, intake.rows) == ("ready", "cho.csv", 2)


def test_hostile_columns_and_cells_stay_text(cast, client):
    head = '"a""b; drop table data;--","<script>alert(1)</script>","=cmd()"\n'
    content = (head + '"x\'y",<img src=x onerror=alert(1)>,=1+1\n-2,@SUM(A1),+3\n').encode()
    version = published(cast, content)
    assert version.rows == 2
    cast.town.sign_in(client, "emi")
    intake = cast.dataset.intakes.get()
    for address in (f"nhan/{intake.pk}/", f"{cast.dataset.slug}/phien-ban/1/"):
        page = client.get(f"/can-bo/du-lieu-mo/{address}")
        assert (
            page.status_code == 200
            and b"<script>alert" not in page.content
            and b"<img src=x" not in page.content
        )


def test_the_browser_sends_in_pieces(cast, client):
    cast.town.sign_in(client, "emi")
    base = f"/can-bo/du-lieu-mo/{cast.dataset.slug}/"
    wish = f'{{"name": "cho.csv", "size": {len(GOOD)}}}'
    up = client.post(f"{base}gui-manh/", wish, "application/json").json()
    assert client.patch(up["url"], GOOD[:9], headers={"Upload-Offset": "0"}).json() == {"received": 9}
    assert client.patch(up["url"], GOOD, headers={"Upload-Offset": "0"}).status_code == 409
    second = client.post(f"{base}gui-manh/", wish, "application/json").json()
    assert second["received"] == 9 and second["url"] == up["url"]
    assert client.patch(up["url"], GOOD[9:], headers={"Upload-Offset": "9"}).status_code == 200
    assert client.post(up["url"]).status_code == 200
    assert client.get(f"{up['report']}tinh-trang/").json()["state"] == "waiting"
    big = client.post(f"{base}gui-manh/", '{"name": "a", "size": 99999999999}', "application/json")
    assert big.status_code == 422 and "5 GB" in big.json()["message"]
    cast.town.sign_in(client, "bao")
    assert client.patch(up["url"], b"x", headers={"Upload-Offset": "0"}).status_code == 404


def test_a_plain_form_sends_a_small_file_and_a_link(cast, client):
    from django.core.files.uploadedfile import SimpleUploadedFile

    cast.town.sign_in(client, "emi")
    base = f"/can-bo/du-lieu-mo/{cast.dataset.slug}/"
    answer = client.post(f"{base}gui-tep/", {"file": SimpleUploadedFile("cho.csv", GOOD)})
    assert answer.status_code == 302 and "/nhan/" in answer["Location"]
    assert client.post(f"{base}gui-tep/", {}).status_code == 302
    refused = client.post(f"{base}lien-ket/", {"url": "gopher://x"})
    assert refused.status_code == 422 and 'value="gopher://x"' in refused.content.decode()
    assert Intake.objects.count() == 1
