"""The pages of files of work: the list (V.6), the papers in one (V.5), each deed by its form, the whole taken out (III.4g)."""

import hashlib
import io
import zipfile
from xml.etree import ElementTree

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.town import make_officer
from tinhso.casework.tests.makers import NOW
from tinhso.documents.incoming.tests import makers as arriving
from tinhso.documents.models import FileMove, WorkFile
from tinhso.documents.pages.refusals import DocumentsForbidden
from tinhso.documents.work_files.actions.export_file import export_file
from tinhso.documents.work_files.package import NAMESPACE
from tinhso.documents.work_files.tests import makers as make
from tinhso.kernel.files.public import StoreAway, StoredFile
from tinhso.kernel.people.roles import Head

LIST = "/can-bo/van-ban/ho-so/"


def scanned():
    """Every file was looked through and is clean."""
    StoredFile.objects.update(state=StoredFile.State.CLEAN)


def page_of(client, url, **asked):
    answer = client.get(url, asked)
    assert answer.status_code == 200, url
    return answer.content.decode()


def deed(file, name):
    return reverse("work_file_deed", args=[file.pk, name])


def test_v_6_the_list_of_files_is_searched_printed_and_saved(office, client, django_assert_max_num_queries):
    make.filled(office)
    make.plan(office, code="02-CĐS", title="Báo cáo năm", keep_years=None)
    office.sign_in(client, "van")
    with django_assert_max_num_queries(14):
        page = page_of(client, LIST)
    assert "01-CĐS" in page and "Vĩnh viễn" in page and "10 năm" in page
    assert "02-CĐS" not in page_of(client, LIST, q="ke hoach chuyen doi")
    assert "01-CĐS" not in page_of(client, LIST, tt="planned") and "02-CĐS" in page_of(
        client, LIST, tt="planned"
    )
    assert "Không có hồ sơ nào" in page_of(client, LIST, nam="2023")
    assert "01-CĐS" in page_of(client, LIST, nam="abc", tt="không có")
    for way in ("due", "held", "ended"):
        assert "01-CĐS" not in page_of(client, LIST, tt=way)
    saved = client.get(LIST, {"tep": "csv"}).content.decode("utf-8-sig")
    assert saved.splitlines()[1].startswith("01-CĐS,") and ",1," in saved
    assert client.get(LIST, {"tep": "pdf"}).content.startswith(b"%PDF")


@pytest.mark.long
def test_the_clerk_plans_and_a_head_approves_on_pages(office, client):
    office.sign_in(client, "van")
    url = reverse("plan_work_file")
    assert client.get(url).status_code == 200
    words = {
        "year": "2024",
        "code": "05",
        "title": "Hồ sơ",
        "keep_source": "TT 10/2022/TT-BNV",
        "holder": office.emi.pk,
    }
    for wrong in (
        {"year": "x"},
        {"code": "x" * 31},
        {"keep_years": "0"},
        {"holder": office.bao.pk},
        {"title": ""},
    ):
        assert client.post(url, words | wrong).status_code == 422
    assert client.post(url, words).status_code == 302
    assert client.post(url, words).status_code == 422
    approve = reverse("approve_file_list", args=[2024])
    assert client.post(approve).status_code == 403
    office.sign_in(client, "chi")
    assert "Ban hành danh mục" in page_of(client, LIST)
    assert "Đã ban hành" in client.post(approve, follow=True).content.decode()
    assert "đã được ban hành" in client.post(approve, follow=True).content.decode()
    assert client.get(url).status_code == 403


