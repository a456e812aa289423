"""The export of one's own data: what the archive holds, that it is bounded, logged, and nobody else's."""

import csv
import io
import json
import zipfile
from datetime import datetime

import pytest

from tinhso.kernel.events.models import AccessRow, EventRow
from tinhso.kernel.people.own_account import archive as my_archive
from tinhso.kernel.people.own_account.my_data import MyData, MyFile, MyTable
from tinhso.kernel.people.public import Actor
from tinhso.kernel.site.clock import HANOI

NOW = datetime(2024, 3, 8, 9, tzinfo=HANOI)
PAGE, FILE = "/tai-khoan/du-lieu/", "/tai-khoan/du-lieu/tai-ve/"


def part(*, rows=(), files=()):
    return MyData("thu", "Thử", "Một phần", lambda by: [MyTable("bang", rows)], lambda by: files)


def packed(*parts):
    return zipfile.ZipFile(io.BytesIO(b"".join(my_archive.archive(parts, Actor(user_id=1), now=NOW))))


def a_file(path, content=b"noi dung", size=None):
    return MyFile(path, len(content) if size is None else size, NOW, lambda: io.BytesIO(content))


def test_every_table_is_there_for_machines_and_for_spreadsheets():
    archive_zip = packed(part(rows=[{"luc": NOW, "ten": "Lê Thị An", "khai": {"số": 1}, "trong": None}]))
    assert archive_zip.testzip() is None
    (row,) = json.loads(archive_zip.read("thu/bang.json"))
    assert (row["luc"], row["khai"]) == ("2024-03-08T09:00:00+07:00", {"số": 1})
    lines = list(csv.reader(io.StringIO(archive_zip.read("thu/bang.csv").decode("utf-8-sig"))))
    assert lines == [
        ["luc", "ten", "khai", "trong"],
        ["2024-03-08T09:00:00+07:00", "Lê Thị An", '{"số": 1}', ""],
    ]
    assert "không xóa theo tài khoản" in archive_zip.read("doc-truoc.txt").decode()


@pytest.mark.parametrize("typed", ["=HYPERLINK(1)", "+84", "-1", "@x", "\tx"])
def test_nothing_that_somebody_typed_becomes_a_formula(typed):
    assert my_archive.cell(typed) == f"'{typed}"
    assert my_archive.cell("8=2") == "8=2"


def test_a_name_of_a_file_stays_inside_the_archive():
    archive_zip = packed(part(files=[a_file("../../etc/./x\\y")]))
    assert archive_zip.read("thu/etc/x_y") == b"noi dung"


def test_files_over_the_limit_are_named_and_left(monkeypatch):
    monkeypatch.setattr(my_archive, "MOST_BYTES", 10)
    archive_zip = packed(part(files=[a_file("mot"), a_file("hai"), a_file("ba", b"3")]))
    assert {"thu/mot", "thu/ba"} <= set(archive_zip.namelist())
    assert "thu/hai" not in archive_zip.namelist()
    assert "thu/hai" in archive_zip.read("khong-kem-theo.csv").decode()


def test_a_file_is_never_whole_in_memory():
    pieces = list(
        my_archive.archive([part(files=[a_file("to", bytes(3 * my_archive.PIECE))])], Actor(), now=NOW)
    )
    assert len(pieces) >= 4


def test_the_page_says_what_is_in_it_and_what_stays(town, client, django_assert_max_num_queries):
    town.sign_in(client, "an")
    with django_assert_max_num_queries(6):
        page = client.get(PAGE).content.decode()
    for words in ("Thông báo", "Tệp đã gửi", "Hồ sơ thủ tục hành chính", "ai đã xem hồ sơ"):
        assert words in page
    assert "Hồ sơ đã giải quyết được giữ theo thời hạn lưu trữ, không xóa theo tài khoản." in page


def download(client):
    answer = client.post(FILE)
    assert answer["Content-Type"] == "application/zip"
    return zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))


def test_an_account_gets_its_own_data_and_the_log_has_no_name(town, client, django_assert_max_num_queries):
    town.sign_in(client, "an")
    with django_assert_max_num_queries(
        64
    ):  # seven: what the exchange knows of a person; three: fees that hold results back; four: companies; one each: offers, searches of the press, requests for information, receptions
        archive_zip = download(client)
    (person,) = json.loads(archive_zip.read("tai-khoan/nhan-than.json"))
    assert (person["ho_va_ten"], person["so_dinh_danh"]) == ("Lê Thị An", "038190000001")
    everything = b"".join(archive_zip.read(name) for name in archive_zip.namelist()).decode()
    assert "Phạm Văn Dũng" not in everything
    row = AccessRow.objects.get()
    assert (row.actor_id, row.purpose, row.page, row.case_ids) == (town.an.pk, "own_data", "my_data_file", [])
    assert "Lê" not in row.body
    assert not EventRow.objects.exists()


def test_an_officer_gets_the_posts_held(town, client):
    town.sign_in(client, "binh")
    archive_zip = download(client)
    (post,) = json.loads(archive_zip.read("tai-khoan/vi-tri.json"))
    assert post["vi_tri"] == "Cán bộ Bộ phận Một cửa"
    assert json.loads(archive_zip.read("ho-so/ho-so.json")) == []


def test_a_sixth_time_within_the_hour_is_too_many(town, client):
    town.sign_in(client, "an")
    assert [client.post(FILE).status_code for _ in range(6)] == [200] * 5 + [429]
    town.sign_in(client, "dung")
    assert client.post(FILE).status_code == 200


def test_a_visitor_gets_nothing_and_a_link_does_not_export(town, client):
    assert client.post(FILE).status_code == 401
    town.sign_in(client, "an")
    assert client.get(FILE).status_code == 405
    assert not AccessRow.objects.exists()
