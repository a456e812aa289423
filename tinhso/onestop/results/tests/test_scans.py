"""Số hoá: pages scanned at the desk become one file, the receiving officer signs it, its owner uses it again."""

import io
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image
from pyhanko.pdf_utils.reader import PdfFileReader

from tinhso.casework.public import Case, NotYourTurn
from tinhso.kernel.events.public import EventRow
from tinhso.kernel.files.public import FileRefused, StoredFile, read
from tinhso.kernel.papers.public import Paper, SigningClosed, SigningRequest, check_pdf, trust_roots
from tinhso.kernel.people.public import Person
from tinhso.onestop.dossier.applicants import Applicant
from tinhso.onestop.intake.actions.discard_dossier import discard_dossier
from tinhso.onestop.intake.actions.start_at_counter import start_at_counter
from tinhso.onestop.models import Attachment, StoreEntry
from tinhso.onestop.results.actions.attach_scan import attach_scan
from tinhso.onestop.results.actions.complete_scan import complete_scan
from tinhso.onestop.results.actions.prepare_scan import ScanNotReady, prepare_scan
from tinhso.onestop.results.actions.sign_scan import sign_scan
from tinhso.onestop.store.actions.reuse_paper import reuse_paper
from tinhso.onestop.tests.makers import NOW


def page(name="trang.png", kind="PNG"):
    out = io.BytesIO()
    Image.new("RGB", (210, 297), "white").save(out, format=kind)
    return SimpleUploadedFile(name, out.getvalue(), f"image/{kind.lower()}")


def at_counter(shop):
    an = shop.town.an.person
    applicant = Applicant(Person.Kind.CITIZEN, an.id_number, an.full_name)
    words = {
        "source": Case.Source.COUNTER,
        "client_key": uuid4(),
        "level": "province",
        "applicant": applicant,
    }
    agencies = {"agency": shop.town.agency_a, "desk": shop.town.desk_a, "version": shop.version}
    return start_at_counter(**words, **agencies, by=shop.actor("binh"), now=NOW)


def scanned(shop, clean=True):
    pages = [page(), page("trang-2.jpg", "JPEG")]
    scan = attach_scan(
        dossier=at_counter(shop), paper="phuong_an", pages=pages, by=shop.actor("binh"), now=NOW
    )
    if clean:
        StoredFile.objects.filter(pk=scan.file_id).update(state=StoredFile.State.CLEAN)
    return Attachment.objects.select_related("file", "dossier__case__desk", "dossier__version").get(
        pk=scan.pk
    )


def sign(shop, scan):
    sign_scan(attachment=scan, signer=shop.signer("binh"), by=shop.actor("binh"), now=NOW)
    scan.refresh_from_db()
    return scan


@pytest.mark.long
def test_two_pages_are_one_signed_file_in_the_dossier_and_in_the_store(shop):
    scan = scanned(shop)
    unsigned = scan.file_id
    assert PdfFileReader(io.BytesIO(read(scan.file))).root["/Pages"]["/Count"] == 2
    assert not StoreEntry.objects.exists()
    sign(shop, scan)
    entry = StoreEntry.objects.get()
    assert (entry.origin, entry.person, entry.title) == ("scan", shop.town.an.person, "Phương án")
    assert entry.file_id == scan.file_id == Paper.objects.get().draft_id
    assert not StoredFile.objects.filter(pk=unsigned).exists()
    assert (StoredFile.objects.count(), SigningRequest.objects.count()) == (1, 0)
    [signature] = check_pdf(read(scan.file), roots=trust_roots(), now=timezone.now())
    assert (signature.signer, signature.is_valid) == ("Nguyễn Thị Bình", True)
    events = EventRow.objects.filter(case_id=scan.dossier_id).order_by("id").values_list("name", flat=True)
    assert list(events)[-3:] == ["papers.PaperCreated", "papers.PaperSigned", "onestop.PaperKept"]


