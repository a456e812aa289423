"""A file that is kept for ever goes to the historical archive as one package (phụ lục VI, III.5c to g)."""

import io
import zipfile
from datetime import date, timedelta
from uuid import uuid4
from xml.etree import ElementTree

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from tinhso.casework.tests.makers import NOW
from tinhso.documents.archiving.actions.ask_package import MOST_PACKAGES, ask_package
from tinhso.documents.archiving.actions.build_package import build_package
from tinhso.documents.archiving.actions.record_receipt import record_receipt
from tinhso.documents.archiving.permissions import can_pack_file, check_can_pack_file, check_can_take_package
from tinhso.documents.archiving.readiness import problems_of
from tinhso.documents.archiving.tests import makers as make
from tinhso.documents.models import ArchivePackage, FileEntry, FileMove, OutgoingDocument
from tinhso.documents.pages.refusals import DocumentsForbidden, SecretDocument
from tinhso.documents.tasks import build_archive_package
from tinhso.documents.work_files.actions.hold_file import hold_file
from tinhso.documents.work_files.tests import makers as files
from tinhso.documents.work_files.tests.test_file_pages import page_of
from tinhso.kernel.events.public import EventRow
from tinhso.kernel.files.public import StoreAway, StoredFile, read, store
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.archive.check_package import check_package

State = ArchivePackage.State
RECEIPT = {"receiver": "Trung tâm Lưu trữ lịch sử tỉnh", "receipt": "12/BB-LTLS", "received_on": NOW.date()}


def received(office, package, who="van", **changes):
    return record_receipt(package=package, by=office.actor(who), **{"now": NOW} | RECEIPT | changes)


def names():
    rows = EventRow.objects.filter(name__startswith="documents.ArchivePackage").order_by("pk")
    return [one.removeprefix("documents.ArchivePackage") for one in rows.values_list("name", flat=True)]


def test_a_store_that_is_away_leaves_the_package_to_be_built_later(office, monkeypatch):
    def away(*args, **words):
        raise StoreAway("kho tệp")

    package = make.requested(office, make.archived(office))
    monkeypatch.setattr("tinhso.documents.archiving.actions.build_package.store_made", away)
    with pytest.raises(StoreAway):
        build_package(package=package, out=io.BytesIO(), now=NOW)
    package.refresh_from_db()
    assert package.state == State.ASKED


def test_iii_5c_a_file_goes_to_the_historical_archive_as_a_package_that_is_whole(office):
    file = make.archived(office)
    package = make.built(make.requested(office, file))
    assert (package.state, package.problem) == (State.BUILT, "")
    content = read(package.file)
    found = check_package(io.BytesIO(content))
    assert found.code == package.code and found.files == 7 and found.problems == ()
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        inside = packed.namelist()
        whole = ElementTree.fromstring(packed.read(f"{package.code}/metadata/descriptive/ho-so.xml"))
    assert f"{package.code}/representations/rep1/data/0001-bien-ban.pdf" in inside
    texts = [one.text for one in whole.iter()]
    assert file.full_code in texts and "Biên bản họp" in texts
    assert package.contents[0]["title"] == "Biên bản họp" and package.contents[0]["format"] == "PDF 1.4"
    assert package.contents[0]["lasting"] is False
    received(office, package)
    assert received(office, package).state == State.RECEIVED, "said twice, it stands once"
    assert names() == ["Asked", "Built", "Received"]
    moves = list(file.moves.values_list("kind", "reason"))[-2:]
    assert moves == [
        (FileMove.Kind.PACKED, ""),
        (FileMove.Kind.PASSED, "Trung tâm Lưu trữ lịch sử tỉnh, 12/BB-LTLS"),
    ]


def test_who_asks_twice_gets_the_one_that_is_being_built(office):
    file = make.archived(office)
    assert make.requested(office, file) == make.requested(office, file)
    package = make.built(make.requested(office, file))
    assert make.built(package).built_at == package.built_at and names() == ["Asked", "Built"]
    assert make.requested(office, file).number == 2


@pytest.mark.parametrize("who", ["chi", "emi", "hai", "dung"])
def test_only_the_agencys_clerk_packs(office, who):
    file, by = make.archived(office), office.actor(who)
    assert not can_pack_file(file, by)
    for check in (check_can_pack_file, lambda file, by: check_can_take_package(file, by, office.day)):
        with pytest.raises(DocumentsForbidden):
            check(file, by)
    with pytest.raises(DocumentsForbidden):
        ask_package(file=file, by=by, now=NOW)
    package = make.built(make.requested(office, file))
    with pytest.raises(DocumentsForbidden):
        received(office, package, who)


def test_a_file_that_is_not_closed_not_for_ever_or_held_is_not_packed(office):
    for file, words in (
        (files.filled(office, code="01", keep_years=None), "trạng thái"),
        (files.offered(office, code="02", keep_years=None), "trạng thái"),
        (make.archived(office, code="03", keep_years=20), "vĩnh viễn"),
    ):
        with pytest.raises(EntryRefused, match=words):
            ask_package(file=file, by=office.actor("van"), now=NOW)
    held = make.archived(office, code="04")
    package = make.requested(office, held)
    hold_file(file=held, reason="Thanh tra", by=office.actor("chi"), now=NOW)
    with pytest.raises(EntryRefused, match="giữ nguyên trạng"):
        make.requested(office, held)
    late = make.built(package)
    assert late.state == State.FAILED and "giữ nguyên trạng" in late.problem and late.file is None


