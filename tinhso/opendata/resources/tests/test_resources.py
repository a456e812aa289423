"""Files, links and services of a dataset: sent by one, read and approved by another, replaced under the same id, withdrawn."""

import json
import zipfile
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.town import make_officer
from tinhso.kernel.events.models import AccessRow, EventRow
from tinhso.kernel.files.models import StoredFile
from tinhso.kernel.files.public import NotYourFile, store_upload
from tinhso.kernel.people.public import SYSTEM, User, actor_of
from tinhso.kernel.people.roles import DataOfficer
from tinhso.opendata.conftest import NOW
from tinhso.opendata.dataset.permissions import OpenDataForbidden
from tinhso.opendata.models import Dataset, Distribution
from tinhso.opendata.open_list.actions.open_dataset import ChangedMeanwhile
from tinhso.opendata.open_list.actions.withdraw_dataset import withdraw_dataset
from tinhso.opendata.resources.actions.decide_resource import approve_resource, reject_resource
from tinhso.opendata.resources.actions.erase_ended_resources import erase_ended_resources
from tinhso.opendata.resources.actions.order_resources import order_resources
from tinhso.opendata.resources.actions.propose_resource import (
    MOST_RESOURCES,
    Proposal,
    ResourceRefused,
    propose_resource,
)
from tinhso.opendata.resources.actions.withdraw_resource import drop_resource, withdraw_resource
from tinhso.opendata.resources.forms import FILES
from tinhso.opendata.resources.queries import shown_resources

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
LINK = Proposal(kind="link", title="Trang hướng dẫn", url="https://tinh.vn/huong-dan", format="html")
State = Distribution.State


@pytest.fixture
def dao(opened):
    user = make_officer("dao", "Đỗ Thị Đào", opened.publisher, "Cán bộ dữ liệu", DataOfficer)
    return actor_of(user, on=NOW.date())


@pytest.fixture
def emi(town):
    return town.actor("emi")


def proposed(opened, emi, proposal=LINK, **more):
    return propose_resource(dataset=opened, proposal=proposal, by=emi, now=NOW, **more)


def published(opened, emi, dao, proposal=LINK, reason="Đã đọc", **more):
    made = proposed(opened, emi, proposal, **more)
    approve_resource(resource=made, ver=made.ver, reason=reason, by=dao, now=NOW)
    made.refresh_from_db()
    return made


def file_of(emi, name="huong-dan.pdf", content=PDF, clean=True):
    upload = SimpleUploadedFile(name, content, "application/pdf" if name.endswith("pdf") else "")
    stored = store_upload(upload, by=emi, now=NOW, rules=FILES)
    if clean:
        StoredFile.objects.filter(pk=stored.pk).update(state="clean")
    return Proposal(kind="file", title="Hướng dẫn", file_id=stored.pk)


def test_what_one_sends_another_approves_and_then_readers_and_programs_find_it(opened, emi, dao):
    made = proposed(opened, emi)
    assert shown_resources(opened) == [] and made.state == State.WAITING
    with pytest.raises(OpenDataForbidden):
        approve_resource(resource=made, ver=1, reason="", by=emi, now=NOW)
    approve_resource(resource=made, ver=1, reason="", by=dao, now=NOW)
    with pytest.raises(ChangedMeanwhile):
        approve_resource(resource=made, ver=1, reason="", by=dao, now=NOW)
    page = Client().get(f"/du-lieu/{opened.slug}/").content.decode()
    assert "Trang hướng dẫn" in page and "https://tinh.vn/huong-dan" in page
    found = Client().get("/api/3/action/resource_show", {"id": str(made.uid)}).json()["result"]
    assert (found["url"], found["name"], found["format"]) == (LINK.url, "Trang hướng dẫn", "HTML")
    names = EventRow.objects.filter(name__startswith="opendata.Resource").values_list("name", flat=True)
    assert sorted(names) == ["opendata.ResourceProposed", "opendata.ResourcePublished"]


def test_nobody_approves_what_he_sent_and_no_stranger_sends(opened, town, dao):
    with pytest.raises(OpenDataForbidden):
        proposed(opened, town.actor("bao"))
    made = proposed(opened, dao)
    with pytest.raises(OpenDataForbidden, match="không tự duyệt"):
        approve_resource(resource=made, ver=1, reason="", by=dao, now=NOW)
    with pytest.raises(OpenDataForbidden):
        reject_resource(resource=made, ver=1, remark="x", by=dao, now=NOW)


