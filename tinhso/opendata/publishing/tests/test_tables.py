"""A further table of a dataset goes the way of the first, and is read, withdrawn and erased like one."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from tests.town import DAY
from tinhso.kernel.events.public import SYSTEM
from tinhso.kernel.files.public import store_upload
from tinhso.kernel.search.public import search
from tinhso.opendata.catalogue.croissant import croissant_of
from tinhso.opendata.catalogue.dcat import graph_of
from tinhso.opendata.ckan.actions.make_token import make_token
from tinhso.opendata.ckan.tests.test_ckan_writing import call, result
from tinhso.opendata.dataset import store
from tinhso.opendata.dataset.permissions import OpenDataForbidden
from tinhso.opendata.engine import engine
from tinhso.opendata.intakes.actions.begin_intake import IntakeRefused, begin_copy
from tinhso.opendata.intakes.actions.publish_intake import publish_intake
from tinhso.opendata.intakes.actions.restore_version import restore_version
from tinhso.opendata.intakes.actions.steer_intake import read_again
from tinhso.opendata.intakes.worker import run_intake, wake_silent
from tinhso.opendata.models import Dataset, DataTable, Intake, NationalDelivery
from tinhso.opendata.national_portal.actions.deliver_national import queue_dataset
from tinhso.opendata.national_portal.record import dataset_record
from tinhso.opendata.open_list.actions.open_dataset import ChangedMeanwhile
from tinhso.opendata.publishing.actions.add_table import MOST_TABLES, TableRefused, add_table
from tinhso.opendata.publishing.actions.decide_edition import approve_edition
from tinhso.opendata.publishing.actions.draft_dataset import EditionRefused
from tinhso.opendata.publishing.actions.erase_withdrawn_tables import erase_withdrawn_tables
from tinhso.opendata.publishing.actions.resource_to_table import resource_to_table
from tinhso.opendata.publishing.actions.save_edition import save_edition
from tinhso.opendata.publishing.actions.send_edition import send_edition
from tinhso.opendata.publishing.actions.withdraw_table import withdraw_table
from tinhso.opendata.publishing.editing import content_of
from tinhso.opendata.resources.actions.propose_resource import (
    Proposal,
    ResourceRefused,
    propose_resource,
)
from tinhso.opendata.resources.forms import FILES
from tinhso.opendata.tests.makers import GOOD, NOW, publishers, read, read_here

pytestmark = pytest.mark.django_db
STALLS = "Mã chợ;Quầy hàng;Giá thuê\n01;Quầy vải;12,5\n02;Quầy cá;30\n01;Quầy rau;9\n".encode()
PEOPLE = (
    "Họ và tên;Số CCCD;Quầy\nNguyễn Văn An;038090001234;Quầy vải\nLê Thị Ba;038190005678;Quầy cá\n".encode()
)
PAGE = "/du-lieu/cho-cua-tinh/"


@pytest.fixture
def cast(town, tmp_path, settings, monkeypatch):
    """The markets are open, with their first table."""
    settings.OPEN_DATA_ROOT = tmp_path
    monkeypatch.setattr("tinhso.kernel.site.clock.now", lambda: NOW)
    monkeypatch.setattr("tinhso.opendata.intakes.worker._in_child", read_here)
    people = publishers(town)
    publish_intake(intake=read(people.dataset, GOOD, people.emi), by=people.dao, now=NOW)
    Dataset.objects.filter(pk=people.dataset.pk).update(state="open", opened_at=NOW)
    people.dataset.refresh_from_db()
    yield people
    engine.OURS.close()
    engine.STRANGERS.close()


def added(cast, title="Quầy hàng của chợ"):
    return add_table(
        dataset=cast.dataset, title=title, description="Mỗi dòng là một quầy", by=cast.emi, now=NOW
    )


def published(cast, table, content=STALLS):
    made = publish_intake(
        intake=read(cast.dataset, content, cast.emi, "quay.csv", table), by=cast.dao, now=NOW
    )
    table.refresh_from_db()
    return made


def ask(action, **given):
    return Client().get(f"/api/3/action/{action}", given).json()["result"]


@pytest.mark.long
def test_people_and_programs_read_a_second_table_as_they_read_the_first(cast):
    table = added(cast)
    assert Client().get(f"{PAGE}?bang=2").status_code == 404  # nothing is shown before it is published
    version = published(cast, table)
    assert (version.number, version.table.number, version.added) == (2, 2, 3)
    shown = Client().get(f"{PAGE}?bang=2&cot=ma_cho&dk=la&gt=01").text
    assert all(word in shown for word in ("Quầy vải", "Quầy rau", "Bảng chính", "Mỗi dòng là một quầy"))
    assert "Quầy cá" not in shown
    assert "Vườn Hoa" in Client().get(PAGE).text
    assert (
        "Quầy cá" in Client().get(f"{PAGE}?phien-ban=2").text
    )  # the number of a version names its table too
    for address in ("bang=3", "bang=x", "bang=2&phien-ban=9"):
        assert Client().get(f"{PAGE}?{address}").status_code == 404
    rows = b"".join(Client().get(f"{PAGE}tai-ve/csv/?bang=2").streaming_content)
    assert rows.splitlines()[0] == b"ma_cho,quay_hang,gia_thue" and rows.count(b"\n") == 4
    for kind in ("json", "xlsx"):
        assert Client().get(f"{PAGE}tai-ve/{kind}/?bang=2").status_code == 200
    part = Client().get(f"{PAGE}tai-ve/parquet/?bang=2", headers={"range": "bytes=0-3"})
    assert b"".join(part.streaming_content) == b"PAR1"
    assert "Quầy" in Client().get(f"{PAGE}bieu-do/?bang=2&nhom=quay_hang").text
    sql = "select count(*) n from cho_cua_tinh_bang_2 q join cho_cua_tinh c on q.ma_cho = c.ma"
    assert engine.ask_sql(sql).rows == [[3]]
    api = Client().get("/api/du-lieu/cho-cua-tinh/dong?table=2").json()
    assert (api["version"], api["total"]) == (2, 3)
    tables = Client().get("/api/du-lieu/cho-cua-tinh").json()["tables"]
    assert [one["title"] for one in tables] == ["Chợ của tỉnh", "Quầy hàng của chợ"]
    assert [hit.ref for hit in search("quầy hàng", on=DAY, kinds=["dataset"], limit=5).hits] == [
        "cho-cua-tinh"
    ]


@pytest.mark.long
def test_clients_of_ckan_and_catalogues_know_every_table(cast):
    published(cast, added(cast))
    package = ask("package_show", id="cho-cua-tinh")
    active = [one["id"] for one in package["resources"] if one["datastore_active"]]
    assert active == ["cho-cua-tinh-bang", "cho-cua-tinh-bang-2"]
    assert package["num_resources"] == len({one["id"] for one in package["resources"]}) == 10
    found = ask("datastore_search", resource_id="cho-cua-tinh-bang-2", q="cá")
    assert [one["quay_hang"] for one in found["records"]] == ["Quầy cá"]
    assert ask("resource_show", id="cho-cua-tinh-bang-2-xlsx")["url"].endswith("/tai-ve/xlsx/?bang=2")
    dump = b"".join(Client().get("/datastore/dump/cho-cua-tinh-bang-2").streaming_content)
    assert dump.startswith(b"_id,ma_cho,quay_hang,gia_thue")
    led = Client().get("/dataset/cho-cua-tinh/resource/cho-cua-tinh-bang-2/")
    assert led["Location"] == f"{PAGE}?bang=2#du-lieu"
    dataset = Dataset.objects.select_related("current").get()
    graph = graph_of(dataset, lambda path: f"https://x.vn{path}").serialize(format="turtle")
    assert graph.count("a dcat:Distribution") == 10 and "?bang=2" in graph
    assert [one["@id"] for one in croissant_of(dataset, str)["recordSet"]] == ["dong", "dong-2"]
    assert len(dataset_record(dataset)["tep"]) == 6


def test_personal_data_in_a_second_table_is_held(cast):
    intake = read(cast.dataset, PEOPLE, cast.emi, "nguoi.csv", added(cast))
    assert intake.state == "held" and intake.findings
    with pytest.raises(IntakeRefused):
        publish_intake(intake=intake, by=cast.dao, now=NOW)
    assert not DataTable.objects.get(number=2).current_id


@pytest.mark.long
def test_each_table_has_versions_of_its_own(cast):
    table = added(cast)
    first = published(cast, table)
    second = published(cast, table, STALLS + "03;Quầy hoa;7\n".encode())
    assert (second.added, second.removed) == (1, 0)
    page = Client().get(f"{PAGE}thay-doi/{second.number}/").text
    assert "Quầy hoa" in page and "Vườn Hoa" not in page
    back = restore_version(version=first, by=cast.dao, now=NOW)
    assert (back.table_id, back.rows, back.removed) == (table.pk, 3, 1)
    assert Dataset.objects.get().current.rows == 2


@pytest.mark.long
def test_a_withdrawn_table_is_gone_for_everybody_and_erased_in_time(cast):
    table = added(cast)
    version = published(cast, table)
    waiting = read(cast.dataset, STALLS, cast.emi, "moi.csv", table)
    with pytest.raises(OpenDataForbidden):
        withdraw_table(table=table, ver=table.ver, by=cast.emi, now=NOW)
    with pytest.raises(ChangedMeanwhile):
        withdraw_table(table=table, ver=9, by=cast.dao, now=NOW)
    with pytest.raises(TableRefused):
        withdraw_table(table=cast.dataset.tables.get(number=1), ver=1, by=cast.dao, now=NOW)
    withdraw_table(table=table, ver=table.ver, by=cast.dao, now=NOW)
    assert Intake.objects.get(pk=waiting.pk).state == "cancelled"
    for way in (
        "?bang=2",
        f"?phien-ban={version.number}",
        "tai-ve/csv/?bang=2",
        "thay-doi/2/",
        "ban-do/?bang=2",
    ):
        assert Client().get(PAGE + way).status_code == 410
    with pytest.raises(engine.Unanswered):
        engine.ask_sql("select * from cho_cua_tinh_bang_2")
    assert Client().get("/datastore/dump/cho-cua-tinh-bang-2").status_code == 404
    assert not search("quầy vải", on=DAY, kinds=["dataset"], limit=5).hits
    table.refresh_from_db()
    with pytest.raises(IntakeRefused):
        read(cast.dataset, STALLS, cast.emi, "moi.csv", table)
    with pytest.raises(IntakeRefused):
        restore_version(version=version, by=cast.dao, now=NOW)
    assert erase_withdrawn_tables(now=NOW + timedelta(days=300)) == 0
    assert store.folder_of(version.folder).is_dir()
    assert erase_withdrawn_tables(now=NOW + timedelta(days=366)) == 1
    assert erase_withdrawn_tables(now=NOW + timedelta(days=367)) == 0
    assert not store.folder_of(version.folder).exists()
    version.refresh_from_db()
    assert version.erased_at and not version.sums


@pytest.mark.long
def test_a_withdrawn_table_is_told_to_the_national_portal_and_leaves_the_feed(cast):
    table = added(cast)
    published(cast, table)
    assert "Quầy hàng của chợ: Phiên bản 2" in Client().get(f"{PAGE}phien-ban.atom").text
    assert [queue_dataset(one, NOW) for one in (Dataset.objects.get(), Dataset.objects.get())] == [1, 0]
    table.refresh_from_db()
    withdraw_table(table=table, ver=table.ver, by=cast.dao, now=NOW)
    assert queue_dataset(Dataset.objects.get(), NOW) == 1
    assert "bang=2" not in str(NationalDelivery.objects.last().payload)
    feed = Client().get(f"{PAGE}phien-ban.atom").text
    assert "phien-ban=1" in feed and "phien-ban=2" not in feed


def test_a_table_is_refused_without_a_name_of_its_own_or_with_too_many_beside_it(cast):
    added(cast)
    for title in ("", "  ", "quầy hàng của chợ", "Ông Nguyễn Văn An, CCCD 038090001234"):
        with pytest.raises(TableRefused):
            added(cast, title)
    with pytest.raises(OpenDataForbidden):
        add_table(dataset=cast.dataset, title="Bảng lạ", description="", by=cast.bao, now=NOW)
    for n in range(MOST_TABLES - 2):
        added(cast, f"Bảng {n}")
    with pytest.raises(TableRefused):
        added(cast, "Một bảng nữa")
    Dataset.objects.update(state="withdrawn")
    with pytest.raises(TableRefused):
        added(cast, "Sau khi thôi mở")
    system = Dataset.objects.get()
    system.table, system.state = "test.units", "open"
    system.save()
    with pytest.raises(TableRefused):
        add_table(dataset=system, title="Thêm", description="", by=SYSTEM, now=NOW)


@pytest.mark.long
def test_the_publishers_page_adds_a_table_and_its_file(cast):
    emi = Client()
    cast.town.sign_in(emi, "emi")
    page = "/can-bo/du-lieu-mo/cho-cua-tinh/"
    refused = emi.post(f"{page}bang/", {"title": "", "description": "Đã gõ"})
    assert refused.status_code == 400 and "Đã gõ" in refused.text
    assert emi.post(f"{page}bang/", {"title": "Quầy hàng"})["Location"] == f"{page}?bang=2"
    assert "gui-tep/?bang=2" in emi.get(f"{page}?bang=2").text
    assert emi.post(f"{page}bang/", {"title": "Quầy hàng"}).status_code == 422
    link = emi.post(f"{page}lien-ket/?bang=2", {"url": "https://x.vn/quay.csv"})
    assert link.status_code == 302 and Intake.objects.get(state="waiting").table.number == 2
    assert emi.post(f"{page}bang/2/thoi-cong-bo/", {"ver": 1}).status_code == 302
    assert "Các bảng đã thôi công bố" in emi.get(page).text
    assert emi.get(f"{page}?bang=2").status_code == 404


def test_a_client_of_ckan_writes_a_second_table(cast):
    secret = make_token(agency=cast.town.agency_a, name="Kho", by=cast.emi, now=NOW)[1]
    given = {
        "resource": {"package_id": "cho-cua-tinh", "name": "Giá thuê"},
        "records": [{"Quầy": "A", "Giá": 5}, {"Quầy": "B", "Giá": 6}],
        "primary_key": "Quầy",
    }
    made = result(call("datastore_create", given, secret))
    assert (made["resource_id"], made["total"]) == ("cho-cua-tinh-bang-2", 2)
    more = {"resource_id": made["resource_id"], "records": [{"Quầy": "B", "Giá": 7}, {"Quầy": "C", "Giá": 8}]}
    assert result(call("datastore_upsert", more, secret))["total"] == 3
    waiting = Intake.objects.get(state="waiting")
    assert (waiting.table.number, waiting.table.title) == (2, "Giá thuê")
    assert DataTable.objects.get(number=1).schema is None
    result(call("resource_delete", {"id": made["resource_id"]}, secret))
    assert DataTable.objects.get(number=2).state == "withdrawn"
    assert call("resource_delete", {"id": "cho-cua-tinh-bang"}, secret).status_code in (403, 409)


def test_the_words_of_tables_change_with_a_description_that_another_approves(cast):
    table = added(cast)
    published(cast, table)
    desk = f"/can-bo/du-lieu-mo/{cast.dataset.slug}/sua/"
    writer = cast.town.sign_in(Client(), "emi")
    page = writer.get(desk).context
    form, ver = page["form"], page["ver"]
    typed = {name: form[name].value() or "" for name in form.fields}
    assert typed["table_2_title"] == "Quầy hàng của chợ" and typed["table_1_title"] == ""
    for wrong in ("", "quầy chính", "Gọi 0912345678"):
        sent = typed | {"ver": ver, "table_1_title": "Quầy chính", "table_2_title": wrong}
        refused = writer.post(desk, sent)
        assert refused.status_code == 400 and refused.context["form"].errors["table_2_title"], wrong
    sent = typed | {"ver": ver, "table_1_title": "Danh sách chợ", "table_2_title": "Quầy và giá thuê"}
    saved = writer.post(desk, sent)
    assert saved.status_code == 302, saved.context["form"].errors
    assert "Quầy và giá thuê" not in Client().get(f"{PAGE}?bang=2").text
    edition = cast.dataset.editions.get(state="draft")
    assert (
        "Quầy và giá thuê"
        in writer.get(f"/can-bo/du-lieu-mo/{cast.dataset.slug}/mo-ta/{edition.number}/").text
    )
    send_edition(edition=edition, ver=edition.ver, by=cast.emi, now=NOW)
    edition.refresh_from_db()
    approve_edition(edition=edition, ver=edition.ver, publish_at=None, by=cast.dao, now=NOW)
    shown = Client().get(f"{PAGE}?bang=2").text
    assert "Quầy và giá thuê" in shown and "Danh sách chợ" in shown and "Quầy hàng của chợ" not in shown
    assert ask("resource_show", id="cho-cua-tinh-bang-2")["name"].startswith("Quầy và giá thuê")
    hits = search("giá thuê", on=DAY, kinds=["dataset"], limit=5).hits
    assert [hit.ref for hit in hits] == ["cho-cua-tinh"]


def test_an_edition_gives_no_table_the_title_of_one_that_came_while_it_waited(cast):
    published(cast, added(cast))
    content = content_of(cast.dataset)
    content["tables"]["2"]["title"] = "Giá thuê"
    ver = cast.dataset.editions.get(state="draft").ver
    edition = save_edition(dataset=cast.dataset, ver=ver, content=content, by=cast.emi, now=NOW)
    send_edition(edition=edition, ver=edition.ver, by=cast.emi, now=NOW)
    added(cast, "giá thuê")
    edition.refresh_from_db()
    with pytest.raises(EditionRefused, match="mang tên này"):
        approve_edition(edition=edition, ver=edition.ver, publish_at=None, by=cast.dao, now=NOW)
    assert DataTable.objects.get(number=2).title == "Quầy hàng của chợ"


def test_an_edition_asks_no_words_of_a_table_that_was_withdrawn_meanwhile(cast):
    published(cast, added(cast))
    former = added(cast, "Giá thuê")
    published(cast, former)
    desk = f"/can-bo/du-lieu-mo/{cast.dataset.slug}/sua/"
    writer = cast.town.sign_in(Client(), "emi")
    page = writer.get(desk).context
    typed = {name: page["form"][name].value() or "" for name in page["form"].fields}
    assert writer.post(desk, typed | {"ver": page["ver"], "table_2_title": "Quầy"}).status_code == 302
    withdraw_table(table=former, ver=former.ver, by=cast.dao, now=NOW)
    form = writer.get(desk).context["form"]
    assert form["table_2_title"].value() == "Quầy" and "table_3_title" not in form.fields


def test_a_file_beside_the_tables_becomes_a_table_by_one_press(cast, monkeypatch):
    upload = SimpleUploadedFile("quay.csv", STALLS, "text/csv")
    stored = store_upload(upload, by=cast.emi, now=NOW, rules=FILES)
    words = Proposal(kind="file", title="Quầy hàng", file_id=stored.pk, description="Mỗi dòng một quầy")
    made = propose_resource(dataset=cast.dataset, proposal=words, by=cast.emi, now=NOW)
    with pytest.raises(ResourceRefused, match="mã độc"):
        resource_to_table(resource=made, by=cast.emi, now=NOW)
    type(stored).objects.filter(pk=stored.pk).update(state="clean")
    made.file.refresh_from_db()
    with pytest.raises(OpenDataForbidden):
        resource_to_table(resource=made, by=cast.bao, now=NOW)
    writer = cast.town.sign_in(Client(), "emi")
    desk = f"/can-bo/du-lieu-mo/{cast.dataset.slug}/kem-theo/"
    assert "Đọc thành bảng dữ liệu" in writer.get(desk).text
    assert cast.town.sign_in(Client(), "bao").post(f"{desk}{made.uid}/thanh-bang/").status_code == 404
    sent = writer.post(f"{desk}{made.uid}/thanh-bang/")
    intake = Intake.objects.exclude(state="published").get()
    assert sent["Location"].endswith(f"/nhan/{intake.pk}/")
    assert (intake.table.number, intake.table.title, intake.size) == (2, "Quầy hàng", len(STALLS))
    assert (intake.state, intake.done) == ("waiting", 0), "a worker copies it, nobody waits"
    assert "Tải tệp gốc" not in writer.get(f"/can-bo/du-lieu-mo/nhan/{intake.pk}/").text
    run_intake(intake.pk, now=NOW)
    intake.refresh_from_db()
    assert (intake.state, intake.done) == ("ready", len(STALLS))
    assert "Tải tệp gốc" in writer.get(f"/can-bo/du-lieu-mo/nhan/{intake.pk}/").text
    publish_intake(intake=intake, by=cast.dao, now=NOW)
    assert "Quầy cá" in Client().get(f"{PAGE}?bang=2").text
    second = writer.post(f"{desk}{made.uid}/thanh-bang/", follow=True)
    assert "đã có một bảng mang tên này" in second.text


def test_a_file_beside_the_tables_that_cannot_be_copied_is_told_in_words(cast, monkeypatch):
    stored = store_upload(
        SimpleUploadedFile("quay.csv", STALLS, "text/csv"), by=cast.emi, now=NOW, rules=FILES
    )
    type(stored).objects.filter(pk=stored.pk).update(state="clean")
    stored.refresh_from_db()
    table = added(cast)
    intake = begin_copy(table=table, file=stored, by=cast.emi, now=NOW)
    rows = type(stored).objects.filter(pk=stored.pk)
    for change in ({"state": "infected"}, {"state": "clean", "sha256": uuid4().hex * 2}):
        rows.update(**change)
        run_intake(intake.pk, now=NOW)
        intake.refresh_from_db()
        assert intake.state == "failed" and "không còn an toàn" in intake.message
        read_again(intake=intake, wish=None, by=cast.emi, now=NOW)
    rows.update(sha256=stored.sha256)
    run_intake(intake.pk, now=NOW)
    intake.refresh_from_db()
    assert intake.state == "ready", "the button that reads once more copies what has never come"
    stored.size = 0
    with pytest.raises(IntakeRefused, match="phải có nội dung"):
        begin_copy(table=table, file=stored, by=cast.emi, now=NOW)
    with pytest.raises(OpenDataForbidden):
        begin_copy(table=table, file=stored, by=cast.bao, now=NOW)


def test_a_copy_whose_worker_died_is_made_anew(cast):
    stored = store_upload(
        SimpleUploadedFile("quay.csv", STALLS, "text/csv"), by=cast.emi, now=NOW, rules=FILES
    )
    type(stored).objects.filter(pk=stored.pk).update(state="clean")
    stored.refresh_from_db()
    intake = begin_copy(table=added(cast), file=stored, by=cast.emi, now=NOW)
    folder = store.intake_of(intake.pk)
    folder.mkdir(parents=True)
    (folder / "original.1.part").write_bytes(STALLS[:9])
    long_ago = timezone.now() - timedelta(hours=1)
    Intake.objects.filter(pk=intake.pk).update(state="reading", tries=1, done=9, beat_at=long_ago)
    [waiting] = wake_silent(now=NOW, real_now=timezone.now())
    run_intake(waiting, now=NOW)
    intake.refresh_from_db()
    assert (intake.state, intake.done) == ("ready", len(STALLS)), intake.message
    assert sorted(one.name for one in folder.iterdir()) == ["original", "read"]


def test_a_document_or_a_service_becomes_no_table(cast):
    for words in (
        Proposal(kind="link", title="Hướng dẫn", url="https://tinh.vn/huong-dan.pdf"),
        Proposal(kind="service", title="Dịch vụ", url="https://tinh.vn/a.csv"),
    ):
        made = propose_resource(dataset=cast.dataset, proposal=words, by=cast.emi, now=NOW)
        with pytest.raises(ResourceRefused, match="Chỉ tệp bảng"):
            resource_to_table(resource=made, by=cast.emi, now=NOW)
    link = Proposal(kind="link", title="Bảng giá", url="https://tinh.vn/gia.csv?nam=2024")
    made = propose_resource(dataset=cast.dataset, proposal=link, by=cast.emi, now=NOW)
    intake = resource_to_table(resource=made, by=cast.emi, now=NOW)
    assert (intake.source, intake.table.title) == ("link", "Bảng giá")
    with pytest.raises(ResourceRefused, match="đang được đọc"):
        resource_to_table(resource=made, by=cast.emi, now=NOW)


def test_two_presses_make_one_table_where_there_was_none(town, tmp_path, settings):
    settings.OPEN_DATA_ROOT = tmp_path
    cast = publishers(town)
    link = Proposal(kind="link", title="Bảng giá", url="https://tinh.vn/gia.csv")
    made = propose_resource(dataset=cast.dataset, proposal=link, by=cast.emi, now=NOW)
    assert resource_to_table(resource=made, by=cast.emi, now=NOW).table.is_first
    with pytest.raises(ResourceRefused, match="đang được đọc"):
        resource_to_table(resource=made, by=cast.emi, now=NOW)


def test_a_dataset_that_a_system_fills_says_why_it_takes_no_file(cast, monkeypatch):
    Dataset.objects.filter(pk=cast.dataset.pk).update(table="test.ended")
    page = cast.town.sign_in(Client(), "emi").get(f"/can-bo/du-lieu-mo/{cast.dataset.slug}/").text
    assert "không nhận tệp và không thêm bảng tay" in page and "Chương trình không còn cập nhật" in page
    assert "Thêm bảng</button>" not in page