@pytest.mark.long
def test_v_5_the_papers_of_a_file_are_read_and_put_in_from_their_own_pages(
    office, client, django_assert_max_num_queries
):
    file, document = make.plan(office), make.paper(office)
    office.sign_in(client, "emi")
    came = reverse("arriving_document", args=[document.case.code])
    url = reverse("file_arriving", args=[document.case.code])
    assert url in page_of(client, came) and client.get(url).status_code == 200
    assert client.post(url, {"file": "999"}).status_code == 422
    assert client.post(url, {"file": file.pk}).status_code == 302
    assert client.post(url, {"file": file.pk}).status_code == 422
    assert "01-CĐS" in page_of(client, url)
    at = reverse("work_file", args=[file.pk])
    with django_assert_max_num_queries(24):
        page = page_of(client, at)
    assert "15/UBND-CNTT" in page and came in page and "Kết thúc hồ sơ" in page
    assert client.get(at, {"tep": "pdf"}).content.startswith(b"%PDF")
    assert "15/UBND-CNTT" in client.get(at, {"tep": "csv"}).content.decode("utf-8-sig")
    for who in ("kim", "bao", "an"):
        office.sign_in(client, who)
        assert client.get(at).status_code in (403, 404)
        assert client.post(url, {"file": file.pk}).status_code in (403, 404)


def test_a_paper_without_a_seat_is_not_there_for_the_holder_and_a_title_for_the_clerk(office, client):
    file = make.plan(office)
    document = arriving.registered(office)  # Văn and Chi have seats, Emi has none
    make.put(office, file, document, who="van")
    at = reverse("work_file", args=[file.pk])
    office.sign_in(client, "emi")
    assert "15/UBND-CNTT" not in page_of(client, at) and "Hồ sơ chưa có tài liệu" in page_of(client, at)
    office.sign_in(client, "van")
    assert "15/UBND-CNTT" in page_of(client, at)


@pytest.mark.long
def test_every_deed_has_its_page_and_its_turn(office, client):
    file = make.plan(office)
    at = reverse("work_file", args=[file.pk])
    office.sign_in(client, "emi")
    add = deed(file, "them-tai-lieu")
    assert client.get(add).status_code == 200
    assert client.post(add, {"title": "Ảnh", "dated": "4/3/2024"}).status_code == 422
    exe = SimpleUploadedFile("a.exe", b"MZ")
    assert client.post(add, {"title": "Ảnh", "dated": "4/3/2024", "material": exe}).status_code == 422
    pdf = SimpleUploadedFile("bien-ban.pdf", make.PDF, content_type="application/pdf")
    assert client.post(add, {"title": "Biên bản", "dated": "4/3/2024", "material": pdf})["Location"] == at
    entry = file.entries.get()
    got = client.get(reverse("work_file_material", args=[file.pk, entry.pk]))
    assert got.status_code in (200, 409)  # 409 until it has been scanned
    out = reverse("take_out_paper", args=[file.pk, entry.pk])
    assert client.get(out).status_code == 200 and client.post(out, {"reason": ""}).status_code == 422
    assert client.post(out, {"reason": "Nhầm"})["Location"] == at
    assert client.get(out).status_code == 404
    assert "Đã đưa ra: Nhầm" in page_of(client, at)
    make.material(office, file)
    assert client.get(deed(file, "nop-luu")).status_code == 403
    assert client.get(deed(file, "khong-co")).status_code == 404
    assert client.post(deed(file, "ket-thuc"), {"ended_on": "40/3/2024"}).status_code == 422
    assert client.post(deed(file, "ket-thuc"), {"ended_on": "5/3/2024"})["Location"] == at
    assert client.post(deed(file, "nop-luu"))["Location"] == at
    assert client.post(deed(file, "nop-luu")).status_code == 422
    office.sign_in(client, "van")
    assert client.get(deed(file, "tra-lai")).status_code == 200
    assert client.post(deed(file, "nhan"), {"place": "Kho 1"})["Location"] == at
    office.sign_in(client, "chi")
    assert client.post(deed(file, "giu"), {"reason": "QĐ 15"})["Location"] == at
    assert "Giữ nguyên trạng" in page_of(client, at)
    assert client.post(deed(file, "thoi-giu"), {"reason": "Xong"})["Location"] == at
    other = make.closed(office, code="02")
    assert client.post(deed(other, "mo-lai"), {"reason": "Còn việc"}).status_code == 302
    assert client.get(deed(other, "doi-nguoi")).status_code == 200
    assert client.post(deed(other, "doi-nguoi"), {"reason": "x", "holder": office.kim.pk}).status_code == 302
    assert WorkFile.objects.get(pk=other.pk).holder == office.kim