@pytest.mark.parametrize(
    ("proposal", "about"),
    [
        (Proposal(kind="link", title=" ", url="https://x.vn"), "title"),
        (Proposal(kind="link", title="x", url="javascript:alert(1)"), "url"),
        (Proposal(kind="link", title="x", url="https://x.vn/a\nb"), "url"),
        (Proposal(kind="service", title="x", url="https://u:p@x.vn/"), "url"),
        (Proposal(kind="file", title="x"), "file"),
    ],
)
def test_what_is_no_resource_is_refused_by_its_field(opened, emi, proposal, about):
    with pytest.raises(ResourceRefused) as refused:
        proposed(opened, emi, proposal)
    assert refused.value.field == about and not Distribution.objects.exists()


def test_a_file_of_somebody_else_is_not_taken(opened, emi, dao):
    with pytest.raises(ResourceRefused) as refused:
        proposed(opened, dao, file_of(emi))
    assert isinstance(refused.value.__cause__, NotYourFile)


def test_a_pdf_that_no_machine_reads_is_published_with_the_word_of_who_read_it(opened, emi, dao):
    made = proposed(opened, emi, file_of(emi, clean=False))
    with pytest.raises(ResourceRefused, match="kết quả đọc tệp"):
        approve_resource(resource=made, ver=1, reason=" ", by=dao, now=NOW)
    with pytest.raises(ResourceRefused, match="mã độc"):
        approve_resource(resource=made, ver=1, reason="Đã đọc hết", by=dao, now=NOW)
    StoredFile.objects.update(state="clean")
    address = f"/du-lieu/{opened.slug}/tep/{made.uid}/"
    assert Client().get(address).status_code == 404
    approve_resource(resource=made, ver=1, reason="Đã đọc hết", by=dao, now=NOW)
    answer = Client().get(address)
    assert b"".join(answer.streaming_content) == PDF and "attachment" in answer["Content-Disposition"]
    framed = Client().get(address + "?xem=1")
    assert "inline" in framed["Content-Disposition"]
    assert b"".join(framed.streaming_content) == PDF
    assert json.loads(EventRow.objects.get(name="opendata.ResourcePublished").body)["payload"]["released"]


def test_personal_data_in_an_office_file_hold_it(opened, emi, dao):
    book = BytesIO()
    with zipfile.ZipFile(book, "w") as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("word/document.xml", "<w:t>Số căn cước 038090001234 của ông A</w:t>")
    proposal = file_of(emi, "ds.docx", book.getvalue())
    made = proposed(opened, emi, proposal)
    assert made.findings == ["citizen_id"]
    with pytest.raises(ResourceRefused):
        approve_resource(resource=made, ver=1, reason="", by=dao, now=NOW)
    reject_resource(resource=made, ver=1, remark="Bỏ số căn cước", by=dao, now=NOW)
    made.refresh_from_db()
    assert (made.state, made.remark) == (State.REFUSED, "Bỏ số căn cước")
    with pytest.raises(ResourceRefused, match="lý do không duyệt"):
        reject_resource(resource=made, ver=2, remark="", by=dao, now=NOW)
    with pytest.raises(ChangedMeanwhile):
        reject_resource(resource=made, ver=2, remark="x", by=dao, now=NOW)


def office(**parts):
    book = BytesIO()
    with zipfile.ZipFile(book, "w") as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        for name, content in ({"word/document.xml": "<w:t>x</w:t>"} | parts).items():
            package.writestr(name, content)
    return book.getvalue()


RUNS = "<w:r><w:t>Gọi 091</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>2345678</w:t></w:r>"
WIDE = "\ufeffSố căn cước 038090001234".encode("utf-16-le")


@pytest.mark.parametrize(
    ("name", "content", "findings"),
    [
        ("a.docx", office(**{"word/document.xml": f"<w:p>{RUNS}</w:p>"}), ["phone"]),
        ("a.docx", office(**{"word/comments1.xml": "<a><![CDATA[0912345678]]></a>"}), ["phone"]),
        ("a.docx", office(**{"word/glossary/document.xml": "<w:t>&#48;912345678</w:t>"}), ["phone"]),
        ("a.docx", office(**{"word/_rels/d.rels": '<R Target="mailto:an.le@gmail.com"/>'}), ["email"]),
        ("a.docx", office(**{"word/media/image1.png": b"\x89PNG"}), None),
        ("a.docx", office(**{"word/document.xml": "<t>x</t>".encode("utf-16-le")}), None),
        ("a.txt", WIDE, ["citizen_id"]),
        ("a.docx", office(), []),
    ],
)
def test_personal_data_do_not_hide_in_a_file(opened, emi, name, content, findings):
    assert proposed(opened, emi, file_of(emi, name, content)).findings == findings