def test_a_paper_without_signatures_or_unchecked_stops_it_and_is_named(office):
    unsigned = FileEntry(position=3, outgoing=OutgoingDocument(), dated=date(2024, 3, 1), title="x")
    assert problems_of([unsigned]) == ["Chưa có bản ký số: tài liệu số 3."]
    file = make.archived(office)
    StoredFile.objects.filter(pk=file.entries.get().material_id).update(state=StoredFile.State.QUARANTINE)
    with pytest.raises(EntryRefused, match="chưa kiểm tra xong .* số 1"):
        make.requested(office, file)


def test_bytes_that_were_spoilt_in_the_store_end_the_package(office, monkeypatch):
    file = make.archived(office)
    package = make.requested(office, file)
    spoilt = StoredFile.objects.get(pk=file.entries.get().material_id)
    other = uuid4().hex * 2  # the store outlives the test: nobody else's name
    StoredFile.objects.filter(pk=spoilt.pk).update(sha256=other)
    store().put(other, io.BytesIO(b"%PDF-1.4 khac"))
    late = make.built(package)
    store().delete(other)
    assert late.state == State.FAILED and "Báo người quản trị" in late.problem


def test_a_receipt_is_refused_before_the_package_is_built_for_another_day_or_marked(office):
    file = make.archived(office)
    package = make.requested(office, file)
    with pytest.raises(EntryRefused, match="chưa lập xong"):
        received(office, package)
    package = make.built(package)
    for day in (NOW.date() - timedelta(days=1), NOW.date() + timedelta(days=1)):
        with pytest.raises(EntryRefused, match="Ngày nhận"):
            received(office, package, received_on=day)
    with pytest.raises(EntryRefused, match="số biên bản"):
        received(office, package, receipt=" ")
    with pytest.raises(SecretDocument):
        received(office, package, receipt="(Tuyệt mật)")
    other = make.built(make.requested(office, file))
    received(office, other)
    with pytest.raises(EntryRefused, match="một gói khác"):
        received(office, package)
    with pytest.raises(EntryRefused, match="đã nhận"):
        make.requested(office, file)


def test_so_many_packages_and_no_more(office):
    file = make.archived(office)
    ArchivePackage.objects.bulk_create(
        ArchivePackage(
            work_file=file, number=n, state="failed", problem="x", asked_by_id=file.holder_id, asked_at=NOW
        )
        for n in range(1, MOST_PACKAGES + 1)
    )
    with pytest.raises(EntryRefused, match=str(MOST_PACKAGES)):
        make.requested(office, file)


@pytest.mark.long
def test_the_clerk_asks_downloads_prints_the_protocol_and_writes_down_the_receipt(
    office, client, django_assert_max_num_queries, tmp_path, capsys
):
    file = make.archived(office)
    office.sign_in(client, "van")
    page = reverse("archive_packages", args=[file.pk])
    assert page in page_of(client, reverse("work_file", args=[file.pk]))
    assert "Lập gói" in page_of(client, page)
    client.post(reverse("ask_archive_package", args=[file.pk]))
    package = file.packages.get()
    assert client.post(reverse("archive_package_file", args=[file.pk, package.pk])).status_code == 404
    build_archive_package.func(package.pk)
    with django_assert_max_num_queries(20):
        shown = page_of(client, page)
    package.refresh_from_db()
    assert "Đã lập" in shown and package.file.sha256 in shown and "phải chuyển đổi" in shown
    content = b"".join(client.post(reverse("archive_package_file", args=[file.pk, package.pk])))
    saved = tmp_path / "goi.zip"
    saved.write_bytes(content)
    call_command("check_archive_package", str(saved))
    assert "Đủ và đúng" in capsys.readouterr().out
    saved.write_bytes(content[: len(content) // 2])
    with pytest.raises(CommandError):
        call_command("check_archive_package", str(saved))
    assert client.get(reverse("archive_protocol", args=[file.pk, package.pk])).content.startswith(b"%PDF")
    form = reverse("receive_archive_package", args=[file.pk, package.pk])
    assert "Số biên bản giao nhận" in page_of(client, form)
    assert (
        client.post(form, {"receiver": "LTLS", "receipt": "1", "received_on": "32/1/2024"}).status_code == 422
    )
    answer = client.post(form, {"receiver": "LTLS", "receipt": "1/BB", "received_on": "08/03/2024"})
    assert answer.status_code == 302 and "biên bản 1/BB" in page_of(client, page)


def test_the_page_says_what_is_in_the_way_and_is_nobody_elses(office, client):
    file = make.archived(office, keep_years=20)
    page = reverse("archive_packages", args=[file.pk])
    for who, status in (("emi", 403), ("chi", 403), ("hai", 404)):
        office.sign_in(client, who)
        assert client.get(page).status_code == status, who
    office.sign_in(client, "van")
    assert "không thuộc loại bảo quản vĩnh viễn" in page_of(client, page)
    client.post(reverse("ask_archive_package", args=[file.pk]))
    assert not file.packages.exists()