@pytest.mark.long
def test_the_signed_copy_is_used_again_and_outlives_the_draft(shop):
    scan = sign(shop, scanned(shop))
    entry = StoreEntry.objects.get()
    second = shop.start()
    reuse_paper(dossier=second, paper="phuong_an", entry_id=entry.pk, by=shop.actor("an"), now=NOW)
    discard_dossier(dossier=scan.dossier, ver=scan.dossier.case.ver, by=shop.actor("binh"), now=NOW)
    assert read(second.attachments.get().file).startswith(b"%PDF")


def test_a_draft_that_is_thrown_away_takes_its_unsigned_scan_along(shop):
    scan = scanned(shop)
    prepare_scan(attachment=scan, by=shop.actor("binh"), now=NOW)
    discard_dossier(dossier=scan.dossier, ver=scan.dossier.case.ver, by=shop.actor("binh"), now=NOW)
    assert not (StoredFile.objects.exists() or Paper.objects.exists())


def test_only_the_receiving_desk_scans_and_signs_and_only_what_was_checked(shop):
    scan = scanned(shop, clean=False)
    with pytest.raises(ScanNotReady):
        prepare_scan(attachment=scan, by=shop.actor("binh"), now=NOW)
    for who in ("an", "emi", "bao"):
        with pytest.raises(NotYourTurn):
            attach_scan(dossier=scan.dossier, paper="khac", pages=[page()], by=shop.actor(who), now=NOW)
        with pytest.raises(NotYourTurn):
            prepare_scan(attachment=scan, by=shop.actor(who), now=NOW)
    with pytest.raises(SigningClosed):
        complete_scan(attachment=scan, token="", cms=b"", by=shop.actor("binh"), now=NOW)
    for wrong in (SimpleUploadedFile("a.txt", b"text", "text/plain"), SimpleUploadedFile("a.png", b"\x89PNG", "image/png")):  # fmt: skip
        with pytest.raises(FileRefused):
            attach_scan(dossier=scan.dossier, paper="khac", pages=[wrong], by=shop.actor("binh"), now=NOW)


@pytest.mark.long
def test_the_worklist_counts_what_is_unsigned_and_the_page_signs_it(shop, django_assert_max_num_queries):
    scan = scanned(shop)
    code, desk = scan.dossier.case.code, shop.town.sign_in(Client(), "binh")
    assert "Chưa ký số hoá" in desk.get(reverse("worklist")).content.decode()
    entry = desk.get(reverse("counter_entry", args=[code])).content.decode()
    assert "bản quét chưa ký số" in entry
    with django_assert_max_num_queries(14):
        listed = desk.get(reverse("scans"), {"ma": code}).content.decode()
    assert reverse("prepare_scan", args=[code, scan.pk]) in listed
    desk.post(reverse("scans"), {"chosen": [scan.pk]})
    assert "Chưa ký số hoá" not in desk.get(reverse("worklist")).content.decode()
    assert StoreEntry.objects.count() == 1


def test_the_browser_takes_the_digest_and_a_stranger_gets_none(shop):
    scan = scanned(shop)
    url = reverse("prepare_scan", args=[scan.dossier.case.code, scan.pk])
    for who, status in (("bao", 404), ("emi", 403), ("an", 403)):
        assert shop.town.sign_in(Client(), who).post(url, {"ver": 1}).status_code == status
    wish = shop.town.sign_in(Client(), "binh").post(url, {"ver": 1}).json()
    assert (wish["holder"], len(wish["digest"])) == ("binh", 64)


def test_pages_sent_at_the_counter_are_joined_and_a_wrong_one_is_told(shop):
    dossier = at_counter(shop)
    desk, url = shop.town.sign_in(Client(), "binh"), reverse("counter_entry", args=[dossier.case.code])
    wrong = desk.post(
        url, {"muc_dich": "Mở", "file_phuong_an": SimpleUploadedFile("a.txt", b"x", "text/plain")}
    )
    assert wrong.status_code == 422
    assert "thuộc loại không nhận ở đây" in wrong.content.decode()
    desk.post(url, {"muc_dich": "Mở", "file_phuong_an": [page("mot.png"), page("hai.png")]})
    assert dossier.attachments.get().file.name == "mot.pdf"