def test_a_new_one_takes_the_id_and_place_of_the_old_once_approved(opened, emi, dao):
    old = published(opened, emi, dao)
    other = published(opened, emi, dao, Proposal(kind="link", title="Sau", url="https://x.vn/b"))
    uid = old.uid
    new = proposed(opened, emi, Proposal(kind="link", title="Mới", url="https://x.vn/moi"), replaces=old)
    with pytest.raises(ResourceRefused, match="đang chờ duyệt"):
        proposed(opened, emi, replaces=old)
    assert [one.title for one in shown_resources(opened)] == ["Trang hướng dẫn", "Sau"]
    approve_resource(resource=new, ver=1, reason="", by=dao, now=NOW)
    assert [(one.title, one.uid) for one in shown_resources(opened)] == [("Mới", uid), ("Sau", other.uid)]
    old.refresh_from_db()
    assert old.state == State.REPLACED and old.uid != uid
    with pytest.raises(ResourceRefused, match="đang công bố"):
        proposed(opened, emi, replaces=old)


def test_what_is_to_be_replaced_and_is_gone_leaves_no_place(opened, emi, dao):
    old = published(opened, emi, dao)
    new = proposed(opened, emi, replaces=old)
    withdraw_resource(resource=old, ver=old.ver, by=dao, now=NOW)
    with pytest.raises(ResourceRefused, match="không còn công bố"):
        approve_resource(resource=new, ver=1, reason="", by=dao, now=NOW)


def test_withdrawn_is_the_data_officers_and_given_up_the_writers(opened, emi, dao, town):
    made = published(opened, emi, dao, file_of(emi))
    with pytest.raises(OpenDataForbidden):
        withdraw_resource(resource=made, ver=made.ver, by=emi, now=NOW)
    withdraw_resource(resource=made, ver=made.ver, by=dao, now=NOW)
    with pytest.raises(ChangedMeanwhile):
        withdraw_resource(resource=made, ver=made.ver, by=dao, now=NOW)
    assert Client().get(f"/du-lieu/{opened.slug}/tep/{made.uid}/").status_code == 410
    waits = proposed(opened, emi)
    with pytest.raises(OpenDataForbidden):
        drop_resource(resource=waits, ver=1, by=town.actor("bao"), now=NOW)
    drop_resource(resource=waits, ver=1, by=emi, now=NOW)
    with pytest.raises(ChangedMeanwhile):
        drop_resource(resource=waits, ver=1, by=emi, now=NOW)


def test_they_stand_in_the_order_that_writers_give(opened, emi, dao, town):
    uids = [
        published(opened, emi, dao, Proposal(kind="link", title=t, url=f"https://x.vn/{t}")).uid
        for t in "abc"
    ]
    Dataset.objects.filter(pk=opened.pk).update(changed_at=opened.created_at)
    order_resources(dataset=opened, uids=uids[::-1], by=emi, now=NOW)
    assert [one.title for one in shown_resources(opened)] == ["c", "b", "a"]
    with pytest.raises(ChangedMeanwhile):
        order_resources(dataset=opened, uids=uids[:2], by=emi, now=NOW)
    with pytest.raises(OpenDataForbidden):
        order_resources(dataset=opened, uids=uids, by=town.actor("bao"), now=NOW)


def test_what_a_harvest_made_is_changed_by_the_harvest_alone(opened, emi, dao):
    made = Distribution.objects.create(
        dataset=opened, key="url:x", title="x", url="https://x.vn", changed_at=NOW
    )
    with pytest.raises(ResourceRefused, match="thu thập"):
        proposed(opened, emi, replaces=made)
    with pytest.raises(ResourceRefused, match="thu thập"):
        withdraw_resource(resource=made, ver=1, by=dao, now=NOW)


def test_a_dataset_has_so_many_and_a_closed_one_gets_none(opened, emi, dao):
    many = [
        Distribution(dataset=opened, key=f"url:{n}", title="x", url="https://x.vn", changed_at=NOW)
        for n in range(MOST_RESOURCES)
    ]
    Distribution.objects.bulk_create(many)
    with pytest.raises(ResourceRefused, match="nhiều tệp"):
        proposed(opened, emi)
    Distribution.objects.all().delete()
    shown, waits = published(opened, emi, dao), proposed(opened, emi)
    opened.refresh_from_db()
    withdraw_dataset(dataset=opened, ver=opened.ver, by=SYSTEM, now=NOW)
    with pytest.raises(ResourceRefused, match="thôi mở"):
        approve_resource(resource=waits, ver=1, reason="", by=dao, now=NOW)
    withdraw_resource(resource=shown, ver=shown.ver, by=dao, now=NOW + timedelta(days=9))
    assert (
        Dataset.objects.get(pk=opened.pk).changed_at == NOW
    )  # the moment of its withdrawal, which is counted
    with pytest.raises(ResourceRefused, match="thôi mở"):
        proposed(opened, emi)