def test_iii_4g_a_whole_file_comes_out_as_pdf_and_xml_with_its_papers(office, client):
    file = make.plan(office)
    document = arriving.direct(
        office, arriving.registered(office, files=[arriving.scan(content=b"%PDF-1.4 cong van")])
    )
    make.put(office, file, document)
    make.material(office, file)  # of 4/3, before the letter of 5/3
    scanned()
    office.sign_in(client, "emi")
    url = reverse("export_work_file", args=[file.pk])
    assert client.get(url).status_code == 405
    packed = zipfile.ZipFile(io.BytesIO(b"".join(client.post(url).streaming_content)))
    assert packed.read("muc-luc.pdf").startswith(b"%PDF")
    root = ElementTree.fromstring(packed.read("ho-so.xml"))
    of = {"w": NAMESPACE}
    papers = root.findall("w:Paper", of)
    assert [one.get("dated") for one in papers] == ["2024-03-04", "2024-03-05"]
    assert root.findtext("w:Title", namespaces=of) == file.title
    for one in root.findall("w:Paper/w:File", of):
        content = packed.read(one.get("name"))
        assert hashlib.sha256(content).hexdigest() == one.get("sha256") and len(content) == int(
            one.get("size")
        )
    assert len(root.findall("w:Paper/w:File", of)) == 2
    assert FileMove.objects.filter(work_file=file, kind="exported", by=office.emi).exists()
    for who in ("kim", "bao", "an"):
        office.sign_in(client, who)
        assert client.post(url).status_code in (403, 404)
    with pytest.raises(DocumentsForbidden):
        export_file(file=file, out=io.BytesIO(), by=office.actor("kim"), now=NOW)


def test_what_is_not_scanned_or_was_altered_does_not_leave_as_if_it_were_sound(office, monkeypatch):
    file = make.filled(office)
    stored = file.entries.get().material

    def exported():
        out = io.BytesIO()
        export_file(file=file, out=out, by=office.actor("emi"), now=NOW)
        packed = zipfile.ZipFile(out)
        (one,) = ElementTree.fromstring(packed.read("ho-so.xml")).findall(".//w:File", {"w": NAMESPACE})
        return one, packed.namelist()

    scanned()
    one, names = exported()
    assert one.get("sha256") == stored.sha256 and one.get("name") in names and one.get("altered") is None
    monkeypatch.setattr(
        "tinhso.documents.work_files.contents.open_stream", lambda file: io.BytesIO(b"something else")
    )
    assert exported()[0].get("altered")
    for state in (StoredFile.State.QUARANTINE, StoredFile.State.INFECTED):
        StoredFile.objects.filter(pk=stored.pk).update(state=state)
        one, names = exported()
        assert one.get("withheld") and one.get("name") not in names


def test_an_export_whose_store_is_away_is_no_half_file(office, monkeypatch):
    file = make.filled(office)

    scanned()

    def away(file):
        raise StoreAway("s3")

    monkeypatch.setattr("tinhso.documents.work_files.contents.open_stream", away)
    with pytest.raises(StoreAway):
        export_file(file=file, out=io.BytesIO(), by=office.actor("emi"), now=NOW)
    assert not FileMove.objects.filter(kind="exported").exists()


def test_what_the_reader_may_not_open_is_named_without_its_bytes(office):
    file = make.plan(office)
    document = arriving.direct(office, arriving.registered(office, files=[arriving.scan()]))
    make.put(office, file, document)
    office.mo = make_officer("mo", "Đỗ Văn Mơ", office.agency_a, "Phó Giám đốc", Head)
    out = io.BytesIO()
    export_file(file=file, out=out, by=office.actor("mo"), now=NOW)
    root = ElementTree.fromstring(zipfile.ZipFile(out).read("ho-so.xml"))
    (paper,) = root.findall("w:Paper", {"w": NAMESPACE})
    assert paper.get("withheld") and not paper.findall("w:File", {"w": NAMESPACE})