def test_the_publishers_page_does_all_of_it_and_shows_nothing_to_others(
    opened, town, dao, django_assert_max_num_queries
):
    writer, officer = town.sign_in(Client(), "emi"), Client()
    address = f"/can-bo/du-lieu-mo/{opened.slug}/kem-theo/"
    assert town.sign_in(Client(), "bao").get(address).status_code == 404
    bad = writer.post(address, {"loai": "lien-ket", "kind": "link", "url": "javascript:x", "title": "Giữ"})
    assert bad.status_code == 400 and "Giữ" in bad.content.decode()
    assert writer.post(address, {"loai": "x"}).status_code == 404
    upload = SimpleUploadedFile("a.pdf", PDF, "application/pdf")
    refused = writer.post(address, {"loai": "tep", "file": upload, "title": ""})
    stored = StoredFile.objects.get()
    assert refused.status_code == 400 and str(stored.pk) in refused.content.decode()
    second = writer.post(address, {"loai": "tep", "file_tep": str(stored.pk), "title": "Sơ đồ"})
    made = Distribution.objects.get()
    assert second.status_code == 302 and made.title == "Sơ đồ"
    with django_assert_max_num_queries(30):
        page = writer.get(address).content.decode()
    assert "Sơ đồ" in page and "Máy không đọc được" in page
    assert officer.get(address).status_code == 302
    forbidden = writer.post(f"{address}{made.uid}/duyet/", {"ver": 1, "reason": "x"})
    assert forbidden.status_code == 403
    assert writer.post(f"{address}{made.uid}/khac/", {"ver": 1}).status_code == 404
    assert writer.post(f"{address}{made.uid}/bo/", {"ver": 9}).status_code == 409
    assert writer.post(f"{address}{made.uid}/bo/", {"ver": 1}).status_code == 302
    assert writer.get(f"{address}{made.uid}/tep/").status_code == 409  # not scanned yet
    StoredFile.objects.update(state="clean")
    assert b"".join(writer.get(f"{address}{made.uid}/tep/").streaming_content) == PDF
    assert AccessRow.objects.filter(page__startswith="own_resource_file:").count() == 1  # no machine read it


def test_the_data_officer_reads_what_was_found_and_a_refused_reason_stays(opened, emi, dao, town):
    proposal = Proposal(kind="link", title="Gọi 0912345678", url="https://x.vn")
    made, user = proposed(opened, emi, proposal), User.objects.get(pk=dao.user_id)
    client, address = Client(), f"/can-bo/du-lieu-mo/{opened.slug}/kem-theo/"
    client.force_login(user)
    session = client.session
    session["second_factor"] = True
    session.save()
    page = client.get(address).content.decode()
    assert "số điện thoại di động" in page and "Duyệt, công bố" in page
    assert "Gọi 0912345678" in client.get("/can-bo/du-lieu-mo/").content.decode()
    second = client.post(f"{address}{made.uid}/duyet/", {"ver": 9, "reason": "Số của cơ quan"})
    assert second.status_code == 409 and "Số của cơ quan" in second.content.decode()
    assert client.post(f"{address}{made.uid}/duyet/", {"ver": 1}).status_code == 422
    done = client.post(f"{address}{made.uid}/duyet/", {"ver": 1, "reason": "Số của cơ quan"})
    assert done.status_code == 302 and shown_resources(opened)
    assert client.post(f"{address}{made.uid}/len/", {"ver": 2}).status_code == 302
    assert client.post(f"{address}{made.uid}/thoi-cong-bo/", {"ver": 2}).status_code == 302
    assert not shown_resources(opened)


def test_what_was_refused_or_withdrawn_is_erased_when_its_days_are_over(opened, emi, dao, town):
    refused = proposed(opened, emi, file_of(emi))
    reject_resource(resource=refused, ver=1, remark="Có tên người", by=dao, now=NOW)
    shown = published(opened, emi, dao, file_of(emi, "bang.pdf", PDF + b"2"))
    withdraw_resource(resource=shown, ver=shown.ver, by=dao, now=NOW)
    still = published(opened, emi, dao, file_of(emi, "con.pdf", PDF + b"3"))
    assert erase_ended_resources(now=NOW + timedelta(days=30)) == 0
    assert erase_ended_resources(now=NOW + timedelta(days=31)) == 1
    refused.refresh_from_db()
    assert (refused.file, refused.title, refused.remark, refused.state) == (None, "", "", State.REFUSED)
    assert erase_ended_resources(now=NOW + timedelta(days=366)) == 1
    assert erase_ended_resources(now=NOW + timedelta(days=800)) == 0
    assert StoredFile.objects.values_list("pk", flat=True).get() == still.file_id
    assert Client().get(f"/du-lieu/{opened.slug}/tep/{shown.uid}/").status_code == 410
    page = town.sign_in(Client(), "emi").get(f"/can-bo/du-lieu-mo/{opened.slug}/kem-theo/")
    assert page.content.decode().count("Đã xoá theo thời hạn lưu") == 2
